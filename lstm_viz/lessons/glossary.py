"""The glossary: each term with one sentence. Plain strings, so that any page and any format can show the same words."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lstm_viz.errors import LessonError

ASSETS = Path(__file__).parents[2] / "assets"
_ENTRY = re.compile(r"- \*\*(?P<term>[^*]+)\*\*: (?P<sentence>.+)")


@cache
def glossary() -> Mapping[str, str]:
    """Return the glossary: term → sentence, in the order of the file.

    Raises:
        LessonError: the file is broken.
    """
    return read_glossary((ASSETS / "glossary.md").read_text(encoding="utf-8"), "glossary.md")


def read_glossary(text: str, file: str) -> Mapping[str, str]:
    """Return the entries of a glossary, one a line: `- **term**: One sentence.`; a heading and empty lines may stand.

    Raises:
        LessonError: a line is no entry, a term comes twice, or its sentence does not end; the message names the line.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is None:
            raise LessonError(f"{file}, line {number}: this is no entry: write “- **term**: One sentence.”")
        term, sentence = entry["term"], entry["sentence"]
        if term in found:
            raise LessonError(f"{file}, line {number}: the term “{term}” comes twice: keep one of them.")
        if not sentence.endswith("."):
            raise LessonError(f"{file}, line {number}: the sentence of “{term}” must end with a full stop.")
        found[term] = sentence
    if not found:
        raise LessonError(f"{file}, line 1: there is no term in it: write “- **term**: One sentence.”")
    return MappingProxyType(found)
