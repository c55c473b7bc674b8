"""Three runs side by side, an LSTM, a GRU and a tanh RNN: the same problem, seed and budget, another cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

import streamlit as st

from lstm_viz.data.source import Source
from lstm_viz.errors import ServerFull
from lstm_viz.model.fair import Equal, fair_configs
from lstm_viz.records import CellName
from lstm_viz.training.live_run import LiveRun
from lstm_viz.training.stops import is_stop
from lstm_viz.ui import server, session
from lstm_viz.ui.experiment import Experiment, build, load_source, suggested, title_of
from lstm_viz.ui.person import person
from lstm_viz.ui.settings import RECALL, UPLOADED, Settings

Trio = Mapping[CellName, LiveRun]
DEFAULT = Settings(
    data=RECALL, parameters=(("lag", 50),), units=16, forget_bias=3.0, batch=32, learning_rate=0.01, steps=600
)


@dataclass(frozen=True)
class Look:
    """What the gradient's sliders say; None: as far as there is."""

    step: int | None = None
    length: int | None = None
    scale: float = 1.0


@dataclass
class Comparison:
    """What a session compares: its settings, what is held equal, and the ids of the three runs once they are there.

    `file`: the series of the file that is compared with, or was last. The Lab may have another one by now.
    """

    settings: Settings = DEFAULT
    equal: Equal = "parameters"
    file: Source | None = None
    ids: dict[CellName, str] = field(default_factory=dict)
    look: Look = Look()


def comparison() -> Comparison:
    """Return this session's comparison: at first that of the address, if its runs are still there."""
    if "comparison" not in st.session_state:
        st.session_state["comparison"] = _from_address(session.address().get("compare", ""))
    held: Comparison = st.session_state["comparison"]
    return held


def query() -> dict[str, str]:
    """Return what the address says of the comparison."""
    if "comparison" not in st.session_state:
        asked = session.address().get("compare")
        return {"compare": asked} if asked else {}
    ids = comparison().ids
    return {"compare": ",".join(ids.values())} if ids else {}


def _from_address(asked: str) -> Comparison:
    if not asked:
        return Comparison()
    ids = asked.split(",")[:3]
    found = {live.model.cell: (run_id, live) for run_id in ids if (live := session.find(run_id)) is not None}
    if len(found) < 3:
        session.say("The three runs of this link are not on this server any more: here is a new comparison.")
        return Comparison()
    made: Experiment = found["lstm"][1].about
    widths = {live.model.hidden_size for _, live in found.values()}
    goal = max(live.status().goal for _, live in found.values())
    cells: tuple[CellName, ...] = ("lstm", "gru", "rnn")
    return Comparison(
        replace(made.settings, steps=goal),
        "width" if len(widths) == 1 else "parameters",
        made.source if made.settings.data == UPLOADED else None,
        {cell: found[cell][0] for cell in cells},
    )


def change(equal: Equal | None = None, **values: Any) -> None:
    """Change what is compared: three new runs come; the ones before stay in My runs if they were trained."""
    held = comparison()
    pause(held.ids)
    held.settings, held.equal, held.ids = replace(held.settings, **values), equal or held.equal, {}


def choose_data(data: str) -> None:
    """Compare on other data, with settings that suit it; of a file, on the newest one of this session."""
    held = comparison()
    if data == UPLOADED:
        held.file = session.uploaded_source() or held.file
    with session.in_words():
        new = DEFAULT if data == RECALL else suggested(Settings(data=data, units=held.settings.units), held.file)
        change(**{each.name: getattr(new, each.name) for each in fields(Settings)})


def source() -> Source | None:
    """Return the series that is compared on; None for recall.

    Raises:
        DataError: a file is asked for and is not here.
    """
    return load_source(comparison().settings, comparison().file)


def _experiments(held: Comparison) -> dict[CellName, Experiment]:
    """Return the three experiments: one and the same problem and training settings, fair widths."""
    made = build(replace(held.settings, cell="lstm"), held.file)
    return {
        cell: replace(made, model=model, settings=replace(made.settings, cell=cell, units=model.hidden_size))
        for cell, model in fair_configs(made.model, held.equal).items()
    }


def current() -> Trio:
    """Return the three runs, untrained ones if there are none yet.

    Raises:
        DataError, SettingError: the data or a setting cannot be used. ServerFull: there is no room for them.
    """
    held = comparison()
    found = {cell: live for cell, run_id in held.ids.items() if (live := session.find(run_id)) is not None}
    if len(found) == 3:
        return found
    made = _experiments(held)
    lives = {cell: session.live_run_of(each) for cell, each in made.items()}
    held.ids = {cell: server.registry().add(live, person(), title_of(made[cell])) for cell, live in lives.items()}
    return lives


def play(trio: Trio) -> None:
    """Train all three on: those that are not at their goal, or all if all are.

    Raises:
        ServerFull: this person, or all together, train too many already. Then none of them trains.
    """
    behind = [cell for cell, live in trio.items() if live.status().step < live.status().goal]
    try:
        for cell in behind or trio:
            server.registry().may_play(person())
            trio[cell].play()
            server.registry().keep(comparison().ids[cell])
    except ServerFull:
        pause(comparison().ids)
        raise


def pause(ids: Mapping[CellName, str]) -> None:
    """Pause what trains of these runs."""
    for run_id in ids.values():
        live = session.find(run_id)
        if live is not None:
            live.pause()


def common_steps(trio: Trio) -> list[int]:
    """Return the steps of training whose weights all three still have, ascending; none before the first ones came."""
    kept = [set(run.snapshots) if (run := live.run()) else set() for live in trio.values()]
    return sorted(set.intersection(*kept))


@lru_cache(maxsize=16)
def planned_steps(goal: int, counts: tuple[int, ...]) -> tuple[int, ...]:
    """Return the steps at which all three networks, of so many parameters, keep weights until the goal, with 0."""
    steps = (step for step in range(1, goal) if all(is_stop(step, 4 * count) for count in counts))
    return (0, *steps, goal)
