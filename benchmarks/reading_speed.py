"""What it costs to understand a large table, against pandas that is told all about it."""

import io
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.rows import Row, at_most, interleaved, median_ratio
from lstm_viz.data.csv_reader import read_csv

ROWS, COLUMNS, FEW = 1_000_000, 9, 300_000
BUDGET, ROUNDS = 10.0, 3


def rows() -> list[Row]:
    how = (
        f"CPU of read_csv, {FEW:,} rows × {COLUMNS + 1} columns, against pandas given delimiter and format of the times"
    )
    return [at_most(BUDGET, "reading_ratio", cpu_ratio(large_table(FEW), ROUNDS), "", how)]


def large_table(count: int = ROWS) -> bytes:
    """Return a CSV of so many minutes; 1,000,000 of them are 100 MB."""
    days = 5 * np.sin(2 * np.pi * np.arange(count) / 1440)
    noise = np.random.default_rng(0).normal(size=(COLUMNS, count))
    values = {f"c{place}": np.round(20 + place + days + each, 5) for place, each in enumerate(noise)}
    times = pd.date_range("2020-01-01", periods=count, freq="min").strftime("%Y-%m-%d %H:%M:%S")
    return pd.DataFrame({"time": times} | values).to_csv(index=False).encode()


def cpu_ratio(data: bytes, rounds: int = 1) -> float:
    """Return what reading a table costs in terms of what it costs pandas."""

    def ours() -> float:
        return _cpu(lambda: read_csv(data, name="large.csv").table)

    def theirs() -> float:
        return _cpu(lambda: _told(data))

    if not np.array_equal(read_csv(data, name="large.csv").table.to_numpy(), _told(data).to_numpy()):
        raise RuntimeError("The two tables differ: they did different work.")
    return median_ratio(interleaved(ours, theirs, rounds))


def _told(data: bytes) -> pd.DataFrame:
    form = "%Y-%m-%d %H:%M:%S"
    return pd.read_csv(io.BytesIO(data), sep=",", index_col="time", parse_dates=["time"], date_format=form)


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
