"""`python -m lstm_viz forecast …`: from a file to a forecast in words, JSON or CSV; progress on the error stream."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.errors import ENDED_BY_CTRL_C, LstmVizError
from lstm_viz.forecasting.forecaster import forecast
from lstm_viz.forecasting.result import Forecast, SeriesForecast
from lstm_viz.forecasting.verdict import TITLES


def run_command(file: str, date: str | None, settings: Mapping[str, Any], *, output: str | None, as_json: bool) -> int:
    """Forecast what a file holds and write what came of it; return the exit code.

    It is 0, or 2 with one sentence on the error stream, or 130 after Ctrl-C.
    """
    try:
        if output is not None:
            Path(output).touch()  # before minutes are spent on what cannot be kept
        result = forecast(read_csv(file, date=date), **settings, tell=_progress)
        if output is not None:
            result.table().to_csv(output, index=False, encoding="utf-8")
    except LstmVizError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OSError:
        sys.stderr.write(f"{output} cannot be written: check that its folder is there and may be written to.\n")
        return 2
    except KeyboardInterrupt:
        return ENDED_BY_CTRL_C
    sys.stdout.write(json.dumps(result.as_json(), allow_nan=False) + "\n" if as_json else in_words(result))
    return 0


def in_words(result: Forecast) -> str:
    """Return a result as text: the season and the origins, and of each series its scores, bands, forecast, verdict."""
    season = f"a season of {result.season} rows" if result.season > 1 else "no season"
    told = result.as_json()
    lines = [f"Horizon {result.horizon} rows, {season}; origins: {', '.join(map(str, told['origins']))}."]
    lines += [f"Note: {each}" for each in result.warnings]
    for series, plain in zip(result.series, told["series"], strict=True):
        lines += ["", f"{series.id} (normalisation: {series.normalisation})", *_scores(series), _bands(series), ""]
        rows: list[tuple[str, ...]] = [("time", "mean", "80 % from", "to", "95 % from", "to")]
        for each in plain["forecast"]:
            q = each["quantiles"]
            numbers = (each["mean"], q["0.1"], q["0.9"], q["0.025"], q["0.975"])
            rows.append((str(each["time"]), *(f"{value:.5g}" for value in numbers)))
        lines += [*_aligned(rows), "", series.verdict]
    return "\n".join(lines) + "\n"


def _scores(series: SeriesForecast) -> list[str]:
    rows = [("method", "MASE", "RMSE", "MAE", "sMAPE")]
    for name, each in series.measured.items():
        found = each.scores
        mase = "-" if found.mase is None else f"{found.mase:.3f}"
        title = TITLES[name].removeprefix("the ")
        rows.append((title, mase, f"{found.rmse:.5g}", f"{found.mae:.5g}", f"{found.smape:.1f}"))
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
