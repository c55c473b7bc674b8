"""Run exported scripts in one process of their library: `python runner.py SCRIPT …`.

Beside each script it writes NAME.said, what the script says when it is run, and NAME.npz: what its network reads and
answers, and the answers in the data's unit.
"""

import contextlib
import io
import runpy
import sys
from pathlib import Path

import numpy as np


def run(path: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            runpy.run_path(str(path), run_name="__main__")
        except SystemExit as refused:
            said.write(f"refused: {refused}")
    path.with_suffix(".said").write_text(said.getvalue(), "utf-8")
    script = runpy.run_path(str(path))
    with np.load(path.with_name("example.npz"), allow_pickle=False) as example:
        x, before = script["feed"](example["data"]), example["before"]
    y = script["answers"](script["load"](script["build"]()), x)
    levels = script["in_unit"](y, before) if "in_unit" in script else y
    np.savez(path.with_suffix(".npz"), x=x, y=y, levels=levels)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        run(Path(each))
