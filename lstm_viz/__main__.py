"""The command line: `python -m lstm_viz serve`."""

import argparse
import sys
from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"lstm_viz: {message}. `python -m lstm_viz --help` lists what there is.\n")


def _port(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(f"“{word}” is not a port: give a number from 1 to 65535")
    return int(word)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m lstm_viz", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the app", allow_abbrev=False)
    serve.add_argument(
        "--lan", action="store_true", help="to everybody in the local network, not to this computer only"
    )
    serve.add_argument("--port", type=_port, default=8501, metavar="N", help="the port to listen on (8501)")
    return parser


def main(words: list[str]) -> int:
    """Do what the words ask for; return the exit code."""
    asked = _parser().parse_args(words)
    from lstm_viz.ui.serve import serve  # so that --help needs no Streamlit

    return serve(lan=asked.lan, port=asked.port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
