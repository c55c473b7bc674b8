"""What a person takes away from a forecast: made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from lstm_viz.explorer.forecast_report import forecast_report
from lstm_viz.forecasting.asked_again import command_of, command_to_go_on
from lstm_viz.forecasting.bundle import save_forecast
from lstm_viz.forecasting.continuation import went_on
from lstm_viz.forecasting.files import forecast_csv, metrics_csv
from lstm_viz.forecasting.result import Forecast
from lstm_viz.ui.downloads import MEDIA, file_name
from lstm_viz.ui.upload import Upload


def take_away(result: Forecast, place: int, beside: str, name: str, file: Upload | None) -> None:
    """Draw the downloads, and a command for the same. The report has the pictures of the series at `place`.

    `name`: of what it is of. `file`: the table that it was made from, or went on in; None of one that was opened.
    """
    reading = file.reading if file else None
    stem = file_name((name.rpartition(".")[0] or name).removesuffix("_forecast"), None)
    with st.container(horizontal=True, gap="small", key="forecast_files"):
        _offer(
            "Forecast (CSV)",
            lambda: forecast_csv(result, reading),
            f"{stem}_forecast.csv",
            "Every moment with its forecast and both bands, "
            + ("written as your file writes times and numbers." if reading else "times as 2024-12-31."),
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
            "Verdict, pictures, tables and settings, as one page that works offline.",
        )
        _offer(
            "Keep the run",
            lambda: save_forecast(result),
            f"{stem}_forecast.safetensors",
            "The networks with all that is needed to go on from a newer file: upload it on this page to open it again.",
        )
    with st.expander("The same from the command line", type="compact"):
        if reading is None or went_on(result):
            newer = reading.name if reading else "NEWER.csv"
            st.code(command_to_go_on(newer, "KEPT.safetensors"), language="bash", wrap_lines=True)
            st.caption("It goes on from a kept run, untrained.")
        else:
            st.code(command_of(result.plan, reading), language="bash", wrap_lines=True)


def _offer(label: str, made: Callable[[], str | bytes], name: str, about: str) -> None:
    kind = MEDIA[name.rpartition(".")[2]]
    st.download_button(
        label, data=made, file_name=name, mime=kind, on_click="ignore", key=f"forecast_{label}", help=about
    )
