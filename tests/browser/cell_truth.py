"""What the cell panel must print of one unit at one timestep, worked out in Python, and how the page is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from lstm_viz.records import Array, CellName, LayerTrace

Numbers = Mapping[str, float]

READ = """() => {
  const panel = document.querySelector(".lv-cell-panel"), svg = panel.querySelector(".lv-cell-diagram");
  const all = (root, what) => [...root.querySelectorAll(what)];
  const text = (root, what) => root.querySelector(what)?.textContent ?? "";
  const number = (element, name) => Number(element.getAttribute(name));
  const seen = (element) => element.getClientRects().length > 0;
  const gates = all(svg, ".lv-cell-gate").map((gate) => [gate.dataset.gate, {
    value: text(gate, ".lv-cell-gate-value"), inner: text(gate, ".lv-cell-small"), beside: text(gate, ".lv-cell-all"),
    label: gate.getAttribute("aria-label"),
    full: number(gate.querySelector(".lv-cell-fill"), "height") / number(gate.querySelector(".lv-cell-rim"), "height"),
  }]);
  const equations = all(panel, ".lv-cell-equation").map((row) => [row.dataset.equation,
    all(row, ".lv-cell-unbroken, .lv-cell-holding").filter(seen).map((line) => line.textContent)]);
  return {
    title: svg.getAttribute("aria-label"),
    gates: Object.fromEntries(gates),
    loose: all(svg, ":scope > text.lv-cell-figure, :scope > text.lv-cell-said").map((each) => each.textContent),
    named: all(svg, ":scope > text > .lv-cell-figure").map((each) => each.textContent),
    wires: all(svg, ".lv-cell-wire").map((wire) => [
      number(wire, "stroke-width"), wire.getAttribute("stroke-dasharray"),
    ]),
    overruled: all(svg, ".lv-cell-overruled").map((each) => each.textContent),
    equations: Object.fromEntries(equations),
    columns: all(panel, ".lv-cell-table thead th").map((each) => each.textContent),
    table: all(panel, ".lv-cell-table tbody tr").map((row) => all(row, "td").map((each) => each.textContent)),
    sentence: text(panel, ".lv-cell-sentence"),
    words: all(panel, ".lv-cell-sentence .lv-cell-word").map((each) => each.textContent),
    whose: text(panel, ".lv-cell-whose"), summary: text(panel, ".lv-cell-table summary"),
    lines: all(panel, ".lv-cell-end").map((each) => each.textContent),
  };
}"""


@dataclass(frozen=True)
class Shape:
    """Where which number stands on the page, in the page's own order; numbers by the names of `numbers_of`."""

    title: str
    gates: Mapping[str, str]
    """What each gate's button says that it opens."""
    signals: str
    loose: Sequence[str]
    named: Sequence[str]
    wires: Sequence[str | None]
    """None for a wire that carries many numbers."""
    equations: Mapping[str, Sequence[Sequence[str]]]
    words: Sequence[str]
    """The sentence's coloured figures, behind the first timestep."""
    lines: Sequence[str]


def _gate(name: str) -> list[list[str]]:
    return [[f"sum {name}", name]]


SHAPES: dict[CellName, Shape] = {
    "lstm": Shape(
        title="The LSTM cell at this step",
        gates={"f": "forget gate", "i": "input gate", "g": "candidate", "o": "output gate"},
        signals="figoch",
        loose=["c before", "c", "kept", "written", "tanh c"],
        named=["h before", "x", "h"],
        wires=[None] * 4 + ["x", "c before", "kept", "c", "f", "i", "g", "written", "o", "tanh c", "h", "h before"],
        equations={gate: _gate(gate) for gate in "figo"}
        | {"c": [["f", "c before", "i", "g"], ["kept", "written", "c"]], "h": [["o", "tanh c", "h"]]},
        words=["f", "written", "o", "h"],
        lines=["forget", "input", "output", "cell", "candidate", "hidden"],
    ),
    "gru": Shape(
        title="The GRU cell at this step",
        gates={"z": "update gate", "r": "reset gate", "n": "candidate"},
        signals="zrnh",
        loose=["h before", "h", "kept", "written", "1 − z", "r past", "past"],
        named=["h before", "x"],
        wires=[None] * 3
        + ["x", "h before", "kept", "h", "z", "z", "1 − z", "n", "written", "h before", "past", "r", "r past"],
        equations={gate: _gate(gate) for gate in "zr"}
        | {"n": [["fed", "r", "past"], ["sum n", "n"]]}
        | {"h": [["1 − z", "n", "z", "h before"], ["written", "kept", "h"]]},
        words=["z", "1 − z", "n", "r", "h"],
        lines=["update", "reset", "hidden", "candidate"],
    ),
    "rnn": Shape(
        title="The tanh RNN cell at this step",
        gates={"h": "hidden state"},
        signals="h",
        loose=["h before", "past", "fed", "sum h", "h"],
        named=["bias", "x"],
        wires=["h before", "past", "x", "fed", "bias", "sum h", "h"],
        equations={"h": [["fed", "past", "bias"], ["sum h", "h"]]},
        words=["h"],
        lines=["hidden"],
    ),
}
SHARES = "fiozr"


def numbers_of(layer: LayerTrace, t: int, unit: int) -> dict[str, float]:
    """All numbers that the panel prints, by torch's formulas."""
    H = layer.signals["h"].shape[1]
    weights = {name: np.asarray(array, np.float64) for name, array in layer.weights.items()}
    h_before: Array = layer.signals["h"][t - 1] if t else np.zeros(H)
    of_x, of_h = weights["weight_ih"] @ layer.inputs[t], weights["weight_hh"] @ h_before
    b, d = weights["bias_ih"], weights["bias_hh"]
    own = {name: float(signal[t, unit]) for name, signal in layer.signals.items()}
    before = {f"{name} before": float(signal[t - 1, unit]) if t else 0.0 for name, signal in layer.signals.items()}
    x = {"x": float(layer.inputs[t, 0]) if layer.inputs.shape[1] == 1 else 0.0}
    rows = {name: slot * H + unit for slot, name in enumerate({"lstm": "ifgo", "gru": "rzn", "rnn": "h"}[layer.cell])}
    sums = {f"sum {name}": float((of_x + of_h + b + d)[row]) for name, row in rows.items()}
    found = own | before | x | sums
    if layer.cell == "lstm":
        found |= {"kept": own["f"] * found["c before"], "written": own["i"] * own["g"], "tanh c": np.tanh(own["c"])}
    elif layer.cell == "gru":
        fed, past = float((of_x + b)[rows["n"]]), float((of_h + d)[rows["n"]])
        found |= {"fed": fed, "past": past, "r past": own["r"] * past, "sum n": fed + own["r"] * past}
        found |= {"1 − z": 1 - own["z"], "kept": own["z"] * found["h before"], "written": (1 - own["z"]) * own["n"]}
    else:
        found |= {"fed": float(of_x[unit]), "past": float(of_h[unit]), "bias": float((b + d)[unit])}
    return found


def figures(text: str) -> list[str]:
    """The numbers in a text, each with its sign, also where that stands apart as the sign of a sum."""
    found = re.findall(r"(− )?(−?\d+\.\d+)", text)
    return [f"−{each}" if sign else each for sign, each in found]


def assert_prints(text: str, *values: float) -> None:
    """The text's numbers are these, each to as many decimals as it has."""
    found = figures(text)
    assert len(found) == len(values), (text, values)
    for each, value in zip(found, values, strict=True):
        decimals = len(each.partition(".")[2])
        assert abs(float(each.replace("−", "-")) - value) <= 0.5 * 10.0**-decimals + 1e-9, (text, values)


def assert_share(text: str, value: float) -> None:
    if text == "less than 1 %":
        assert 0 < value < 0.005
    elif text == "more than 99 %":
        assert 0.995 <= value < 1
    else:
        assert abs(float(text.removesuffix(" %")) / 100 - value) <= 0.005 + 1e-9


def assert_panel(
    found: Mapping[str, Any], layer: LayerTrace, t: int, unit: int, held: Mapping[str, str] | None = None
) -> None:
    """The page shows this trace; where a signal is `held` ("held", "frozen", "ablated") it says so and no equation."""
    held = held or {}
    shape, numbers = SHAPES[layer.cell], numbers_of(layer, t, unit)
    assert found["title"] == shape.title
    assert found["lines"] == shape.lines
    _assert_gates(found["gates"], shape, numbers, held)
    _assert_texts(found, shape, numbers, held, layer.inputs.shape[1])
    _assert_wires(found["wires"], shape, numbers)
    _assert_equations(found["equations"], shape, numbers, held)
    assert found["columns"] == ["unit", *shape.signals]
    assert len(found["table"]) == layer.signals["h"].shape[1]
    for row, texts in enumerate(found["table"]):
        for text, name in zip(texts, shape.signals, strict=True):
            assert_prints(text, float(layer.signals[name][t, row]))
    assert f"At t = {t}, unit {unit} " in found["sentence"]
    if t and not held:
        _assert_words(found["words"], shape, numbers)


def _assert_texts(
    found: Mapping[str, Any], shape: Shape, numbers: Numbers, held: Mapping[str, str], features: int
) -> None:
    loose = [text for text in found["loose"] if any(character.isdigit() for character in text)]
    texts = zip([*loose, *found["named"]], [*shape.loose, *shape.named], strict=True)
    for text, name in texts:
        if name == "x" and features > 1:
            assert text == f"({features} values)"
            continue
        assert_prints(text, numbers[name])
        said = re.search("held|frozen|ablated", text)
        assert (said and said[0]) == held.get(name)


def _assert_wires(found: Sequence[tuple[float, str | None]], shape: Shape, numbers: Numbers) -> None:
    """As thick as what they carry, dashed where that is negative."""
    for (width, dashes), name in zip(found, shape.wires, strict=True):
        amount = numbers[name] if name else None
        assert width == (1.5 if amount is None else pytest.approx(1 + 7 * np.tanh(abs(amount)), abs=0.0051))
        assert dashes == (None if amount is None else "8 4" if amount < 0 else "none")


def _assert_words(found: Sequence[str], shape: Shape, numbers: Numbers) -> None:
    for text, name in zip(found, shape.words, strict=True):
        if text.endswith("%"):
            assert_share(text, numbers[name])
        elif text == "almost nothing":
            assert abs(numbers[name]) <= 0.005
        else:
            assert_prints(text, numbers[name])


def _assert_gates(found: Mapping[str, Any], shape: Shape, numbers: Numbers, held: Mapping[str, str]) -> None:
    assert list(found) == list(shape.gates)
    for gate, name in shape.gates.items():
        drawn, value = found[gate], numbers[gate]
        assert drawn["label"] == f"Open the {name}"
        assert_prints(drawn["value"], value)
        assert_prints(drawn["beside"], value)
        assert drawn["full"] == pytest.approx(value if gate in SHARES else abs(value) / 2, abs=1e-9)
        if gate in held:
            assert drawn["inner"] == held[gate]
        else:
            assert drawn["inner"].startswith("σ(" if gate in SHARES else "tanh(")
            assert_prints(drawn["inner"], numbers[f"sum {gate}"])


def _assert_equations(
    found: Mapping[str, Sequence[str]], shape: Shape, numbers: Numbers, held: Mapping[str, str]
) -> None:
    assert list(found) == list(shape.equations)
    for signal, lines in shape.equations.items():
        if signal in held:
            (line,) = found[signal]
            assert line.startswith("ablated: " if held[signal] == "ablated" else f"{held[signal]} at ")
            assert_prints(line, numbers[signal])
            continue
        for line, names in zip(found[signal], lines, strict=True):
            assert_prints(line, *(numbers[name] for name in names))
