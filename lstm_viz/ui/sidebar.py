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


def cost(experiment: Experiment, *, playing: bool) -> None:
    """Say how large the network is, and how long training will take: of a run that plays the explorer says it."""
    model: ModelConfig = experiment.model
    problem: Problem = experiment.problem
    train: TrainConfig = experiment.train
    seconds = expected_seconds(model, train, problem.window, experiment.settings.steps)
    time = "" if playing else f", about {duration(seconds)} to train"
    st.caption(f"{model.parameter_count:,} parameters{time}", help=count_in_words(model))


def count_in_words(model: ModelConfig) -> str:
    """Return how the parameters are counted: “4 × 16 × (1 input + 16 units + 2 biases) = 1,216” and so on."""
    h, k = model.hidden_size, model.output_size
    fed = [(model.input_size, "input" if model.input_size == 1 else "inputs")]
    fed += [(h, "units below")] * (model.num_layers - 1)
    parts = []
    for layer, (size, name) in enumerate(fed, 1):
        which = f"Layer {layer}: " if len(fed) > 1 else ""
        count = model.sums * h * (size + h + 2)
        parts.append(f"{which}{model.sums} × {h} × ({size} {name} + {h} units + 2 biases) = {count:,}.")
    parts.append(f"The output: {k} × ({h} units + 1 bias) = {k * (h + 1):,}.")
    biases = "PyTorch keeps two biases where the formulas of the cell show one, b: it is their sum."
    return " ".join([*parts, biases])


def duration(seconds: float) -> str:
    """Return a time in words: “6 s”, “3 min”, “2 h”."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"
