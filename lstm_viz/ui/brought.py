"""Files that people brought to the Forecast page: whoever loads the page again finds the newest one."""

import threading
from collections import OrderedDict

from lstm_viz.ui.upload import Upload

MOST = 16
"""How many people's files a server holds beyond their sessions: each is up to 10 MB, and its table as much."""
LETTERS = 16
"""Of a file's digest in an address."""


class BroughtFiles:
    """Every method may be called from any thread."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with none; of more than `most` people those who came first are forgotten."""
        self._lock, self._most = threading.Lock(), most
        self._files: OrderedDict[str, Upload] = OrderedDict()

    def bring(self, person: str, file: Upload) -> None:
        """Hold a person's newest file, in place of the one before."""
        with self._lock:
            self._files[person] = file
            self._files.move_to_end(person)
            while len(self._files) > self._most:
                self._files.popitem(last=False)

    def find(self, person: str, word: str) -> Upload | None:
        """Return the file that an address names by `word_of`, if it is this person's newest."""
        with self._lock:
            held = self._files.get(person)
        return held if held is not None and word == word_of(held) else None


def word_of(file: Upload) -> str:
    """Return how an address names a file."""
    return file.digest[:LETTERS]
