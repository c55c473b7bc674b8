"""A lesson's file is read whole, or refused in a sentence that names file and line."""

import pytest

from lstm_viz.errors import LessonError
from lstm_viz.lessons.lesson import Formula, Lesson, Line, Panel, Press, Prose, Question, Span
from lstm_viz.lessons.reader import read_lesson

WHOLE = """---
title: A title: with a colon
about: One sentence.
---
A [[gate]] and
**more**.

## Part
- one
- two

@formula f
@panel cell forget
@press place asked: Go there
@question keeps
Will it
stay?
- open: It stays
- shut: It goes
@reveal
After.
@end
"""


def read(text: str) -> Lesson:
    return read_lesson(
        "name",
        text,
        "01-name.md",
        terms={"gate"},
        formulas=("f", "c"),
        questions={"keeps": ("open", "shut"), "other": ("yes",)},
    )


def test_a_whole_lesson_becomes_its_blocks_in_order() -> None:
    lesson = read(WHOLE)
    assert (lesson.title, lesson.about, lesson.questions) == ("A title: with a colon", "One sentence.", ("keeps",))
    first = (Span("text", "A "), Span("term", "gate", "gate"), Span("text", " and "), Span("strong", "more"))
    assert lesson.blocks == (
        Prose(
            (
                Line("paragraph", (*first, Span("text", "."))),
                Line("heading", (Span("text", "Part"),)),
                Line("item", (Span("text", "one"),)),
                Line("item", (Span("text", "two"),)),
            )
        ),
        Formula("f"),
        Panel("cell", "forget"),
        Press("place", "asked", "Go there"),
        Question(
            "keeps",
            (Span("text", "Will it stay?"),),
            (("open", "It stays"), ("shut", "It goes")),
            (Prose((Line("paragraph", (Span("text", "After."),)),)),),
        ),
    )


def test_marks_inside_a_line_are_told_apart() -> None:
    marks = "*soft* `code` [[gate|gates]] h_{t−1} [Olah](https://colah.github.io/)"
    (block,) = read(f"---\ntitle: t\nabout: a\n---\n{marks}\n").blocks
    assert isinstance(block, Prose)
    assert [each for each in block.lines[0].spans if each.kind != "text"] == [
        Span("emphasis", "soft"),
        Span("code", "code"),
        Span("term", "gates", "gate"),
        Span("sub", "t−1"),
        Span("link", "Olah", "https://colah.github.io/"),
    ]


BREAKS = {
    "no front matter": ("---\ntitle", "title", 1, "begins with a line of three hyphens"),
    "front matter left open": ("---\nA [[gate]]", "A [[gate]]", 4, "“A [[gate]] and”, which is none of its keys"),
    "an unknown key": ("about:", "abot:", 3, "“abot”, which is none of its keys: title, about"),
    "no title": ("title: A title: with a colon\n", "", 3, "has no title"),
    "a key twice": ("about: One sentence.", "title: Again", 3, "must say its title once"),
    "an empty key": ("about: One sentence.", "about:", 3, "must say its about once, and not leave it empty"),
    "an unknown term": ("[[gate]]", "[[gatt]]", 6, "the term “gatt” is not in the glossary"),
    "a mark left open": ("**more**", "**more", 6, "the mark “*” is left open"),
    "a link that is not https": ("**more**", "[x](http://x.org)", 6, "must begin with https://"),
    "an unknown formula": ("@formula f", "@formula q", 12, "there is no formula “q”: choose among f, c"),
    "an unknown panel": ("@panel cell", "@panel sell", 13, "there is no panel “sell”: choose among network"),
    "a panel of nothing known": ("cell forget", "cell forgot", 13, "the panel “cell” is of cell, forget, input"),
    "a panel that needs no more": ("cell forget", "network own", 13, "the panel “network” stands alone, not of"),
    "an unknown press": ("@press place", "@press plaice", 14, "there is no press “plaice”: choose among train"),
    "a press of nothing known": ("place asked", "place soon", 14, "the press “place” is of asked, written, not of"),
    "a press that says nothing": ("asked: Go there", "asked", 14, "a press says nothing"),
    "an unknown question": ("@question keeps", "@question kept", 15, "there is no question “kept”: choose among keeps"),
    "a question that asks nothing": ("Will it\nstay?\n", "", 15, "asks nothing"),
    "no choices": ("- open: It stays\n- shut: It goes\n", "", 15, "the question has no choices"),
    "a choice without words": ("- shut: It goes", "- shut", 19, "a choice is its key, once"),
    "a choice twice": ("- shut: It goes", "- open: It goes", 19, "a choice is its key, once"),
    "other choices than are computed": ("- shut", "- shot", 15, "must be open, shut, and are open, shot"),
    "a block inside the choices": ("- shut: It goes", "@formula f", 19, "stand only the question and its choices"),
    "a question without a reveal": ("@reveal\nAfter.\n@end\n", "", 15, "is left open: write @reveal"),
    "a question without an end": ("@end\n", "", 20, "is left open: close it with @end"),
    "a question inside a question": ("After.", "@question other", 21, "a question stands inside another"),
    "an unknown block": ("@formula f", "@formel f", 12, "there is no “@formel” here: choose among @formula"),
    "an end of nothing": ("@formula f", "@end", 12, "there is no “@end” here"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_lesson_is_refused_with_its_file_and_line(name: str) -> None:
    old, new, line, said = BREAKS[name]
    assert old in WHOLE
    with pytest.raises(LessonError) as refused:
        read(WHOLE.replace(old, new, 1))
    assert str(refused.value).startswith(f"01-name.md, line {line}: ")
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "begins with"),
        ("---\ntitle: t\n", 1, "the front matter is left open"),
        ("---\ntitle: t\nabout: a\n---\n\n", 5, "the lesson is empty"),
    ],
)
def test_a_file_that_stops_too_soon_is_refused(text: str, line: int, said: str) -> None:
    with pytest.raises(LessonError, match=f"line {line}: .*{said}"):
        read(text)
