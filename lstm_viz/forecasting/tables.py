"""What a forecast's figures show, as tables of numbers."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from lstm_viz.forecasting.digits import decimals, in_six_digits
from lstm_viz.forecasting.metrics import LEVELS, Scores
from lstm_viz.forecasting.plan import Plan
from lstm_viz.forecasting.residuals import ByUnit, Residuals
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.verdict import TITLES
from lstm_viz.records import Array

SCORES = {"MASE": "mase", "RMSE": "rmse", "MAE": "mae", "sMAPE": "smape"}
"""What a score is called → its name in Scores."""
BANDS = {"80 %": "0.8", "95 %": "0.95"}


def title_of(method: str) -> str:
    """Return what a method is called in a table or legend."""
    name = TITLES[method].removeprefix("the ")
    return name[0].upper() + name[1:]


def best_simple(series: SeriesForecast) -> str:
    """Return the method beside the LSTM whose MASE is lowest; its MAE where there is no MASE."""
    return min((name for name in series.measured if name != "lstm"), key=lambda name: _size(series, name))


def skill(series: SeriesForecast) -> float | None:
    """Return 1 − the LSTM's MASE / that of the best simple method: 0.1 is a tenth better; None if that is 0."""
    other = _size(series, best_simple(series))
    return 1 - _size(series, "lstm") / other if other > 0 else None


def shown_times(moments: pd.Index) -> list[str]:
    """Return moments as a table shows them: days, with the time of day where there is one, or row numbers from 1."""
    if not isinstance(moments, pd.DatetimeIndex):
        return [str(row + 1) for row in moments]
    whole = bool((moments == moments.normalize()).all())
    return [each.strftime("%Y-%m-%d" if whole else "%Y-%m-%d %H:%M") for each in moments]


def short(value: float, digits: int = 4) -> str:
    """Return a number in so many digits, without an exponent where it needs none."""
    return f"{float(f'{value:.{digits}g}'):,.12g}".replace("-", "−")


def methods_table(series: SeriesForecast) -> pd.DataFrame:
    """Return a row a method, the LSTM first, then from the best: MASE, RMSE, MAE, sMAPE (0 to 200) over all origins."""
    simple = sorted((name for name in series.measured if name != "lstm"), key=lambda name: _size(series, name))
    rows = [
        {"method": title_of(name)}
        | {title: _number(series.measured[name].scores, key) for title, key in SCORES.items()}
        for name in ("lstm", *simple)
    ]
    return pd.DataFrame(rows)


def horizon_table(series: SeriesForecast) -> pd.DataFrame:
    """Return a row for each of the h rows ahead: the mean absolute error of every method, in the data's unit."""
    columns = {title_of(name): [step.mae for step in each.by_horizon] for name, each in series.measured.items()}
    return in_six_digits(pd.DataFrame({"rows ahead": np.arange(1, series.actual.shape[1] + 1)} | columns))


def coverage_table(series: SeriesForecast) -> pd.DataFrame:
    """Return a row a band: what it promises and the share of answers that lay in it."""
    return pd.DataFrame(
        [{"band": band, "promised": float(level), "measured": series.coverage[level]} for band, level in BANDS.items()]
    )


def width_table(series: SeriesForecast) -> pd.DataFrame:
    """Return how wide each band was, h rows, in the data's unit."""
    widths = {f"{band} band": series.width[level] for band, level in BANDS.items()}
    return in_six_digits(pd.DataFrame({"rows ahead": np.arange(1, series.actual.shape[1] + 1)} | widths))


def ahead_table(series: SeriesForecast) -> pd.DataFrame:
    """Return a row a moment: what the LSTM forecasts and both its bands, then every simple method."""
    columns: dict[str, Array] = {title_of("lstm"): series.mean}
    for band, level in BANDS.items():
        low, high = LEVELS[level]
        columns |= {f"{band} from": series.quantiles[:, low], f"{band} to": series.quantiles[:, high]}
    simple = {title_of(name): each for name, each in series.simple.items()}
    places = decimals(series)
    rounded = {name: np.round(each, places) for name, each in (columns | simple).items()}
    return pd.DataFrame({"time": shown_times(series.moments)} | rounded)


def origins_table(plan: Plan, series: SeriesForecast) -> pd.DataFrame:
    """Return a row for each origin and row ahead: what came, and what every method had forecast."""
    parts, places = [], decimals(series)
    for number, start in enumerate(plan.starts):
        columns = {title_of(name): each.forecasts[number].round(places) for name, each in series.measured.items()}
        last, *moments = shown_times(plan.panel.index[start - 1 : start + plan.horizon])
        part = {"last known": last, "time": moments, "what came": series.actual[number]}
        parts.append(pd.DataFrame(part | columns))
    return pd.concat(parts, ignore_index=True)


def unit_table(residuals: Residuals, units: ByUnit) -> pd.DataFrame:
    """Return a row a place of the calendar: how many residuals, their mean and their mean size."""
    frame = pd.DataFrame({"place": units.places, "residual": residuals.errors}).dropna()
    groups = frame.groupby("place")["residual"]
    found = pd.DataFrame({"count": groups.size(), "mean": groups.mean(), "mean size": groups.apply(_mean_size)})
    found.insert(0, units.unit, [units.labels[int(place)] for place in found.index])
    return in_six_digits(found.reset_index(drop=True))


def methods_shown(series: SeriesForecast, cell: Callable[[float, bool], str]) -> pd.DataFrame:
    """Return the table of methods with its scores as text: `cell` is told each, and whether it is its column's best."""
    table = methods_table(series)
    shown = table.astype(object)
    for name in SCORES:
        low = table[name].min()
        shown[name] = [cell(value, value == low) for value in table[name]]
    return shown


def methods_in_words(series: SeriesForecast, count: int) -> str:
    """Return what the table of methods says, of so many origins: how far the LSTM is from the best of the others."""
    found, best = skill(series), best_simple(series)
    origins = "1 origin" if count == 1 else f"{count} origins"
    told = f"Errors over {origins}, less is better; a dot marks the best of a column."
    if found is None:
        return told
    share = f"{abs(found):.0%} {'below' if found >= 0 else 'above'}".replace("%", " %")
    return f"{told} The LSTM’s error is {share} that of {title_of(best)}, the best of them."


def verdicts_table(result: Forecast) -> pd.DataFrame:
    """Return a row a series: MASE of the LSTM and of the best simple method, which that is, and the verdict."""
    return pd.DataFrame(
        [
            {
                "series": each.id,
                "LSTM’s MASE": _number(each.measured["lstm"].scores, "mase"),
                "best simple method": title_of(best_simple(each)),
                "its MASE": _number(each.measured[best_simple(each)].scores, "mase"),
                "verdict": each.judgement.headline,
            }
            for each in result.series
        ]
    )


def metrics_table(result: Forecast) -> pd.DataFrame:
    """Return a row for each series, method and row ahead (“all” over the whole horizon): every score."""
    rows = [
        {"series": series.id, "method": title_of(name), "rows ahead": ahead}
        | {title: _number(scores, key) for title, key in SCORES.items()}
        for series in result.series
        for name, each in series.measured.items()
        for ahead, scores in [("all", each.scores), *((str(k), step) for k, step in enumerate(each.by_horizon, 1))]
    ]
    return in_six_digits(pd.DataFrame(rows))


def _mean_size(values: "pd.Series[float]") -> float:
    return float(values.abs().mean())


def _size(series: SeriesForecast, name: str) -> float:
    found = series.measured[name].scores
    return found.mae if found.mase is None else found.mase


def _number(scores: Scores, key: str) -> float:
    value = getattr(scores, key)
    return float("nan") if value is None else float(value)
