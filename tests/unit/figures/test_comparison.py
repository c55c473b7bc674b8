import numpy as np

from lstm_viz.figures.comparison import compared_losses
from tests.unit.training.kept import grown_run

RUNS = grown_run(3)


def test_both_runs_are_drawn_with_their_own_numbers_and_differ_in_more_than_colour() -> None:
    figure = compared_losses(("one", RUNS[1]), ("two", RUNS[3]))
    lines = {(trace.name, trace.line.width > 1): trace for trace in figure.data}
    for name, run in (("one", RUNS[1]), ("two", RUNS[3])):
        training, validation = lines[name, False], lines[name, True]
        assert np.array_equal(training.y, run.losses.astype(float))
        assert list(training.x) == list(range(1, len(run.losses) + 1))
        assert np.array_equal(validation.y, run.validation[:, 1])
        assert np.array_equal(validation.x, run.validation[:, 0])
    assert lines["one", True].line.dash != lines["two", True].line.dash
    assert lines["one", True].line.color != lines["two", True].line.color


def test_names_are_text() -> None:
    figure = compared_losses(("<b>$x$</b>", RUNS[1]), ("%{y}", RUNS[1]))
    drawn = [trace.name + trace.hovertemplate.split("<br>step")[0] for trace in figure.data]
    assert not any(mark in text for text in drawn for mark in ("<b>", "$", "%{"))


def test_two_untrained_runs_make_an_empty_picture() -> None:
    figure = compared_losses(("one", RUNS[0]), ("two", RUNS[0]))
    assert all(len(trace.y) == len(trace.x) for trace in figure.data)
