import pytest

from lstm_viz.forecasting.plan import origins_of


@pytest.mark.parametrize(
    ("rows", "horizon", "origins"),
    [(144, 24, (72, 84, 96, 108, 120)), (2820, 24, (2700, 2724, 2748, 2772, 2796)), (40, 4, (20, 24, 28, 32, 36)),
     (12, 8, (1, 2, 3, 4))],
)  # fmt: skip
def test_origins_lie_a_horizon_apart_in_the_later_half_or_nearer(
    rows: int, horizon: int, origins: tuple[int, ...]
) -> None:
    assert origins_of(rows, horizon, 5) == origins
