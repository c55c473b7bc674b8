"""Everything that the Forecast page's controls say, in one record: written to the address and read back, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lstm_viz.data.samples import SAMPLES
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import MOST_HORIZON, MOST_ORIGINS

FILE, KEPT = "file", "kept"
PREFIX = "f."
MOST_LETTERS, MOST_QUOTED, MOST_SEASON, MOST_SEED = 4000, 40, 100_000, 9999
NUMBERS = {
    "horizon": (1, MOST_HORIZON),
    "season": (1, MOST_SEASON),
    "origins": (1, MOST_ORIGINS),
    "seed": (0, MOST_SEED),
}
COLUMNS = ("targets", "past", "future")
SWITCHES = ("non_negative", "together", "retrain")


@dataclass(frozen=True)
class ForecastSettings:
    """The Forecast page's controls.

    `data`: a sample's name, FILE for the person's own, or KEPT for a forecast that was opened again or went on.
    `every`: all series of the file, whatever the targets say.
    """

    data: str = "air_passengers"
    every: bool = False
    config: ForecastConfig = field(default_factory=ForecastConfig)


def to_query(settings: ForecastSettings) -> dict[str, str]:
    """Return the settings that differ from the defaults, as the words of an address.

    Names that would make it too long are left out: the forecast's own id brings them back.
    """
    config, usual = settings.config, ForecastConfig()
    query = {"data": settings.data} if settings.data != ForecastSettings.data else {}
    if settings.every:
        query["every"] = "1"
    for name in NUMBERS:
        value = getattr(config, name)
        if value != getattr(usual, name):
            query[name] = str(value)
    for name in SWITCHES:
        value = getattr(config, name)
        if value != getattr(usual, name):
            query[name] = str(int(value))
    for name in COLUMNS:
        words = ",".join(each.replace("%", "%25").replace(",", "%2C") for each in getattr(config, name))
        if words and len(words) <= MOST_LETTERS:
            query[name] = words
    return {PREFIX + name: word for name, word in query.items()}


def from_query(query: Mapping[str, str]) -> tuple[ForecastSettings, list[str]]:
    """Read settings out of an address; what cannot be used is left at its default and named, a sentence each."""
    asked = {name.removeprefix(PREFIX): word for name, word in query.items() if name.startswith(PREFIX)}
    notes: list[str] = []
    data = asked.get("data", ForecastSettings.data)
    if data not in SAMPLES and data not in (FILE, KEPT):
        notes.append(f"The link asks for data {_quoted(data)}, which does not exist: air passengers are shown.")
        data = ForecastSettings.data
    config: dict[str, Any] = {name: asked[name] == "1" for name in SWITCHES if asked.get(name) in ("0", "1")}
    config |= {name: _names(asked.get(name, "")) for name in COLUMNS}
    for name, (low, high) in NUMBERS.items():
        word = asked.get(name)
        if word is None:
            continue
        if word.isascii() and word.isdecimal() and len(word) < 10 and low <= int(word) <= high:
            config[name] = int(word)
        else:
            notes.append(f"The link asks for {name} {_quoted(word)}; it must be {low} to {high}: it is left as usual.")
    return ForecastSettings(data, asked.get("every") == "1", ForecastConfig(**config)), notes


def _names(words: str) -> tuple[str, ...]:
    if len(words) > MOST_LETTERS:
        return ()
    return tuple(name.replace("%2C", ",").replace("%25", "%") for name in words.split(",") if name)


def _quoted(word: str) -> str:
    return f"“{word[:MOST_QUOTED]}…”" if len(word) > MOST_QUOTED else f"“{word}”"
