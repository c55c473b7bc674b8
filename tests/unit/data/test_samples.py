import csv

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.samples import FOLDER, SAMPLES, load_sample
from lstm_viz.errors import SettingError

ROWS = {"air_passengers": 144, "co2": 526, "sunspots": 2820, "lynx": 114, "power": 4032, "stocks": 3270}
ENDS = {
    "air_passengers": (112, 432),
    "co2": (316.1, 371.02),
    "sunspots": (58.0, 33.4),
    "lynx": (269, 3396),
    "power": (22262, 23132),
    "stocks": (30.2257, 24.6843),
}
MOMENTS = {
    "air_passengers": ("1949-01-01", "1960-12-01", "MS"),
    "co2": ("1958-03-01", "2001-12-01", "MS"),
    "sunspots": ("1749-01-01", "1983-12-01", "MS"),
    "lynx": ("1821-01-01", "1934-01-01", "YS"),
    "power": ("2000-06-05 00:00", "2000-08-27 23:30", "30min"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_the_rows_and_ends_it_should(name: str) -> None:
    source = load_sample(name)
    values = source.table[source.target]
    assert len(values) == ROWS[name]
    assert (values.iloc[0], values.iloc[-1]) == ENDS[name]
    assert source.units[source.target] == SAMPLES[name].unit


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_the_file_number_for_number(name: str) -> None:
    with (FOLDER / SAMPLES[name].file).open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert load_sample(name).table.to_numpy().tolist() == [list(map(float, row[1:])) for row in rows]


@pytest.mark.parametrize("name", MOMENTS)
def test_a_sample_is_regular_in_time(name: str) -> None:
    start, end, step = MOMENTS[name]
    expected = pd.date_range(start, end, freq=step)
    np.testing.assert_array_equal(load_sample(name).table.index.to_numpy(), expected.to_numpy())


def test_stocks_have_a_row_for_each_trading_day_and_prices_in_one_unit() -> None:
    source = load_sample("stocks")
    days = pd.DatetimeIndex(source.table.index)
    weekdays = pd.bdate_range("2000-03-01", "2013-03-01")
    assert (days[0], days[-1]) == (weekdays[0], weekdays[-1])
    assert days.isin(weekdays).all()
    assert len(weekdays) - len(days) == 123  # some nine holidays a year, and four days in September 2001
    assert dict(source.units) == dict.fromkeys(("MSFT", "AAPL", "IBM"), "US dollars")
    for name, day in (("AAPL", "2000-06-21"), ("AAPL", "2005-02-28"), ("MSFT", "2003-02-18")):
        assert abs(source.table[name].pct_change()[day]) < 0.1  # each share was split in two: its price was halved


def test_provenance_names_every_file_and_the_folder_holds_no_other() -> None:
    text = (FOLDER / "PROVENANCE.md").read_text(encoding="utf-8")
    files = {path.name for path in FOLDER.iterdir()} - {"PROVENANCE.md"}
    assert files == {sample.file for sample in SAMPLES.values()}
    for file in files:
        line = next(line for line in text.splitlines() if f"`{file}`" in line)
        rows = next(ROWS[name] for name, sample in SAMPLES.items() if sample.file == file)
        assert f"{rows} rows" in line


def test_an_unknown_sample_is_refused_and_the_known_are_named() -> None:
    with pytest.raises(SettingError, match=r"“tides”: choose among air_passengers, co2, .*, power, stocks\.$"):
        load_sample("tides")
