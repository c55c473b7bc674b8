"""A forecast as one HTML file that works offline: verdict, pictures, tables, settings, how the file was read."""

from collections.abc import Iterable
from html import escape

import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.sentence import sentence
from lstm_viz.explorer.figures_page import figure_element, offline_page
from lstm_viz.figures.forecast.panels import Panel, check_panels, forecast_panel
from lstm_viz.figures.forecast.planned import planned, planned_in_words
from lstm_viz.forecasting.asked_again import command_of
from lstm_viz.forecasting.continuation import went_on
from lstm_viz.forecasting.missed import missed
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.tables import methods_in_words, methods_shown, short, verdicts_table

MOST_ROWS = 2000
"""Of a table: the whole of a longer one is in the CSV files."""
_SCORES_MEAN = (
    "MAE is the mean absolute error, RMSE the root of the mean squared one, both in the unit of the data; MASE is the "
    "MAE over that of repeating the last season within the rows learnt from; sMAPE is in percent, 0 to 200."
)
_STYLE = """
body { margin: 0 auto; padding: 24px; max-width: 1000px; background: #FFFFFF; color: #1B1D22; }
body { font: 0.95rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 0.3rem; } .verdict { font-size: 1.25rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { padding: 3px 14px 3px 0; text-align: left; border-bottom: 1px solid #E4E4DF; }
.wide td { white-space: nowrap; }
pre { white-space: pre-wrap; background: #F4F4F0; padding: 10px 14px; border-radius: 8px; }
"""


def forecast_report(result: Forecast, place: int, beside: str, reading: Reading | None) -> str:
    """Return a page of about 2 MB and the data, in light colours.

    Args:
        result: the forecast.
        place: of the series whose pictures are in it; of several series all verdicts are in a table.
        beside: the simple method that is drawn beside the LSTM.
        reading: of the file that it was made from, or went on in; None of one that was opened again.
    """
    plan, series = result.plan, result.series[place]
    panels = check_panels(plan, place, series, beside)
    told = planned_in_words(plan)
    parts = [
        f"<p>{escape(missed(plan, series))}</p>",
        *(f"<p>{escape(each)}</p>" for each in result.warnings),
        _panel(forecast_panel(plan, place, series)),
        f"<h2>Beside simple methods</h2>{_methods(series, len(plan.starts))}",
        *(map(_panel, panels)),
        f"<h2>What was done</h2>{figure_element(told, planned(plan, place))}",
        f"<h2>Settings</h2>{_pairs(_settings(result))}{_again(result, reading)}",
    ]
    if reading is not None:
        parts.append(f"<h2>How the file was read</h2>{_read(reading)}")
        parts += [f"<p>{escape(each)}</p>" for each in reading.warnings]
    if len(result.series) > 1:
        parts.insert(0, f"<details><summary>Every series</summary>{_table(verdicts_table(result))}</details>")
    verdict, title = series.judgement, f"{series.id}{f' of {reading.name}' if reading else ''}, forecast"
    said = f'<p class="verdict">{escape(verdict.headline)}</p>\n<p>{escape(verdict.numbers)}</p>'
    return offline_page(title, "\n".join([said, *parts]), _STYLE)


def _again(result: Forecast, reading: Reading | None) -> str:
    """Return the command that makes it again: of what was opened again, or has gone on, none trains the same."""
    if reading is None or went_on(result):
        return ""
    return f"<pre>{escape(command_of(result.plan, reading))}</pre>"


def _panel(panel: Panel) -> str:
    return (
        f"<h2>{escape(panel.title)}</h2>{figure_element(panel.said, panel.figure)}"
        f"<details><summary>Numbers</summary>{_table(panel.table)}</details>"
    )


def _methods(series: SeriesForecast, count: int) -> str:
    """Return the errors of every method, the best of each column with its dot, and what the errors are."""
    shown = methods_shown(series, lambda value, best: f"{'• ' if best else ''}{_cell(value)}")
    return f"<p>{escape(methods_in_words(series, count))}</p>{_table(shown)}<p>{_SCORES_MEAN}</p>"


def _table(table: pd.DataFrame) -> str:
    head = "".join(f"<th>{escape(str(name))}</th>" for name in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_cell(cell))}</td>" for cell in row) + "</tr>"
        for row in table.head(MOST_ROWS).itertuples(index=False)
    )
    return f'<div class="wide" tabindex="0"><table><tr>{head}</tr>{rows}</table></div>'


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return "–" if cell != cell else short(cell)
    return str(cell)


def _pairs(pairs: Iterable[tuple[str, object]]) -> str:
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(str(value))}</td></tr>" for name, value in pairs)
    return f"<table>{rows}</table>"


def _settings(result: Forecast) -> list[tuple[str, object]]:
    """Return what was set, in words; what nobody set, or what made no difference, is left out."""
    plan, config = result.plan, result.plan.config
    count = len(plan.starts)
    found: list[tuple[str, object]] = [
        ("series", ", ".join(plan.panel.ids)),
        ("horizon", _rows(plan.horizon)),
        ("season", "none" if plan.season == 1 else _rows(plan.season)),
        ("also fed", ", ".join(config.past)),
        ("also fed, known ahead", ", ".join(config.future)),
        ("never below 0", "yes" if config.non_negative else ""),
        ("origins", count),
    ]
    if len(plan.panel.ids) > 1:
        found.append(("networks", "one for all series" if config.together else "one for each series"))
    if count > 1:
        found.append(("trained", "afresh at each origin" if config.retrain else "once, before the first origin"))
    found += [("seed", config.seed), ("computing time", f"{short(result.cpu_seconds, 3)} s of one processor")]
    return [(name, value) for name, value in found if value != ""]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _read(reading: Reading) -> str:
    """Return how the file was understood, and what was set aside."""
    aside = "".join(f"<li>{escape(f'Line {each.row:,}, {each.why}: {each.text}')}</li>" for each in reading.skipped)
    return f"<p>{escape(sentence(reading))}</p>" + (f"<p>Set aside:</p><ul>{aside}</ul>" if aside else "")
