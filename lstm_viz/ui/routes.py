"""What the explorer fetches by itself: its own files, plotly.js out of the installed package, and runs by their id."""

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lstm_viz.errors import LstmVizError
from lstm_viz.explorer.messages import gone_message, live_message, problem_message, weights_message
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.records import ModelConfig, Problem
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server

FILES = server.ROOT / "assets" / "explorer"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}
DEMO_ID, LESSON_ID = "demo", "lesson"
SHIPPED = frozenset({DEMO_ID, LESSON_ID})
"""Runs that all share who look, so nobody trains them."""
_NAME = re.compile(r"[a-z_]{1,40}(/[a-z_]{1,40}){0,2}\.(js|css)")
MOST_ASKED = 200
"""Letters of a list of steps."""


@cache
def version() -> str:
    """Return a word that changes when any of the explorer's files does: it stands in their address."""
    digest = hashlib.sha256()
    for path in sorted(FILES.rglob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def find_run(run_id: str) -> LiveRun | None:
    """Return the run with this id, or None.

    Raises:
        SavedRunError: it is damaged on disk. ServerFull: there is no memory for it at present.
    """
    shipped = {DEMO_ID: server.demo, LESSON_ID: server.lesson}
    return shipped[run_id]() if run_id in shipped else server.registry().get(run_id)


def _of_run(request: Request, answer: Callable[[LiveRun], bytes]) -> Response:
    """Answer for a run, or say why it is not there."""
    try:
        live = find_run(request.path_params["run"])
        body = gone_message() if live is None else answer(live)
    except LstmVizError as error:
        body = gone_message(str(error))
    return Response(body, media_type="application/octet-stream", headers=NEVER)


def _asset(request: Request) -> Response:
    name = request.path_params["file"]
    path = FILES / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, headers=FOR_EVER)


def _plotly(_: Request) -> Response:
    return FileResponse(PLOTLY, headers=FOR_EVER)


@lru_cache(maxsize=8)
def _problem_bytes(problem: Problem, model: ModelConfig, origin: tuple[str, int] | None) -> bytes:
    return problem_message(problem, model, explorer_specs(problem, model.cell), origin)


def _problem(request: Request) -> Response:
    return _of_run(request, lambda live: _problem_bytes(live.problem, live.model, live.about.origin))


def _weights(request: Request) -> Response:
    words = request.query_params.get("steps", "")[:MOST_ASKED].split(",")
    steps = [step for step in map(_step_of, words) if step is not None]

    def answer(live: LiveRun) -> bytes:
        run = live.run()
        return gone_message() if run is None else weights_message(run, steps)

    return _of_run(request, answer)


def _step_of(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 10 else None


def _beat(request: Request) -> Response:
    """Somebody looks at this run, on whatever page."""
    with suppress(LstmVizError):  # a page that draws the run says it
        live = find_run(request.path_params["run"])
        if live is not None:
            live.touch()
    return Response(status_code=204, headers=NEVER)


def _live(request: Request) -> Response:
    have = _step_of(request.query_params.get("have", ""))

    def answer(live: LiveRun) -> bytes:
        live.touch()
        return live_message(live.status(), live.run(), have)

    return _of_run(request, answer)


def routes() -> list[Route]:
    """Return the routes beside Streamlit's own."""
    return [
        Route("/explorer/{version}/plotly.min.js", _plotly),
        Route("/explorer/{version}/{file:path}", _asset),
        Route("/runs/{run}/problem", _problem),
        Route("/runs/{run}/live", _live),
        Route("/runs/{run}/weights", _weights),
        Route("/runs/{run}/beat", _beat, methods=["POST"]),
    ]
