"""The five views: what is drawn is what was found, and no two lines differ by colour alone."""

import numpy as np
import pytest

from lstm_viz.experiments.prices.findings import Findings, findings
from lstm_viz.experiments.prices.problem import stock_problem
from lstm_viz.experiments.prices.views import VIEWS
from lstm_viz.experiments.work import Stock
from lstm_viz.figures.palette import PALETTES
from lstm_viz.figures.prices import CLOSE, drawn_seed, prices_figure, shown
from lstm_viz.records import TEST


@pytest.fixture(scope="module")
def found() -> Findings:
    """Of three seeds: one says what came, one is a tenth off, one two tenths."""
    asked = [stock_problem(Stock("MSFT", asks)) for asks in ("price", "return", "volatility")]
    came = [each.actual[0, each.part[0] == TEST] for each in asked]
    return findings("MSFT", *(np.stack([each + 0.2, each, each + 0.1]) for each in came))


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_has_a_picture_in_both_themes_whose_lines_have_a_dash_a_width_or_a_marker_of_their_own(
    view: str, found: Findings
) -> None:
    for theme in PALETTES:
        traces = prices_figure(view, found, theme).data
        assert len({(each.mode, each.line.dash, each.line.width) for each in traces}) == len(traces)
    assert shown(view).endswith(".")


def test_the_seed_with_the_median_error_is_drawn(found: Findings) -> None:
    assert drawn_seed(found.price) == 2
    said = prices_figure("overlay", found).data[1]
    assert np.allclose(said.y, found.price.actual + 0.1)


def test_shifted_back_each_prediction_stands_on_the_day_before(found: Findings) -> None:
    price, as_said, back = prices_figure("shift", found).data
    assert len(price.x) == len(as_said.x) == CLOSE
    assert list(back.x) == list(price.x)[:-1]
    assert np.array_equal(back.y, as_said.y[1:])


def test_the_naive_line_is_the_price_of_the_day_before(found: Findings) -> None:
    price, _, naive = prices_figure("naive", found).data
    assert np.array_equal(naive.y[1:], price.y[:-1])


def test_returns_and_their_predictions_are_percent_on_one_scale(found: Findings) -> None:
    drawn = prices_figure("returns", found)
    assert np.allclose(drawn.data[1].x, 100 * found.returns.actual)
    assert drawn.layout.xaxis.range == drawn.layout.yaxis.range


def test_volatility_is_percent_a_year(found: Findings) -> None:
    came, said, average = prices_figure("volatility", found).data
    assert np.allclose(came.y, 100 * found.volatility.actual)
    assert np.allclose(said.y, 100 * found.volatility.actual * np.exp(0.1))
    assert np.array_equal(average.y, 100 * found.smoothed)
