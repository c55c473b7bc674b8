"""Gradient through time of the three networks, at any step of training, as long and as strong as one likes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lstm_viz.figures.compare import gradient_through_time
from lstm_viz.figures.palette import Theme
from lstm_viz.model.fading import asked_last, fading
from lstm_viz.model.gradients import GradientNorms
from lstm_viz.records import CellName
from lstm_viz.ui.compare_words import gradient_alternative, verdict
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.settings import CELLS
from lstm_viz.ui.trio import Look, Trio, common_steps, comparison, planned_steps

LONGEST, USUAL = 200, 100
SCALES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0)


def gradient(runs: Trio, theme: Theme) -> None:
    """Draw the sliders, the verdict and the picture."""
    st.subheader("Gradient through time")
    step, length, scale = _sliders(runs)
    if step < 0:
        st.caption("The networks are being made.")
        return
    norms = norms_at(runs, step, length, scale)
    st.markdown(f"**{verdict(norms)}**")
    changed = (
        "" if scale == 1 else f" The recurrent weights are multiplied by {scale:g}: a what-if, not a trained network."
    )
    when = "before the first step" if step == 0 else f"after {step:,} steps"
    st.caption(
        f"How strongly the loss at the last of {length} timesteps pulls at each earlier hidden state h, and at the "
        f"LSTM’s cell state c, {when} of training.{changed} The thin level line is float32’s noise, its machine "
        "epsilon (1.2·10⁻⁷) times the largest length shown: what lies below is rounded away beside it."
    )
    live_chart(gradient_through_time(norms, theme), key="compare_gradient", alt=gradient_alternative(norms))
    with st.expander("Table"):
        st.dataframe(gradient_table(norms).iloc[:: max(1, length // 20)], hide_index=True)


def _sliders(runs: Trio) -> tuple[int, int, float]:
    goal = max(live.status().goal for live in runs.values())
    steps = planned_steps(goal, tuple(live.model.parameter_count for live in runs.values()))
    longest = longest_of(runs)
    look = comparison().look
    left, middle, right = st.columns(3)
    # The choice is kept apart from the widget: Streamlit may forget a widget's state between two looks at a run.
    left.select_slider(
        "Step of training",
        steps,
        look.step if look.step in steps else goal,
        format_func=lambda each: "newest" if each == goal else f"{each:,}",
        help="The steps at which all three runs keep their weights, from before the first one on.",
        **_kept("step", newest=goal),
    )
    middle.slider(
        "Length of the sequence",
        2,
        longest,
        min(look.length or USUAL, longest),
        help="How many timesteps are read, up to the one whose loss it is.",
        **_kept("length"),
    )
    right.select_slider(
        "Recurrent weights times",
        SCALES,
        look.scale,
        format_func=lambda each: f"{each:g}",
        help="Smaller weights make gradients vanish, larger ones make them explode. Nothing is trained with them.",
        **_kept("scale"),
    )
    return shown_step(runs, look), min(look.length or USUAL, longest), look.scale


def _kept(name: str, newest: int | None = None) -> dict[str, Any]:
    key = f"compare_look_{name}"

    def changed() -> None:
        held, value = comparison(), st.session_state[key]
        said: dict[str, Any] = {name: None if value == newest else value}
        held.look = replace(held.look, **said)

    return {"key": key, "on_change": changed}


def longest_of(runs: Trio) -> int:
    """Return how many timesteps can be read up to the last one at which an answer is asked, 200 at most."""
    return min(LONGEST, asked_last(next(iter(runs.values())).problem) + 1)


def shown_step(runs: Trio, look: Look) -> int:
    """Return the last step, up to the chosen one, whose weights all three have; −1 before there are any."""
    steps, chosen = common_steps(runs), look.step
    return max((each for each in steps if chosen is None or each <= chosen), default=min(steps, default=-1))


def norms_at(runs: Trio, step: int, length: int, scale: float) -> Mapping[CellName, GradientNorms]:
    """Return the gradients' lengths of the three at a step whose weights all three have."""
    found = {}
    for cell, live in runs.items():
        run = live.run()
        if run is not None:
            weights = run.snapshots.get(step, run.newest.weights)
            found[cell] = fading(weights, live.problem, length, scale)
    return found


def gradient_table(norms: Mapping[CellName, GradientNorms]) -> pd.DataFrame:
    """Return the lengths by timestep, a column for each cell's state."""
    columns = {f"{CELLS[cell]} h": each.h[-1] for cell, each in norms.items()}
    columns |= {f"{CELLS[cell]} c": each.c[-1] for cell, each in norms.items() if len(each.c)}
    table = pd.DataFrame(columns)
    table.insert(0, "t", range(1, len(table) + 1))
    return table
