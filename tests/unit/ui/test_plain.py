import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lstm_viz.ui.plain import plain


@given(st.text(alphabet="ab <>b/$:red[]*_`#!|~&\\", max_size=30))
def test_escaped_text_is_shown_letter_by_letter(text: str) -> None:
    (paragraph, *_) = MarkdownIt().parse("x" + plain(text) + "x")[1:2]
    shown = "".join(token.content for token in paragraph.children or [])
    assert shown.replace("\u2060", "") == "x" + " ".join(text.split()) + "x"
    assert {token.type for token in paragraph.children or []} <= {"text", "text_special"}


def test_colours_and_formulas_of_streamlit_are_escaped() -> None:
    assert plain("a:red[b]$x$") == r"a\:red\[b\]\$x\$"


@pytest.mark.parametrize("address", ["http://a.example/b", "HTTPS://a.example", "www.a.example", "a@b.example"])
def test_an_address_is_broken_up_by_a_sign_that_is_not_seen(address: str) -> None:
    shown = plain(address).replace("\\", "")
    assert shown.replace("\u2060", "") == address
    for whole in ("://", "www.", "a@"):
        assert whole not in shown
