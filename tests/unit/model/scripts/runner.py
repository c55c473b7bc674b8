"""Run exported scripts in one process of their library: `python runner.py SCRIPT …`.

Beside each script it writes NAME.said, what the script says when it is run, and NAME.npz: what its network reads and
answers, the answers in the data's unit, and its loss where the script has one of its own.
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
        x, back = script["feed"](example["data"]), [example[name] for name in ("centre", "spread") if name in example]
        back = back or [example["before"]]
    network = script["load"](script["build"]())
    y = script["answers"](network, x)
    found = {"x": x, "y": y, "levels": script["in_unit"](y, *back) if "in_unit" in script else y}
    if "quantile_loss" in script:
        targets = np.linspace(-1, 1, len(y) * script["AHEAD"], dtype=np.float32).reshape(len(y), -1)
        found |= {"targets": targets, "loss": network.evaluate(x[None], targets[None], verbose=0)}
    np.savez(path.with_suffix(".npz"), **found)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        run(Path(each))
