"""What a lesson is made of: frozen records, the same for the page and for tests."""

from dataclasses import dataclass
from typing import Literal

SpanKind = Literal["text", "strong", "emphasis", "code", "sub", "term", "link"]
LineKind = Literal["paragraph", "heading", "item"]


@dataclass(frozen=True)
class Span:
    """A piece of a line: its words, and of a term its entry in the glossary, of a link its address."""

    kind: SpanKind
    text: str
    target: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, or an item of a list."""

    kind: LineKind
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Prose:
    """Lines that stand together, with nothing between them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Formula:
    """One of the table's formulas."""

    name: str


@dataclass(frozen=True)
class Panel:
    """Something that the page draws from the network: its kind, and what of it."""

    kind: str
    of: str = ""


@dataclass(frozen=True)
class Press:
    """A button: its kind, what it acts on, and what it says."""

    kind: str
    of: str
    label: str


@dataclass(frozen=True)
class Question:
    """A prediction that is asked for: the question's name, its words, its choices (key, words), and what follows."""

    name: str
    ask: tuple[Span, ...]
    choices: tuple[tuple[str, str], ...]
    reveal: "tuple[Block, ...]"


Block = Prose | Formula | Panel | Press | Question


@dataclass(frozen=True)
class Lesson:
    """One lesson: its name (of the file, without number and ending), title, one sentence, and blocks."""

    name: str
    title: str
    about: str
    blocks: tuple[Block, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The names of its questions."""
        return tuple(block.name for block in self.blocks if isinstance(block, Question))
