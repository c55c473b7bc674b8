"""A lesson's text and its cell, as components: the code is in assets/explorer/lesson."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import streamlit as st

from lstm_viz.lessons.evidence import Evidence, place
from lstm_viz.lessons.glossary import glossary
from lstm_viz.lessons.lesson import Line
from lstm_viz.ui import learning, routes
from lstm_viz.ui.component import base, loader
from lstm_viz.ui.theme import theme

_TEXT = loader("lstm_lesson_text", "lesson/text")
_CELL = loader("lstm_lesson_cell", "lesson/cell")
LIT = {"forget": "f", "input": "i g", "cell": "c", "output": "o h"}
"""A lesson's gate → the signals whose equations it speaks of."""
_LESSON_OF = {"f": "forget-gate", "i": "input-gate", "g": "input-gate", "o": "output-gate"}


def text(key: str, lines: Iterable[Line], *, title: str = "", about: str = "", whole_glossary: bool = False) -> None:
    """Draw lines whose terms explain themselves; with a title, it gets the focus when it changes."""
    shown = [asdict(line) for line in lines]
    named = {span["target"] for line in shown for span in line["spans"] if span["kind"] == "term"}
    data = {
        "base": base(),
        "version": routes.version(),
        "title": title,
        "about": about,
        "lines": shown,
        "terms": {term: glossary()[term] for term in sorted(named)},
        "entries": list(glossary().items()) if whole_glossary else [],
    }
    _TEXT(key=key, data=data, height="content")


def cell(key: str, run_id: str, of: str, evidence: Evidence, turn: str) -> None:
    """Draw the network's cell with a slider for the timestep; `of`: the gate that the lesson speaks of."""
    held = learning.learning()
    t, unit, layer = place(evidence, held.place)
    data: dict[str, Any] = {
        "run": run_id,
        "turn": turn,
        "base": base(),
        "version": routes.version(),
        "theme": theme(),
        "lit": LIT[of],
        "place": {"t": t, "unit": unit, "layer": layer},
        "asked": held.led,
    }
    _CELL(key=key, data=data, height="content", on_gate_change=lambda: _gate_pressed(key))


def _gate_pressed(key: str) -> None:
    asked: Any = st.session_state[key]["gate"]
    gate = asked.get("gate") if isinstance(asked, dict) else None
    if isinstance(gate, str) and gate in _LESSON_OF:
        learning.go(_LESSON_OF[gate])
