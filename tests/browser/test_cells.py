"""The browser's GRU and tanh RNN against torch's, in a real browser."""

import numpy as np
import pytest
import torch
from playwright.sync_api import Page
from torch import Tensor, nn

import lstm_viz as lv
from lstm_viz.explorer.wire import pack
from tests.browser.file_server import FileServer

TOLERANCE = 1e-10
COMPUTE = """async ([cell, model, T]) => {
  const { unpack } = await import("/wire.js");
  const { forward } = await import("/cells/forward.js");
  const { arrays: { inputs, ...weights } } = unpack(await (await fetch("/network")).arrayBuffer());
  const trace = forward(weights, { ...model, cell }, inputs, T);
  const signals = trace.layers.flatMap(({ signals }) => Object.values(signals));
  await fetch("/answer", { method: "POST", body: new Blob([...signals, trace.y]) });
  return trace.layers.map(({ signals }) => Object.keys(signals));
}"""


class Recurrent(nn.Module):
    """A GRU or RNN under its own name, and a head, in float64 with float32's weights."""

    def __init__(self, cell: str, F: int, H: int, L: int, K: int) -> None:
        super().__init__()
        torch.manual_seed(5)
        self.cell = cell
        self.add_module(cell, {"gru": nn.GRU, "rnn": nn.RNN}[cell](F, H, L, batch_first=True))
        self.head = nn.Linear(H, K)
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.mul_(2)

    def forward(self, x: Tensor) -> Tensor:
        values: Tensor = self.head(self.get_submodule(self.cell)(x)[0])
        return values


@pytest.mark.parametrize("cell", ["gru", "rnn"])
@pytest.mark.parametrize(
    ("F", "H", "L", "K", "T"), [(1, 16, 1, 1, 80), (3, 7, 2, 5, 40), (2, 12, 3, 1, 25), (1, 1, 1, 1, 1)]
)
def test_the_browser_computes_what_torch_computes(
    page: Page, files: FileServer, cell: str, F: int, H: int, L: int, K: int, T: int
) -> None:
    network = Recurrent(cell, F, H, L, K)
    inputs = np.random.default_rng(T).standard_normal((T, F)).astype(np.float32)
    weights = {name: parameter.detach().numpy() for name, parameter in network.named_parameters()}
    files.messages["/network"] = pack({}, weights | {"inputs": inputs})
    page.goto(files.address)
    model = {"input_size": F, "hidden_size": H, "num_layers": L, "output_size": K}
    names = page.evaluate(COMPUTE, [cell, model, T])
    trace = lv.capture(network.double(), torch.tensor(inputs, dtype=torch.float64)[None])
    assert names == [list(layer.signals) for layer in trace.layers]
    assert trace.y_hat is not None
    expected = [signal.ravel() for layer in trace.layers for signal in layer.signals.values()] + [trace.y_hat.ravel()]
    found = np.frombuffer(files.posted.pop("/answer"), "<f8")
    np.testing.assert_allclose(found, np.concatenate(expected), rtol=0, atol=TOLERANCE)
