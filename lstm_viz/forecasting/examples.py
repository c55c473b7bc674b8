"""Which answers are learnt from, which are held out, and the problem that training is given."""

from dataclasses import dataclass

import numpy as np

from lstm_viz.forecasting.scaling import Scaled
from lstm_viz.records import QUANTILES, TRAIN, VALIDATION, AheadScale, Array, Problem

HELD_OUT = 0.15
FEWEST_HELD_OUT = 4
FEWEST_LEARNT = 12
MOST_WINDOW, FEWEST_WINDOW = 96, 8


@dataclass(frozen=True)
class Split:
    """Rows from which forecasts are held out: `start` … `end` − 1. Nothing after row `start` is learnt from.

    Row `end` − 1 is the last whose h answers all lie within the series.
    """

    start: int
    end: int

    @property
    def learnt(self) -> int:
        """How many rows may be learnt from: at row `start` that much is known."""
        return self.start + 1


def split_rows(rows: int, horizon: int) -> Split:
    """Return what is held out of a series: forecasts from about 15 % of its rows.

    `start` may be too little to learn from, or below 0: `fewest_rows` says what is needed.
    """
    end = rows - horizon
    return Split(end - max(FEWEST_HELD_OUT, round(HELD_OUT * rows)), end)


def fewest_rows(season: int) -> int:
    """Return how many rows must come before the held-out ones: some to learn from, after a season of past."""
    return FEWEST_LEARNT + (season if season > 1 else 0)


def window_length(rows: int, season: int) -> int:
    """Return W: two seasons, 8 to 96 timesteps, and at most a third of the rows."""
    wanted = 2 * season if season > 1 else 24
    return max(2, min(max(FEWEST_WINDOW, min(wanted, MOST_WINDOW)), rows // 3))


def training_problem(scaled: Scaled, beside: Array, names: tuple[str, ...], window: int, held: Split | None) -> Problem:
    """Return the problem of N series; with `held`, its rows validate and nothing after its start trains.

    `beside`: (T, M) with M names, what all series are fed beside their own values.
    """
    _, t, h = scaled.targets.shape
    row = np.arange(scaled.first, scaled.first + t)
    targets = np.array(scaled.targets, np.float32)
    part = np.where(np.isfinite(targets).any(axis=2), TRAIN, -1)
    if held is not None:
        unknown = (row[:, None] + np.arange(1, h + 1) >= held.learnt) & (row < held.start)[:, None]
        targets[:, unknown] = np.nan
        asked = part == TRAIN
        part[:, row >= held.start] = VALIDATION
        part[~asked | (row >= held.end)] = -1
    return Problem(
        inputs=network_inputs(scaled, beside),
        targets=targets,
        part=part,
        window=min(window, t),
        loss_at_last=False,
        loss="quantile",
        output_size=h * len(QUANTILES),
        probe=0,
        actual=np.pad(scaled.values[:, 1:], ((0, 0), (0, 1)), constant_values=np.nan),
        anchor=scaled.values,
        target_scale=None,
        input_names=(*scaled.names, *names),
        target_name="y",
        unit="",
        ahead_scale=AheadScale(scaled.centre, scaled.spread, scaled.normalisation.log),
    )


def network_inputs(scaled: Scaled, beside: Array) -> Array:
    """Return (N, T − first, F + M) float32."""
    n = len(scaled.fed)
    rows = beside[scaled.first :]
    repeated = np.broadcast_to(rows, (n, *rows.shape))
    inputs: Array = np.concatenate([scaled.fed, repeated], axis=2).astype(np.float32)
    return inputs
