"""The networks that lessons speak of: the reader's own where there is one, else the one that was trained beforehand."""

from dataclasses import replace
from typing import Literal

import streamlit as st

from lstm_viz.errors import ServerFull
from lstm_viz.lessons.answers import Answer
from lstm_viz.lessons.evidence import Evidence, evidence_of
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.records import CellName
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui import server, session
from lstm_viz.ui.experiment import Experiment, build, suggested, title_of
from lstm_viz.ui.learning import learning
from lstm_viz.ui.person import person
from lstm_viz.ui.routes import DEMO_ID, LESSON_ID
from lstm_viz.ui.settings import RECALL, Settings

Network = tuple[str, LiveRun]
Trained = Literal["lstm", "both", "series"]
LESSON = Settings(data=RECALL, units=16, forget_bias=3.0, batch=64, learning_rate=0.01, steps=200)
"""Solved in 5 of 5 seeds after 75 to 100 steps, about a second."""
LONGEST = 3000
"""Timesteps of a run on screen that the lessons can follow at once."""
MOST_STEPS = 600
_MOVING = ("waiting", "playing", "queued", "disconnected")
MOST_KEPT = 8
"""Traces, and for each of them as many answers as there are questions."""


def network() -> Network | None:
    """Return the LSTM of the lessons: the one trained here, else the reader’s own in the Lab, else the shipped one."""
    own = _own("lstm")
    if own is not None and own[1].status().step > 0:
        return own
    shown = session.shown()
    if shown is not None and shown[0] != DEMO_ID and _suits(shown[1]):
        return shown
    shipped = server.lesson()
    return None if shipped is None else (LESSON_ID, shipped)


def pair() -> dict[CellName, Network]:
    """Return an LSTM and a plain RNN of one problem, seed and width; untrained ones are made where there are none.

    Raises:
        ServerFull: there is no room for them.
    """
    ids, lstm, rnn = learning().ids, _own("lstm"), _own("rnn")
    if lstm is None or _settings(lstm[1]).structure != replace(LESSON, seed=_settings(lstm[1]).seed).structure:
        lstm = _begin(LESSON)
    if rnn is None or rnn[1].problem.key != lstm[1].problem.key:
        rnn = _begin(replace(LESSON, cell="rnn", seed=_settings(lstm[1]).seed))
    ids["lstm"], ids["rnn"] = lstm[0], rnn[0]
    return {"lstm": lstm, "rnn": rnn}


def series() -> Network | None:
    """Return the LSTM trained on the chosen series; None where there is none yet."""
    run_id = learning().series_ids.get(learning().series, "")
    live = session.find(run_id)
    return (run_id, live) if live is not None and live.status().step > 0 else None


def train(which: Trained) -> None:
    """Train on a press: what is untrained is trained; where all is trained, a new network comes from the next seed.

    Raises:
        ServerFull: there is no room, or this person trains too many already.
    """
    if which == "series":
        chosen = suggested(Settings(data=learning().series), None)
        run_id, live = _begin(replace(chosen, steps=min(chosen.steps, MOST_STEPS)))
        learning().series_ids[learning().series] = run_id
        _play(run_id, live)
        return
    held, runs = learning().ids, _asked(which)
    if all(live.status().step > 0 for _, live in runs):
        seed = _settings(runs[0][1]).seed + 1
        for live in in_training():
            live.pause()
        held.clear()
        held["lstm"] = _begin(replace(LESSON, seed=seed % 1000))[0]
        runs = _asked(which)
    for run_id, live in runs:
        if live.status().step == 0:
            _play(run_id, live)


def _asked(which: Trained) -> list[Network]:
    """Return the networks that a press trains, the LSTM first, made where there are none yet."""
    if which == "both":
        return list(pair().values())
    own = _own("lstm") or _begin(LESSON)
    learning().ids["lstm"] = own[0]
    return [own]


def in_training() -> list[LiveRun]:
    """Return those of this session’s lesson networks that are still to come or still train."""
    return [live for live in _trained_here() if live.status().state in _MOVING]


def troubles() -> list[str]:
    """Return what stands against this session’s lesson networks."""
    return [message for live in _trained_here() if (message := live.status().message)]


def _trained_here() -> list[LiveRun]:
    ids = [*learning().ids.values(), *learning().series_ids.values()]
    return [live for run_id in ids if (live := session.find(run_id)) is not None]


def key_of(question: str) -> str:
    """Return what a question is asked of: a run, a series, or any pair, since it is asked before it is trained."""
    needs = QUESTIONS[question].needs
    if needs != "network":
        return learning().series if needs == "series" else needs
    found = network()
    return found[0] if found else ""


def answer_to(question: str) -> Answer | None:
    """Return the answer from the newest weights; None where there are none to answer from."""
    asked = QUESTIONS[question]
    found = evidence(asked.needs)
    if found is None:
        return None
    # Worked out once for each network: a trial reads sixty sequences.
    kept: dict[tuple[str, int], tuple[Evidence, Answer]] = st.session_state.setdefault("lesson_answers", {})
    key = question, id(found)
    if key not in kept:
        if len(kept) >= MOST_KEPT * len(QUESTIONS):
            kept.clear()
        kept[key] = found, asked.answer(found)
    return kept[key][1]


def evidence(needs: str, *, untrained: bool = True) -> Evidence | None:
    """Return what a question looks at, from the newest weights; of a pair, if `untrained`, from the first ones.

    None where no weights have come yet.
    """
    if needs == "pair":
        both = pair()
        return _evidence(both["lstm"], both["rnn"], first=untrained)
    return _evidence(network() if needs == "network" else series())


def _evidence(found: Network | None, beside: Network | None = None, *, first: bool = False) -> Evidence | None:
    run, other = (each[1].run() if each else None for each in (found, beside))
    if found is None or run is None or (beside is not None and other is None):
        return None
    weights, rnn = (
        None if each is None else each.snapshots.get(0, each.newest.weights) if first else each.newest.weights
        for each in (run, other)
    )
    key = found[0], 0 if first else run.newest.step, "" if other is None else str(0 if first else other.newest.step)
    kept: dict[tuple[str, int, str], Evidence] = st.session_state.setdefault("lesson_evidence", {})
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[key] = evidence_of(weights or {}, found[1].problem, rnn)
    return kept[key]


def _own(cell: CellName) -> Network | None:
    run_id = learning().ids.get(cell, "")
    live = session.find(run_id)
    return None if live is None else (run_id, live)


def _suits(live: LiveRun) -> bool:
    return live.model.cell == "lstm" and live.status().step > 0 and live.problem.inputs.shape[1] <= LONGEST


def _settings(live: LiveRun) -> Settings:
    made: Experiment = live.about
    return made.settings


def _begin(settings: Settings) -> Network:
    made = build(settings, None)
    live = session.live_run_of(made)
    return server.registry().add(live, person(), title_of(made)), live


def _play(run_id: str, live: LiveRun) -> None:
    server.registry().may_play(person())
    try:
        live.play()
    except ServerFull:
        live.pause()
        raise
    server.registry().keep(run_id)
