import numpy as np
import pytest

from lstm_viz.forecasting.cautions import copies_last_value, leaves_range, too_little
from lstm_viz.forecasting.verdict import HARD, LEAVE, UNSURE, USE, clear_lead, verdict
from lstm_viz.records import Array

STEADY = np.array([1.0, 1.1, 0.9, 1.0, 1.05])
ALONE = np.array([STEADY + 0.1, STEADY + 0.2])


def test_a_lead_at_every_origin_is_called_and_by_name_and_size() -> None:
    told = verdict({"lstm": STEADY, "theta": 1.25 * STEADY, "last value": STEADY + 9}, ALONE)
    assert (told.kind, told.advised, told.beside) == (USE, "lstm", "theta")
    assert str(told) == (
        "Use the LSTM: over 5 tries in the past it missed by 20 % less than Theta, the best simple method. "
        "MASE 1.01 for the LSTM, 1.26 for Theta, over 5 origins; the LSTM’s networks alone 1.11 to 1.21."
    )
    told = verdict({"lstm": 1.25 * STEADY, "theta": STEADY, "last value": STEADY + 9}, ALONE[:1])
    assert (told.kind, told.advised, told.beside) == (LEAVE, "theta", "theta")
    assert str(told) == (
        "Do not use the LSTM: over 5 tries in the past Theta missed by 20 % less. "
        "MASE 1.26 for the LSTM, 1.01 for Theta, over 5 origins; the LSTM’s networks alone 1.11."
    )


NOISY = STEADY + np.array([-1.0, 1.2, -1.3, 0.9, -0.5])
ETS, SIMPLER = "ETS, the best simple method", "ETS is the simpler choice."


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (NOISY, STEADY, f"missed by 14 % less than {ETS}, but the tries differ too much to rule out luck. {SIMPLER}"),
        (STEADY, NOISY, f"missed by more than {ETS}, which missed by 14 % less. Take ETS."),
        (STEADY, STEADY + 0.01, f"missed by about as much as {ETS}. {SIMPLER}"),
        (STEADY[:1], 2 * STEADY[:1], f"missed by 50 % less than {ETS}, but one try cannot rule out luck. {SIMPLER}"),
    ],
)  # fmt: skip
def test_where_no_lead_is_clear_it_is_said_who_missed_by_less_and_why_that_is_not_enough(
    own: Array, other: Array, said: str
) -> None:
    told = verdict({"lstm": own, "ets": other, "last value": other + 9}, ALONE[:, : len(own)])
    assert (told.kind, told.advised) == (UNSURE, "ets")
    assert told.headline == f"{UNSURE}: over {'5 tries' if len(own) == 5 else '1 try'} in the past it {said}"


def test_where_no_method_is_five_percent_better_than_the_last_value_that_is_the_headline() -> None:
    told = verdict({"lstm": STEADY + 1, "drift": 0.97 * STEADY, "last value": STEADY}, ALONE)
    assert (told.kind, told.advised, told.beside) == (HARD, "last value", "last value")
    assert told.headline == (
        "Nothing here beats repeating the last value: over 5 tries in the past drift, the best method, missed by only "
        "3 % less. This series can hardly be forecast."
    )
    told = verdict({"lstm": STEADY + 1, "drift": STEADY + 1, "last value": STEADY}, ALONE)
    assert "in the past no method missed by less. This series" in told.headline
    assert verdict({"lstm": STEADY, "drift": 0.9 * STEADY, "last value": STEADY}, ALONE).kind == LEAVE
    assert verdict({"lstm": 0.9 * STEADY, "drift": STEADY, "last value": STEADY}, ALONE).kind == USE


def test_one_origin_shows_nothing_and_a_hair_is_no_lead() -> None:
    assert clear_lead(STEADY[:1], STEADY[:1] + 5) == 0
    assert clear_lead(STEADY, STEADY + 0.01) == 0


def test_equals_lead_by_chance_in_about_five_of_a_hundred_cases_however_many_the_origins() -> None:
    random = np.random.default_rng(0)
    for origins in (2, 5, 12):
        leads = [clear_lead(*random.gamma(5, 0.2, size=(2, origins))) for _ in range(400)]
        assert sum(lead != 0 for lead in leads) <= 0.075 * 400


def test_a_series_without_a_scale_has_no_verdict() -> None:
    nothing = np.array([np.nan])
    assert str(verdict({"lstm": nothing, "drift": nothing}, nothing[None])).startswith("Nothing can be said: ")


def test_a_forecast_that_is_the_series_shifted_by_a_row_is_told_and_a_true_one_is_not() -> None:
    walk = np.random.default_rng(0).normal(size=40).cumsum()
    before, answers = walk[:-1], walk[1:]
    told = copies_last_value("y", before, answers, before + 0.01)
    own, last = (np.abs(answers - each).mean() for each in (before + 0.01, before))
    assert told == (
        f"One row ahead the forecast of “y” mostly repeats the last value: it is off by {own:.3g} on average, that "
        f"value itself by {last:.3g}."
    )
    assert copies_last_value("y", before, answers, before) == "One row ahead the forecast of “y” is the last value."
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
