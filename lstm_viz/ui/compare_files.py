"""What the comparison hands out: its curves as CSV."""

import numpy as np
import pandas as pd
import streamlit as st

from lstm_viz.data.csv_writer import to_csv
from lstm_viz.ui.compare_gradient import USUAL, gradient_table, longest_of, norms_at, shown_step
from lstm_viz.ui.settings import CELLS
from lstm_viz.ui.trio import Look, Trio, comparison


def downloads(runs: Trio) -> None:
    """Draw the downloads; each file is made when it is asked for."""
    with st.container(horizontal=True, gap="small", key="compare_files"):
        st.download_button(
            "Losses (CSV)",
            data=lambda: losses_file(runs),
            file_name="compared_losses.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            "Gradients (CSV)",
            data=lambda: gradients_file(runs, comparison().look),
            file_name="gradient_through_time.csv",
            mime="text/csv",
            on_click="ignore",
        )


def losses_file(runs: Trio) -> bytes:
    """Return every loss of the three runs: cell, part, step, loss."""
    pieces = []
    for cell, live in runs.items():
        run = live.run()
        if run is None:
            continue
        steps = np.arange(1, len(run.losses) + 1)
        for part, at, values in (
            ("training", steps, run.losses),
            ("validation", run.validation[:, 0].astype(int), run.validation[:, 1]),
        ):
            pieces.append(pd.DataFrame({"cell": CELLS[cell], "part": part, "step": at, "loss": values}))
    return to_csv(pd.concat(pieces) if pieces else pd.DataFrame(columns=["cell", "part", "step", "loss"]))


def gradients_file(runs: Trio, look: Look) -> bytes:
    """Return the gradients' lengths as the picture shows them: t, a column for each cell's state, and at which step."""
    step = shown_step(runs, look)
    if step < 0:
        return to_csv(pd.DataFrame(columns=["t"]))
    length = min(look.length or USUAL, longest_of(runs))
    table = gradient_table(norms_at(runs, step, length, look.scale))
    return to_csv(table.assign(step=step, recurrent_weights_times=look.scale))
