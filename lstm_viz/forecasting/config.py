"""What is asked of a forecast, as plain values: hashable, and written to kept forecasts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ForecastConfig:
    """What is to be forecast, and how it is judged.

    Attributes:
        targets: the series; none: the first that changes. horizon: rows ahead; None: by the calendar.
        season: after how many rows the series repeats itself, 1 for not; None: found before the first origin.
        past, future: further columns that are fed, of which nothing, or everything, is known ahead of an origin.
        non_negative: no forecast lies below 0. together: one network learns all series, or each has its own.
        retrain: whether the networks are trained anew at each origin, or once before the first.
        origins: from how many the past is forecast. seed: of the networks.
    """

    targets: tuple[str, ...] = ()
    horizon: int | None = None
    season: int | None = None
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    non_negative: bool = False
    together: bool = True
    retrain: bool = True
    origins: int = 5
    seed: int = 0
