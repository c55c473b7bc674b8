"""What of a forecast is computed at a time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """Networks are fitted to one group of series on the first `fitted_at` rows, and forecast at `origins`."""

    fitted_at: int
    origins: tuple[int, ...]
    group: int
