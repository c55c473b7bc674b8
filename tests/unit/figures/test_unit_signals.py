import pytest

from lstm_viz.figures.unit_signals import unit_signals
from tests.unit.figures.examples import forecasting, trace_of


def test_the_lines_are_one_unit_s_six_signals() -> None:
    trace = trace_of(forecasting())
    lines = {each.meta: each for each in unit_signals(trace, 0, 3).data}
    assert list(lines) == list("figoch")
    for name, signal in trace.layers[0].signals.items():
        assert list(lines[name].y) == [float(value) for value in signal[:, 3]]


def test_gates_share_one_axis_and_signed_signals_the_other() -> None:
    axes = {each.meta: each.yaxis for each in unit_signals(trace_of(forecasting()), 0, 0).data}
    assert axes == {"f": "y", "i": "y", "o": "y", "g": "y2", "c": "y2", "h": "y2"}


def test_a_unit_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        unit_signals(trace_of(forecasting()), 0, 5)
