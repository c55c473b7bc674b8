"""What `lv.forecast` gives back: the forecast, how it fared beside the simple methods, and what may be said of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from lstm_viz.forecasting.intervals import MIDDLE, Stretch
from lstm_viz.forecasting.member import Member
from lstm_viz.forecasting.metrics import LEVELS, Scores
from lstm_viz.forecasting.moments import as_iso
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.verdict import Verdict
from lstm_viz.records import QUANTILES, Array


@dataclass(frozen=True, eq=False)
class Measured:
    """A method over R origins: its forecasts (R, h), its scores over all and at each of the h steps ahead."""

    forecasts: Array
    scores: Scores
    by_horizon: tuple[Scores, ...]


@dataclass(frozen=True, eq=False)
class SeriesForecast:
    """One series.

    Attributes:
        moments: (h,) index of what is forecast. quantiles: (h, Q) of it, its bands stretched on held-out forecasts.
        simple: simple method → (h,) what it forecasts; without those that cannot be used after the last row.
        normalisation: what the networks that made it see, chosen on held-out rows.
        stretch: by how much those bands were stretched.
        actual: (R, h) what came after each origin; NaN where a value is none of the file's.
        backtest: (R, h, Q) the LSTM's forecasts of it. alone: (M, R, h) those of each of its networks, the median.
        measured: "lstm" or a simple method → how it fared. quantile_loss, coverage, width: of the LSTM, by level; the
            width is (h,) in the data's unit.
        judgement: what may be said of it.
    """

    id: str
    moments: pd.Index
    quantiles: Array
    simple: Mapping[str, Array]
    normalisation: str
    stretch: Stretch
    actual: Array
    backtest: Array
    alone: Array
    measured: Mapping[str, Measured]
    quantile_loss: float
    coverage: Mapping[str, float]
    width: Mapping[str, Array]
    judgement: Verdict

    @property
    def verdict(self) -> str:
        """The judgement in words, its numbers included."""
        return str(self.judgement)

    @property
    def mean(self) -> Array:
        """The forecast (h,): the mean of the networks' medians."""
        middle: Array = self.quantiles[:, MIDDLE]
        return middle


@dataclass(frozen=True, eq=False)
class Forecast:
    """A forecast of one or several series, after a backtest.

    Attributes:
        plan: what was asked, on which series. members: the networks that made it, by the plan's groups.
        cpu_seconds: of all fits together.
    """

    plan: Plan
    series: tuple[SeriesForecast, ...]
    members: tuple[tuple[Member, ...], ...]
    cpu_seconds: float
    warnings: tuple[str, ...]

    @property
    def horizon(self) -> int:
        """How many rows ahead."""
        return self.plan.horizon

    @property
    def season(self) -> int:
        """After how many rows the series repeats itself; 1 for not."""
        return self.plan.season

    @property
    def origins(self) -> tuple[Any, ...]:
        """The last row known at each origin: its moment, or its number."""
        return self.plan.last_known

    def as_json(self) -> dict[str, Any]:
        """Return the whole as plain values for JSON: null, never NaN; moments as ISO 8601, or row numbers from 1."""
        return {
            "horizon": self.horizon,
            "season": self.season,
            "origins": as_iso(pd.Index(self.origins)),
            "series": [_series_json(each) for each in self.series],
            "cpu_seconds": round(self.cpu_seconds, 2),
            "warnings": list(self.warnings),
        }

    def table(self) -> pd.DataFrame:
        """Return a row for each series and moment: series, time, mean, a column for each quantile and simple method.

        NaN where a method forecast other series and not this one.
        """
        parts = []
        for each in self.series:
            columns = {str(q): each.quantiles[:, place] for place, q in enumerate(QUANTILES)}
            time = as_iso(each.moments)
            parts.append(pd.DataFrame({"series": each.id, "time": time, "mean": each.mean, **columns, **each.simple}))
        return pd.concat(parts, ignore_index=True)


def _series_json(series: SeriesForecast) -> dict[str, Any]:
    rows = zip(as_iso(series.moments), series.mean, series.quantiles, strict=True)
    forecast = [
        {
            "time": time,
            "mean": float(mean),
            "quantiles": {str(q): float(value) for q, value in zip(QUANTILES, values, strict=True)},
            "simple": {name: float(each[ahead]) for name, each in series.simple.items()},
        }
        for ahead, (time, mean, values) in enumerate(rows)
    ]
    metrics: dict[str, dict[str, Any]] = {
        name: {**_scores_json(each.scores), "by_horizon": [_scores_json(step) for step in each.by_horizon]}
        for name, each in series.measured.items()
    }
    metrics["lstm"] |= {
        "quantile_loss": series.quantile_loss,
        "width": {level: [float(each) for each in series.width[level]] for level in LEVELS},
    }
    return {
        "id": series.id,
        "normalisation": series.normalisation,
        "forecast": forecast,
        "metrics": metrics,
        "coverage": dict(series.coverage),
        "verdict": series.verdict,
    }


def _scores_json(scores: Scores) -> dict[str, float | None]:
    return {name: value if value is not None and np.isfinite(value) else None for name, value in asdict(scores).items()}
