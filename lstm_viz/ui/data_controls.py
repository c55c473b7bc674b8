"""What shapes the chosen data and how it is learnt, alike on every page: columns, parameters, windows, scaling."""

import streamlit as st

from lstm_viz.data.normalisation import choose_normalisation
from lstm_viz.data.parameters import Parameter
from lstm_viz.data.source import Source
from lstm_viz.data.synthetic import GENERATORS
from lstm_viz.ui.control import Controls
from lstm_viz.ui.experiment import chosen_columns
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import parameter_values, parameters_of

RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
BATCHES = (1, 2, 4, 8, 16, 32, 64, 128, 256)
NORMALISATION_WORDS = {
    "auto": "by rule",
    "none": "as it is",
    "difference": "differences",
    "log_difference": "log differences",
}


def shape(controls: Controls, source: Source | None, *, expanded: bool = False) -> None:
    """Draw the choice of columns, where there are several, and a generator's parameters."""
    if source is not None and len(source.table.columns) > 1:
        _columns(controls, source)
    if parameters_of(controls.settings.data):
        with st.expander("Shape it", expanded=expanded):
            _parameters(controls)


def _columns(controls: Controls, source: Source) -> None:
    names = [str(name) for name in source.table.columns]
    target, inputs = chosen_columns(controls.settings, source)
    fed = tuple(inputs)
    st.selectbox(
        "Predict", names, **controls.tied("target", target, lambda name: controls.change(target=name, inputs=fed))
    )
    st.multiselect(
        "Feed",
        names,
        **controls.tied("inputs", inputs, lambda some: controls.change(target=target, inputs=tuple(some))),
    )
    if controls.settings.data not in GENERATORS and len(inputs) > 1:
        st.caption("With more than one column fed, the network cannot run on freely past the end of the data.")


def _parameters(controls: Controls) -> None:
    values = parameter_values(controls.settings)
    for each in parameters_of(controls.settings.data):
        _parameter(controls, each, values[each.name])


def _parameter(controls: Controls, each: Parameter, value: float) -> None:
    def changed(chosen: float) -> None:
        others = {name: held for name, held in controls.settings.parameters if name != each.name}
        if chosen != each.default:
            others[each.name] = chosen
        controls.change(parameters=tuple(sorted(others.items())))

    label = f"{each.label} ({each.unit})" if each.unit else each.label
    tied = controls.tied(f"p.{each.name}", value, changed)
    st.slider(plain(label), each.low, each.high, step=each.step, help=each.help, **tied)


def training(
    controls: Controls,
    source: Source | None,
    *,
    about_seed: str,
    about_rate: str | None = None,
    most_steps: int | None = None,
) -> None:
    """Draw the controls of training; `source` is None for tasks that are not made from a series."""
    controls.ladder("learning_rate", "Learning rate", RATES, help=about_rate)
    if source is not None:
        controls.slider("window", "Window", 1, help="How many timesteps each training example has.")
    controls.ladder("batch", "Batch", BATCHES, help="How many windows each step learns from.")
    controls.number("steps", "Steps", 100, high=most_steps)
    with st.expander("More"):
        if source is not None:
            _scoring_and_normalisation(controls, source)
        controls.number("seed", "Seed", 1, help=about_seed)


def _scoring_and_normalisation(controls: Controls, source: Source) -> None:
    controls.choice(
        "loss_at_last",
        "Loss is taken",
        {False: "at every timestep of the window", True: "only at the last timestep"},
    )
    controls.choice("normalisation", "The series is fed", NORMALISATION_WORDS)
    target, _ = chosen_columns(controls.settings, source)
    st.caption(plain(choose_normalisation(source.table[target].to_numpy())[1]))
