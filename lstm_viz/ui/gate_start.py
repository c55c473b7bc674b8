"""How the gate that keeps starts: with one bias in every unit, or by the chrono rule for a longest lag."""

import math
from collections.abc import Sequence

import streamlit as st

from lstm_viz.records import CellName
from lstm_viz.ui.control import Controls
from lstm_viz.ui.settings import RECALL, Settings, parameter_values

KEEPING_GATE = {"lstm": "forget", "gru": "update"}
LAGS = (5, 10, 20, 50, 100, 200, 500)
ABOUT_CHRONO = (
    "Starts each unit’s {gate} so that it forgets over a time of its own, drawn between 2 timesteps and this lag "
    "(Tallec & Ollivier, 2018, “Can recurrent neural networks warp time?”)."
)


def gate_start(controls: Controls, cells: Sequence[CellName]) -> None:
    """Draw the chrono start and, where there is none, the bias; nothing for a cell without a gate that keeps.

    `cells`: the Lab's one, or the three of the comparison.
    """
    gates = [KEEPING_GATE[cell] for cell in cells if cell in KEEPING_GATE]
    if not gates:
        return
    gate = f"{gates[0]} gate" if len(gates) == 1 else "gate that keeps"
    without = " The tanh RNN has none, and starts as torch starts it." if "rnn" in cells else ""
    about = ABOUT_CHRONO.format(gate=gate)
    controls.choice("chrono", "Chrono start", chrono_choices(controls.settings), help=about + without)
    if controls.settings.chrono:
        st.caption(started_words(cells, controls.settings.chrono))
        return
    controls.slider(
        "forget_bias",
        f"{gates[0].capitalize()} bias at start" if len(gates) == 1 else "Bias of the keeping gate at start",
        0.5,
        help=_about_bias(gates) + without,
    )


def _about_bias(gates: Sequence[str]) -> str:
    if len(gates) == 1:
        return (
            f"At 0 every {gates[0]} gate starts at one half, and memory halves with each timestep. At 3 it starts at "
            "0.95."
        )
    return "Of the LSTM’s forget gate and the GRU’s update gate. At 3 a gate starts at 0.95."


def chrono_choices(settings: Settings) -> dict[int, str]:
    """Return the lags that can be started for, in words: some round ones, the chosen one, and that of recall."""
    asked = int(parameter_values(settings)["lag"]) if settings.data == RECALL else None
    lags = sorted({*LAGS, settings.chrono, *([] if asked is None else [asked])} - {0})
    words = {lag: f"lags up to {lag}" + (", the task’s" if lag == asked else "") for lag in lags}
    return {0: "none: one bias for all units"} | words


def started_words(cells: Sequence[CellName], chrono: int) -> str:
    """Return what the chrono start does to the biases of an LSTM, a GRU, or of all three, in a sentence."""
    highest = math.log(chrono - 1)
    span = f"between 0 and {highest:.2g}, unit by unit" if highest else "0"
    if len(cells) > 1:
        return (
            f"Set by the chrono start: the biases of the LSTM’s forget gate and of the GRU’s update gate are {span}, "
            "and those of the LSTM’s input gate are the forget gate’s times −1."
        )
    rest = ", and those of the input gate are the same times −1" if cells[0] == "lstm" else ""
    return f"Set by the chrono start: the biases of the {KEEPING_GATE[cells[0]]} gate are {span}{rest}."
