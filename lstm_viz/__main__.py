"""The command line: `python -m lstm_viz serve`, `… read`, `… forecast`, `… task`, `… experiment` and `… prices`."""

import argparse
import os
import signal
import sys
from io import TextIOWrapper
from typing import Any, NoReturn

from lstm_viz.errors import ENDED_BY_A_PIPE, ENDED_BY_CTRL_C


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"lstm_viz: {message}. `python -m lstm_viz --help` lists what there is.\n")


def _port(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"“{word}” is not a port: give a number from 1 to 65535")
    return int(word)


def _seeds(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 100:
        raise argparse.ArgumentTypeError(f"“{word}” is not a number of seeds: give a number from 1 to 100")
    return int(word)


def _whole(word: str) -> int:
    if not word.isdecimal() or len(word) > 9:
        raise argparse.ArgumentTypeError(f"“{word}” is not a whole number: give one such as 12")
    return int(word)


def _end_at_once(*_: object) -> NoReturn:
    os._exit(ENDED_BY_CTRL_C)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m lstm_viz", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the app", allow_abbrev=False)
    serve.add_argument(
        "--lan", action="store_true", help="to everybody in the local network, not to this computer only"
    )
    serve.add_argument("--port", type=_port, default=8501, metavar="N", help="the port to listen on (8501)")
    task = commands.add_parser("task", help="try a task of the literature over several seeds", allow_abbrev=False)
    task.add_argument("name", metavar="NAME", help="recall, temporal-order, adding or parity")
    task.add_argument("--cell", choices=("lstm", "gru", "rnn"), default="lstm", help="the kind of network (lstm)")
    task.add_argument(
        "--equal",
        choices=("width", "parameters"),
        default="width",
        help="what units=N means: the width of this cell (width), or as many parameters as an LSTM so wide",
    )
    task.add_argument("--seeds", type=_seeds, default=5, metavar="N", help="how many networks are trained (5)")
    task.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting, such as length=20")
    task.add_argument("--json", action="store_true", help="one JSON value instead of a table")
    experiment = commands.add_parser(
        "experiment", help="run an experiment over several seeds, as the page does", allow_abbrev=False
    )
    experiment.add_argument("name", metavar="NAME", nargs="?", help="one of the list; without it the list is written")
    experiment.add_argument("--list", action="store_true", help="write which experiments there are")
    experiment.add_argument("--seeds", type=_seeds, default=5, metavar="N", help="how many networks a row (5)")
    experiment.add_argument("--json", action="store_true", help="one JSON value instead of a table")
    prices = commands.add_parser(
        "prices", help="say what an LSTM can predict of a stock, in five views", allow_abbrev=False
    )
    prices.add_argument("--stock", default="MSFT", metavar="NAME", help="MSFT, AAPL or IBM (MSFT)")
    prices.add_argument("--seeds", type=_seeds, default=3, metavar="N", help="how many networks of each kind (3)")
    prices.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    read = commands.add_parser("read", help="say how a CSV or Excel file is understood", allow_abbrev=False)
    read.add_argument("file", metavar="FILE", help="a CSV, TSV or Excel file, which may be packed by gzip or zip")
    _add_how_to_read(read)
    read.add_argument("--json", action="store_true", help="one JSON value instead of sentences")
    _add_forecast(commands.add_parser("forecast", help="forecast a file's series, judged", allow_abbrev=False))
    return parser


def _add_how_to_read(command: argparse.ArgumentParser) -> None:
    about = "how the file is read, such as date_order=mdy or decimal=,"
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=about)


def _add_forecast(forecast: argparse.ArgumentParser) -> None:
    forecast.add_argument("file", metavar="FILE", help="a CSV, TSV or Excel file")
    forecast.add_argument("--target", nargs="+", metavar="C", help="the columns to forecast (the first that changes)")
    forecast.add_argument("--date", metavar="C", help="the column of moments (found)")
    _add_how_to_read(forecast)
    forecast.add_argument("--horizon", type=_whole, metavar="N", help="how many rows ahead (a season of the calendar)")
    forecast.add_argument(
        "--season", type=_whole, metavar="N", help="after how many rows it repeats, 1 for not (found)"
    )
    forecast.add_argument("--all", action="store_true", help="forecast every column that changes")
    forecast.add_argument("--past", nargs="+", metavar="C", help="further columns to read, as far as they are known")
    forecast.add_argument(
        "--covariate", nargs="+", metavar="C", help="columns known ahead: their rows go on after the target's last"
    )
    forecast.add_argument("--non-negative", action="store_true", help="no forecast lies below 0")
    forecast.add_argument("--separate", action="store_true", help="each series has networks of its own")
    forecast.add_argument("--once", action="store_true", help="train once before the first origin, not at each")
    forecast.add_argument("--origins", type=_whole, metavar="N", help="from how many the past is forecast (5)")
    forecast.add_argument("--seed", type=_whole, metavar="N", help="of the networks (0)")
    forecast.add_argument("--keep", metavar="run.safetensors", help="write the networks with all else to this file")
    forecast.add_argument(
        "--run", metavar="run.safetensors", help="go on from a kept file: the same networks and settings, no training"
    )
    forecast.add_argument("--json", action="store_true", help="one JSON value instead of a table")
    forecast.add_argument("-o", dest="output", metavar="forecast.csv", help="write the forecast to this file")


def _check_forecast(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    if asked.target and asked.all:
        parser.error("--target names columns and --all takes every one: give one of the two")
    free = {"command", "file", "date", "set", "json", "output", "keep", "run"}
    given = [
        f"--{name.replace('_', '-')}"
        for name, value in vars(asked).items()
        if name not in free and value is not None and value is not False
    ]
    if asked.run is not None and given:
        parser.error(f"--run has its settings from the kept file: leave out {' and '.join(given)}")


def _settings(asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "target": asked.target,
        "horizon": asked.horizon,
        "season": asked.season,
        "past": asked.past or (),
        "future": asked.covariate or (),
        "non_negative": asked.non_negative,
        "together": not asked.separate,
        "retrain": not asked.once,
        "origins": 5 if asked.origins is None else asked.origins,
        "seed": asked.seed or 0,
    }


def _compute(asked: argparse.Namespace) -> int:
    signal.signal(signal.SIGINT, _end_at_once)  # a module that is being loaded may swallow a KeyboardInterrupt
    import numpy.random  # noqa: F401  # seen to do so: numpy would load it at its first use

    from lstm_viz.experiments.command import run_command as experiment
    from lstm_viz.experiments.prices.command import run_command as prices
    from lstm_viz.forecasting.command import Places
    from lstm_viz.forecasting.command import run_command as forecast
    from lstm_viz.tasks.command import run_command as task

    signal.signal(signal.SIGINT, signal.default_int_handler)
    if asked.command == "experiment":
        return experiment(None if asked.list else asked.name, seeds=asked.seeds, as_json=asked.json)
    if asked.command == "prices":
        return prices(asked.stock, seeds=asked.seeds, as_json=asked.json)
    if asked.command == "forecast":
        places = Places(asked.run, asked.keep, asked.output)
        said = [*asked.set, *([f"date={asked.date}"] if asked.date is not None else [])]
        return forecast(asked.file, said, _settings(asked), places, every=asked.all, as_json=asked.json)
    return task(asked.name, asked.set, cell=asked.cell, equal=asked.equal, seeds=asked.seeds, as_json=asked.json)


def main(words: list[str]) -> int:
    """Do what the words ask for; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a console may lack letters of a file
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    asked = parser.parse_args(words)
    if asked.command == "forecast":
        _check_forecast(parser, asked)
    if asked.command == "read":
        from lstm_viz.data.read_command import read_command

        return read_command(asked.file, asked.set, as_json=asked.json)
    if asked.command != "serve":
        return _compute(asked)
    from lstm_viz.ui.serve import serve  # so that --help needs no Streamlit

    return serve(lan=asked.lan, port=asked.port)


def _run() -> int:
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # who reads, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENDED_BY_A_PIPE
    return code


if __name__ == "__main__":
    sys.exit(_run())
