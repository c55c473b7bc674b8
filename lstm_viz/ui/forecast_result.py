"""A forecast that is there: verdict, warnings, the forecast, the methods, and what it rests on."""

from collections import Counter

import pandas as pd
import streamlit as st

from lstm_viz.figures.forecast.panels import Panel, check_panels, forecast_panel, methods_beside
from lstm_viz.forecasting.missed import missed
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.tables import best_simple, methods_in_words, methods_shown, short, verdicts_table
from lstm_viz.ui import forecast_next, forecasting
from lstm_viz.ui.control import tied
from lstm_viz.ui.forecast_files import take_away
from lstm_viz.ui.forecast_words import words
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.plain import plain
from lstm_viz.ui.theme import theme
from lstm_viz.ui.upload import Upload

MOST_WARNINGS = 5
BEST = "•\u202f"
"""Before the best number of a column, on the same line with it."""


def show(result: Forecast, name: str, file: Upload | None) -> None:
    """Draw a result, of several series one at a time.

    `name`: of what it is of, for the files that are taken away. `file`: the table that it was made from, or went on in.
    """
    place = _series(result) if len(result.series) > 1 else 0
    series, plan = result.series[place], result.plan
    st.header(plain(series.judgement.headline), anchor=False)
    st.markdown(plain(missed(plan, series)))
    if series.judgement.numbers:
        st.caption(plain(series.judgement.numbers))
    _warnings(result)
    _panel(forecast_panel(plan, place, series, theme()))
    take_away(result, place, _beside(series), name, file)
    forecast_next.panel(result, place)
    _methods(series, len(plan.starts))
    beside = _choose_beside(series)
    first, second, *others = check_panels(plan, place, series, beside, theme())
    _panel(first)
    _panel(second)
    for left in range(0, len(others), 2):
        columns = st.columns(2, gap="large")
        for column, panel in zip(columns, others[left : left + 2], strict=False):
            with column:
                _panel(panel)


def _series(result: Forecast) -> int:
    """Draw how many verdicts there are of each kind, and the choice of a series; return its place."""
    held, names = forecasting.forecasting(), [each.id for each in result.series]
    kinds = Counter(each.judgement.kind for each in result.series)
    st.table(pd.DataFrame({"verdict": list(kinds), "series": list(kinds.values())}), hide_index=True, width="content")
    with st.expander("Every series", key="forecast_every_series", on_change="rerun") as box:
        if box.open:
            wide = {"verdict": st.column_config.TextColumn(width="large")}
            st.dataframe(verdicts_table(result), hide_index=True, column_config=wide, key="forecast_verdicts")
    shown = held.shown if held.shown in names else names[0]
    st.selectbox("Series", names, **tied("forecast_shown", shown, _show_series))
    return names.index(shown)


def _show_series(name: str) -> None:
    forecasting.forecasting().shown = name


def _warnings(result: Forecast) -> None:
    for warning in result.warnings[:MOST_WARNINGS]:
        st.caption(plain(warning))
    rest = result.warnings[MOST_WARNINGS:]
    if rest:
        with st.expander(f"{len(rest)} more to know"):
            for warning in rest:
                st.caption(plain(warning))


def _methods(series: SeriesForecast, count: int) -> None:
    st.subheader("Beside simple methods", anchor=False)
    st.markdown(plain(methods_in_words(series, count)))
    shown = methods_shown(series, lambda value, best: _cell(value, best=best))
    shown["method"] = [plain(str(each)) for each in shown["method"]]
    st.table(shown, hide_index=True, border="horizontal", alt="The errors of every method")
    words()


def _cell(value: float, *, best: bool) -> str:
    if value != value:
        return "–"
    return f"**{BEST}{short(value, 3)}**" if best else short(value, 3)


def _beside(series: SeriesForecast) -> str:
    chosen = forecasting.forecasting().beside
    return chosen if chosen in methods_beside(series) else best_simple(series)


def _choose_beside(series: SeriesForecast) -> str:
    """Draw which method is drawn beside the LSTM, and return it."""
    options, shown = methods_beside(series), _beside(series)
    st.selectbox(
        "Beside the LSTM",
        list(options),
        format_func=lambda name: options[name],
        width=260,
        **tied("forecast_beside", shown, _show_beside),
    )
    return shown


def _show_beside(name: str) -> None:
    forecasting.forecasting().beside = name


def _panel(panel: Panel) -> None:
    st.subheader(plain(panel.title), anchor=False)
    st.markdown(plain(panel.said))
    live_chart(panel.figure, key=f"forecast_chart_{panel.name}", alt=panel.said)
    with st.expander("Numbers", type="compact", key=f"forecast_numbers_{panel.name}", on_change="rerun") as box:
        if box.open:
            st.dataframe(panel.table, hide_index=True, key=f"forecast_table_{panel.name}")
