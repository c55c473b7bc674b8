"""Exported scripts run in processes of their own, with real Keras and real torch, and give our predictions."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstm_viz.data.problem import restore
from lstm_viz.data.source import Source
from lstm_viz.model.scripts.shared import literal
from lstm_viz.records import QUANTILES
from tests.unit.forecasting.looked_inside import inside
from tests.unit.model.scripts.networks import HOSTILE, cases, columns, keras_example, series

RUNNER = Path(__file__).with_name("runner.py")
CASES = dict(cases())
LIBRARIES = ("keras", "torch")


def python(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a fresh Python that does not see this package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd="/", timeout=120)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case unpacked, and run by both libraries: one process each, for they are slow to import."""
    unpacked = {name: case.unpack(tmp_path_factory.mktemp("case")) for name, case in CASES.items()}
    unpacked["short"] = keras_example().unpack(tmp_path_factory.mktemp("case"), steps=50)
    unpacked["broken"] = CASES["lstm-1-none"].unpack(tmp_path_factory.mktemp("case"))
    for library in LIBRARIES:
        double(unpacked["broken"] / f"{library}_weights.npz")
        done = python(RUNNER, *(folder / f"{library}_script.py" for folder in unpacked.values()))
        assert done.returncode == 0, done.stderr
    return unpacked


def double(file: Path) -> None:
    with np.load(file, allow_pickle=False) as weights:
        doubled = {name: 2 * weights[name] for name in weights.files}
    np.savez(file, allow_pickle=False, **doubled)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("name", CASES)
def test_a_script_reads_and_answers_what_our_network_does(folders: dict[str, Path], name: str, library: str) -> None:
    case = CASES[name]
    with np.load(folders[name] / f"{library}_script.npz", allow_pickle=False) as found:
        x, y, levels = found["x"], found["y"], found["levels"]
    assert np.array_equal(x, case.problem.inputs[case.problem.probe])
    assert np.abs(case.y).max() > 0.1
    assert np.abs(y - case.y).max() <= 1e-5
    if case.problem.target_scale is not None:
        own = restore(case.problem.target_scale, case.y[:, 0], case.problem.anchor[case.problem.probe])
        assert levels == pytest.approx(own, rel=1e-5, abs=1e-5 * case.problem.target_scale.spread)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_script_gives_the_quantiles_of_every_step_ahead_in_the_data_s_unit(
    folders: dict[str, Path], library: str
) -> None:
    case, own = CASES["forecast"], inside()
    scaled = case.y.reshape(1, len(case.y), own.problem.steps_ahead, len(QUANTILES))
    with np.load(folders["forecast"] / f"{library}_script.npz", allow_pickle=False) as found:
        shown = replace(own.scaled, centre=own.scaled.centre[1:], spread=own.scaled.spread[1:])
        quantiles = shown.restore(np.sort(scaled, axis=3))[0]
        assert found["levels"] == pytest.approx(quantiles, rel=1e-5)
        if library == "keras":
            errors = np.repeat(found["targets"], len(QUANTILES), axis=1) - case.y
            q = np.tile(QUANTILES, own.problem.steps_ahead)
            assert float(found["loss"]) == pytest.approx((np.where(errors > 0, q, q - 1) * errors).mean(), rel=1e-4)
    said = (folders["forecast"] / f"{library}_script.said").read_text("utf-8")
    t = len(case.y) - 2  # at the last timestep nobody knows the answer yet
    median, right = quantiles[t, 0, 2], own.problem.actual[1, t]
    assert f"At timestep {t + 1} the median for sales is {median:.6g}; right is {right:.6g} €\n" in said


def test_the_keras_example_runs_alone_and_says_how_far_it_is_off(tmp_path: Path) -> None:
    done = python(CASES["keras-example"].unpack(tmp_path) / "keras_script.py")
    assert done.returncode == 0, done.stderr
    found = re.search(r"LSTM Visualizer over 142 timesteps: (\S+)\n", done.stdout)
    assert found is not None
    assert float(found[1]) <= 1e-5
    assert "At timestep 142 the network answers passengers = " in done.stdout
    assert done.stdout.endswith("; right is 432 thousand passengers\n")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_script_says_its_answer_beside_the_right_one(folders: dict[str, Path], library: str) -> None:
    case = CASES["recall"]
    asked = int(np.flatnonzero(case.problem.part[case.problem.probe] >= 0)[-1])
    said = (folders["recall"] / f"{library}_script.said").read_text("utf-8")
    answer, right = "ABCD"[case.y[asked].argmax()], "ABCD"[int(case.problem.targets[case.problem.probe, asked])]
    assert f"At timestep {asked + 1} the network answers {answer}; right is {right}." in said


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_script_with_the_weights_of_another_network_says_so_and_fails(folders: dict[str, Path], library: str) -> None:
    said = (folders["broken"] / f"{library}_script.said").read_text("utf-8")
    assert "refused: That is more than rounding" in said
    assert "refused" not in (folders["lstm-1-none"] / f"{library}_script.said").read_text("utf-8")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_long_sequence_is_shown_by_its_beginning(folders: dict[str, Path], library: str) -> None:
    folder = folders["short"]
    with np.load(folder / "example.npz", allow_pickle=False) as example:
        lengths = {name: len(example[name]) for name in ("data", "y", "actual", "before")}
        assert lengths == {"data": 51, "y": 50, "actual": 50, "before": 50}
        assert example["asked"] == 49
    said = (folder / f"{library}_script.said").read_text("utf-8")
    assert "over 50 timesteps" in said
    assert "refused" not in said


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_name_of_the_data_is_never_more_than_a_literal(library: str, tmp_path: Path) -> None:
    hostile = CASES["several-columns"]
    table = columns().table.set_axis(["stays", "a", "grows"], axis=1)
    plain = series(Source("three", table, {"a": "b"}, "a", ""), hostile.model, "difference", inputs=list(table))
    trees = []
    for name, case in (("hostile", hostile), ("plain", plain)):
        tree = ast.parse((case.unpack(tmp_path / name) / f"{library}_script.py").read_text("utf-8"))
        trees.append(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant):
                node.value = type(node.value).__name__
    assert ast.dump(trees[0]) == ast.dump(trees[1])


@pytest.mark.parametrize("name", [HOSTILE, "a\u202eb", "\ud800", "tab\there", "汉字 µ", "\\N{BEL} \\x00"])
def test_a_literal_is_the_name_without_what_a_terminal_would_obey(name: str) -> None:
    read = ast.literal_eval(literal(name))
    assert read == "".join(letter if letter.isprintable() else " " for letter in name)
    assert literal(name).isprintable()


@pytest.mark.parametrize(
    "name", ["keras-example", "recall", "several-columns", "forecast", "gru-3-difference", "rnn-1-none"]
)
def test_scripts_are_formatted_and_nothing_in_them_is_unused(name: str, tmp_path: Path) -> None:
    folder = CASES[name].unpack(tmp_path)
    scripts = [str(folder / f"{library}_script.py") for library in LIBRARIES]
    rules = ["--select", "A,B,D,E,F,N,SIM,UP,W", "--ignore", "D1,D203,D213,E402"]
    for command in (["format", "--check"], ["check", *rules]):
        options = ["--isolated", "--no-cache", "--line-length", "120"]
        done = python("-m", "ruff", *command, *options, *scripts)
        assert done.returncode == 0, done.stdout + done.stderr


def test_weights_are_files_that_need_no_pickle(tmp_path: Path) -> None:
    folder = CASES["gru-3-difference"].unpack(tmp_path)
    for file in ("keras_weights.npz", "torch_weights.npz"):
        with np.load(folder / file, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype == np.float32 for name in arrays.files)


def test_writing_scripts_needs_no_torch() -> None:
    script = "import sys, lstm_viz.model.scripts.bundle, lstm_viz.ui.script_file; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
