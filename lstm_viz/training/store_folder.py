"""The folder where a server keeps its runs: one setting, one server a folder."""

import logging
import os
import sqlite3
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SETTING = "LSTM_VIZ_RUNS"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """A folder that is this server's alone, as long as `lock` is held. `note` says what is not as it was asked for."""

    folder: Path
    lock: sqlite3.Connection
    note: str | None = None


def claim_folder(environ: Mapping[str, str]) -> Claim:
    """Return the folder that the setting names, else one in the system's temporary folder that a restart finds again.

    Where it cannot be used, or another server uses it, runs go to a new temporary folder: kept, but not found again.
    """
    named = environ.get(SETTING)
    folder = Path(named) if named else Path(tempfile.gettempdir()) / f"lstm_viz_runs_{_user()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or (not named and folder.stat().st_uid != _user()):
            raise OSError(f"{folder} belongs to somebody else")
        return Claim(folder, _locked(folder))
    except (OSError, ValueError, sqlite3.Error) as error:
        held = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
        why = "another server keeps its runs in its folder" if held else "its folder cannot be written"
        other = Path(tempfile.mkdtemp(prefix="lstm_viz_runs_"))
        _LOG.warning("%s: %s; runs are in %s until this server ends", folder, error, other)
        note = f"Runs are lost when this server ends, for {why}: set {SETTING} to a folder of its own."
        return Claim(other, _locked(other), note)


def _locked(folder: Path) -> sqlite3.Connection:
    """Return a lock that ends with this process, however it ends."""
    lock = sqlite3.connect(folder / "server.lock", timeout=0, isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    return lock


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
