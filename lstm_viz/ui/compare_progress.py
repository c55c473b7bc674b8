"""How three runs get on: progress, losses, predictions, and the table of what they reached."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import streamlit as st

from lstm_viz.explorer.thin import thin
from lstm_viz.figures.compare import losses, predictions
from lstm_viz.figures.palette import Theme
from lstm_viz.records import Array, CellName
from lstm_viz.training.jobs import Scored
from lstm_viz.training.live_run import LiveRun
from lstm_viz.ui.compare_words import baseline_words, error_words, losses_alternative
from lstm_viz.ui.live_chart import live_chart
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import CELLS
from lstm_viz.ui.sidebar import duration
from lstm_viz.ui.trio import Trio

Score = tuple[int, Scored]


def progress(runs: Trio) -> None:
    """Say how far the three are and how long it will take, and what stands against one of them."""
    states = {cell: live.status() for cell, live in runs.items()}
    steps, goals = (sum(getattr(each, name) for each in states.values()) for name in ("step", "goal"))
    words = {each.state for each in states.values()}
    if words == {"untrained"}:
        st.markdown(
            "**Press Play** to train all three. Before the first step you can already see their gradients below."
        )
    elif "playing" in words or "waiting" in words or "queued" in words:
        left = [each.seconds_left for each in states.values() if each.seconds_left is not None]
        st.progress(
            min(1.0, steps / goals), f"Training, about {duration(max(left))} left" if left else "Getting ready …"
        )
    else:
        st.progress(min(1.0, steps / goals), "Finished" if words == {"finished"} else "Paused")
    for cell, each in states.items():
        if each.message:
            st.error(f"{CELLS[cell]}: {plain(each.message)}")


def losses_and_predictions(runs: Trio, scores: Mapping[CellName, Score | None], theme: Theme) -> None:
    """Draw the losses so far, and what the newest weights predict over the probe sequence."""
    left, right = st.columns(2)
    reached = {cell: (live.status().step, live.status().validation_now) for cell, live in runs.items()}
    with left:
        st.subheader("Loss")
        st.caption("Thick: validation. Thin: training, batch by batch.")
        curves = {cell: _curves(live) for cell, live in runs.items()}
        live_chart(losses(curves, theme), key="compare_losses", alt=losses_alternative(reached))
    problem = next(iter(runs.values())).problem
    outputs = {cell: score[1].y for cell, score in scores.items() if score}
    with right:
        st.subheader("Prediction")
        classes = problem.target_scale is None
        what = (
            "The probability of the right answer; at the upright line it is asked."
            if classes
            else "Over the sequence’s last 200 timesteps."
        )
        st.caption(what)
        live_chart(
            predictions(problem, outputs, theme),
            key="compare_predictions",
            alt=f"What the three networks predict over the probe sequence. {what} The errors are in the table below.",
        )


def _curves(live: LiveRun) -> dict[str, tuple[Array, Array]]:
    run = live.run()
    if run is None:
        return {}
    steps = np.arange(1, len(run.losses) + 1)
    return {
        "training": thin(steps, run.losses, 300),
        "validation": thin(run.validation[:, 0], run.validation[:, 1], 300),
    }


def table(runs: Trio, scores: Mapping[CellName, Score | None]) -> None:
    """Draw what the three reached, beside what needs no network."""
    st.table(table_of(runs, scores))
    st.caption("Errors are those of the newest weights; while it trains they come a moment later.")


def table_of(runs: Trio, scores: Mapping[CellName, Score | None]) -> pd.DataFrame:
    """Return the table: a column for each cell, and one for the last value or for guessing."""
    problem = next(iter(runs.values())).problem
    classes = problem.target_scale is None
    baseline = "guessing" if classes else "last value"
    error = "right answers" if classes else "mean error"
    rows: dict[str, dict[str, str]] = {}
    for cell, live in runs.items():
        status, run = live.status(), live.run()
        found = scores[cell]
        seconds = run.seconds if run else None
        column = {
            "hidden units": f"{live.model.hidden_size}",
            "parameters": f"{live.model.parameter_count:,}",
            "steps": f"{status.step:,} of {status.goal:,}",
            "CPU seconds": "–" if seconds is None else f"{seconds:.3g}",
            "validation loss": "–" if status.validation_now is None else f"{status.validation_now:.3g}",
        }
        for part in ("validation", "test"):
            errors = found[1].errors[part] if found else None
            column[f"{error}, {part}"] = error_words(errors, problem.unit)
            rows.setdefault(baseline, {})[f"{error}, {part}"] = baseline_words(errors, problem.unit)
        rows[CELLS[cell]] = column
    rows[baseline] = rows.pop(baseline)
    return pd.DataFrame(rows).fillna("").rename(columns=plain, index=plain)
