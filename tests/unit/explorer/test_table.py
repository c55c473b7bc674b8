"""The tidy table of a trace: a row for every layer, direction, signal, unit and timestep."""

import io

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
import torch
from torch import nn

import lstm_viz as lv
from lstm_viz.explorer.table import trace_parquet
from lstm_viz.records import ModelConfig, Trace
from lstm_viz.training.local_engine import LocalEngine
from lstm_viz.training.look import trace_job


class Reader(nn.Module):
    """Two layers with names, one called twice."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm, self.gru = nn.LSTM(2, 3, 2, bidirectional=True), nn.GRU(6, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        read = self.lstm(x)[0]
        return torch.cat([self.gru(read)[0], self.gru(read.flip(0))[0]])


@pytest.fixture
def trace() -> Trace:
    torch.manual_seed(0)
    return lv.capture(Reader(), torch.randn(7, 2))


def test_every_value_stands_where_capture_has_it(trace: Trace) -> None:
    table = lv.trace_table(trace)
    assert list(table) == ["module", "call", "layer", "direction", "signal", "unit", "t", "value"]
    assert len(table) == sum(signal.size for layer in trace.layers for signal in layer.signals.values())
    for layer in trace.layers:
        own = table[
            (table.module == layer.name)
            & (table.call == layer.call)
            & (table.layer == layer.layer + 1)
            & (table.direction == layer.direction)
        ]
        for name, signal in layer.signals.items():
            found = own[own.signal == name].pivot_table(index="t", columns="unit", values="value").to_numpy()
            assert np.array_equal(found, signal)
    assert table.value.dtype == np.float32


def test_parquet_gives_the_table_back_with_words_as_dictionaries(trace: Trace) -> None:
    labels = [f"2020-0{month}" for month in range(1, 8)]
    data = trace_parquet(trace, labels)
    back, table = pd.read_parquet(io.BytesIO(data)), lv.trace_table(trace, labels)
    pd.testing.assert_frame_equal(back, table)
    assert list(back.time[back.t == 3].unique()) == ["2020-04"]
    schema = pq.read_schema(io.BytesIO(data))
    assert all(str(schema.field(name).type).startswith("dictionary") for name in ("module", "signal", "time"))


def test_labels_that_do_not_fit_are_refused(trace: Trace) -> None:
    with pytest.raises(ValueError, match="2 labels do not fit 7 timesteps"):
        lv.trace_table(trace, ["a", "b"])


def test_a_worker_computes_the_trace_of_a_networks_weights() -> None:
    from lstm_viz.model.network import build_network, weights_of

    model = ModelConfig(input_size=2, hidden_size=4, num_layers=2, cell="gru")
    network, inputs = build_network(model, seed=1), np.random.default_rng(0).normal(size=(9, 2)).astype(np.float32)
    engine = LocalEngine(1)
    found = engine.submit(trace_job, model, weights_of(network), inputs).result(60)
    engine.shutdown()
    own = lv.capture(network, torch.tensor(inputs[None]))
    for mine, theirs in zip(found.layers, own.layers, strict=True):
        assert mine.signals["h"] == pytest.approx(theirs.signals["h"], abs=1e-6)
