"""The marks inside a line of a lesson: a small part of markdown, and terms of the glossary.

`**strong**`, `*emphasis*`, `` `code` ``, `[words](https://…)`, `[[term]]`, `[[term|words]]`, and
`x_{t−1}` for an index.
"""

import re
from collections.abc import Collection, Iterator

from lstm_viz.lessons.lesson import Span

_MARK = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*"
    r"|\*(?P<emphasis>[^*]+)\*"
    r"|`(?P<code>[^`]+)`"
    r"|\[\[(?P<term>[^\]|]+)(?:\|(?P<said>[^\]]+))?\]\]"
    r"|\[(?P<link>[^\]]+)\]\((?P<address>[^)\s]+)\)"
    r"|_\{(?P<sub>[^}]+)\}"
)
_LEFT_OVER = re.compile(r"\*|`|\[|\]|_\{")


class MarkError(Exception):
    """A mark that cannot be read, in words that follow on “line 7: ”."""


def spans(text: str, terms: Collection[str]) -> tuple[Span, ...]:
    """Return the pieces of a line; `terms` are those of the glossary.

    Raises:
        MarkError: a mark is left open, a term is unknown, or a link is not to an https address.
    """
    return tuple(_pieces(text, terms))


def _pieces(text: str, terms: Collection[str]) -> Iterator[Span]:
    place = 0
    for found in _MARK.finditer(text):
        yield from _words(text[place : found.start()])
        yield _marked(found, terms)
        place = found.end()
    yield from _words(text[place:])


def _words(text: str) -> Iterator[Span]:
    left = _LEFT_OVER.search(text)
    if left:
        raise MarkError(f"the mark “{left.group()}” is left open: close it or take it out")
    if text:
        yield Span("text", text)


def _marked(found: re.Match[str], terms: Collection[str]) -> Span:
    parts = found.groupdict()
    if parts["term"]:
        if parts["term"] not in terms:
            raise MarkError(f"the term “{parts['term']}” is not in the glossary: add it there or write it plainly")
        return Span("term", parts["said"] or parts["term"], parts["term"])
    if parts["link"]:
        if not parts["address"].startswith("https://"):
            raise MarkError(f"the link to “{parts['address']}” must begin with https://")
        return Span("link", parts["link"], parts["address"])
    if parts["strong"]:
        return Span("strong", parts["strong"])
    if parts["emphasis"]:
        return Span("emphasis", parts["emphasis"])
    return Span("code", parts["code"]) if parts["code"] else Span("sub", parts["sub"])
