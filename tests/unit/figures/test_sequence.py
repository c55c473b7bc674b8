from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.figures.answers import part_spans
from lstm_viz.figures.palette import PALETTES, Theme
from lstm_viz.figures.sequence import sequence, sequence_spec, strip_domains
from lstm_viz.figures.style import signals_of
from lstm_viz.records import CellName, Problem, Trace
from lstm_viz.training.look import trace_job
from tests.unit.figures.examples import T, forecasting, recall, trace_of
from tests.unit.forecasting.looked_inside import inside


def test_each_strip_holds_the_signal_as_units_by_timesteps() -> None:
    trace = trace_of(forecasting())
    strips = {each.meta: each for each in sequence(forecasting(), trace).data if each.type == "heatmap"}
    assert list(strips) == list("figoch")
    for name, signal in trace.layers[0].signals.items():
        for t, unit in ((0, 0), (7, 2), (T - 1, 4)):
            assert strips[name].z[unit][t] == signal[t, unit]


@pytest.mark.parametrize(("largest", "limit"), [(0.5, 1.0), (40.0, None)])
def test_colours_have_fixed_limits_and_the_cell_state_symmetric_ones(largest: float, limit: float | None) -> None:
    trace = trace_of(forecasting(), largest)
    limits = {
        each.meta: (each.zmin, each.zmax) for each in sequence(forecasting(), trace).data if each.type == "heatmap"
    }
    most = limit or max(abs(float(value)) for value in trace.layers[0].signals["c"].ravel())
    assert limits == {"f": (0, 1), "i": (0, 1), "o": (0, 1), "g": (-1, 1), "h": (-1, 1), "c": (-most, most)}


def test_the_prediction_is_in_the_data_s_own_unit() -> None:
    problem, trace = forecasting(), trace_of(forecasting())
    assert trace.y_hat is not None
    lines = {each.meta: each.y for each in sequence(problem, trace).data if each.type == "scatter"}
    for t in range(T):
        assert lines["prediction"][t] == pytest.approx(problem.anchor[0, t] + 2.0 * trace.y_hat[t, 0] + 0.5)
        assert lines["value"][t] == problem.actual[0, t]
        assert lines["last value"][t] == problem.anchor[0, t]


@pytest.mark.parametrize("problem", [forecasting(), recall()])
def test_a_counterfactual_is_dashed_over_the_prediction_only_where_one_is_given(problem: Problem) -> None:
    trace = trace_of(problem)
    assert trace.y_hat is not None
    other = Trace(trace.layers, trace.x, -trace.y_hat)
    lines = {each.meta: each for each in sequence(problem, trace, what_if=other).data}
    expected = {each.meta: each for each in sequence(problem, other).data}["prediction"]
    np.testing.assert_array_equal(lines["what if"].y, expected.y)
    assert not np.array_equal(lines["what if"].y, lines["prediction"].y, equal_nan=True)
    assert "what if" not in {each.meta for each in sequence(problem, trace).data}
    if problem.loss == "mse":
        assert (lines["what if"].line.dash, lines["prediction"].line.dash) == ("4px,3px", None)
    else:
        assert lines["what if"].marker.symbol != lines["prediction"].marker.symbol


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_strips_stand_below_the_values_and_never_overlap(cell: CellName) -> None:
    figure = sequence_spec(forecasting(), 4, "light", cell)
    bottoms = [figure["layout"]["yaxis"]["domain"][0]]
    for bottom, top in strip_domains(cell).values():
        assert 0 <= bottom < top < bottoms[-1]
        bottoms.append(bottom)
    assert bottoms[-1] == pytest.approx(0, abs=1e-5)


def test_the_parts_are_unbroken_stretches_of_the_sequence() -> None:
    problem = forecasting()
    covered = [(t, part) for part, first, last in part_spans(problem) for t in range(first, last + 1)]
    assert covered == [(t, int(part)) for t, part in enumerate(problem.part[0])]
    assert [part for part, _, _ in part_spans(problem)] == [0, 1, 2]


def test_timesteps_without_an_answer_belong_to_no_part() -> None:
    assert part_spans(recall()) == [(2, 5, 5)]


def test_symbols_are_shown_where_they_were_fed_and_the_answer_where_it_was_asked() -> None:
    trace = trace_of(recall())
    assert trace.y_hat is not None
    marks = {each.meta: each for each in sequence(recall(), trace).data if each.type == "scatter"}
    assert list(marks["symbol"].y) == [0, 2, 2, 1, 2, 3]
    assert list(marks["symbol"].text) == ["A", "·", "·", "&lt;b&gt;", "·", "?"]
    assert list(marks["target"].x) == [5]
    assert list(marks["target"].y) == [1]
    assert list(marks["prediction"].y) == [int(trace.y_hat[5, 1] > trace.y_hat[5, 0])]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_strip_wears_its_signal_s_colour_in_either_theme(theme: Theme) -> None:
    figure = sequence(forecasting(), trace_of(forecasting()), theme=theme)
    strips = {each.meta: each for each in figure.data if each.type == "heatmap"}
    for signal in signals_of("lstm"):
        assert strips[signal].colorscale[-1][1] == PALETTES[theme].of_signal(signal)


def test_a_name_that_looks_like_markup_stays_literal() -> None:
    figure = sequence(forecasting("<b>x</b>$a$", "<i>"), trace_of(forecasting()))
    shown = figure.to_json()
    assert "<b>x" not in shown
    assert "\\u003cb\\u003ex" not in shown
    assert "$a$" not in shown
    assert any(note.text == "&lt;b&gt;x&lt;/b&gt;&#36;a&#36;, &lt;i&gt;" for note in figure.layout.annotations)


def test_the_time_axis_says_from_when_to_when_where_moments_are_known() -> None:
    days = tuple(f"2024-01-{day:02d}" for day in range(1, T + 1))
    dated = sequence(replace(forecasting(), time_labels=days), trace_of(forecasting()))
    assert dated.layout.xaxis.title.text == "timestep t, 2024-01-01 to 2024-01-20"
    assert sequence(forecasting(), trace_of(forecasting())).layout.xaxis.title.text == "timestep t"


def test_a_network_that_does_not_answer_at_every_timestep_is_refused() -> None:
    whole = trace_of(forecasting())
    with pytest.raises(ValueError, match="every timestep"):
        sequence(forecasting(), Trace(whole.layers, whole.x, None))
    with pytest.raises(ValueError, match="every timestep"):
        sequence(forecasting(), whole, what_if=Trace(whole.layers, whole.x, None))


def test_a_layer_that_is_not_there_is_refused() -> None:
    with pytest.raises(IndexError):
        sequence(forecasting(), trace_of(forecasting()), layer=1)


def test_new_numbers_keep_the_reader_s_zoom() -> None:
    revisions = {
        sequence(forecasting(), trace_of(forecasting(), scale)).layout.uirevision for scale in (0.5, np.float64(9))
    }
    assert len(revisions) == 1
    assert revisions != {None}


def test_of_a_forecast_s_network_the_median_its_band_and_the_forecast_are_what_the_forecaster_says() -> None:
    one = inside()
    trace = trace_job(one.model, one.last.weights, one.problem.inputs[1])
    drawn = {each.meta: each for each in sequence(one.problem, trace).data if each.type == "scatter"}
    quantiles, last = one.quantiles[1], one.problem.inputs.shape[1] - 1
    np.testing.assert_allclose(drawn["prediction"].y, quantiles[:, 0, 2], rtol=1e-6)
    np.testing.assert_allclose(drawn["free run"].y, quantiles[last, :, 2], rtol=1e-6)
    assert list(drawn["free run"].x) == list(range(last, last + 6))
    for name, place in (("band from", 1), ("band to", 3)):
        expected = [*quantiles[:, 0, place], *quantiles[last, 1:, place]]
        np.testing.assert_allclose(drawn[name].y, expected, rtol=1e-6)
        assert list(drawn[name].x) == list(range(last + 6))
    assert drawn["band to"].fill == "tonexty"
    assert list(drawn).index("band to") == list(drawn).index("band from") + 1
    assert np.isnan(drawn["value"].y[last])
