"""`python -m lstm_viz forecast …`: from a file to a forecast in words, JSON or CSV; progress on the error stream."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.reading.said import asked, said_in
from lstm_viz.data.told import told_on_stderr
from lstm_viz.errors import ENDED_BY_CTRL_C, LstmVizError, SettingError
from lstm_viz.forecasting.bundle import open_forecast, save_forecast
from lstm_viz.forecasting.continuation import continue_forecast
from lstm_viz.forecasting.digits import forecast_table
from lstm_viz.forecasting.forecaster import forecast
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.tables import short
from lstm_viz.forecasting.verdict import TITLES

MOST_IN_FULL = 20


@dataclass(frozen=True)
class Places:
    """Where things are: a kept forecast to go on from, what to keep and to write."""

    run: str | None = None
    keep: str | None = None
    output: str | None = None


def run_command(
    file: str, said: Sequence[str], settings: Mapping[str, Any], places: Places, *, every: bool, as_json: bool
) -> int:
    """Forecast what a file holds and write what came of it; return the exit code.

    `said`: how the file is to be read, in words such as date_order=mdy. `settings` are those of `lv.forecast`;
    `every`: all columns that change are targets. The code is 0, or 2 with one sentence on the error stream, or 130
    after Ctrl-C.
    """
    try:
        for path in filter(None, (places.output, places.keep)):
            _check_can_be_written(path, file)  # before minutes are spent on what cannot be kept
        reading = read_csv(file, **said_in(said), tell=told_on_stderr(file))
        sys.stderr.writelines(f"{asked(question)}\n" for question in reading.questions)
        if places.run is not None:
            result = continue_forecast(open_forecast(places.run), reading)
        else:
            targets = _every_that_changes(reading) if every else settings["target"]
            result = forecast(reading, **{**settings, "target": targets}, tell=_progress)
        if places.output is not None:
            forecast_table(result).to_csv(places.output, index=False, encoding="utf-8")
        if places.keep is not None:
            Path(places.keep).write_bytes(save_forecast(result))
    except LstmVizError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename} cannot be written ({error.strerror}).\n")
        return 2
    except KeyboardInterrupt:
        return ENDED_BY_CTRL_C
    told = result.as_json() | {"warnings": [*reading.warnings, *result.warnings]}
    sys.stdout.write(json.dumps(told, allow_nan=False) + "\n" if as_json else in_words(result, reading.warnings))
    return 0


def _check_can_be_written(path: str, file: str) -> None:
    """Raise SettingError if a file cannot be written, or is the one that is read; nothing is left of the trial."""
    there = Path(path).exists()
    if Path(path).is_dir():
        raise SettingError(f"{path} is a folder: name a file in it.")
    if there and Path(file).exists() and Path(path).samefile(file):
        raise SettingError(f"{path} is the file that is read: write to another, so that it is not lost.")
    try:
        Path(path).touch()
        if not there:
            Path(path).unlink()
    except OSError as error:
        raise SettingError(
            f"{path} cannot be written: check that its folder is there and may be written to."
        ) from error


def _every_that_changes(reading: Reading) -> list[str]:
    return [str(name) for name in reading.table.columns if np.ptp(reading.table[name].to_numpy()) > 0]


def in_words(result: Forecast, read: Sequence[str] = ()) -> str:
    """Return a result as text: the season and the origins, and of each series its scores, bands, forecast, verdict.

    `read`: what is to be known of how the file was read.
    """
    season = f"a season of {result.season} rows" if result.season > 1 else "no season"
    told = result.as_json()
    lines = [f"Horizon {result.horizon} rows, {season}; origins: {', '.join(map(str, told['origins']))}."]
    lines += [f"Note: {each}" for each in (*read, *result.warnings)]
    if len(result.series) > MOST_IN_FULL:
        return "\n".join([*lines, "", *_briefly(result), "", "Their forecasts: -o forecast.csv, or --json."]) + "\n"
    for series, plain in zip(result.series, told["series"], strict=True):
        lines += ["", f"{series.id} (normalisation: {series.normalisation})", *_scores(series), _bands(series), ""]
        simple = [TITLES[name].removeprefix("the ") for name in series.simple]
        rows: list[tuple[str, ...]] = [("time", "LSTM", "80 % from", "to", "95 % from", "to", *simple)]
        for each in plain["forecast"]:
            q = each["quantiles"]
            numbers = (each["mean"], q["0.1"], q["0.9"], q["0.025"], q["0.975"], *each["simple"].values())
            rows.append((str(each["time"]), *(short(value, 5) for value in numbers)))
        lines += [*_aligned(rows), "", series.verdict]
    return "\n".join(lines) + "\n"


def _briefly(result: Forecast) -> list[str]:
    """Return a line for each series: the MASE of the LSTM and of the best simple method, and how the verdict begins."""
    rows = [("series", "LSTM", "best simple", "method", "verdict")]
    for series in result.series:
        mase = {name: each.scores.mase for name, each in series.measured.items() if each.scores.mase is not None}
        own, others = mase.pop("lstm", None), mase
        best = min(others, key=lambda name: others[name], default=None)
        two = ("-", "-", "-") if own is None or best is None else (f"{own:.3f}", f"{others[best]:.3f}", TITLES[best])
        rows.append((series.id, *two, series.judgement.kind))
    return _aligned(rows)


def _scores(series: SeriesForecast) -> list[str]:
    rows = [("method", "MASE", "RMSE", "MAE", "sMAPE")]
    for name, each in series.measured.items():
        found = each.scores
        mase = "-" if found.mase is None else f"{found.mase:.3f}"
        title = TITLES[name].removeprefix("the ")
        rows.append((title, mase, short(found.rmse, 5), short(found.mae, 5), f"{found.smape:.1f}"))
    return _aligned(rows)


def _bands(series: SeriesForecast) -> str:
    shares = (f"{float(level):.0%} band held {share:.0%}" for level, share in series.coverage.items())
    return f"Of {series.actual.size} answers, the {', the '.join(shares)}."


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def _progress(done: int, count: int, left: float) -> None:
    about = f", about {left:.0f} s left" if done else ""
    sys.stderr.write(f"Fits done: {done} of {count}{about}.\n")
    sys.stderr.flush()
