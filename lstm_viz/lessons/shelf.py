"""The lessons that come with the project, in the order of their files' numbers."""

import re
from functools import cache

from lstm_viz.errors import LessonError
from lstm_viz.lessons.formulas import FORMULAS
from lstm_viz.lessons.glossary import ASSETS, glossary
from lstm_viz.lessons.lesson import Lesson
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.lessons.reader import read_lesson

_FILE = re.compile(r"\d\d-(?P<name>[a-z-]+)\.md")


@cache
def lessons() -> tuple[Lesson, ...]:
    """Return all lessons.

    Raises:
        LessonError: a file is no lesson, or its name is not of the form 03-forget-gate.md.
    """
    found = []
    for path in sorted((ASSETS / "lessons").iterdir()):
        named = _FILE.fullmatch(path.name)
        if named is None:
            raise LessonError(f"{path.name} is no name of a lesson: call it like 03-forget-gate.md.")
        found.append(
            read_lesson(
                named["name"],
                path.read_text(encoding="utf-8"),
                path.name,
                terms=glossary(),
                formulas=FORMULAS,
                questions={name: asked.choices for name, asked in QUESTIONS.items()},
            )
        )
    return tuple(found)
