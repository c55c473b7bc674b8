"""Text that comes from a file or a link is text: nothing in it is markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^])")
# Addresses become links even where every mark in them is escaped: a sign that is not seen breaks them up.
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_UNSEEN = "\u2060"


def plain(text: str) -> str:
    """Return `text` escaped, so that Streamlit's markdown shows it letter by letter and makes no link of it."""
    return _MARKUP.sub(r"\\\1", _ADDRESS.sub(_UNSEEN, " ".join(text.split())))
