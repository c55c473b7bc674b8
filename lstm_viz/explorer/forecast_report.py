"""A forecast as one HTML file that works offline: verdict, pictures, tables, settings, how the file was read."""

from collections.abc import Iterable
from dataclasses import asdict
from html import escape

import pandas as pd

from lstm_viz.data.csv_reader import Reading
from lstm_viz.explorer.figures_page import DRAW, figure_element, plotly_inside
from lstm_viz.figures.forecast.panels import Panel, check_panels, forecast_panel
from lstm_viz.figures.forecast.planned import planned, planned_in_words
from lstm_viz.forecasting.asked_again import command_of
from lstm_viz.forecasting.continuation import went_on
from lstm_viz.forecasting.result import Forecast
from lstm_viz.forecasting.tables import methods_table, short, verdicts_table

MOST_ROWS = 2000
"""Of a table: the whole of a longer one is in the CSV files."""
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>
body {{ margin: 0 auto; padding: 24px; max-width: 1000px; background: #FFFFFF; color: #1B1D22; }}
body {{ font: 0.95rem/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.3rem; }} h2 {{ font-size: 1.1rem; margin: 2.2rem 0 0.3rem; }} .verdict {{ font-size: 1.25rem; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }} .wide {{ overflow-x: auto; }}
th, td {{ padding: 3px 14px 3px 0; text-align: left; border-bottom: 1px solid #E4E4DF; }}
.wide td {{ white-space: nowrap; }}
pre {{ white-space: pre-wrap; background: #F4F4F0; padding: 10px 14px; border-radius: 8px; }}
</style>
<h1>{title}</h1>
<p class="verdict">{verdict}</p>
<p>{numbers}</p>
{body}
<script type="application/octet-stream" id="lv-plotly">{plotly}</script>
<script type="module">{draw}</script>
</html>
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
        *(f"<p>{escape(each)}</p>" for each in result.warnings),
        _panel(forecast_panel(plan, place, series)),
        f"<h2>Beside simple methods</h2>{_table(methods_table(series))}",
        *(map(_panel, panels)),
        f"<h2>What was done</h2>{figure_element(told, planned(plan, place))}",
        f"<h2>Settings</h2>{_pairs(_settings(result))}{_again(result, reading)}",
    ]
    if reading is not None:
        parts.append(f"<h2>How the file was read</h2>{_pairs(_read(reading))}")
        parts += [f"<p>{escape(each)}</p>" for each in reading.warnings]
    if len(result.series) > 1:
        parts.insert(0, f"<details><summary>Every series</summary>{_table(verdicts_table(result))}</details>")
    return _PAGE.format(
        title=escape(f"{series.id}{f' of {reading.name}' if reading else ''}, forecast"),
        verdict=escape(series.judgement.headline),
        numbers=escape(series.judgement.numbers),
        body="\n".join(parts),
        plotly=plotly_inside(),
        draw=DRAW,
    )


def _again(result: Forecast, reading: Reading | None) -> str:
    """Return the command that makes it again: of what was opened again, or has gone on, none trains the same."""
    if reading is None or went_on(result):
        return ""
    command, besides = command_of(result.plan, reading)
    return f"<pre>{escape(command)}</pre><p>{escape(besides)}</p>"


def _panel(panel: Panel) -> str:
    return (
        f"<h2>{escape(panel.title)}</h2>{figure_element(panel.said, panel.figure)}"
        f"<details><summary>Numbers</summary>{_table(panel.table)}</details>"
    )


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
    config = asdict(result.plan.config) | {"horizon": result.horizon, "season": result.season}
    config["targets"] = result.plan.panel.ids
    shown = {name: ", ".join(map(str, each)) if isinstance(each, tuple) else each for name, each in config.items()}
    return [(name.replace("_", " "), value) for name, value in shown.items()] + [
        ("CPU seconds", round(result.cpu_seconds, 1))
    ]


def _read(reading: Reading) -> list[tuple[str, object]]:
    marks = {"encoding": reading.encoding, "delimiter": reading.delimiter, "decimal mark": reading.decimal}
    found = [(name, repr(value)) for name, value in marks.items() if value]
    if reading.axis is not None:
        axis = reading.axis
        found += [("time", f"{axis.column}, as {axis.format}, {axis.frequency or 'not evenly spaced'}")]
        found += [("from", str(axis.first)), ("to", str(axis.last))]
    set_aside = "; ".join(f"row {each.row}, {each.why}: {each.text}" for each in reading.skipped)
    return [*found, ("rows", len(reading.table)), ("layout", reading.layout), ("set aside", set_aside or "nothing")]
