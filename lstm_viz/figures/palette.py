"""The colours. A colour is a signal, everywhere: strip, wire, box, line, word. Light and dark, colour-blind safe."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """One theme's colours, as #rrggbb."""

    input: str
    forget: str
    candidate: str
    output: str
    cell: str
    hidden: str
    prediction: str
    target: str
    ink: str
    muted: str
    line: str
    paper: str
    negative: str

    def of_signal(self, signal: str) -> str:
        """Return the colour of a signal: i f g o c h of an LSTM; a GRU's z, r and n wear those of f, i and g."""
        names = {"i": "input", "f": "forget", "g": "candidate", "o": "output", "c": "cell", "h": "hidden"}
        names |= {"r": "input", "z": "forget", "n": "candidate"}
        colour: str = getattr(self, names[signal])
        return colour


LIGHT = Palette(
    input="#0072B2", forget="#D55E00", candidate="#009E73", output="#B5578F", cell="#B97F00", hidden="#2E86C1",
    prediction="#3B4CC0", target="#7A7F87", ink="#1B1D22", muted="#666B75", line="#E4E4DF", paper="#FFFFFF",
    negative="#4A5160",
)  # fmt: skip
DARK = Palette(
    input="#56B4E9", forget="#F0834A", candidate="#3CC79A", output="#DA8FBE", cell="#E9B43C", hidden="#85C1E9",
    prediction="#8C9BFF", target="#9AA0AB", ink="#ECECEA", muted="#9AA0AB", line="#2C2F38", paper="#1B1D24",
    negative="#8A93A6",
)  # fmt: skip
PALETTES: dict[Theme, Palette] = {"light": LIGHT, "dark": DARK}
