"""Reads a lesson: markdown with front matter, and lines that begin with @ for what is more than text.

---
title: The forget gate
about: What is kept of the cell state.
---
Text, with [[forget gate]] as a term of the glossary.

@formula f
@panel cell forget
@press place asked: Go to where it is asked
@question keeps
What will it do?
- open: It stays open
- shut: It stays shut
@reveal
Text, formulas, panels and presses that stand after the answer.
@end
"""

from collections.abc import Callable, Collection, Mapping

from lstm_viz.errors import LessonError
from lstm_viz.lessons.inline import MarkError, spans
from lstm_viz.lessons.known import PANELS, PRESSES
from lstm_viz.lessons.lesson import Block, Formula, Lesson, Line, LineKind, Panel, Press, Prose, Question, Span

KEYS = ("title", "about")


def read_lesson(
    name: str,
    text: str,
    file: str,
    *,
    terms: Collection[str],
    formulas: Collection[str],
    questions: Mapping[str, Collection[str]],
) -> Lesson:
    """Return the lesson that `text` tells. `questions`: name → the keys of its choices.

    Raises:
        LessonError: the text is no lesson; the message names the file and the line, and what to write instead.
    """
    return _Reading(text, file, terms, formulas, questions).lesson(name)


class _Reading:
    """One pass over the lines of a file; `at` is the next one."""

    def __init__(
        self,
        text: str,
        file: str,
        terms: Collection[str],
        formulas: Collection[str],
        questions: Mapping[str, Collection[str]],
    ) -> None:
        self.lines, self.file, self.at = text.splitlines(), file, 0
        self.terms, self.formulas, self.questions = terms, formulas, questions
        self.one_of: Mapping[str, Callable[[str], Block]] = {
            "@formula": self._formula,
            "@panel": self._panel,
            "@press": self._press,
        }

    def broken(self, what: str, line: int | None = None) -> LessonError:
        return LessonError(f"{self.file}, line {self.at if line is None else line}: {what}.")

    def lesson(self, name: str) -> Lesson:
        told = self._front_matter()
        blocks = self._blocks(())
        if not blocks:
            raise self.broken("the lesson is empty: write something under its front matter")
        return Lesson(name, told["title"], told["about"], blocks)

    def _next(self) -> str:
        self.at += 1
        return self.lines[self.at - 1].rstrip()

    def _more(self) -> bool:
        return self.at < len(self.lines)

    def _front_matter(self) -> dict[str, str]:
        if not self._more() or self._next() != "---":
            raise self.broken("a lesson begins with a line of three hyphens, its front matter", 1)
        told: dict[str, str] = {}
        while self._more():
            line = self._next()
            if line == "---":
                for key in KEYS:
                    if key not in told:
                        raise self.broken(f"the front matter has no {key}: write “{key}: …” in it")
                return told
            key, colon, value = (part.strip() for part in line.partition(":"))
            if key not in KEYS or not colon:
                raise self.broken(f"the front matter has “{key}”, which is none of its keys: {', '.join(KEYS)}")
            if key in told or not value:
                raise self.broken(f"the front matter must say its {key} once, and not leave it empty")
            told[key] = value
        raise self.broken("the front matter is left open: close it with a line of three hyphens", 1)

    def _blocks(self, ends: Collection[str]) -> tuple[Block, ...]:
        """Return the blocks up to one of the `ends`, or up to the end of the file if there are none."""
        found: list[Block] = []
        prose: list[Line] = []
        began, inside = self.at, bool(ends)

        def close() -> None:
            if prose:
                found.append(Prose(tuple(prose)))
                prose.clear()

        while self._more():
            line = self._next()
            if line in ends:
                close()
                return tuple(found)
            if line.startswith("@"):
                close()
                found.append(self._directive(line, inside))
            elif line:
                prose.append(self._line(line))
        if inside:
            raise self.broken(f"the question is left open: close it with {' or '.join(ends)}", began)
        close()
        return tuple(found)

    def _line(self, line: str) -> Line:
        kind: LineKind = "heading" if line.startswith("## ") else "item" if line.startswith("- ") else "paragraph"
        words = line if kind == "paragraph" else line.partition(" ")[2]
        while kind != "heading" and self._more() and self._goes_on(self.lines[self.at]):
            words += f" {self._next().strip()}"
        return Line(kind, self._spans(words))

    @staticmethod
    def _goes_on(line: str) -> bool:
        return bool(line.strip()) and not line.startswith(("@", "## ", "- "))

    def _spans(self, words: str) -> tuple[Span, ...]:
        try:
            return spans(words, self.terms)
        except MarkError as error:
            raise self.broken(str(error)) from None

    def _directive(self, line: str, inside: bool) -> Block:
        word, _, rest = line.partition(" ")
        if word in self.one_of:
            return self.one_of[word](rest.strip())
        if word == "@question":
            if inside:
                raise self.broken("a question stands inside another: close the first with @end")
            return self._question(rest.strip())
        known = ", ".join([*self.one_of, "@question"])
        raise self.broken(f"there is no “{word}” here: choose among {known}; @reveal and @end belong to a question")

    def _formula(self, name: str) -> Formula:
        if name not in self.formulas:
            raise self.broken(f"there is no formula “{name}”: choose among {', '.join(self.formulas)}")
        return Formula(name)

    def _panel(self, words: str) -> Panel:
        kind, _, of = words.partition(" ")
        self._known("panel", PANELS, kind, of)
        return Panel(kind, of)

    def _press(self, words: str) -> Press:
        act, _, label = (part.strip() for part in words.partition(":"))
        kind, _, of = act.partition(" ")
        self._known("press", PRESSES, kind, of)
        if not label:
            raise self.broken("a press says nothing: write its words after a colon")
        return Press(kind, of, label)

    def _known(self, what: str, table: Mapping[str, Collection[str]], kind: str, of: str) -> None:
        if kind not in table:
            raise self.broken(f"there is no {what} “{kind}”: choose among {', '.join(table)}")
        if of not in table[kind]:
            some = f"is of {', '.join(sorted(table[kind]))}" if any(table[kind]) else "stands alone"
            raise self.broken(f"the {what} “{kind}” {some}, not of “{of}”")

    def _question(self, name: str) -> Question:
        began = self.at
        if name not in self.questions:
            raise self.broken(f"there is no question “{name}”: choose among {', '.join(self.questions)}")
        ask: list[str] = []
        choices: dict[str, str] = {}
        while self._more():
            line = self._next()
            if line == "@reveal":
                self._check(name, ask, choices, began)
                return Question(name, self._spans(" ".join(ask)), tuple(choices.items()), self._blocks(("@end",)))
            if line.startswith("- "):
                key, colon, words = (part.strip() for part in line[2:].partition(":"))
                if not colon or not words or key in choices:
                    raise self.broken("a choice is its key, once, a colon and its words: “- open: It stays open”")
                choices[key] = words
            elif line.startswith("@"):
                raise self.broken("between @question and @reveal stand only the question and its choices")
            elif line:
                ask.append(line)
        raise self.broken("the question is left open: write @reveal after its choices, and @end", began)

    def _check(self, name: str, ask: list[str], choices: Mapping[str, str], began: int) -> None:
        if not ask:
            raise self.broken("the question asks nothing: write it under @question", began)
        if not choices:
            raise self.broken("the question has no choices: write each as “- key: words”", began)
        wanted = self.questions[name]
        if set(choices) != set(wanted):
            raise self.broken(
                f"the choices of “{name}” must be {', '.join(wanted)}, and are {', '.join(choices)}", began
            )
