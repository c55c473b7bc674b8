"""The lessons and the glossary that come with the project."""

import json
from collections.abc import Iterator, Sequence

import pytest

from lstm_viz.errors import LessonError
from lstm_viz.experiments.known import EXPERIMENTS
from lstm_viz.lessons.formulas import FORMULAS
from lstm_viz.lessons.glossary import ASSETS, glossary, read_glossary
from lstm_viz.lessons.known import PANELS, PRESSES
from lstm_viz.lessons.lesson import Block, Formula, Panel, Press, Prose, Question, Span
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.lessons.shelf import lessons


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Question):
            yield from every(block.reveal)


BLOCKS = [block for lesson in lessons() for block in every(lesson.blocks)]


def spans() -> list[Span]:
    prose = [line.spans for block in BLOCKS if isinstance(block, Prose) for line in block.lines]
    asked = [block.ask for block in BLOCKS if isinstance(block, Question)]
    return [span for line in (*prose, *asked) for span in line]


def test_there_are_ten_lessons_and_seven_of_the_first_seven_ask_before_they_reveal() -> None:
    assert len(lessons()) == 10
    assert all(lesson.questions for lesson in lessons()[:7])
    assert len({lesson.name for lesson in lessons()}) == 10


def test_every_formula_question_panel_and_press_that_there_is_is_used() -> None:
    assert {block.name for block in BLOCKS if isinstance(block, Formula)} == set(FORMULAS)
    assert {block.name for block in BLOCKS if isinstance(block, Question)} == set(QUESTIONS)
    panels = {(block.kind, block.of) for block in BLOCKS if isinstance(block, Panel)}
    assert panels == {(kind, of) for kind, names in PANELS.items() for of in names}
    assert {block.kind for block in BLOCKS if isinstance(block, Press)} == set(PRESSES)
    assert {of for kind, of in panels if kind == "experiment"} == set(EXPERIMENTS)


def test_no_formula_is_written_into_a_text() -> None:
    assert not [span for span in spans() if "$" in span.text or "\\" in span.text]


def test_no_press_to_train_stands_behind_a_question_that_it_would_take_away() -> None:
    for lesson in lessons():
        for question in (block for block in lesson.blocks if isinstance(block, Question)):
            trains = {
                block.of for block in every(question.reveal) if isinstance(block, Press) and block.kind == "train"
            }
            assert trains <= {"network": set(), "pair": {"both"}, "series": {"series"}}[QUESTIONS[question.name].needs]


@pytest.mark.parametrize(
    "needed",
    [
        "colah.github.io",
        "keras.io/api/layers/recurrent_layers/lstm",
        "en.wikipedia.org/wiki/Long_short-term_memory",
        "neco.1997.9.8.1735",
        "089976600300015015",
        "72.279181",
        "1406.1078",
        "1804.11188",
        "jozefowicz15",
    ],
)
def test_the_last_lesson_leads_to_the_sources(needed: str) -> None:
    assert any(needed in span.target for span in spans() if span.kind == "link")


def test_the_glossary_is_plain_words_a_sentence_each() -> None:
    entries = dict(glossary())
    assert json.loads(json.dumps(entries)) == entries
    for term, sentence in entries.items():
        assert sentence[0].isupper() or sentence[0] == "ŷ", term
        assert ". " not in sentence, term
    marked = {span.target for span in spans() if span.kind == "term"}
    assert {"forget gate", "input gate", "output gate", "cell state", "hidden state", "candidate"} <= marked


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# Glossary\n\ngate: A number.\n", 3, "this is no entry"),
        ("- **gate**: A number.\n- **gate**: Again.\n", 2, "the term “gate” comes twice"),
        ("- **gate**: A number\n", 1, "the sentence of “gate” must end with a full stop"),
        ("# Glossary\n", 1, "there is no term in it"),
    ],
)
def test_a_broken_glossary_is_refused_with_its_file_and_line(text: str, line: int, said: str) -> None:
    with pytest.raises(LessonError, match=f"glossary.md, line {line}: {said}"):
        read_glossary(text, "glossary.md")


def test_lessons_stand_in_the_order_of_their_files_numbers() -> None:
    files = sorted(path.name for path in (ASSETS / "lessons").iterdir())
    assert [f"{number:02}-{lesson.name}.md" for number, lesson in enumerate(lessons(), 1)] == files
