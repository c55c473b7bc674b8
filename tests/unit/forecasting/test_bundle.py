import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.forecasting.bundle import KEY, open_forecast, save_forecast
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.continuation import read_on
from tests.unit.forecasting.made import CONFIG, made, table

KEPT = save_forecast(made())


@pytest.mark.parametrize(
    "config",
    [CONFIG, ForecastConfig(("y", "z"), 4, together=False, retrain=False, origins=3), ForecastConfig(("z",), 2)],
)
def test_an_opened_forecast_says_and_holds_what_the_kept_one_did(config: ForecastConfig) -> None:
    forecast = made(config)
    again = open_forecast(save_forecast(forecast))
    assert again.as_json() == forecast.as_json()
    assert again.plan.config == config
    assert (again.plan.moments == forecast.plan.moments).all()
    assert again.plan.work == forecast.plan.work
    assert save_forecast(again) == save_forecast(forecast)
    for one, two in zip(forecast.series, again.series, strict=True):
        assert (one.backtest == two.backtest).all()
        assert (one.quantiles == two.quantiles).all()
        assert one.stretch == two.stretch
        assert {name: list(each) for name, each in one.simple.items()} == {
            name: list(each) for name, each in two.simple.items()
        }
    ahead, before = (read_on(each.plan, each.members) for each in (again, forecast))
    assert (ahead.quantiles == before.quantiles).all()


@pytest.mark.parametrize("zone", [None, "Europe/Berlin", "counted"])
def test_moments_with_and_without_a_zone_and_counted_rows_are_kept(zone: str | None) -> None:
    index = pd.date_range("2024-03-01", periods=44, freq="D", tz=None if zone == "counted" else zone)
    data = table().set_axis(pd.RangeIndex(44) if zone == "counted" else index)
    forecast = made(CONFIG, data)
    again = open_forecast(save_forecast(forecast))
    assert list(again.plan.moments) == list(forecast.plan.moments)
    assert again.as_json() == forecast.as_json()


def test_a_file_from_before_simple_methods_were_kept_is_opened_without_them() -> None:
    tensors = {name: array for name, array in load(KEPT).items() if not name.startswith("ahead.")}
    older = open_forecast(save(tensors, metadata={KEY: json.dumps(words_of_kept())}))
    assert older.series[0].quantiles.tolist() == open_forecast(KEPT).series[0].quantiles.tolist()
    assert not older.series[0].simple


def test_gaps_stay_gaps() -> None:
    forecast = made()
    filled = np.zeros_like(forecast.plan.panel.filled)
    filled[0, 7] = filled[1, 35] = True
    object.__setattr__(forecast.plan.panel, "filled", filled)
    assert (open_forecast(save_forecast(forecast)).plan.panel.filled == filled).all()


def test_a_file_is_opened_from_its_path_and_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "run.safetensors"
    with pytest.raises(SavedRunError, match="safetensors cannot be read"):
        open_forecast(path)
    path.write_bytes(KEPT)
    assert open_forecast(path).plan.panel.ids == ("y", "z")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(SavedRunError, match="not a forecast kept by"):
        open_forecast(data)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_refused_or_still_whole(place: int, damage: bytes) -> None:
    changed = KEPT[:place] + damage + KEPT[place + len(damage) :]
    try:
        found = open_forecast(changed)
    except SavedRunError:
        return
    assert len(found.series) == 2


def changed(tensors: dict[str, Any] | None = None, **told: Any) -> bytes:
    return save(load(KEPT) | (tensors or {}), metadata={KEY: json.dumps(words_of_kept() | told)})


def words_of_kept() -> dict[str, Any]:
    length = int.from_bytes(KEPT[:8], "little")
    found: dict[str, Any] = json.loads(json.loads(KEPT[8 : 8 + length])["__metadata__"][KEY])
    return found


def test_the_file_of_these_tests_is_whole() -> None:
    assert len(open_forecast(changed()).series) == 2


@pytest.mark.parametrize(
    "told",
    [
        {"horizon": 5},
        {"horizon": True},
        {"season": 0},
        {"season": 3},
        {"starts": [32]},
        {"starts": [36, 32]},
        {"starts": [32, 40]},
        {"ids": ["y"]},
        {"ids": ["y", "y"]},
        {"frequency": "MS"},
        {"frequency": "no such"},
        {"zone": "Mars/Olympus"},
        {"unit": "D"},
        {"window": 0},
        {"parts": ["moon"]},
        {"hidden_size": 4},
        {"hidden_size": 10**9},
        {"config": {}},
        {"cpu_seconds": -1},
        {"cpu_seconds": None},
        {"warnings": "none"},
    ],
)
def test_words_that_do_not_fit_are_refused(told: dict[str, Any]) -> None:
    with pytest.raises(SavedRunError, match="not a forecast kept by"):
        open_forecast(changed(**told))


@pytest.mark.parametrize(
    ("name", "value"),
    [("series", np.nan), ("bands", np.inf), ("bands", 1e200), ("size", 0.0), ("spreads", -1.0),
     ("weights.head.bias", np.nan), ("relative", 200), ("steps", -1), ("future.0", np.nan), ("index", 0)],
)  # fmt: skip
def test_numbers_that_do_not_fit_are_refused(name: str, value: float) -> None:
    tensors = {key: array.copy() for key, array in load(KEPT).items()}
    tensors[name].flat[0] = value
    with pytest.raises(SavedRunError, match="not a forecast kept by"):
        open_forecast(changed(tensors))


def test_more_than_a_forecast_has_is_refused_and_another_version_named() -> None:
    with pytest.raises(SavedRunError, match="not a forecast kept by"):
        open_forecast(changed({"more": np.zeros(3)}))
    with pytest.raises(SavedRunError, match="not a forecast kept by"):
        open_forecast(changed({"ahead.drift": np.zeros((2, 3))}))
    with pytest.raises(SavedRunError, match="by another version"):
        open_forecast(changed(format=2))
