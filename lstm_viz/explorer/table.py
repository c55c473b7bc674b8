"""A trace as a tidy table, and the table as a Parquet file."""

import io
from collections.abc import Sequence

import numpy as np
import pandas as pd

from lstm_viz.records import LayerTrace, Trace


def trace_table(trace: Trace, time_labels: Sequence[str] = ()) -> pd.DataFrame:
    """Return a row for every layer, direction, signal, unit and timestep, as the page's own table has them.

    Columns: module (the layer's name), call (from 0), layer (from 1, as on screen), direction, signal, unit (from 0),
    t (from 0), time (only where there are labels) and value, in the module's own precision. Module, direction, signal
    and time are categories.

    Args:
        trace: what `capture` returned.
        time_labels: of the T timesteps.

    Raises:
        ValueError: a layer has another number of timesteps than there are labels.
    """
    parts = [_rows(each, name, time_labels) for each in trace.layers for name in each.signals]
    table = pd.concat(parts, ignore_index=True)
    words = [name for name in ("module", "direction", "signal", "time") if name in table]
    return table.astype(dict.fromkeys(words, "category"))


def _rows(layer: LayerTrace, name: str, time_labels: Sequence[str]) -> pd.DataFrame:
    values = layer.signals[name]
    steps, units = values.shape
    if len(time_labels) not in (0, steps):
        raise ValueError(f"{len(time_labels)} labels do not fit {steps} timesteps")
    t = np.tile(np.arange(steps, dtype=np.int32), units)
    columns = {
        "module": layer.name,
        "call": np.int32(layer.call),
        "layer": np.int32(layer.layer + 1),
        "direction": layer.direction,
        "signal": name,
        "unit": np.repeat(np.arange(units, dtype=np.int32), steps),
        "t": t,
        "time": np.array(time_labels)[t] if time_labels else None,
        "value": values.T.reshape(-1),
    }
    return pd.DataFrame({key: column for key, column in columns.items() if column is not None})


def trace_parquet(trace: Trace, time_labels: Sequence[str] = ()) -> bytes:
    """Return the table as a Parquet file; its categories are dictionaries there."""
    file = io.BytesIO()
    trace_table(trace, time_labels).to_parquet(file, engine="pyarrow", index=False)
    return file.getvalue()
