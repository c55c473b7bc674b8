"""The runs on disk, a file each in one folder, bounded in size and age."""

import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lstm_viz.errors import SavedRunError, StoreError
from lstm_viz.training.run_file import Card, KeptRun, read_card, read_run, write_card, write_run
from lstm_viz.training.store_folder import Claim

MOST_BYTES = 2 * 2**30
MOST_DAYS = 30
MOST_OF_A_PERSON = 50


class RunStore:
    """Runs by id. Every method may be called from any thread."""

    def __init__(self, claim: Claim, *, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.time) -> None:
        """Open a folder; what is damaged in it is set aside, and `notes` says so."""
        self.folder, self.notes, self._claim = claim.folder, [claim.note] if claim.note else [], claim
        self._most_bytes, self._clock, self._lock = most_bytes, clock, threading.RLock()
        self._cards: dict[str, Card] = {}
        for path in sorted(self.folder.glob("*.run")):
            try:
                self._cards[path.stem] = read_card(path)
            except SavedRunError as error:
                self.notes.append(self._set_aside(path, error))

    def close(self) -> None:
        """Leave the folder to the next server."""
        self._claim.lock.close()

    def write(self, kept: KeptRun) -> None:
        """Bring a run's file up to date.

        Raises:
            StoreError: the disk is full, or the folder cannot be written.
        """
        card = replace(kept.card, changed=self._clock())
        with self._lock, self._in_words():
            write_run(self._path(card.run_id), replace(kept, card=card))
            self._cards[card.run_id] = card

    def read(self, run_id: str) -> KeptRun | None:
        """Return a run, or None if it is not here.

        Raises:
            SavedRunError: its file is damaged; it is set aside.
        """
        with self._lock:
            if run_id not in self._cards:
                return None
            try:
                return read_run(self._path(run_id))
            except SavedRunError as error:
                del self._cards[run_id]
                self.notes.append(self._set_aside(self._path(run_id), error))
                raise SavedRunError(self.notes[-1]) from error

    def rename(self, run_id: str, name: str) -> None:
        """Give a run another name.

        Raises:
            StoreError: it cannot be written.
        """
        with self._lock, self._in_words():
            if run_id in self._cards:
                self._cards[run_id] = replace(self._cards[run_id], name=name)
                write_card(self._path(run_id), self._cards[run_id])

    def delete(self, run_id: str) -> None:
        """Remove a run's file, if it is here."""
        with self._lock:
            if self._cards.pop(run_id, None):
                self._path(run_id).unlink(missing_ok=True)

    def cards(self, person: str) -> list[Card]:
        """Return a person's runs, the newest first. Nobody ("") has none."""
        if not person:
            return []
        with self._lock:
            return sorted((c for c in self._cards.values() if c.person == person), key=lambda c: -c.changed)

    @property
    def bytes(self) -> int:
        """Return what the folder takes on disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())

    def tidy(self, spare: Collection[str]) -> None:
        """Delete what is too old, one person's too many, and the oldest where all take too much; spare what is used."""
        with self._lock:
            oldest = sorted(self._cards.values(), key=lambda card: card.changed)
            loose = [card for card in oldest if card.run_id not in spare]
            limit = self._clock() - MOST_DAYS * 86_400
            of_person: dict[str, int] = {}
            for card in reversed(oldest):
                of_person[card.person] = of_person.get(card.person, 0) + 1
                if card in loose and (card.changed < limit or of_person[card.person] > MOST_OF_A_PERSON):
                    self.delete(card.run_id)
            for path in self.folder.glob("*.damaged"):
                if path.stat().st_mtime < limit:
                    path.unlink()
            too_many = self.bytes - self._most_bytes
            for card in loose:
                if too_many <= 0:
                    break
                if card.run_id in self._cards:
                    too_many -= self._path(card.run_id).stat().st_size
                    self.delete(card.run_id)

    def _path(self, run_id: str) -> Path:
        return self.folder / f"{run_id}.run"

    def _set_aside(self, path: Path, error: SavedRunError) -> str:
        aside = path.with_suffix(".damaged")
        path.replace(aside)
        return f"{error} It was set aside as {aside.name}."

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            why = "the disk is full" if "full" in str(error) or "No space" in str(error) else f"the disk says “{error}”"
            raise StoreError(
                f"Runs are not being saved, for {why}: make room where the server keeps runs. Training goes on, and "
                "saving is tried again all the time."
            ) from error
