"""`python -m lstm_viz read FILE`: how a file is understood, in words or as one JSON value."""

import json
import sys
from collections.abc import Sequence

from lstm_viz.data.csv_reader import read_csv
from lstm_viz.data.reading.records import Reading
from lstm_viz.data.reading.said import asked, said_in
from lstm_viz.data.told import told_on_stderr
from lstm_viz.errors import DataError


def read_command(file: str, said: Sequence[str], *, as_json: bool) -> int:
    """Read a file and write how it was understood; return 0, or 2 with one sentence on the error stream.

    `said`: how it is to be read, in words such as date_order=mdy.
    """
    try:
        reading = read_csv(file, **said_in(said), tell=told_on_stderr(file))
    except DataError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if as_json:
        sys.stdout.write(json.dumps(reading.as_json(), allow_nan=False, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(in_words(reading)) + "\n")
    return 0


def in_words(reading: Reading) -> list[str]:
    """Return lines that tell how a file was understood."""
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "|", " ": "blank", None: "none"}
    written = [
        f"decimal mark {names.get(reading.decimal, reading.decimal)}" if reading.decimal == "," else "decimal point"
    ]
    if reading.thousands:
        written.append(f"thousands mark {names.get(reading.thousands, reading.thousands)}")
    if reading.encoding:
        written = [
            reading.encoding,
            f"columns separated by {names.get(reading.delimiter, reading.delimiter)}",
            *written,
        ]
    lines = [f"{reading.name}: {', '.join(written)}."]
    lines.append(f"Rows of names: {reading.header_rows}. Layout: {reading.layout}.")
    lines += [f"  {each.name}: {each.kind}, {each.missing:,} missing" for each in reading.columns]
    axis = reading.axis
    if axis:
        lines.append(f"Time in {axis.column} as {axis.format}, {axis.first} to {axis.last}: {axis.rows:,} rows.")
        lines.append(
            f"Frequency {axis.frequency or 'not even'}, {axis.missing:,} missing, {axis.duplicates:,} repeated, "
            f"{'in order' if axis.sorted else 'not in order'}."
        )
    lines += [f"Set aside, line {each.row} ({each.why}): {each.text}" for each in reading.skipped]
    lines += [f"Question: {asked(each)}" for each in reading.questions]
    return [*lines, *(f"Note: {each}" for each in reading.warnings)]
