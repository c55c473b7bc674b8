"""A forecast's pictures in the order in which they are read, each with a sentence and its numbers in a table."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from lstm_viz.figures.forecast import bands
from lstm_viz.figures.forecast import residuals as leftover
from lstm_viz.figures.forecast.ahead import ahead
from lstm_viz.figures.forecast.by_horizon import by_horizon
from lstm_viz.figures.forecast.origins import origins
from lstm_viz.figures.palette import Theme
from lstm_viz.forecasting.digits import significant
from lstm_viz.forecasting.moments import in_words
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.residuals import (
    ByUnit,
    Residuals,
    autocorrelation,
    by_unit,
    chance_level,
    residuals_of,
    when,
)
from lstm_viz.forecasting.result import SeriesForecast
from lstm_viz.forecasting.tables import (
    BANDS,
    ahead_table,
    coverage_table,
    horizon_table,
    origins_table,
    short,
    shown_times,
    title_of,
    unit_table,
    width_table,
)
from lstm_viz.forecasting.verdict import TITLES
from lstm_viz.records import Array


@dataclass(frozen=True, eq=False)
class Panel:
    """One thing seen: a title, a sentence that says what it shows, the picture, and its numbers."""

    name: str
    title: str
    said: str
    figure: go.Figure
    table: pd.DataFrame


def forecast_panel(plan: Plan, place: int, series: SeriesForecast, theme: Theme = "light") -> Panel:
    """Return the forecast itself."""
    first, last = in_words(series.moments[[0, -1]], plan.panel.frequency)
    low, high = (short(series.quantiles[-1, at]) for at in (1, 3))
    advised = series.judgement.advised

    def ends(values: Array) -> str:
        begin = "" if len(values) == 1 else f"{short(values[0])} for {first}, in the end "
        return f"{begin}{short(values[-1])} for {last}"

    bands = f", where four answers of five are expected between {low} and {high}."
    if advised in (None, "lstm"):
        said = f"{ends(series.mean)}{bands}"
    elif advised in series.simple:
        said = f"{title_of(advised)}, as advised: {ends(series.simple[advised])}. The LSTM: {ends(series.mean)}{bands}"
    else:
        said = f"{title_of(advised)} is advised, but has no forecast here. The LSTM: {ends(series.mean)}{bands}"
    return Panel("ahead", "The forecast", said, ahead(plan, place, series, theme), ahead_table(series))


def check_panels(
    plan: Plan, place: int, series: SeriesForecast, beside: str, theme: Theme = "light"
) -> tuple[Panel, ...]:
    """Return what it rests on: origins, errors by horizon, bands, residuals. `beside`: the method that is compared."""
    left = residuals_of(plan, series)
    found, units = autocorrelation(left, plan.season), by_unit(left, plan.season)
    panels = [
        Panel(
            "origins",
            "From each origin",
            f"A dotted line at each origin; from there on what the LSTM and {TITLES[beside]} forecast with what was "
            "known then, on what came.",
            origins(plan, place, series, beside, theme),
            origins_table(plan, series),
        ),
        Panel("horizon", "Error by horizon", _horizon(series), by_horizon(series, theme), horizon_table(series)),
        Panel(
            "coverage", "Do the bands hold?", _coverage(series), bands.coverage(series, theme), coverage_table(series)
        ),
        Panel("width", "How wide the bands were", _width(series), bands.width(series, theme), width_table(series)),
        Panel("residuals", "What is left over", _spread(left), leftover.histogram(left, theme), _residual_table(left)),
    ]
    if len(found):
        chance = chance_level(left)
        table = pd.DataFrame({"rows apart": np.arange(1, len(found) + 1), "correlation": significant(found)})
        said = _correlations(found, chance, plan.season)
        panels.append(Panel("acf", "Is it noise?", said, leftover.correlations(found, chance, theme), table))
    if units is not None:
        table = unit_table(left, units)
        title = f"By {units.unit}"
        panels.append(Panel("unit", title, _units(table, units), leftover.by_unit(left, units, theme), table))
    return tuple(panels)


def _three(value: float) -> str:
    """Return an error as a sentence tells it: in three digits."""
    return short(value, 3)


def _horizon(series: SeriesForecast) -> str:
    errors = {name: np.array([step.mae for step in each.by_horizon]) for name, each in series.measured.items()}
    own, count = errors["lstm"], len(errors["lstm"])
    lowest = sum(bool(own[k] <= min(each[k] for each in errors.values())) for k in range(count))
    if count == 1:
        return f"The mean absolute error one row ahead: {_three(own[0])} for the LSTM."
    return (
        f"The LSTM’s mean absolute error is {_three(own[0])} one row ahead and {_three(own[-1])} at {count} rows; "
        f"it is the lowest of all methods at {lowest} of {count}."
    )


def _coverage(series: SeriesForecast) -> str:
    known = int(np.isfinite(series.actual).sum())
    held = ", the ".join(f"{name} band held {series.coverage[level]:.0%}" for name, level in BANDS.items())
    less = [name for name, level in BANDS.items() if series.coverage[level] < float(level) - 0.05]
    told = f": less than the {' and the '.join(less)} promised" if less else ""
    return f"Of {known} answers the {held}{told}.".replace("%", " %").replace("  %", " %")


def _width(series: SeriesForecast) -> str:
    wide = series.width["0.8"]
    if len(wide) == 1:
        return f"Over all origins the 80 % band was {_three(wide[0])} wide on average."
    return (
        f"Over all origins the 80 % band was {_three(wide[0])} wide on average one row ahead, and {_three(wide[-1])} "
        f"at {len(wide)} rows; that of the forecast above may be narrower or wider."
    )


def _spread(left: Residuals) -> str:
    errors = left.errors[np.isfinite(left.errors)]
    low, high = np.quantile(errors, (0.25, 0.75))
    return (
        f"Answer less forecast, each moment once: {_three(float(errors.mean()))} on average; half of them lie between "
        f"{_three(low)} and {_three(high)}."
    )


def _correlations(found: Array, chance: float, season: int) -> str:
    beyond = int((np.abs(found) > chance).sum())
    told = (
        f"How alike residuals so many rows apart are: {beyond} of {len(found)} lie beyond the dashed lines, where of "
        "pure noise one in twenty would. Forecasts from one origin share what came after it, so the first are often "
        "beyond."
    )
    if 1 < season <= len(found) and found[season - 1] > chance:
        told += f" At the season, {season} rows, something is left that was not learnt."
    return told


def _units(table: pd.DataFrame, units: ByUnit) -> str:
    high, low = (table.iloc[int(place(table["mean"]))] for place in (np.argmax, np.argmin))
    return (
        f"A dot for each residual, a line for their mean: the answers lay {_side(high['mean'])} on average "
        f"{when(units.unit, str(high[units.unit]))}, {_side(low['mean'])} {when(units.unit, str(low[units.unit]))}."
    )


def _side(mean: float) -> str:
    return f"{_three(abs(mean))} {'above' if mean >= 0 else 'below'} the forecast"


def _residual_table(left: Residuals) -> pd.DataFrame:
    return pd.DataFrame(
        {"time": shown_times(left.moments), "rows ahead": left.ahead, "answer less forecast": significant(left.errors)}
    )


def methods_beside(series: SeriesForecast) -> dict[str, str]:
    """Return the methods that can stand beside the LSTM: name → title."""
    return {name: title_of(name) for name in series.measured if name != "lstm"}
