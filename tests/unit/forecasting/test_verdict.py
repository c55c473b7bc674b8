import numpy as np
import pytest

from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.verdict import clear_lead, verdict

STEADY = np.array([1.0, 1.1, 0.9, 1.0, 1.05])


def test_a_lead_at_every_origin_is_called_and_by_name() -> None:
    assert verdict({"lstm": STEADY, "theta": STEADY + 0.3, "drift": STEADY + 9}) == (
        "Use the LSTM here: it is better than Theta, the best of the simple methods "
        "(MASE 1.01 against 1.31 over 5 origins)."
    )
    assert verdict({"lstm": STEADY + 0.3, "theta": STEADY}).startswith("Do not use the LSTM here: Theta is better (")


def test_no_win_is_claimed_within_the_noise_of_the_origins_nor_of_one_origin_nor_of_a_hair() -> None:
    noisy = STEADY + np.array([-1.0, 1.2, -1.3, 0.9, -0.5])
    assert "differ by less than the origins do" in verdict({"lstm": noisy, "ets": STEADY})
    assert verdict({"lstm": noisy, "ets": STEADY}).endswith("take ETS.")
    assert clear_lead(STEADY[:1], STEADY[:1] + 5) == 0
    assert clear_lead(STEADY, STEADY + 0.01) == 0


def test_equals_lead_by_chance_in_few_of_a_hundred_cases() -> None:
    random = np.random.default_rng(0)
    leads = [clear_lead(*random.gamma(5, 0.2, size=(2, 5))) for _ in range(400)]
    assert sum(lead != 0 for lead in leads) <= 0.14 * 400


def test_a_series_without_a_scale_has_no_verdict() -> None:
    assert verdict({"lstm": np.array([np.nan]), "drift": np.array([np.nan])}).startswith("Nothing can be said")


def test_a_forecast_that_is_the_series_shifted_by_a_row_is_told_and_a_true_one_is_not() -> None:
    walk = np.random.default_rng(0).normal(size=40).cumsum()
    before, answers = walk[:-1], walk[1:]
    told = copies_last_value("y", before, answers, before + 0.01)
    assert told is not None
    assert told.startswith("The forecast of “y” one row ahead mostly repeats the last value")
    assert copies_last_value("y", before, answers, before) == "The forecast of “y” one row ahead is the last value."
    assert copies_last_value("y", before, answers, answers + 0.3) is None


def test_leaving_the_range_is_counted_by_origin() -> None:
    values = np.concatenate([np.sin(np.arange(60.0)), [1.0, 5.0, 0, 0]])
    told = leaves_range("y", values, (40, 60), 4)
    assert told is not None
    assert "at 1 of 2 origins" in told
    assert leaves_range("y", values, (40,), 4) is None


@pytest.mark.parametrize(("rows", "told"), [(30, "3.0 times the horizon of 10"), (40, None)])
def test_four_horizons_are_little_enough_to_say_nothing(rows: int, told: str | None) -> None:
    said = too_little(rows, 10, 1)
    assert said is None if told is None else told in (said or "")
    assert "2.0 times the season of 20" in (too_little(40, 10, 20) or "")
