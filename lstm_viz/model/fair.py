"""Three networks that may fairly be compared: one of each cell, alike in everything but width."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from lstm_viz.records import CellName, ModelConfig

Equal = Literal["width", "parameters"]
NEAR = 1.02
"""How far the largest of three counts of parameters may be above the smallest."""


def fair_configs(config: ModelConfig, equal: Equal, most: int = 128) -> Mapping[CellName, ModelConfig]:
    """Return the network as LSTM, GRU and tanh RNN: as wide as it is, or with equally many parameters.

    Widths are whole numbers, so equal counts are within 2 % of each other; the LSTM's width is the one nearest to
    `config.hidden_size` for which there are such widths of the others, none over `most`.
    """
    if equal == "width":
        return {cell: replace(config, cell=cell) for cell in get_args(CellName)}
    all_of = {
        cell: [replace(config, cell=cell, hidden_size=width) for width in range(1, most + 1)]
        for cell in get_args(CellName)
    }
    counts = {cell: np.array([each.parameter_count for each in own]) for cell, own in all_of.items()}
    for lstm in sorted(all_of["lstm"], key=lambda each: abs(each.hidden_size - config.hidden_size)):
        nearest = {cell: int(np.abs(own - lstm.parameter_count).argmin()) for cell, own in counts.items()}
        found = [int(counts[cell][place]) for cell, place in nearest.items()]
        if max(found) <= NEAR * min(found):
            return {cell: all_of[cell][place] for cell, place in nearest.items()}
    raise ValueError(f"no three networks of at most {most} units have equally many parameters")
