from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lstm_viz.ui.plain import plain


@given(st.text(alphabet="ab <>b/$:red[]*_`#!|~&\\", max_size=30))
def test_escaped_text_is_shown_letter_by_letter(text: str) -> None:
    (paragraph, *_) = MarkdownIt().parse("x" + plain(text) + "x")[1:2]
    shown = "".join(token.content for token in paragraph.children or [])
    assert shown == "x" + " ".join(text.split()) + "x"
    assert {token.type for token in paragraph.children or []} <= {"text", "text_special"}


def test_colours_and_formulas_of_streamlit_are_escaped() -> None:
    assert plain("a:red[b]$x$") == r"a\:red\[b\]\$x\$"
