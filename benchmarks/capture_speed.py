"""What it costs to look inside: `capture` against the usual way, a loop of LSTMCell with hooks."""

import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.bare_loop import bare_loop
from benchmarks.problems import small_problem
from benchmarks.rows import Row, at_most, interleaved, median_ratio
from lstm_viz.model.capture import capture
from lstm_viz.model.network import build_network
from lstm_viz.records import ModelConfig, Trace, TrainConfig

T, H, ROUNDS, EPOCHS, EPOCH = 200, 32, 45, 20, 30


def rows() -> list[Row]:
    torch.set_num_threads(1)
    model = ModelConfig(hidden_size=H)
    network, x = build_network(model, seed=0), torch.randn(1, T, 1)
    lstm = network.recurrent
    if not isinstance(lstm, nn.LSTM):
        raise TypeError("the network is no LSTM")
    problem = small_problem()

    def ours() -> float:
        return _cpu(lambda: capture(network, x), times=3)

    def cells() -> float:
        return _cpu(lambda: _hooked_cells(lstm, x), times=1)

    def epoch() -> float:
        return bare_loop(problem, model, TrainConfig(), EPOCH)[0]

    _check_same(capture(network, x), _hooked_cells(lstm, x))
    ratio = median_ratio(interleaved(ours, cells, ROUNDS))
    share = median_ratio(interleaved(ours, epoch, EPOCHS))
    return [
        at_most(
            0.10, "capture_ratio", ratio, "", f"CPU of capture, T={T} H={H}, against a loop of LSTMCell with hooks"
        ),
        at_most(0.02, "capture_share", share, "", f"the same, as a share of an epoch of {EPOCH} steps (T48 H32 B32)"),
    ]


def _check_same(trace: Trace, cells: dict[str, Tensor]) -> None:
    """Refuse to compare what does not do the same work."""
    for name, signal in trace.layers[0].signals.items():
        if not np.allclose(signal, cells[name], atol=1e-5):
            raise RuntimeError(f"The captured {name} and the cells' differ: they did different work.")


def _cpu(function: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        function()
    return (time.process_time() - began) / times


def _hooked_cells(lstm: nn.LSTM, x: Tensor) -> dict[str, Tensor]:
    """Run the layer cell by cell; hooks keep h and c, and compute the gates of every timestep."""
    cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size)
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in lstm.state_dict().items()})
    kept: dict[str, list[Tensor]] = {name: [] for name in "ifgoch"}

    def keep(cell: nn.LSTMCell, fed: tuple[Tensor, tuple[Tensor, Tensor]], out: tuple[Tensor, Tensor]) -> None:
        x_t, (h, _) = fed
        gates = x_t @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh
        for name, gate in zip("ifgo", gates.chunk(4, dim=1), strict=True):
            kept[name].append(gate.tanh() if name == "g" else gate.sigmoid())
        kept["h"].append(out[0])
        kept["c"].append(out[1])

    handle = cell.register_forward_hook(keep)
    with torch.no_grad():
        h = c = torch.zeros(1, lstm.hidden_size)
        for t in range(x.shape[1]):
            h, c = cell(x[:, t], (h, c))
    handle.remove()
    return {name: torch.cat(values) for name, values in kept.items()}
