"""Text that comes from a file or a link is text: nothing in it is markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^])")


def plain(text: str) -> str:
    """Return `text` escaped, so that Streamlit's markdown shows it letter by letter."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
