"""The Lab's controls: network and training. The data has a file of its own."""

import streamlit as st

from lstm_viz.data.source import Source
from lstm_viz.records import ModelConfig, Problem, TrainConfig
from lstm_viz.training.estimate import expected_seconds
from lstm_viz.ui import data_controls, presets
from lstm_viz.ui.control import lab_controls
from lstm_viz.ui.experiment import Experiment
from lstm_viz.ui.gate_start import gate_start
from lstm_viz.ui.settings import CELLS


def network() -> None:
    """Draw the controls of the network."""
    st.subheader("2 · Network")
    presets.panel()
    controls = lab_controls()
    controls.choice(
        "cell", "Cell", CELLS, help="The LSTM is what this page is about; the others are to compare it with."
    )
    controls.slider("layers", "Layers", 1)
    controls.slider("units", "Hidden units", 1)
    gate_start(controls, (controls.settings.cell,))
    if controls.settings.layers > 1:
        controls.slider("dropout", "Dropout between layers", 0.05)


def training(source: Source | None) -> None:
    """Draw the controls of training; `source` is None for tasks that are not made from a series."""
    st.subheader("3 · Training")
    data_controls.training(
        lab_controls(),
        source,
        about_rate="May be changed while it trains.",
        about_seed="The same seed gives the same run, bit by bit.",
    )


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
