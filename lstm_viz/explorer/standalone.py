"""The explorer of a run as one HTML file: it opens from disk, asks no server for anything, and does what needs none.

The browser's own modules are put in as they are: an import map leads their names to `data:` addresses that hold them.
"""

import base64
import json
import posixpath
import re
from collections.abc import Mapping
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
{styles}
</style>
<h1>{title}</h1>
<div id="lv-root"></div>
{messages}
<script>{plotly}</script>
<script type="importmap">{import_map}</script>
<script type="module">
import {{ mountStandalone }} from "lv/standalone.js";
mountStandalone(document.getElementById("lv-root"));
</script>
</html>
"""


def standalone_html(
    problem: Problem, model: ModelConfig, run: Run, status: RunStatus, figures: Mapping[str, Any], title: str
) -> str:
    """Return the page: cursor, diagram, time machine and every question work in it.

    Raises:
        SettingError: the explorer's files are not here.
    """
    if not FILES.is_dir():
        raise SettingError(f"The explorer’s files are not in {FILES}: run this from the project’s own folder.")
    messages = {
        "problem": problem_message(problem, model, figures),
        "live": live_message(status, run, None),
        "weights": weights_message(run, shown_steps(run)),
    }
    return _PAGE.format(
        title=escape(title),
        styles="\n".join(path.read_text("utf-8") for path in sorted(FILES.rglob("*.css"))),
        messages="\n".join(
            f'<script type="application/octet-stream" id="lv-{name}">{base64.b64encode(body).decode()}</script>'
            for name, body in messages.items()
        ),
        plotly=PLOTLY.read_text("utf-8").replace("</script", "<\\/script"),
        import_map=json.dumps({"imports": _modules()}),
    )


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
