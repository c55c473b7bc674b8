import json
import math

import numpy as np
import plotly.graph_objects as go
import pytest

from lstm_viz.figures.gradients import DASHES, derivative_map, gradient_specs, gradients_through_time, shades
from lstm_viz.figures.palette import PALETTES
from lstm_viz.model.gradients import GradientNorms


def fading(layers: int, until: int = 9, steps: int = 12, base: float = 0.5) -> GradientNorms:
    """Lengths that halve with each step back from `until`, h twice as large as c."""
    back = until - np.arange(steps)
    row = np.where(back >= 0, base ** np.maximum(back, 0), 0.0)
    each = np.stack([row / (1 + layer) for layer in range(layers)])
    return GradientNorms(2 * each, each)


def test_specs_are_plain_values_without_data_that_plotly_accepts() -> None:
    for theme in PALETTES:
        specs = gradient_specs(20, theme)
        assert json.loads(json.dumps(specs, allow_nan=False)) == specs
        for spec in specs.values():
            assert not any({"x", "y", "z", "customdata"} & set(trace) for trace in spec["data"])
            assert len(go.Figure(spec).data) == len(spec["data"])


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_each_layers_lines_show_its_lengths_up_to_the_asked_timestep(layers: int) -> None:
    norms = fading(layers)
    lines = {line.meta: line for line in gradients_through_time(norms).data}
    assert list(lines) == [f"{signal}{layer}" for layer in range(1, layers + 1) for signal in "hc"] + ["float32 noise"]
    for layer in range(layers):
        for signal, rows in (("h", norms.h), ("c", norms.c)):
            line = lines[f"{signal}{layer + 1}"]
            assert list(line.x) == list(range(10))
            assert list(line.y) == list(rows[layer, :10])
            assert line.line.dash == DASHES[layer]


def test_a_network_without_a_cell_state_has_lines_of_h_alone() -> None:
    norms = GradientNorms(fading(1).h, np.zeros((0, 12)))
    drawn = gradients_through_time(norms)
    assert [(line.meta, line.name) for line in drawn.data[:-1]] == [("h1", "hidden state h")]
    assert drawn.data[-1].meta == "float32 noise"
    assert list(drawn.data[0].y) == list(norms.h[0, :10])


def test_the_noise_line_lies_at_half_a_unit_in_the_last_place_of_the_largest() -> None:
    noise = gradients_through_time(fading(1)).data[-1]
    assert set(noise.y) == {2 * float(np.finfo(np.float32).eps) / 2}


def test_lengths_that_are_zero_leave_a_gap_on_the_logarithmic_axis() -> None:
    norms = fading(1)
    h = norms.h.copy()
    h[0, 3] = 0
    line = gradients_through_time(GradientNorms(h, norms.c)).data[0]
    assert [math.isnan(value) for value in line.y] == [t == 3 for t in range(10)]


def test_the_axis_shows_ten_powers_of_ten_at_most_and_holds_the_largest() -> None:
    low, high = gradients_through_time(fading(1, base=1e-4)).layout.yaxis.range
    assert high >= math.log10(2)
    assert low >= math.log10(2e-10) - 0.5


def test_a_network_that_passes_nothing_back_gives_a_figure_without_a_noise_line() -> None:
    drawn = gradients_through_time(GradientNorms(np.zeros((1, 4)), np.zeros((1, 4))))
    assert [line.meta for line in drawn.data] == ["h1", "c1"]


def test_more_layers_than_there_are_dashes_are_refused() -> None:
    with pytest.raises(KeyError, match="h4"):
        gradients_through_time(fading(4))


def test_the_map_is_coloured_by_shade_and_read_by_value() -> None:
    found = np.tril(np.random.default_rng(0).normal(size=(7, 7)))
    (heat,) = derivative_map(found).data
    np.testing.assert_array_equal(heat.customdata, found)
    np.testing.assert_allclose(heat.z, shades(found))
    assert (heat.zmin, heat.zmax) == (-1, 1)


def test_shades_keep_sign_and_order_and_reach_three_powers_of_ten_down() -> None:
    values = np.array([[2.0, -2.0, 0.2, -0.02, 0.002, 0.0, 1e-9]])
    np.testing.assert_allclose(shades(values), [[1, -1, 2 / 3, -1 / 3, 0, 0, 0]], atol=1e-12)
    assert not shades(np.zeros((2, 2))).any()


def test_the_axes_begin_where_something_is_left_and_name_small_lengths_by_powers_of_ten() -> None:
    axes = gradients_through_time(fading(1, until=11, base=1e-3)).layout
    assert axes.xaxis.range[0] == 11 - 3 - 0.5
    assert "10⁻⁴" in axes.yaxis.ticktext
    assert [len(axes.yaxis.tickvals)] == [len(axes.yaxis.ticktext)]
