from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.figures.palette import DARK, LIGHT
from lstm_viz.figures.style import MOST_SHOWN, colour_scale, figure, literal


@given(st.text(max_size=MOST_SHOWN))
def test_literal_text_has_nothing_that_plotly_reads_and_says_the_same(text: str) -> None:
    escaped = literal(text)
    assert not set(escaped) & set("<>$%{\"'")
    assert unescape(escaped) == text


def test_a_column_named_like_markup_is_shown_letter_by_letter() -> None:
    assert literal("<b>x</b>$a$:red[b]%{y}") == "&lt;b&gt;x&lt;/b&gt;&#36;a&#36;:red[b]&#37;&#123;y}"


def test_a_name_without_an_end_is_cut() -> None:
    assert literal("<" * 10**6) == "&lt;" * 100 + "…"


def test_gates_go_from_paper_to_colour_and_signed_signals_have_paper_in_the_middle() -> None:
    for palette in (LIGHT, DARK):
        assert colour_scale("f", palette) == [[0, palette.paper], [1, palette.forget]]
        assert colour_scale("c", palette) == [[0, palette.negative], [0.5, palette.paper], [1, palette.cell]]


def test_data_for_a_trace_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="no traces"):
        figure({"data": [], "layout": {}}, {"value": {"y": [1]}})
