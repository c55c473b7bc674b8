"""The Lab's controls: network and training. The data has a file of its own."""

import streamlit as st

from lstm_viz.data.normalisation import choose_normalisation
from lstm_viz.data.source import Source
from lstm_viz.records import ModelConfig, Problem, TrainConfig
from lstm_viz.training.estimate import expected_seconds
from lstm_viz.ui import control, presets, session
from lstm_viz.ui.experiment import Experiment, chosen_columns
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import CELLS

RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
KEEPING_GATE = {"lstm": "forget", "gru": "update"}
NORMALISATION_WORDS = {
    "auto": "by rule",
    "none": "as it is",
    "difference": "differences",
    "log_difference": "log differences",
}


def network() -> None:
    """Draw the controls of the network."""
    st.subheader("2 · Network")
    presets.panel()
    control.choice(
        "cell", "Cell", CELLS, help="The LSTM is what this page is about; the others are to compare it with."
    )
    control.slider("layers", "Layers", 1)
    control.slider("units", "Hidden units", 1)
    gate = KEEPING_GATE.get(session.settings().cell)
    if gate:
        control.slider(
            "forget_bias",
            f"{gate.capitalize()} bias at start",
            0.5,
            help=f"At 0 every {gate} gate starts at one half, and memory halves with each timestep. At 3 it starts at "
            "0.95.",
        )
    if session.settings().layers > 1:
        control.slider("dropout", "Dropout between layers", 0.05)


def training(source: Source | None) -> None:
    """Draw the controls of training; `source` is None for tasks that are not made from a series."""
    st.subheader("3 · Training")
    control.ladder("learning_rate", "Learning rate", RATES, help="May be changed while it trains.")
    if source is not None:
        control.slider("window", "Window", 1, help="How many timesteps each training example has.")
    control.ladder("batch", "Batch", BATCHES, help="How many windows each step learns from.")
    control.number("steps", "Steps", 100)
    with st.expander("More"):
        if source is not None:
            _scoring_and_normalisation(source)
        control.number("seed", "Seed", 1, help="The same seed gives the same run, bit by bit.")


def _scoring_and_normalisation(source: Source) -> None:
    control.choice(
        "loss_at_last",
        "Loss is taken",
        {False: "at every timestep of the window", True: "only at the last timestep"},
    )
    control.choice("normalisation", "The series is fed", NORMALISATION_WORDS)
    target, _ = chosen_columns(session.settings(), source)
    st.caption(plain(choose_normalisation(source.table[target].to_numpy())[1]))


def cost(experiment: Experiment) -> None:
    """Say how large the network is and how long training will take."""
    model: ModelConfig = experiment.model
    problem: Problem = experiment.problem
    train: TrainConfig = experiment.train
    seconds = expected_seconds(model, train, problem.window, experiment.settings.steps)
    st.caption(f"{model.parameter_count:,} parameters, about {duration(seconds)} to train")


def duration(seconds: float) -> str:
    """Return a time in words: “6 s”, “3 min”, “2 h”."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"
