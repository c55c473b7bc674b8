import subprocess
import sys

import pytest

import lstm_viz as lv

PAGE = [
    "lstm_viz",
    "lstm_viz.records",
    "lstm_viz.data.csv_reader",
    "lstm_viz.figures.specs",
    "lstm_viz.forecasting.command",
    "lstm_viz.forecasting.continuation",
    "lstm_viz.explorer.forecast_report",
    "lstm_viz.explorer.messages",
    "lstm_viz.lessons.shelf",
    "lstm_viz.model.exchange",
    "lstm_viz.model.errors_by_part",
]


@pytest.mark.parametrize("module", [*PAGE, "lstm_viz.ui.main", "lstm_viz.ui.routes"])
def test_what_the_server_imports_leaves_torch_out(module: str) -> None:
    script = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_public_names_are_listed_in_order_and_load() -> None:
    assert lv.__all__ == sorted(lv.__all__)
    assert dir(lv) == lv.__all__
    assert all(callable(getattr(lv, name)) for name in lv.__all__)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        AttributeError, match="it has capture, continue_forecast, export_html, export_scripts, forecast, open_forecast"
    ):
        _ = lv.nothing
