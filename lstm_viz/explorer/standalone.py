"""The explorer of a run as one HTML file: it opens from disk, asks no server for anything, and does what needs none.

The browser's own modules are put in as they are: an import map leads their names to `data:` addresses that hold them.
"""

import base64
import gzip
import json
import posixpath
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import plotly

from lstm_viz.errors import SettingError
from lstm_viz.explorer.messages import live_message, problem_message, weights_message
from lstm_viz.explorer.timeline import shown_steps
from lstm_viz.records import ModelConfig, Problem, Run
from lstm_viz.training.status import RunStatus

FILES = Path(__file__).parents[2] / "assets" / "explorer"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_IMPORT = re.compile(r'((?:from|import)\s+)"(\.{1,2}/[^"]+)"')
_PAGE = """<!doctype html>
<html lang="en" data-lv-styles="inline">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval' data:; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; padding: 24px; max-width: 1200px; background: #FBFBF9; color: #1B1D22; }}
[data-theme="dark"] body {{ background: #131418; color: #ECECEA; }}
h1 {{ font: 600 1.3rem system-ui, sans-serif; }}
h1 + p {{ font: 0.9rem/1.45 system-ui, sans-serif; }}
{styles}
</style>
<h1>{title}</h1>
{note}
<div id="lv-root"></div>
{held}
<script type="importmap">{import_map}</script>
<script type="module">
import {{ mountStandalone }} from "lv/standalone.js";
{unpack}mountStandalone(document.getElementById("lv-root"));
</script>
</html>
"""
UNPACK = """
const packed = document.getElementById("lv-plotly").textContent;
const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
document.head.append(Object.assign(document.createElement("script"), { text: await new Response(unpacked).text() }));
"""
"""Runs plotly.js, which the page holds packed."""
UNTRAINED_HERE = """
.lv-explorer > .lv-top, .lv-explorer [aria-label="Training"], .lv-explorer [aria-label="Errors"],
.lv-explorer .lv-controls > .lv-said { display: none; }
"""
"""Style of a page without right answers: training, errors and why it cannot run on freely have nothing to tell."""


def standalone_html(
    problem: Problem,
    model: ModelConfig,
    run: Run,
    status: RunStatus,
    figures: Mapping[str, Any],
    title: str,
    *,
    note: str = "",
    style: str = "",
) -> str:
    """Return the page, about 3 MB: cursor, diagram, time machine and every question work in it.

    Args:
        problem: what is fed and asked.
        model: the network.
        run: how it came about.
        status: how it is doing.
        figures: theme → name → plotly figure as plain values.
        title: the page's heading.
        note: a sentence below it.
        style: more CSS.

    Raises:
        SettingError: the explorer's files are not here.
    """
    if not FILES.is_dir():
        raise SettingError(f"The explorer’s files are not in {FILES}: run this from the project’s own folder.")
    held = {
        "problem": problem_message(problem, model, figures),
        "live": live_message(status, run, None),
        "weights": weights_message(run, shown_steps(run)),
        "plotly": packed_plotly(),
    }
    return _PAGE.format(
        title=escape(title),
        note=f"<p>{escape(note)}</p>" if note else "",
        styles="\n".join(path.read_text("utf-8") for path in sorted(FILES.rglob("*.css"))) + style,
        held="\n".join(
            f'<script type="application/octet-stream" id="lv-{name}">{base64.b64encode(body).decode()}</script>'
            for name, body in held.items()
        ),
        unpack=UNPACK,
        import_map=json.dumps({"imports": _modules()}),
    )


@cache
def packed_plotly() -> bytes:
    """Return plotly.js packed: a third of its 4.8 MB, since every page holds it whole."""
    return gzip.compress(PLOTLY.read_bytes(), mtime=0)


def _modules() -> dict[str, str]:
    """Return each module of the explorer under its name, as an address that holds it."""
    found: dict[str, str] = {}
    for path in sorted(FILES.rglob("*.js")):
        name = path.relative_to(FILES).as_posix()
        text = _named_imports(path.read_text("utf-8"), name)
        found[f"lv/{name}"] = f"data:text/javascript;base64,{base64.b64encode(text.encode()).decode()}"
    return found


def _named_imports(text: str, name: str) -> str:
    """Return a module's text with the files that it imports called by their names in the import map."""

    def named(match: re.Match[str]) -> str:
        return f'{match[1]}"lv/{posixpath.normpath(posixpath.join(posixpath.dirname(name), match[2]))}"'

    return _IMPORT.sub(named, text)
