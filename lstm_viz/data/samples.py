"""The samples that come with the project; `assets/samples/PROVENANCE.md` says from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.source import Source
from lstm_viz.errors import SettingError

FOLDER = Path(__file__).parents[2] / "assets" / "samples"


@dataclass(frozen=True)
class Sample:
    """A real series, or several: title, what they are, the unit of all, the file."""

    title: str
    about: str
    unit: str
    file: str


SAMPLES: Mapping[str, Sample] = {
    "air_passengers": Sample(
        "Air passengers",
        "Monthly airline passengers, 1949 to 1960: it grows, and its season grows with it. Very short.",
        "thousand passengers",
        "air_passengers.csv",
    ),
    "co2": Sample(
        "CO₂ at Mauna Loa",
        "Monthly carbon dioxide in the air over Hawaii, 1958 to 2001: a steady rise with a regular season.",
        "ppm",
        "co2.csv",
    ),
    "sunspots": Sample(
        "Sunspots",
        "Monthly sunspot numbers, 1749 to 1983: about eleven years a cycle; one month ahead, the last value is hard to "
        "beat.",
        "sunspots",
        "sunspots.csv",
    ),
    "lynx": Sample(
        "Lynx",
        "Yearly lynx skins in Canada, 1821 to 1934: slow rise, sudden fall, about ten years a cycle. Very short.",
        "skins",
        "lynx.csv",
    ),
    "power": Sample(
        "Electricity demand",
        "Half-hourly demand in England and Wales, summer 2000: a daily clock inside a weekly one.",
        "MW",
        "power.csv",
    ),
    "stocks": Sample(
        "Stock prices",
        "Daily closing prices of Microsoft, Apple and IBM, 2000 to 2013, adjusted for splits and dividends: from one "
        "day to the next, the last value is hard to beat. The page Prices shows why.",
        "US dollars",
        "stocks.csv",
    ),
}


@cache
def load_sample(name: str) -> Source:
    """Return a sample.

    Raises:
        SettingError: there is no such sample.
    """
    if name not in SAMPLES:
        raise SettingError(f"There is no sample “{name}”: choose among {', '.join(SAMPLES)}.")
    sample = SAMPLES[name]
    table = read_csv(FOLDER / sample.file).table
    names = [str(name) for name in table.columns]
    return Source(sample.title, table, dict.fromkeys(names, sample.unit), names[0], sample.about)
