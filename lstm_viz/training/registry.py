"""The server's runs, each under an id that cannot be guessed: it stands in the address and finds the run again.

Runs that are used are in memory, all that have been trained are in the store too. Where memory is short, those that
nobody looks at leave it; whoever asks for one brings it back.
"""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from lstm_viz.errors import ServerFull, StoreError
from lstm_viz.records import Array
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.run_file import Card, KeptRun
from lstm_viz.training.store import RunStore

MOST_BYTES = 2**30
MOST_RUNS = 200
MOST_PLAYING = 4
"""How many runs one person may train at a time."""


@dataclass
class _Entry:
    live: LiveRun
    card: Card
    written: object = None

    @property
    def now(self) -> Card:
        """The card with what the run is at."""
        status = self.live.status()
        return replace(
            self.card,
            step=status.step,
            goal=status.goal,
            playing=self.live.playing,
            loss=status.loss_now,
            validation=status.validation_now,
        )

    @property
    def mark(self) -> object:
        """What changes whenever there is something to write."""
        return self.now, self.live.status().learning_rate

    @property
    def worth_keeping(self) -> bool:
        return self.live.turns > 0 or self.live.status().step > 0

    @property
    def idle(self) -> bool:
        return not (self.live.playing and self.live.looked_at)


class RunRegistry:
    """Runs by id. Every method may be called from any thread."""

    def __init__(
        self,
        store: RunStore,
        describe: Callable[[LiveRun], tuple[Mapping[str, Any], Mapping[str, Array]]],
        revive: Callable[[KeptRun], LiveRun],
        *,
        most: int = MOST_RUNS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Keep runs in `store`; `describe` gives a run's words and arrays, `revive` makes a run of them again."""
        self.store = store
        self._describe, self._revive, self._most, self._most_bytes = describe, revive, most, most_bytes
        self._lock, self._reviving, self._writing = threading.RLock(), threading.Lock(), threading.RLock()
        self._entries: dict[str, _Entry] = {}

    def add(self, live: LiveRun, person: str = "", name: str = "") -> str:
        """Take a run in; return its id.

        Raises:
            ServerFull: memory is short, and every run in it is in use.
        """
        run_id = secrets.token_urlsafe(16)
        self._hold(run_id, _Entry(live, Card(run_id, person, name, made=time.time())))
        return run_id

    def _hold(self, run_id: str, entry: _Entry) -> None:
        with self._lock:
            self._entries[run_id] = entry
            self._make_room(run_id)
            if self._too_much():
                del self._entries[run_id]
                raise ServerFull("The server’s memory is full of runs that are in use: try again in some minutes.")

    def _make_room(self, newcomer: str) -> None:
        others = [(entry.live.touched, run_id) for run_id, entry in self._entries.items() if run_id != newcomer]
        for _, run_id in sorted(others):
            if not self._too_much():
                return
            entry = self._entries[run_id]
            if entry.idle and (not entry.worth_keeping or self.keep(run_id)):
                del self._entries[run_id]

    def _too_much(self) -> bool:
        return len(self._entries) > self._most or self.bytes > self._most_bytes

    @property
    def bytes(self) -> int:
        """Return what the runs in memory take."""
        with self._lock:
            return sum(entry.live.bytes for entry in self._entries.values())

    def get(self, run_id: str) -> LiveRun | None:
        """Return the run with this id, out of the store if need be; None if there is none.

        Raises:
            SavedRunError: it was kept, but is damaged. ServerFull: there is no room for it at present.
        """
        entry = self._entries.get(run_id)
        if entry is not None:
            return entry.live
        with self._reviving:
            if run_id in self._entries:
                return self._entries[run_id].live
            kept = self.store.read(run_id)
            if kept is None:
                return None
            live = self._revive(kept)
            entry = _Entry(live, kept.card)
            self._hold(run_id, entry)
            if kept.card.playing:
                with suppress(ServerFull):  # then it stays paused
                    live.play()
            else:
                entry.written = entry.mark
            return live

    def keep(self, run_id: str) -> bool:
        """Write a run down now; return whether it is safe on disk. Where it is not, the run's `warning` says why."""
        with self._writing:
            entry = self._entries.get(run_id)
            if entry is None:
                return False
            mark = entry.mark
            if mark != entry.written:
                try:
                    about, tables = self._describe(entry.live)
                    self.store.write(KeptRun(entry.now, about, tables, entry.live.run()))
                except StoreError as error:
                    entry.live.warning = str(error)
                    return False
                entry.written = mark
            entry.live.warning = None
            return True

    def keep_all(self) -> None:
        """Write down every run that has news, and let go of what memory and store have too much of."""
        with self._lock:
            entries = list(self._entries.items())
            self._make_room("")
        for run_id, entry in entries:
            if entry.worth_keeping:
                self.keep(run_id)
        self.store.tidy(spare={run_id for run_id, entry in entries if not entry.idle})

    def may_play(self, person: str) -> None:
        """Raise if a person trains enough runs already.

        Raises:
            ServerFull: he or she does.
        """
        with self._lock:
            mine = [entry for entry in self._entries.values() if person and entry.card.person == person]
        if sum(not entry.idle for entry in mine) >= MOST_PLAYING:
            raise ServerFull(f"{MOST_PLAYING} of your runs are training already: pause one of them first.")

    def of(self, person: str) -> list[Card]:
        """Return a person's runs, the newest first."""
        with self._lock:
            now = {run_id: entry.now for run_id, entry in self._entries.items() if entry.card.person == person}
        return [replace(now.get(card.run_id, card), changed=card.changed) for card in self.store.cards(person)]

    def look(self, run_id: str) -> KeptRun | None:
        """Return a run as it is now, without bringing it into memory; None if there is none.

        Raises:
            SavedRunError: it was kept, but is damaged.
        """
        entry = self._entries.get(run_id)
        if entry is None:
            return self.store.read(run_id)
        return KeptRun(entry.now, *self._describe(entry.live), entry.live.run())

    def rename(self, run_id: str, name: str) -> None:
        """Give a run another name.

        Raises:
            StoreError: it cannot be written.
        """
        with self._lock:
            if run_id in self._entries:
                self._entries[run_id].card = replace(self._entries[run_id].card, name=name)
        self.store.rename(run_id, name)

    def delete(self, run_id: str) -> KeptRun | None:
        """Remove a run; return it, so that it can be put back.

        Raises:
            SavedRunError: it was damaged.
        """
        with self._lock, self._writing:
            if run_id in self._entries:
                self._entries[run_id].live.pause()
                self.keep(run_id)
                del self._entries[run_id]
            kept = self.store.read(run_id)
            self.store.delete(run_id)
            return kept

    def put_back(self, kept: KeptRun) -> None:
        """Undo a deletion.

        Raises:
            StoreError: it cannot be written.
        """
        self.store.write(kept)
