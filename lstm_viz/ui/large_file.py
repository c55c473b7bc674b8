"""A large file is read in a process of its own: what that process does, and how it says how far it is.

The file comes to it in a folder, which is the two processes' own; nothing here knows Streamlit.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_viz.data.csv_reader import Question, Reading
from lstm_viz.data.room import LARGE
from lstm_viz.ui.upload import understand

FILE, FAR = "file", "far"


def read_large(folder: Path, name: str, said: Mapping[str, Any]) -> tuple[Reading, tuple[Question, ...]]:
    """Read the file in a folder, whose name is `name`, by what is `said` of it.

    Raises:
        DataError: it cannot be read.
    """

    def tell(share: float, stage: str) -> None:
        coming = folder / "coming"
        coming.write_text(f"{share} {stage}")
        coming.replace(folder / FAR)

    return understand(folder / FILE, name, said, LARGE, tell)


def how_far(folder: Path) -> tuple[float, str]:
    """Return the share that is read, 0 to 1, and what is being done; (0, "") where it has not begun."""
    try:
        share, _, stage = (folder / FAR).read_text().partition(" ")
    except FileNotFoundError:
        return 0.0, ""
    return float(share), stage
