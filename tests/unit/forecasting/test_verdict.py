import numpy as np
import pytest

from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.verdict import clear_lead, verdict

STEADY = np.array([1.0, 1.1, 0.9, 1.0, 1.05])
ALONE = np.array([STEADY + 0.1, STEADY + 0.2])


def test_a_lead_at_every_origin_is_called_and_by_name() -> None:
    assert verdict({"lstm": STEADY, "theta": STEADY + 0.3, "drift": STEADY + 9}, ALONE) == (
        "Use the LSTM here: it is better than Theta, the best of the simple methods "
        "(MASE 1.01 against 1.31 over 5 origins; its networks alone 1.11 to 1.21)."
    )
    told = verdict({"lstm": STEADY + 0.3, "theta": STEADY}, ALONE[:1])
    assert told == (
        "Do not use the LSTM here: Theta is better (MASE 1.31 against 1.01 over 5 origins; its networks alone 1.11)."
    )


def test_no_win_is_claimed_within_the_noise_of_the_origins_nor_of_one_origin_nor_of_a_hair() -> None:
    noisy = STEADY + np.array([-1.0, 1.2, -1.3, 0.9, -0.5])
    assert "differ by less than the origins do" in verdict({"lstm": noisy, "ets": STEADY}, ALONE)
    assert verdict({"lstm": noisy, "ets": STEADY}, ALONE).endswith("take ETS.")
    assert clear_lead(STEADY[:1], STEADY[:1] + 5) == 0
    assert clear_lead(STEADY, STEADY + 0.01) == 0


def test_equals_lead_by_chance_in_about_five_of_a_hundred_cases_however_many_the_origins() -> None:
    random = np.random.default_rng(0)
    for origins in (2, 5, 12):
        leads = [clear_lead(*random.gamma(5, 0.2, size=(2, origins))) for _ in range(400)]
        assert sum(lead != 0 for lead in leads) <= 0.075 * 400


def test_a_series_without_a_scale_has_no_verdict() -> None:
    nothing = np.array([np.nan])
    assert verdict({"lstm": nothing, "drift": nothing}, nothing[None]).startswith("Nothing can be said")


def test_a_forecast_that_is_the_series_shifted_by_a_row_is_told_and_a_true_one_is_not() -> None:
    walk = np.random.default_rng(0).normal(size=40).cumsum()
    before, answers = walk[:-1], walk[1:]
    told = copies_last_value("y", before, answers, before + 0.01)
    assert told is not None
    assert told.startswith("The forecast of “y” one row ahead mostly repeats the last value")
    assert copies_last_value("y", before, answers, before) == "The forecast of “y” one row ahead is the last value."
    assert copies_last_value("y", before, answers, answers + 0.3) is None


def test_a_forecast_near_the_last_value_is_no_copy_where_it_is_clearly_better_than_that_value() -> None:
    line = np.arange(40.0)
    assert copies_last_value("y", line[:-1], line[1:], line[:-1] + 0.3) is None
    assert copies_last_value("y", line[:-1], line[1:], line[:-1] + 0.05) is not None


def test_leaving_the_range_is_counted_by_origin() -> None:
    values = np.concatenate([np.sin(np.arange(60.0)), [1.0, 5.0, 0, 0]])
    told = leaves_range("y", values, (40, 60), 4)
    assert told is not None
    assert "at 1 of 2 origins" in told
    assert leaves_range("y", values, (40,), 4) is None


def test_noise_hardly_ever_leaves_its_range_and_a_series_that_grows_by_a_percent_a_row_does() -> None:
    origins = tuple(range(160, 200, 8))
    noises = np.random.default_rng(1).normal(size=(100, 200))
    assert sum(leaves_range("y", each, origins, 8) is not None for each in noises) <= 1
    assert leaves_range("y", np.exp(0.01 * np.arange(200)), origins, 8) is not None


@pytest.mark.parametrize(("rows", "told"), [(30, "3.0 times the horizon of 10"), (40, None)])
def test_four_horizons_are_little_enough_to_say_nothing(rows: int, told: str | None) -> None:
    said = too_little(rows, 10, 1)
    assert said is None if told is None else told in (said or "")
    assert "2.0 times the season of 20" in (too_little(40, 10, 20) or "")
