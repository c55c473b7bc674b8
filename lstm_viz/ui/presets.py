"""Settings that belong together, chosen with one press: the sliders show them, and Undo brings back what was.

The data stay as they are, but for a task without numbers to predict: a preset's loss is the mean squared error. The
learning rate stays too: at 0.002, still above Keras's 0.001, 2,000 steps did not teach two layers of 50 the sine.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from lstm_viz.ui import session
from lstm_viz.ui.settings import FORECAST, RECALL, Settings


@dataclass(frozen=True)
class Preset:
    """What the button says, what it explains, and the settings that it changes."""

    label: str
    about: str
    changes: dict[str, Any] = field(hash=False)


KERAS_EXAMPLE = Preset(
    "The Keras example: 2 × 50 units",
    "LSTM(50), LSTM(50), Dense(1): trained by Adam on the squared error at the last timestep of each window, and "
    "started with a forget bias of 1, as Keras does.",
    {
        "cell": "lstm",
        "layers": 2,
        "units": 50,
        "dropout": 0.0,
        "forget_bias": 1.0,
        "chrono": 0,
        "loss_at_last": True,
    },
)
PRESETS = (KERAS_EXAMPLE,)
OTHER_ANSWERS = (RECALL, FORECAST)
"""Data that no network with one value out can answer."""


def with_preset(settings: Settings, preset: Preset) -> Settings:
    """Return the settings after a press on the preset."""
    return replace(settings, **preset.changes)


def panel() -> None:
    """Draw a button for each preset; one that is in force cannot be pressed."""
    for preset in PRESETS:
        chosen = session.settings()
        st.button(
            preset.label,
            help=preset.about,
            on_click=_choose,
            args=(preset,),
            disabled=chosen.data not in OTHER_ANSWERS and with_preset(chosen, preset) == chosen,
            width="stretch",
        )


def _choose(preset: Preset) -> None:
    if session.settings().data in OTHER_ANSWERS:
        session.choose_data(Settings.data)
    session.change(**preset.changes)
