"""What a notebook gets: saved runs opened, traces shown from their own weights, and plain words where that fails."""

import base64
import copy
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import lstm_viz as lv
from lstm_viz.errors import CaptureError, SavedRunError, SettingError
from lstm_viz.explorer.own_module import own_module
from lstm_viz.figures.layer_signals import layer_signals
from lstm_viz.model.network import network_from_weights
from lstm_viz.records import Trace

DEMO = Path(__file__).parents[2] / "assets" / "demo.safetensors"


class Mine(nn.Module):
    """A practitioner's own module: a stack and a head."""

    def __init__(self, stack: Any, head: nn.Module) -> None:
        super().__init__()
        self.stack, self.head = stack, head

    def forward(self, x: torch.Tensor, state: Any = None) -> Any:
        return self.head(self.stack(x, state)[0])


def mine(kind: type[nn.Module] = nn.LSTM, head: nn.Module | None = None, **options: Any) -> Mine:
    torch.manual_seed(0)
    stack = kind(3, 8, batch_first=True, **options)
    return Mine(stack, head or nn.Linear(8, 2))


def captured(module: nn.Module, steps: int = 60, state: Any = None) -> Trace:
    torch.manual_seed(1)
    return lv.capture(module, torch.randn(2, steps, 3), *([] if state is None else [state]))


def page(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("kind", [nn.LSTM, nn.GRU, nn.RNN])
@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("bias", [True, False])
def test_a_modules_own_head_is_read_off_its_outputs(kind: type[nn.Module], layers: int, bias: bool) -> None:
    module = mine(kind, num_layers=layers, bias=bias)
    trace = captured(module)
    own = own_module(trace, output=1)
    again = network_from_weights(own.model, own.run.newest.weights)
    with torch.no_grad():
        y = again(torch.tensor(own.problem.inputs))[0, :, 0].numpy()
    assert trace.y_hat is not None
    assert y == pytest.approx(trace.y_hat[:, 1], abs=1e-5)
    head = module.head.get_parameter("weight").detach().numpy()[1]
    assert own.run.newest.weights["head.weight"][0] == pytest.approx(head, abs=1e-4)
    assert own.note == "The prediction is the module’s output 1: its head is linear in h, read off its outputs."


@pytest.mark.parametrize(
    ("module", "steps", "why"),
    [
        (nn.LSTM(3, 8, batch_first=True), 60, "not a single tensor of one row per timestep"),
        (mine(head=nn.Identity()), 60, "returns its hidden states"),
        (mine(), 9, "9 timesteps are too few to tell the head of 8 units"),
        (mine(head=nn.Sequential(nn.Linear(8, 4), nn.Tanh(), nn.Linear(4, 1))), 60, "cannot be told from its outputs"),
    ],
)
def test_where_the_head_cannot_be_told_a_hidden_state_is_the_output_and_it_is_said(
    module: nn.Module, steps: int, why: str
) -> None:
    trace = captured(module, steps)
    own = own_module(trace, output=5)
    assert why in own.note
    assert "h of unit 5, top layer. Nothing was predicted." in own.note
    assert own.problem.target_name == "h of unit 5"
    again = network_from_weights(own.model, own.run.newest.weights)
    with torch.no_grad():
        y = again(torch.tensor(own.problem.inputs))[0, :, 0].numpy()
    assert y == pytest.approx(trace.layers[-1].signals["h"][:, 5], abs=1e-6)


STATE = (torch.ones(1, 2, 8), torch.ones(1, 2, 8))


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported")
@pytest.mark.parametrize(
    ("module", "state", "why"),
    [
        (mine(bidirectional=True, head=nn.Linear(16, 1)), None, "reads in both directions"),
        (mine(proj_size=4, head=nn.Linear(4, 1)), None, "projects its hidden state"),
        (mine(), STATE, "starts from a state that is not zero"),
        (mine(nn.RNN, nonlinearity="relu"), None, "another nonlinearity"),
        (nn.GRU(3, 129, batch_first=True), None, "more units than the 128 that the explorer shows"),
    ],
)
def test_what_the_explorer_cannot_show_truly_becomes_plain_figures_that_say_why(
    module: nn.Module, state: Any, why: str, tmp_path: Path
) -> None:
    trace = captured(module, state=state)
    with pytest.raises(CaptureError, match=why):
        own_module(trace)
    text = page(lv.export_html(trace, tmp_path / "page.html"))
    assert why in text
    assert text.count('role="img"') == len(trace.layers)


class Two(nn.Module):
    def __init__(self, second: nn.Module, between: nn.Module) -> None:
        super().__init__()
        self.first, self.second, self.between = nn.LSTM(3, 8, batch_first=True), second, between

    def forward(self, x: torch.Tensor) -> Any:
        return self.second(self.between(self.first(x)[0]))[0]


def test_two_modules_one_on_the_other_are_one_stack() -> None:
    torch.manual_seed(0)
    own = own_module(captured(Two(nn.LSTM(8, 8, batch_first=True), nn.Identity())))
    assert own.model.num_layers == 2


@pytest.mark.parametrize(
    ("second", "between", "why"),
    [
        (nn.LSTM(8, 8, batch_first=True), nn.Tanh(), "“second”, layer 1, call 1, is not fed with the hidden states"),
        (nn.LSTM(8, 5, batch_first=True), nn.Identity(), "differ in cell or size"),
        (nn.GRU(8, 8, batch_first=True), nn.Identity(), "differ in cell or size"),
    ],
)
def test_layers_that_are_no_stack_are_refused(second: nn.Module, between: nn.Module, why: str) -> None:
    with pytest.raises(CaptureError, match=why):
        own_module(captured(Two(second, between)))


def test_weights_that_do_not_give_the_signals_are_refused() -> None:
    trace = captured(mine())
    layer = copy.copy(trace.layers[0])
    object.__setattr__(layer, "weights", {name: 2 * array for name, array in layer.weights.items()})
    with pytest.raises(CaptureError, match="computed again from its weights as an LSTM, gives another"):
        own_module(Trace((layer,), trace.x, trace.y_hat))


def test_an_output_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="There is no output 2: choose one of 0 to 1"):
        lv.export_html(captured(mine()), tmp_path / "page.html", output=2)


def test_a_run_saved_in_the_lab_is_opened_with_its_problem_and_exported(tmp_path: Path) -> None:
    opened = lv.open_run(DEMO)
    assert opened.run.newest.step == 2000
    assert opened.problem.inputs.shape[2] == opened.model.input_size
    text = page(lv.export_html(opened, tmp_path / "named.html", title="<mine>"))
    assert "<title>&lt;mine&gt;</title>" in text
    for given in (opened, str(DEMO), DEMO.read_bytes()):
        found = re.search(r'id="lv-weights">([^<]*)<', page(lv.export_html(given, tmp_path / "page.html")))
        assert found is not None
        kept = base64.b64decode(found[1])
        assert opened.run.newest.weights["head.weight"].tobytes() in kept
        assert opened.run.snapshots[0]["head.weight"].tobytes() in kept


def test_a_run_is_written_as_the_scripts_that_run_alone_and_give_its_predictions(tmp_path: Path) -> None:
    opened = lv.open_run(DEMO)
    with zipfile.ZipFile(lv.export_scripts(opened, tmp_path / "scripts.zip")) as file:
        file.extractall(tmp_path)
    folder, problem = tmp_path / "lstm_scripts", opened.problem
    with np.load(folder / "example.npz", allow_pickle=False) as example:
        y = example["y"]
    network = network_from_weights(opened.model, opened.run.newest.weights)
    with torch.no_grad():
        expected = network(torch.tensor(problem.inputs[problem.probe][None]))[0].numpy()
    assert np.abs(y - expected).max() <= 1e-5
    done = subprocess.run(
        [sys.executable, folder / "torch_script.py"], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.splitlines()[0].split()[-1]) <= 1e-5
    names = {path.name for path in folder.iterdir()}
    assert {"torch_weights.npz", "keras_script.py", "keras_weights.npz", "README.txt"} <= names


def test_an_opened_run_has_the_series_that_its_problem_was_made_of() -> None:
    opened = lv.open_run(DEMO)
    assert opened.source is not None
    values = opened.source.table[opened.problem.target_name].to_numpy()
    assert np.allclose(opened.problem.actual[0], values[-opened.problem.actual.shape[1] :])


def test_what_is_no_run_and_no_trace_is_answered_in_words(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with pytest.raises(SavedRunError, match=r"nowhere\.safetensors cannot be read \(No such file"):
        lv.open_run(tmp_path / "nowhere.safetensors")
    with pytest.raises(SavedRunError, match="not a run saved by LSTM Visualizer"):
        lv.export_html(b"nothing", path)
    with pytest.raises(SettingError, match="A Linear cannot be shown"):
        lv.export_html(nn.Linear(1, 1), path)  # type: ignore[arg-type]  # the mistake that is meant
    with pytest.raises(SettingError, match="A Linear cannot be written as scripts"):
        lv.export_scripts(nn.Linear(1, 1), path)  # type: ignore[arg-type]  # the mistake that is meant
    with pytest.raises(SettingError, match="cannot be written"):
        lv.export_scripts(DEMO, tmp_path / "no folder" / "scripts.zip")
    with pytest.raises(SettingError, match="cannot be written"):
        lv.export_html(DEMO, tmp_path / "no folder" / "page.html")
    assert not path.exists()


def test_a_trace_and_a_run_show_themselves_in_a_notebook() -> None:
    for shown in (captured(mine()), captured(mine(bidirectional=True, head=nn.Linear(16, 1))), lv.open_run(DEMO)):
        text: str = shown._repr_html_()  # type: ignore[union-attr]  # notebooks ask for it
        assert text.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
        assert text.count("<") == 2
        assert 1.5e6 < len(text) < 4e6


def test_strips_of_a_layer_show_its_signals_whatever_the_cell() -> None:
    trace = captured(mine(nn.GRU))
    figure = layer_signals(trace.layers[0])
    assert [strip.name for strip in figure.data] == ["update gate z", "reset gate r", "candidate n", "hidden state h"]
    assert np.array_equal(figure.data[3].z, trace.layers[0].signals["h"].T)


def test_opening_and_exporting_a_run_needs_neither_streamlit_nor_torch(tmp_path: Path) -> None:
    script = (
        f"import sys, lstm_viz as lv; lv.export_html({str(DEMO)!r}, {str(tmp_path / 'page.html')!r}); "
        "sys.exit('streamlit' in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
