"""What is taken away continues the file that was brought: read together they are one even series."""

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.forecasting.asked_again import command_of, command_to_go_on
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.files import forecast_csv, metrics_csv, times_as_written
from lstm_viz.forecasting.moments import in_words
from lstm_viz.forecasting.plan import plan_of
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.tables import shown_times
from tests.unit.forecasting.made_up import RESULT, SERIES

ROWS = 48
GERMAN: tuple[str, ...] = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli")
GERMAN += ("August", "September", "Oktober", "November", "Dezember")
WRITTEN: dict[str, tuple[str, Callable[[pd.Timestamp], str]]] = {
    "iso days": ("D", lambda each: f"{each:%Y-%m-%d}"),
    "German days": ("D", lambda each: f"{each:%d.%m.%Y}"),
    "American days": ("D", lambda each: f"{each:%m/%d/%Y}"),
    "German hours": ("h", lambda each: f"{each:%d.%m.%Y %H:%M}"),
    "months": ("MS", lambda each: f"{each:%Y-%m}"),
    "months first": ("MS", lambda each: f"{each:%m/%Y}"),
    "quarters": ("QS", lambda each: f"{each.year}-Q{each.quarter}"),
    "quarters first": ("QS", lambda each: f"Q{each.quarter} {each.year}"),
    "weeks": ("W-MON", lambda each: f"{each:%G-W%V}"),
    "years": ("YS", lambda each: f"{each:%Y}"),
    "seconds": ("h", lambda each: f"{each.timestamp():.0f}"),
    "bare American days": ("D", lambda each: f"{each.month}/{each.day}/{each.year}"),
    "bare hours": ("h", lambda each: f"{each.day}.{each.month}.{each.year} {each.hour}:{each:%M}"),
    "half days": ("h", lambda each: f"{each:%m/%d/%Y} {int(f'{each:%I}')}:{each:%M %p}"),
    "named months": ("MS", lambda each: f"{each:%b %Y}"),
    "named days": ("D", lambda each: f"{each.day} {each:%B} {each.year}"),
    "loud months": ("MS", lambda each: f"{each:%b-%y}".upper()),
    "German months": ("MS", lambda each: f"{GERMAN[each.month - 1]} {each.year}"),
    "German quarters": ("QS", lambda each: f"{each.quarter}. Quartal {each.year}"),
    "compact": ("D", lambda each: f"{each:%Y%m%d}"),
}


def file_of(frequency: str, written: Callable[[pd.Timestamp], str]) -> str:
    moments = pd.date_range("2010-01-04" if frequency.startswith("W") else "2010-01-01", periods=ROWS, freq=frequency)
    return "\n".join(["time;y", *(f"{written(each)};{decimal(5 + np.sin(n))}" for n, each in enumerate(moments))])


def decimal(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")


def result_of(reading: Reading) -> Forecast:
    plan = plan_of(reading, ForecastConfig(horizon=4, origins=2, season=1))
    return replace(RESULT, plan=plan, series=(replace(SERIES, moments=plan.moments),))


@pytest.mark.parametrize("name", WRITTEN)
def test_moments_and_numbers_are_written_as_the_file_writes_them(name: str) -> None:
    text = file_of(*WRITTEN[name])
    reading = read_csv(text.encode(), name="file.csv")
    told = forecast_csv(result_of(reading), reading).decode("utf-8-sig").replace("\r", "").splitlines()
    assert told[0] == "time;LSTM;80 % from;80 % to;95 % from;95 % to;Last value;Drift"
    both = read_csv("\n".join([text, *(";".join(line.split(";")[:2]) for line in told[1:])]).encode())
    assert both.axis is not None
    assert reading.axis is not None
    assert (both.axis.format, both.axis.frequency) == (reading.axis.format, reading.axis.frequency)
    assert (both.axis.rows, both.axis.missing, both.axis.duplicates) == (ROWS + 4, 0, 0)
    assert both.table["y"].to_numpy()[-4:] == pytest.approx(SERIES.mean)
    assert [line.split(";")[0] for line in told[1:]] == [WRITTEN[name][1](each) for each in both.table.index[-4:]]


@pytest.mark.parametrize(
    ("named", "january", "march"),
    [("Mai Juni Juli", "Januar 2033", "März 2033"), ("Oct Nov Dec", "2033-01-01", "2033-03-01")],
)
def test_a_month_that_the_file_lacks_is_named_as_in_its_language_or_where_that_is_open_all_are_iso_days(
    named: str, january: str, march: str
) -> None:
    rows = [f"{month} {year};{len(month) + year % 7}" for year in range(2013, 2033) for month in named.split()]
    reading = read_csv("\n".join(["time;y", *rows]).encode(), name="file.csv")
    told = times_as_written(pd.date_range("2033-01-01", periods=12, freq="MS"), reading)
    assert (told[0], told[2]) == (january, march)


@pytest.mark.parametrize(
    ("zone", "told"), [("+02:00", "2021-06-01T14:00:00+02:00"), ("Europe/Berlin", "2021-06-01T12:00:00+00:00")]
)
def test_zones_are_written_as_the_file_does_or_in_universal_time_where_it_has_several(zone: str, told: str) -> None:
    hours = pd.date_range("2021-03-27 22:00", periods=ROWS, freq="h", tz=zone)
    rows = [f"{each.isoformat()};{n % 7}" for n, each in enumerate(hours)]
    reading = read_csv("\n".join(["time;y", *rows]).encode(), name="file.csv")
    assert times_as_written(pd.DatetimeIndex(["2021-06-01 12:00"]), reading) == [told]
    plan = plan_of(reading, ForecastConfig(horizon=4, origins=2, season=1))
    assert any("universal time" in each for each in plan.warnings)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (lambda each: f"{each:%a}, {each:%d.%m.%Y}", "2010-02-02"),
        (lambda each: f"{each.day}.{each.month}.{each.year}" if each.day > 9 else f"{each:%d.%m.%Y}", "02.02.2010"),
    ],
    ids=["weekdays", "some with zeros"],
)
def test_what_is_not_written_alike_in_every_row_is_written_with_numbers(
    written: Callable[[pd.Timestamp], str], told: str
) -> None:
    reading = read_csv(file_of("D", written).encode(), name="file.csv")
    assert times_as_written(pd.DatetimeIndex(["2010-02-02"]), reading) == [told]


def test_rows_without_moments_go_on_being_counted() -> None:
    reading = read_csv("\n".join(["y", *(f"{np.sin(n):.3f}" for n in range(ROWS))]).encode(), name="file.csv")
    told = pd.read_csv(io.BytesIO(forecast_csv(result_of(reading), reading)))
    assert list(told["row"]) == [49, 50, 51, 52]


def test_without_a_file_moments_are_iso_days_and_numbers_have_a_point() -> None:
    told = pd.read_csv(io.BytesIO(forecast_csv(RESULT, None)))
    assert list(told["time"]) == [f"{each:%Y-%m-%d}" for each in SERIES.moments]
    assert told["LSTM"].to_numpy() == pytest.approx(SERIES.mean)
    counted = replace(RESULT, series=(replace(SERIES, moments=pd.RangeIndex(60, 64)),))
    assert list(pd.read_csv(io.BytesIO(forecast_csv(counted, None)))["row"]) == [61, 62, 63, 64]
    scores = pd.read_csv(io.BytesIO(metrics_csv(RESULT, None)))
    assert scores["MAE"].iloc[0] == pytest.approx(SERIES.measured["lstm"].scores.mae)


def test_scores_are_told_of_every_method_and_row_ahead_with_the_files_marks() -> None:
    reading = read_csv(file_of(*WRITTEN["German days"]).encode(), name="file.csv")
    told = pd.read_csv(io.BytesIO(metrics_csv(RESULT, reading)), sep=";", decimal=",")
    assert len(told) == 3 * 5
    own = told[(told["method"] == "LSTM") & (told["rows ahead"] == "all")].iloc[0]
    assert own["MAE"] == pytest.approx(SERIES.measured["lstm"].scores.mae)


def test_the_command_says_every_setting_that_is_not_usual() -> None:
    reading = read_csv(file_of(*WRITTEN["months"]).encode(), name="my file.csv", day_first=True)
    config = ForecastConfig(("y",), 4, 1, non_negative=True, together=False, retrain=False, origins=2, seed=7)
    assert command_of(plan_of(reading, config), reading) == (
        "python -m lstm_viz forecast 'my file.csv' --target y --set date_order=dmy --horizon 4 --season 1 "
        "--non-negative --once --origins 2 --seed 7"
    )


def test_the_command_that_goes_on_names_both_files() -> None:
    assert command_to_go_on("my newer.csv", "run.safetensors") == (
        "python -m lstm_viz forecast 'my newer.csv' --run run.safetensors"
    )


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("MS", "January 2024"),
        ("QS", "Q1 2024"),
        ("YS", "2024"),
        ("D", "Monday 1 January 2024"),
        ("W-MON", "the week of Monday 1 January 2024"),
        ("h", "Monday 1 January 2024, 00:00"),
    ],
)
def test_a_moment_is_named_as_its_step_asks(frequency: str, said: str) -> None:
    assert in_words(pd.date_range("2024-01-01", periods=2, freq=frequency), frequency)[0] == said


def test_rows_without_moments_are_counted_from_1_in_words() -> None:
    assert in_words(pd.RangeIndex(144, 146), None) == ["row 145", "row 146"]
    assert shown_times(pd.RangeIndex(144, 146)) == ["145", "146"]
