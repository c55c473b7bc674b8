"""`python -m lstm_viz task …`: from words to a report in words or JSON, progress on the error stream."""

import json
import sys
from collections.abc import Sequence

from lstm_viz.errors import ENDED_BY_CTRL_C, LstmVizError, SettingError
from lstm_viz.model.fair import Equal
from lstm_viz.records import CellName
from lstm_viz.tasks.bench import run_task
from lstm_viz.tasks.verdict import table, verdict


def run_command(name: str, words: Sequence[str], *, cell: CellName, equal: Equal, seeds: int, as_json: bool) -> int:
    """Try a task and write what came of it; return the exit code.

    It is 0, or 2 with one sentence on the error stream, or 130 after Ctrl-C.
    """
    try:
        report = run_task(name, settings_of(words), cell=cell, equal=equal, seeds=seeds, tell=_progress)
    except LstmVizError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        return ENDED_BY_CTRL_C
    if as_json:
        sys.stdout.write(json.dumps(report.as_json(), allow_nan=False) + "\n")
        return 0
    task = report.task
    told = ", ".join(f"{each} {value:g}" for each, value in report.settings.items())
    sys.stdout.write(f"{task.name}: {task.about}\n{told}\nSolved: {task.criterion}.\nSource: {task.source}.\n\n")
    sys.stdout.write(f"{table(report)}\n\n{verdict(report)}\n")
    return 0


def settings_of(words: Sequence[str]) -> dict[str, float]:
    """Return settings from words such as length=20.

    Raises:
        SettingError: a word has another form, its value is no number, or a name comes twice.
    """
    found: dict[str, float] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name:
            raise SettingError(f"“{word}” is not a setting: write --set NAME=NUMBER, such as --set length=20.")
        if name in found:
            raise SettingError(f"The setting “{name}” is given twice: give it once.")
        try:
            found[name] = float(value)
        except ValueError:
            raise SettingError(f"The setting {name} is “{value}”: it must be a number.") from None
    return found


def _progress(done: int, left: float) -> None:
    about = f"about {left:.0f} s left" if done else f"up to about {left:.0f} s to go"
    sys.stderr.write(f"Seeds done: {done}, {about}.\n")
    sys.stderr.flush()
