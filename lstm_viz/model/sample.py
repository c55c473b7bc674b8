"""One sample of what a recurrent layer was fed, gave and held, and of what the whole module made of it."""

from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from lstm_viz.errors import CaptureError
from lstm_viz.records import Array


def sequence_of(value: Tensor | PackedSequence, sample: int, batch_first: bool) -> Tensor:
    """Return (T, …): one sample's sequence, at its own length where sequences are packed.

    Raises:
        CaptureError: there is no such sample.
    """
    if isinstance(value, PackedSequence):
        padded, lengths = pad_packed_sequence(value, batch_first=True)
        _check(sample, len(lengths))
        return padded[sample, : int(lengths[sample])]
    if value.dim() == 2:
        _check(sample, 1)
        return value
    _check(sample, value.shape[0 if batch_first else 1])
    return value[sample] if batch_first else value[:, sample]


def state_of(state: Tensor, place: int, sample: int) -> Tensor:
    """Return (H,): one sample's state of one layer and direction, from (places, N, H) or, unbatched, (places, H)."""
    return state[place, sample] if state.dim() == 3 else state[place]


def rows_of(output: Any, fed: Tensor | PackedSequence, sample: int, batch_first: bool) -> Array | None:
    """Return (T, K) of the module's output, where it is one row (or value) per timestep of what was `fed`; else None.

    Where the shape alone cannot tell sequences from timesteps, the first layer's `batch_first` does; a packed sequence
    has none, so there the answer is None.
    """
    if isinstance(output, PackedSequence):
        output = sequence_of(output, sample, batch_first)[None]
        sample, n, t = 0, 1, output.shape[1]
    elif isinstance(output, Tensor):
        n, t = _extent(fed, batch_first)
    else:
        return None
    length = len(sequence_of(fed, sample, batch_first)) if n > 1 else t
    shape = tuple(output.shape[:2])
    if n == 1 and output.dim() <= 2 and shape[:1] == (t,):
        rows = output
    elif n == t > 1 and isinstance(fed, PackedSequence):
        return None
    elif shape == (n, t) and (batch_first or n != t):
        rows = output[sample]
    elif shape == (t, n):
        rows = output[:, sample]
    else:
        return None
    rows = rows.detach().cpu()[:length]
    rows = rows.float() if rows.dtype == torch.bfloat16 else rows
    found: Array = (rows[:, None] if rows.dim() == 1 else rows).numpy()
    return found if found.ndim == 2 else None


def _extent(fed: Tensor | PackedSequence, batch_first: bool) -> tuple[int, int]:
    """Return N and T."""
    if isinstance(fed, PackedSequence):
        return int(fed.batch_sizes[0]), len(fed.batch_sizes)
    if fed.dim() == 2:
        return 1, len(fed)
    return (fed.shape[0], fed.shape[1]) if batch_first else (fed.shape[1], fed.shape[0])


def _check(sample: int, count: int) -> None:
    if not 0 <= sample < count:
        raise CaptureError(f"Sample {sample} was asked, and the module read {count}: choose 0 to {count - 1}.")
