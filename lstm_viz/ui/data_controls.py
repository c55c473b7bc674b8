"""What shapes the chosen data, alike on every page: columns, a generator's parameters, and how a series is fed."""

import streamlit as st

from lstm_viz.data.normalisation import choose_normalisation
from lstm_viz.data.parameters import Parameter
from lstm_viz.data.source import Source
from lstm_viz.data.synthetic import GENERATORS
from lstm_viz.ui.control import Controls
from lstm_viz.ui.experiment import chosen_columns
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import parameter_values, parameters_of

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


def scoring_and_normalisation(controls: Controls, source: Source) -> None:
    """Draw where the loss is taken and how the series is fed."""
    controls.choice(
        "loss_at_last",
        "Loss is taken",
        {False: "at every timestep of the window", True: "only at the last timestep"},
    )
    controls.choice("normalisation", "The series is fed", NORMALISATION_WORDS)
    target, _ = chosen_columns(controls.settings, source)
    st.caption(plain(choose_normalisation(source.table[target].to_numpy())[1]))
