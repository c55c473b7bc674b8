"""How answers several rows ahead were scaled, where that differs from timestep to timestep."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.frozen import Array, PickledByFields, check, read_only


@dataclass(frozen=True, eq=False)
class AheadScale(PickledByFields):
    """How answers 1 … h rows ahead became what a network is to give, anew at each timestep, and the way back.

    An answer, or its logarithm with `log`, is centre + spread × output.

    Attributes:
        centre: (N, T, h), or (N, T, 1) where it is the same for each step ahead. spread: (N, T, 1). Both float64.
    """

    centre: Array
    spread: Array
    log: bool

    def __post_init__(self) -> None:
        for name in ("centre", "spread"):
            object.__setattr__(self, name, read_only(getattr(self, name), np.float64))
        check(self.centre.ndim == 3, f"centre must be (N, T, h), not {self.centre.shape}")
        check(self.spread.shape == (*self.centre.shape[:2], 1), f"spread must be (N, T, 1), not {self.spread.shape}")

    def of(self, sequence: int) -> "AheadScale":
        """Return that of one sequence alone, N = 1."""
        own = slice(sequence, sequence + 1)
        return AheadScale(self.centre[own], self.spread[own], self.log)
