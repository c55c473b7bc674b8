"""What a person takes away from a forecast: made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from lstm_viz.explorer.forecast_report import forecast_report
from lstm_viz.forecasting.asked_again import command_of
from lstm_viz.forecasting.bundle import save_forecast
from lstm_viz.forecasting.files import forecast_csv, metrics_csv
from lstm_viz.forecasting.result import Forecast
from lstm_viz.ui.downloads import MEDIA, file_name
from lstm_viz.ui.plain import plain
from lstm_viz.ui.upload import Upload


def take_away(result: Forecast, place: int, beside: str, file: Upload) -> None:
    """Draw the downloads, and the command that does the same. The report has the pictures of the series at `place`."""
    reading, stem = file.reading, file_name(file.name.rpartition(".")[0] or file.name, None)
    with st.container(horizontal=True, gap="small", key="forecast_files"):
        _offer(
            "Forecast (CSV)",
            lambda: forecast_csv(result, reading),
            f"{stem}_forecast.csv",
            "Every moment with its forecast and both bands, written as your file writes times and numbers.",
        )
        _offer(
            "Scores (CSV)",
            lambda: metrics_csv(result, reading),
            f"{stem}_scores.csv",
            "Every score of every method, over all and at each row ahead.",
        )
        _offer(
            "Report (HTML)",
            lambda: forecast_report(result, place, beside, reading),
            f"{stem}_report.html",
            "Verdict, pictures, tables, settings and how the file was read, as one page that works offline.",
        )
        _offer(
            "Run",
            lambda: save_forecast(result),
            f"{stem}_forecast.safetensors",
            "The networks with all that is needed to go on from a newer file: python -m lstm_viz forecast FILE --run.",
        )
    with st.expander("The same from the command line", type="compact"):
        command, besides = command_of(result.plan, reading)
        st.code(command, language="bash", wrap_lines=True)
        if besides:
            st.caption(plain(besides))


def _offer(label: str, made: Callable[[], str | bytes], name: str, about: str) -> None:
    kind = MEDIA[name.rpartition(".")[2]]
    st.download_button(
        label, data=made, file_name=name, mime=kind, on_click="ignore", key=f"forecast_{label}", help=about
    )
