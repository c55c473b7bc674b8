"""LSTM Visualizer: see how an LSTM works, and use one.

The public names are loaded when they are first asked for, so that importing the package does not import torch.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lstm_viz.data.csv_reader import read_csv as read_csv
    from lstm_viz.explorer.table import trace_table as trace_table
    from lstm_viz.export import export_html as export_html
    from lstm_viz.export import export_scripts as export_scripts
    from lstm_viz.export import open_run as open_run
    from lstm_viz.forecasting.bundle import open_forecast as open_forecast
    from lstm_viz.forecasting.bundle import save_forecast as save_forecast
    from lstm_viz.forecasting.continuation import continue_forecast as continue_forecast
    from lstm_viz.forecasting.forecaster import forecast as forecast
    from lstm_viz.model.capture import capture as capture

__all__ = [
    "capture",
    "continue_forecast",
    "export_html",
    "export_scripts",
    "forecast",
    "open_forecast",
    "open_run",
    "read_csv",
    "save_forecast",
    "trace_table",
]

_HOMES = {
    "capture": "lstm_viz.model.capture",
    "continue_forecast": "lstm_viz.forecasting.continuation",
    "export_html": "lstm_viz.export",
    "export_scripts": "lstm_viz.export",
    "forecast": "lstm_viz.forecasting.forecaster",
    "open_forecast": "lstm_viz.forecasting.bundle",
    "open_run": "lstm_viz.export",
    "read_csv": "lstm_viz.data.csv_reader",
    "save_forecast": "lstm_viz.forecasting.bundle",
    "trace_table": "lstm_viz.explorer.table",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"lstm_viz has no “{name}”: it has {', '.join(__all__)}.")
    import importlib

    if name == "capture":
        importlib.import_module("lstm_viz.notebook")  # a trace shows itself in a notebook
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
