"""What Python knows of the network on the page, and how the page's numbers are read and compared with it."""

import json
import re
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page, expect

import lstm_viz as lv
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Array, LayerTrace, ModelConfig
from tests.browser.lab import long_run, open_lab, pause, play, status, wait_for

KINDS = {"f4": "<f4", "f8": "<f8", "i1": "i1", "i4": "<i4"}
ROWS = {"lstm": "ifgo", "gru": "rzn", "rnn": "h"}
"""torch's stacked rows of each cell: what its gates are, too."""
NAMES = {
    "lstm": {"i": "input gate", "f": "forget gate", "g": "candidate", "o": "output gate"},
    "gru": {"z": "update gate", "r": "reset gate", "n": "candidate"},
    "rnn": {"h": "hidden state"},
}
TIMESTEP = ".lv-explorer input[aria-label=Timestep]"
STRAY = 2e-6
"""What torch's float32 may be away from the page's float64, in numbers of ordinary size."""

READ_GATE = """() => {
  const gate = document.querySelector(".lv-gate");
  const text = (root, name) => root.querySelector(name)?.textContent ?? "";
  const row = (line) => ({
    name: text(line, ".lv-gate-name > :not([hidden])"),
    slot: line.dataset.part,
    part: line.classList.contains("lv-gate-part"),
    weight: line.querySelector(".lv-gate-factors").hidden ? null : line.querySelector("input").value,
    value: text(line, ".lv-gate-value"),
    product: text(line, ".lv-gate-product"),
    sum: text(line, ".lv-gate-sum"),
    left: line.querySelector(".lv-gate-bar").getBoundingClientRect().left,
    right: line.querySelector(".lv-gate-bar").getBoundingClientRect().right,
    sign: line.dataset.sign,
  });
  const lines = [...gate.querySelectorAll(".lv-gate-line-of")].map((each) => each.textContent);
  return {
    gate: gate.querySelector("input:checked").value,
    sentence: text(gate, ".lv-gate-sentence"),
    rows: [...gate.querySelectorAll(".lv-gate-rows > .lv-gate-row")].map(row),
    total: row(gate.querySelector(".lv-gate-total")),
    curve: text(gate, ".lv-gate-at"),
    sums: lines[1], numbers: lines[2],
    edits: gate.querySelector(".lv-gate-edits").hidden ? "" : text(gate, ".lv-gate-edits p"),
    told: [...gate.querySelectorAll(".lv-gate-edits .lv-said")].map((each) => each.textContent),
  };
}"""
READ_CELL = """() => {
  const cell = document.querySelector(".lv-cell-diagram");
  const gates = [...cell.querySelectorAll(".lv-cell-gate")].map((gate) => [gate.dataset.gate, {
    value: gate.querySelector(".lv-cell-gate-value").textContent,
    before: gate.querySelector(".lv-cell-small").textContent,
    beside: gate.querySelector(".lv-cell-all").textContent,
  }]);
  const loose = [...cell.querySelectorAll(":scope > text.lv-cell-figure, :scope > text.lv-cell-said")];
  const named = [...cell.querySelectorAll(":scope > text > .lv-cell-figure")];
  return { gates: Object.fromEntries(gates), numbers: [...loose, ...named].map((each) => each.textContent) };
}"""


@dataclass(frozen=True)
class Place:
    t: int
    unit: int
    layer: int


@dataclass(frozen=True)
class Sums:
    """The products with x and with the h before, the bias and the one that stands apart, and what multiplies h's."""

    of_x: Array
    of_h: Array
    bias: float
    apart: float | None
    reset: float

    @property
    def total(self) -> float:
        return float(self.of_x.sum() + self.of_h.sum()) + self.bias + (self.apart or 0.0)


@dataclass(frozen=True)
class Known:
    """What Python knows of the network on the page."""

    model: ModelConfig
    weights: dict[str, Array]
    inputs: Array
    layers: tuple[LayerTrace, ...]
    input_names: list[str]

    def edited(self, *edits: tuple[str, int, float]) -> "Known":
        """The same with numbers of the network written over."""
        weights = {name: np.array(array) for name, array in self.weights.items()}
        for name, at, value in edits:
            weights[name].flat[at] = value
        return known_of(self.model, weights, self.inputs, self.input_names)

    def before(self, place: Place, gate: str) -> Sums:
        layer = self.layers[place.layer]
        H = layer.signals["h"].shape[1]
        row = ROWS[self.model.cell].index(gate) * H + place.unit
        h = layer.signals["h"][place.t - 1] if place.t else np.zeros(H)
        weights = {name: array[row].astype(float) for name, array in layer.weights.items()}
        of_x, of_h = weights["weight_ih"] * layer.inputs[place.t], weights["weight_hh"] * h
        b, d = float(weights["bias_ih"]), float(weights["bias_hh"])
        if gate != "n":
            return Sums(of_x, of_h, b + d, None, 1.0)
        r = self.signal(place, "r")
        return Sums(of_x, r * of_h, b, r * d, r)

    def signal(self, place: Place, name: str, back: int = 0) -> float:
        t = place.t - back
        return float(self.layers[place.layer].signals[name][t, place.unit]) if t >= 0 else 0.0

    def name(self, place: Place, group: str, index: int) -> str:
        if group == "h":
            return f"own h (unit {index})" if index == place.unit else f"h of unit {index}"
        return self.input_names[index] if place.layer == 0 else f"unit {index} of layer {place.layer}"


def unpacked(message: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    arrays = {
        name: np.frombuffer(message, KINDS[each["dtype"]], int(np.prod(each["shape"])), 4 + length + each["offset"])
        .reshape(each["shape"])
        for name, each in header["arrays"].items()
    }  # fmt: skip
    return header["values"], arrays


def known(page: Page, server: str) -> Known:
    run = status(page)["run"]
    asked, given = unpacked(page.request.get(f"{server}/runs/{run}/problem").body())
    live, arrays = unpacked(page.request.get(f"{server}/runs/{run}/live").body())
    wait_for(page, f"s.weightsStep === {live['weights_step']}")
    weights = {name[2:]: array for name, array in arrays.items() if name.startswith("w.")}
    return known_of(ModelConfig(**asked["model"]), weights, given["inputs"], asked["input_names"])


def known_of(model: ModelConfig, weights: dict[str, Array], inputs: Array, input_names: list[str]) -> Known:
    network = network_from_weights(model, weights)
    trace = lv.capture(network, torch.tensor(inputs)[None])
    return Known(model, weights, inputs, trace.layers, input_names)


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(" ", ""))


def assert_prints(text: str, value: float) -> None:
    """The text is the value, to as many decimals as it has."""
    decimals = len(text.partition(".")[2])
    assert abs(number(text) - value) <= 0.5 * 10.0**-decimals + STRAY * max(1.0, abs(value)), (text, value)


def terms(line: str) -> list[float]:
    """The numbers of a sum, each with its sign."""
    found = re.findall(r"([+−] )?(−?\d+\.\d+)", line)
    return [number(each) * (-1 if sign == "− " else 1) for sign, each in found]


def assert_gate(found: dict[str, Any], place: Place, gate: str, truth: Known) -> None:
    sums = truth.before(place, gate)
    of_x, of_h, z = sums.of_x, sums.of_h, sums.total
    products = {truth.name(place, "x", k): float(each) for k, each in enumerate(of_x)}
    products |= {truth.name(place, "h", k): float(each) for k, each in enumerate(of_h)}
    products |= {"bias": sums.bias} if sums.apart is None else {"bias b": sums.bias, "bias b′": sums.apart}
    rows = [row for row in found["rows"] if not row["part"]]
    names = {row["name"] for row in rows}
    assert names >= {name for name in products if name.startswith("bias")}
    so_far = 0.0
    for row in rows:
        if row["name"] in products:
            value = products.pop(row["name"])
            factors = [number(each) for each in row["value"].split("×")[1:]]
            assert number(row["weight"]) * np.prod(factors) == pytest.approx(value, abs=3e-3)
            assert len(factors) == (row["name"][:4] != "bias") + (sums.apart is not None and row["slot"][0] in "hd")
        else:  # the others of its group: what has no name on the page
            assert re.fullmatch(r"\d+ (other (units|inputs)|(units|inputs) at 0)", row["name"])
            group = row["slot"][0]
            own = {"x": of_x, "h": of_h}[group]
            hidden = [k for k in range(len(own)) if truth.name(place, group, k) not in names]
            assert row["name"].startswith(f"{len(hidden)} ")
            value = float(own[hidden].sum())
        so_far += value
        assert_prints(row["product"], value)
        assert_prints(row["sum"], so_far)
        assert (row["sign"] == "minus") == (value < 0)
    printed = sum(number(row["product"]) for row in rows)
    assert abs(printed - number(found["total"]["sum"])) <= 0.0005 * (len(rows) + 1) + 1e-9
    value = truth.signal(place, gate)
    assert_prints(found["total"]["sum"], z)
    squash = "tanh" if gate in "gnh" else "σ"
    shown = re.fullmatch(rf"{squash}\((.+)\) = (.+)", found["curve"])
    assert shown is not None
    assert_prints(shown[1], z)
    assert_prints(shown[2], value)
    groups = terms(found["sums"])
    if sums.apart is None:
        assert groups == pytest.approx([of_x.sum(), of_h.sum(), sums.bias], abs=5.1e-4)
    else:
        within = [of_h.sum() / sums.reset, sums.apart / sums.reset]
        assert groups == pytest.approx([of_x.sum(), sums.bias, sums.reset, *within], abs=5.1e-4)
    *each, total, result = terms(found["numbers"])
    assert each == [number(row["product"]) for row in rows]
    assert (total, result) == (number(shown[1]), number(shown[2]))
    start = re.match(r"At t = (\d+), the (.+) of unit (\d+) is (.+?): ", found["sentence"])
    assert start is not None
    assert (int(start[1]), int(start[3])) == (place.t, place.unit)
    assert start[2] == NAMES[truth.model.cell][gate]
    assert_prints(start[4], value)


def assert_cell(page: Page, place: Place, truth: Known) -> None:
    found = page.evaluate(READ_CELL)
    own = {name: truth.signal(place, name) for name in "ifgoch"}
    for gate in "figo":
        drawn = found["gates"][gate]
        assert_prints(drawn["value"], own[gate])
        assert_prints(drawn["beside"], own[gate])
        inner = re.fullmatch(r"(σ|tanh)\((.+)\)", drawn["before"])
        assert inner is not None
        assert_prints(inner[2], truth.before(place, gate).total)
    c_before = truth.signal(place, "c", 1)
    x = truth.layers[place.layer].inputs[place.t]
    values = [c_before, own["c"], own["f"] * c_before, own["i"] * own["g"], np.tanh(own["c"])]
    values += [truth.signal(place, "h", 1), float(x[0]), own["h"]]
    for text, value in zip(found["numbers"], values, strict=True):
        if text == f"({len(x)} values)":
            continue
        assert_prints(re.sub("^(kept|written) ", "", text), float(value))


def open_run(page: Page, server: str, **settings: Any) -> Known:
    """Open a Lab, train a little, pause, and capture the same network in Python."""
    open_lab(page, long_run(server, **settings))
    play(page)
    wait_for(page, "s.step > 5")
    pause(page)
    return known(page, server)


def go(page: Page, place: Place) -> None:
    slider = page.locator(TIMESTEP)
    slider.fill(str(place.t))
    layer, unit = page.locator(".lv-cell-where select").all()
    if status(page)["layer"] != place.layer:
        layer.select_option(index=place.layer)
    unit.select_option(index=place.unit)
    at = f"t = {place.t}, the [a-z ]+ of unit {place.unit} "
    wait_for(page, f"s.t === {place.t} && s.unit === {place.unit} && s.layer === {place.layer}")
    expect(page.locator(".lv-gate-sentence")).to_have_text(re.compile(at))


def choose(page: Page, gate: str) -> dict[str, Any]:
    page.locator(f".lv-gate-choice input[value={gate}]").check(force=True)
    found: dict[str, Any] = page.evaluate(READ_GATE)
    assert found["gate"] == gate
    return found
