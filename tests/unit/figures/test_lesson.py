"""The lessons' own figures."""

import numpy as np

from lstm_viz.figures.lesson import answers, cell_state_held
from tests.unit.figures.examples import forecasting, recall, trace_of


def test_symbols_stand_under_the_timesteps_at_which_they_are_fed_letter_by_letter() -> None:
    problem = recall()
    drawn = answers(problem, np.asarray(trace_of(problem).y_hat))
    assert list(drawn.layout.xaxis.ticktext) == ["A", "·", "·", "&lt;b&gt;", "·", "?"]
    assert list(drawn.layout.xaxis.tickvals) == list(range(6))


def test_a_series_keeps_its_numbers_below() -> None:
    problem = forecasting()
    drawn = answers(problem, np.asarray(trace_of(problem).y_hat))
    assert drawn.layout.xaxis.ticktext is None
    assert [trace.name for trace in drawn.data] == ["true value", "LSTM"]


def test_both_cell_states_are_drawn_and_the_span_is_shaded() -> None:
    before, after = np.arange(8.0), np.zeros(8)
    drawn = cell_state_held(before, after, (2, 4))
    assert [list(trace.y) for trace in drawn.data] == [list(before), list(after)]
    assert [trace.line.dash for trace in drawn.data] == ["solid", "dash"]
    (shade,) = drawn.layout.shapes
    assert (shade.x0, shade.x1) == (1.5, 4.5)
    assert list(drawn.layout.xaxis.range) == [-0.5, 7.5]
