"""What it costs to ask "what if?": a whole sequence stepped again while signals are held."""

import time
from statistics import median

import numpy as np

from benchmarks.rows import Row, at_most
from lstm_viz.model.intervene import Intervention, intervene
from lstm_viz.model.network import build_network, weights_of
from lstm_viz.records import ModelConfig

T, H, ROUNDS, BUDGET = 200, 32, 60, 5.0


def rows() -> list[Row]:
    weights = weights_of(build_network(ModelConfig(hidden_size=H), seed=0))
    x = np.random.default_rng(0).normal(size=(T, 1)).astype(np.float32)
    held = [Intervention(0, None, "f", T // 3, T // 2), Intervention(0, (3, 5), "h", 0, T - 1, "ablate")]
    costs = []
    for _ in range(ROUNDS):
        began = time.process_time()
        intervene(weights, x, held)
        costs.append(1e3 * (time.process_time() - began))
    how = f"CPU of intervene, T={T} H={H}, one layer, a gate held over a span and two units ablated"
    return [at_most(BUDGET, "whatif_ms", median(costs), "ms", how)]
