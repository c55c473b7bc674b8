"""What Python knows of the network on the page, and how the page's numbers are read and compared with it."""

import json
import re
import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

import lstm_viz as lv
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Array, LayerTrace, ModelConfig
from tests.browser.lab import status, wait_for

KINDS = {"f4": "<f4", "f8": "<f8", "i1": "i1", "i4": "<i4"}
ROWS = {"i": 0, "f": 1, "g": 2, "o": 3}
NAMES = {"i": "input", "f": "forget", "g": "candidate", "o": "output"}
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
class Known:
    """What Python knows of the network on the page."""

    layers: tuple[LayerTrace, ...]
    input_names: list[str]

    def before(self, place: Place, gate: str) -> tuple[Array, Array, float, float]:
        """The products with x, with the h before, the bias, and their sum."""
        layer = self.layers[place.layer]
        H = layer.signals["h"].shape[1]
        row = ROWS[gate] * H + place.unit
        h = layer.signals["h"][place.t - 1] if place.t else np.zeros(H)
        weights = layer.weights
        of_x = weights["weight_ih"][row].astype(float) * layer.inputs[place.t]
        of_h = weights["weight_hh"][row].astype(float) * h
        bias = float(weights["bias_ih"][row]) + float(weights["bias_hh"][row])
        return of_x, of_h, bias, float(of_x.sum() + of_h.sum() + bias)

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
    network = network_from_weights(ModelConfig(**asked["model"]), weights)
    trace = lv.capture(network, torch.tensor(given["inputs"])[None])
    return Known(trace.layers, asked["input_names"])


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
    of_x, of_h, bias, z = truth.before(place, gate)
    products = {truth.name(place, "x", k): float(each) for k, each in enumerate(of_x)}
    products |= {truth.name(place, "h", k): float(each) for k, each in enumerate(of_h)}
    products["bias"] = bias
    rows = [row for row in found["rows"] if not row["part"]]
    names = {row["name"] for row in rows}
    assert "bias" in names
    so_far = 0.0
    for row in rows:
        if row["name"] in products:
            value = products.pop(row["name"])
            if row["name"] != "bias":
                assert number(row["weight"]) * number(row["value"].removeprefix("× ")) == pytest.approx(value, abs=2e-3)
        else:  # the others of its group: what has no name on the page
            assert re.fullmatch(r"\d+ other (units|inputs)", row["name"])
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
    squash = "tanh" if gate == "g" else "σ"
    shown = re.fullmatch(rf"{squash}\((.+)\) = (.+)", found["curve"])
    assert shown is not None
    assert_prints(shown[1], z)
    assert_prints(shown[2], value)
    groups = terms(found["sums"])
    assert groups == pytest.approx([of_x.sum(), of_h.sum(), bias], abs=5.1e-4)
    *each, total, result = terms(found["numbers"])
    assert each == [number(row["product"]) for row in rows]
    assert (total, result) == (number(shown[1]), number(shown[2]))
    start = re.match(r"At t = (\d+), the (.+) of unit (\d+) is (.+?): ", found["sentence"])
    assert start is not None
    assert (int(start[1]), int(start[3])) == (place.t, place.unit)
    assert start[2].startswith(NAMES[gate])
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
        assert_prints(inner[2], truth.before(place, gate)[3])
    c_before = truth.signal(place, "c", 1)
    x = truth.layers[place.layer].inputs[place.t]
    values = [c_before, own["c"], own["f"] * c_before, own["i"] * own["g"], np.tanh(own["c"])]
    values += [truth.signal(place, "h", 1), float(x[0]), own["h"]]
    for text, value in zip(found["numbers"], values, strict=True):
        if text == f"({len(x)} values)":
            continue
        assert_prints(re.sub("^(kept|written) ", "", text), float(value))
