"""One real forecast in worker processes, and refusals that need none."""

import json
from pathlib import Path

import numpy as np
import pytest

import lstm_viz as lv
from lstm_viz.__main__ import main
from lstm_viz.errors import DataError, ForecastCancelled, LstmVizError, SettingError
from lstm_viz.forecasting.baselines import NAMES as METHODS
from lstm_viz.forecasting.baselines import baseline_forecasts
from lstm_viz.forecasting.command import in_words
from lstm_viz.forecasting.fit import Fit
from lstm_viz.forecasting.intervals import stretch_of, stretched
from lstm_viz.forecasting.result import Forecast
from tests.unit.forecasting.series import HORIZON, ORIGIN, TABLE


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture(scope="module")
def result(told: list[tuple[int, int]]) -> Forecast:
    return lv.forecast(
        TABLE, horizon=HORIZON, origins=1, workers=1, tell=lambda done, count, _: told.append((done, count))
    )


def test_the_json_has_every_agreed_name_and_no_nan(result: Forecast) -> None:
    plain = json.loads(json.dumps(result.as_json(), allow_nan=False))
    assert list(plain) == ["horizon", "season", "origins", "series", "cpu_seconds", "warnings"]
    assert (plain["horizon"], plain["season"], plain["origins"]) == (4, 4, ["2013-10-01"])
    series = plain["series"][0]
    assert list(series) == ["id", "normalisation", "forecast", "metrics", "coverage", "verdict"]
    assert [each["time"] for each in series["forecast"]] == ["2015-01-01", "2015-04-01", "2015-07-01", "2015-10-01"]
    assert list(series["forecast"][0]["quantiles"]) == ["0.025", "0.1", "0.5", "0.9", "0.975"]
    assert list(series["forecast"][0]["simple"]) == list(series["metrics"])[1:]
    assert list(series["metrics"]) == ["lstm", *METHODS]
    for scores in series["metrics"].values():
        assert {"mase", "rmse", "mae", "smape"} < scores.keys()
        assert len(scores["by_horizon"]) == 4
    assert list(series["coverage"]) == ["0.8", "0.95"]


def test_the_future_changes_no_choice_and_no_forecast(result: Forecast, found: Fit) -> None:
    stretch = stretch_of((found.answers[0], found.held_out[0]), [])
    assert (result.series[0].backtest[0] == stretched(found.quantiles[0], stretch)).all()


def test_what_is_said_is_reckoned_from_what_is_kept(result: Forecast) -> None:
    series = result.series[0]
    assert (series.actual[0] == TABLE["y"].to_numpy()[ORIGIN:]).all()
    own = series.measured["lstm"]
    assert own.scores.mae == pytest.approx(np.abs(own.forecasts - series.actual).mean())
    assert (own.forecasts == series.backtest[..., 2]).all()
    assert own.scores.mae == pytest.approx(np.mean([each.mae for each in own.by_horizon]))
    assert (np.diff(series.quantiles, axis=1) >= 0).all()
    assert (series.mean == series.quantiles[:, 2]).all()
    assert own.scores.mae < series.measured["last value"].scores.mae


def test_progress_is_told_from_none_to_all(result: Forecast, told: list[tuple[int, int]]) -> None:
    count = len(result.origins) + 1
    assert told[0] == (0, count)
    assert told[-1] == (count, count)


def test_text_and_table_say_the_same_as_the_result(result: Forecast) -> None:
    words, table = in_words(result), result.table()
    assert words.startswith("Horizon 4 rows, a season of 4 rows; origins: 2013-10-01.\n")
    assert words.splitlines()[-1] == result.series[0].verdict
    assert list(table.columns) == ["series", "time", "mean", "0.025", "0.1", "0.5", "0.9", "0.975", *METHODS]
    assert table["ets"].to_numpy() == pytest.approx(baseline_forecasts(TABLE["y"].to_numpy(), 4, HORIZON)["ets"])
    assert list(table["time"]) == ["2015-01-01", "2015-04-01", "2015-07-01", "2015-10-01"]
    assert table["mean"].to_numpy() == pytest.approx(result.series[0].mean)


def test_a_kept_forecast_goes_on_in_a_worker_as_its_own_networks_did_and_as_the_command_line_says(
    result: Forecast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept, file, again = tmp_path / "run.safetensors", tmp_path / "newer.csv", tmp_path / "again.safetensors"
    kept.write_bytes(lv.save_forecast(result))
    TABLE.iloc[20:].to_csv(file, index_label="when")
    assert main(["forecast", str(file), "--run", str(kept), "--keep", str(again), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["warnings"][0].startswith("The kept networks read no newer row, to 2014-10-01; nothing was trained")
    assert told["series"] == json.loads(json.dumps(result.as_json()))["series"]
    assert lv.open_forecast(again).as_json() == told


def test_a_forecast_is_cancelled_when_it_is_asked_for() -> None:
    with pytest.raises(ForecastCancelled, match="was cancelled"):
        lv.forecast(TABLE, horizon=4, origins=1, workers=1, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [({"target": "x"}, SettingError, "There is no column of numbers “x”: choose among y."),
     ({"horizon": 0}, SettingError, "A horizon of 0 rows cannot be forecast: choose 1 to 500."),
     ({"horizon": 40}, DataError, "60 rows are too few to forecast 40 rows ahead and to judge it at 5 origins: give"),
     ({"horizon": 60}, DataError, "a longer series, a horizon of at most 15 rows or fewer origins."),
     ({"season": 500}, SettingError, "The season is 500 rows; it must be 1 for none"),
     ({"origins": 0}, SettingError, "0 origins cannot be tried: choose 1 to 50.")],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_once(settings: dict[str, object], error: type[LstmVizError], said: str) -> None:
    with pytest.raises(error, match=said):
        lv.forecast(TABLE, **settings)  # type: ignore[arg-type]  # one setting at a time, each of its own kind
