"""One run on disk: an SQLite file that grows with the run. Each write is one transaction, each piece has its checksum.

`words` holds JSON by name: card, about, and told (the run's settings). `pieces` holds bytes: `tables`, the `newest`
state, a `snapshot` of weights a step (all safetensors), and `losses` and `validation` in the lengths in which they
came, each under the number of rows that are there with it.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from lstm_viz.errors import SavedRunError
from lstm_viz.model.exchange import checked_run, describe_run, tensors_of
from lstm_viz.records import Array, Run

_TABLES = (
    "CREATE TABLE IF NOT EXISTS words (name TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS pieces
       (kind TEXT, step INTEGER, data BLOB NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (kind, step))""",
)
_DAMAGED = (
    *(sqlite3.DatabaseError, SafetensorError, OSError),
    *(KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError),
)


@dataclass(frozen=True)
class Card:
    """What a list of runs says of one. Times are seconds since 1970; `playing`: it is to go on when it is opened."""

    run_id: str
    person: str
    name: str
    made: float
    changed: float = 0.0
    step: int = 0
    goal: int = 0
    playing: bool = False
    loss: float | None = None
    validation: float | None = None


@dataclass(frozen=True, eq=False)
class KeptRun:
    """A run as it is kept: its card, the caller's own words and arrays, and what it has been; None before its start."""

    card: Card
    about: Mapping[str, Any]
    tables: Mapping[str, Array] = field(default_factory=dict)
    run: Run | None = None


def write_run(path: Path, kept: KeptRun) -> None:
    """Bring the file up to date; make it if it is not there.

    Raises:
        sqlite3.Error, OSError: it cannot be written; what was in it before is untouched.
    """
    with _file(path) as db:
        for sentence in _TABLES:
            db.execute(sentence)
        _put_words(db, "card", asdict(kept.card))
        _put_words(db, "about", dict(kept.about))
        if kept.tables and not _steps(db, "tables"):
            _put_piece(db, "tables", 0, _packed(kept.tables))
        if kept.run:
            _put_run(db, kept.run)


def write_card(path: Path, card: Card) -> None:
    """Replace the card of a file.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    with _file(path) as db:
        _put_words(db, "card", asdict(card))


def read_card(path: Path) -> Card:
    """Return a file's card.

    Raises:
        SavedRunError: the file is damaged.
    """
    with _whole(path), _file(path) as db:
        return Card(**_words(db, "card"))


def read_run(path: Path) -> KeptRun:
    """Return all that a file holds, checked.

    Raises:
        SavedRunError: the file is damaged.
    """
    with _whole(path), _file(path) as db:
        card, about = Card(**_words(db, "card")), _words(db, "about")
        tables = {name: array for _, data in _pieces(db, "tables") for name, array in load(data).items()}
        newest = [data for _, data in _pieces(db, "newest")]
        if not newest:
            return KeptRun(card, about, tables)
        tensors = load(newest[0])
        for step, data in _pieces(db, "snapshot"):
            tensors |= {f"snapshots.{step}.{name}": array for name, array in load(data).items()}
        tensors["losses"] = np.frombuffer(b"".join(data for _, data in _pieces(db, "losses")), np.float32)
        pairs = np.frombuffer(b"".join(data for _, data in _pieces(db, "validation")), np.float64)
        tensors["validation"] = pairs.reshape(-1, 2)
        return KeptRun(card, about, tables, checked_run(_words(db, "told"), tensors).run)


@contextmanager
def _file(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=5)) as db, db:
        db.execute("PRAGMA synchronous = NORMAL")
        yield db


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        if not path.is_file():  # sqlite would make one
            raise FileNotFoundError(path)
        yield
    except _DAMAGED as error:
        raise SavedRunError(f"The kept run {path.stem} is damaged: {error}.") from error


def _put_run(db: sqlite3.Connection, run: Run) -> None:
    _put_words(db, "told", describe_run(run, {}))
    _put_piece(db, "newest", 0, _packed(tensors_of(run.newest)))
    there = _steps(db, "snapshot")
    for step in run.snapshots.keys() - there:
        _put_piece(db, "snapshot", step, _packed(run.snapshots[step]))
    db.executemany(
        "DELETE FROM pieces WHERE kind = 'snapshot' AND step = ?", [(s,) for s in there - set(run.snapshots)]
    )
    for kind, rows in (("losses", run.losses), ("validation", run.validation)):
        length = max(_steps(db, kind), default=0)
        if len(rows) > length:
            _put_piece(db, kind, len(rows), np.ascontiguousarray(rows[length:]).tobytes())


def _packed(arrays: Mapping[str, Array]) -> bytes:
    return save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


def _steps(db: sqlite3.Connection, kind: str) -> set[int]:
    return {step for (step,) in db.execute("SELECT step FROM pieces WHERE kind = ?", (kind,))}


def _put_piece(db: sqlite3.Connection, kind: str, step: int, data: bytes) -> None:
    db.execute("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)", (kind, step, data, zlib.crc32(data)))


def _pieces(db: sqlite3.Connection, kind: str) -> Iterator[tuple[int, bytes]]:
    for step, data, crc in db.execute("SELECT step, data, crc FROM pieces WHERE kind = ? ORDER BY step", (kind,)):
        if zlib.crc32(data) != crc:
            raise ValueError(f"{kind} {step} is not what was written")
        yield step, data


def _put_words(db: sqlite3.Connection, name: str, value: Mapping[str, Any]) -> None:
    said = json.dumps(value)
    db.execute("INSERT OR REPLACE INTO words VALUES (?, ?, ?)", (name, said, zlib.crc32(said.encode())))


def _words(db: sqlite3.Connection, name: str) -> Any:
    found = db.execute("SELECT value, crc FROM words WHERE name = ?", (name,)).fetchone()
    if found is None or zlib.crc32(found[0].encode()) != found[1]:
        raise ValueError(f"{name} is missing or not what was written")
    return json.loads(found[0])
