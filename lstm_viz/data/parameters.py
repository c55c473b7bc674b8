"""A generator's parameters: what may be chosen, in which unit, within which bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lstm_viz.errors import SettingError


@dataclass(frozen=True)
class Parameter:
    """One number that shapes generated data; whole where `default` is."""

    name: str
    label: str
    default: float
    low: float
    high: float
    step: float
    unit: str
    help: str


def length(default: int = 600) -> Parameter:
    """Return the parameter that every series has."""
    return Parameter("length", "Length", default, 100, 5000, 100, "timesteps", "How many timesteps are generated.")


def noise(default: float = 0.0) -> Parameter:
    """Return the parameter for noise on top of a clean signal."""
    return Parameter("noise", "Noise", default, 0.0, 1.0, 0.01, "standard deviation", "Random noise that is added.")


def complete(parameters: Sequence[Parameter], given: Mapping[str, float]) -> dict[str, float]:
    """Return every parameter with its value: the given one, checked, or the default.

    Raises:
        SettingError: a name is unknown, or a value is out of its bounds.
    """
    known = {each.name: each for each in parameters}
    for name, value in given.items():
        if name not in known:
            raise SettingError(f"There is no parameter “{name}”: choose among {', '.join(known)}.")
        low, high = known[name].low, known[name].high
        if not low <= value <= high:
            raise SettingError(f"{known[name].label} is {value:g}; it must be {low:g} to {high:g}.")
    return {name: given.get(name, each.default) for name, each in known.items()}
