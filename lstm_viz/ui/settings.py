"""Everything that the Lab's controls say, in one record: it is written to the address and read back, checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, cast

from lstm_viz.data.parameters import Parameter
from lstm_viz.data.recall import RECALL_PARAMETERS
from lstm_viz.data.samples import SAMPLES
from lstm_viz.data.synthetic import GENERATORS
from lstm_viz.records import CellName

MOST_STEPS = 1_000_000
MOST_LETTERS, MOST_NOTES, MOST_QUOTED = 20_000, 5, 40
_NUMBER = re.compile(r"[+-]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
UPLOADED, RECALL, FORECAST = "file", "recall", "forecast"
NOT_HERE = {
    UPLOADED: "The file of this link is not on this server any more: upload it again.",
    FORECAST: "The forecast of this link is not on this server any more: make it again.",
}
CELLS = {"lstm": "LSTM", "gru": "GRU", "rnn": "tanh RNN"}
NORMALISATIONS = ("auto", "none", "difference", "log_difference")


@dataclass(frozen=True)
class Bound:
    """What a numeric setting may be: from `low` to `high`, but not `without`."""

    low: float
    high: float
    without: float | None = None

    def holds(self, value: float) -> bool:
        """Return whether the setting may be this."""
        return self.low <= value <= self.high and value != self.without

    def __str__(self) -> str:
        return f"{self.low:g} to {self.high:g}" + ("" if self.without is None else f", but not {self.without:g}")


BOUNDS = {
    "layers": Bound(1, 3),
    "units": Bound(1, 128),
    "dropout": Bound(0.0, 0.8),
    "forget_bias": Bound(-3.0, 6.0),
    "chrono": Bound(0, 512, without=1),
    "window": Bound(2, 512),
    "batch": Bound(1, 256),
    "learning_rate": Bound(0.00001, 1.0),
    "steps": Bound(10, MOST_STEPS),
    "seed": Bound(0, 9999),
}


@dataclass(frozen=True)
class Settings:
    """The Lab's controls.

    `parameters` holds only the generator's values that differ from its defaults. `chrono`: the longest lag that the
    gate that keeps is started for, instead of `forget_bias`; 0 for none.
    """

    data: str = "sine"
    parameters: tuple[tuple[str, float], ...] = ()
    target: str = ""
    inputs: tuple[str, ...] = ()
    normalisation: str = "auto"
    cell: CellName = "lstm"
    layers: int = 1
    units: int = 16
    dropout: float = 0.0
    forget_bias: float = 1.0
    chrono: int = 0
    window: int = 48
    loss_at_last: bool = False
    batch: int = 32
    learning_rate: float = 0.005
    steps: int = 2000
    seed: int = 0

    @property
    def structure(self) -> "Settings":
        """What cannot change in mid-run: all but the learning rate and the number of steps."""
        return replace(self, learning_rate=Settings.learning_rate, steps=Settings.steps)


def sources() -> dict[str, str]:
    """Return every data source that the page can make by itself: key → title."""
    made = {key: generator.title for key, generator in GENERATORS.items()}
    return made | {RECALL: "Recall a symbol"} | {key: sample.title for key, sample in SAMPLES.items()}


def parameters_of(data: str) -> tuple[Parameter, ...]:
    """Return the parameters of a generated source; none for samples and files."""
    if data == RECALL:
        return RECALL_PARAMETERS
    return GENERATORS[data].parameters if data in GENERATORS else ()


def parameter_values(settings: Settings) -> dict[str, float]:
    """Return every parameter of the source with its value."""
    return {each.name: each.default for each in parameters_of(settings.data)} | dict(settings.parameters)


def to_query(settings: Settings) -> dict[str, str]:
    """Return the settings that differ from the defaults, as the words of an address."""
    query: dict[str, str] = {}
    for each in fields(Settings):
        value = getattr(settings, each.name)
        if value == each.default or each.name == "parameters":
            continue
        query[each.name] = ",".join(map(_without_commas, value)) if isinstance(value, tuple) else _word(value)
    return query | {f"p.{name}": _word(value) for name, value in settings.parameters}


def from_query(query: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """Read settings out of an address; what cannot be used is left at its default and named, in at most six sentences.

    A query of more than 20,000 letters is not read at all.
    """
    if sum(len(name) + len(word) for name, word in query.items()) > MOST_LETTERS:
        return Settings(), ["The link is too long to be one of this page: the sine mixture is shown."]
    settings, notes = Settings(), []
    data = query.get("data", settings.data)
    if data in sources() or data in (UPLOADED, FORECAST):
        settings = replace(settings, data=data)
    else:
        notes.append(f"The link asks for data {_quoted(data)}, which does not exist: the sine mixture is shown.")
    for name, bound in BOUNDS.items():
        if name in query:
            value = _number(query[name], bound, whole=isinstance(getattr(settings, name), int))
            if value is None:
                notes.append(_out_of_bounds(name, query[name], bound, getattr(settings, name)))
            else:
                settings = replace(settings, **{name: value})
    if query.get("normalisation", "auto") in NORMALISATIONS:
        settings = replace(settings, normalisation=query.get("normalisation", "auto"))
    cell = query.get("cell", settings.cell)
    if cell in CELLS:
        settings = replace(settings, cell=cast("CellName", cell))
    else:
        notes.append(f"The link asks for the cell {_quoted(cell)}; there are lstm, gru and rnn: an LSTM is used.")
    settings = replace(
        settings,
        loss_at_last=query.get("loss_at_last") == "1",
        target=query.get("target", ""),
        inputs=tuple(_with_commas(name) for name in query.get("inputs", "").split(",") if name),
    )
    settings = _with_parameters(settings, query, notes)
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [f"The link asks for {len(notes) - MOST_NOTES} more things that cannot be."]
    return settings, notes


def _with_parameters(settings: Settings, query: Mapping[str, str], notes: list[str]) -> Settings:
    given: list[tuple[str, float]] = []
    for each in parameters_of(settings.data):
        word = query.get(f"p.{each.name}")
        if word is None:
            continue
        value = _number(word, Bound(each.low, each.high), whole=isinstance(each.default, int))
        if value is None:
            notes.append(_out_of_bounds(each.label, word, Bound(each.low, each.high), each.default))
        elif value != each.default:
            given.append((each.name, value))
    return replace(settings, parameters=tuple(given))


def _number(word: str, bound: Bound, *, whole: bool) -> Any:
    if _NUMBER.fullmatch(word) is None:
        return None
    try:
        value = int(word) if whole else float(word)
    except ValueError:
        return None
    return value if bound.holds(value) else None


def _out_of_bounds(name: str, word: str, bound: Bound, default: Any) -> str:
    label = name.replace("_", " ")
    return f"The link asks for {label} {_quoted(word)}; it must be {bound}: {default:g} is used."


def _quoted(word: str) -> str:
    return f"“{word[:MOST_QUOTED]}…”" if len(word) > MOST_QUOTED else f"“{word}”"


def _without_commas(name: str) -> str:
    """Return a column's name so that commas can stand between names."""
    return name.replace("%", "%25").replace(",", "%2C")


def _with_commas(name: str) -> str:
    return name.replace("%2C", ",").replace("%25", "%")


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)
