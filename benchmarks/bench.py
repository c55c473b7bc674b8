"""Every benchmark, as a table or as JSON."""

import argparse
import json

from benchmarks import capture_speed, engine_speed
from benchmarks.rows import table

TOPICS = (engine_speed.rows, capture_speed.rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print [{name, value, unit, budget, met, how}]")
    asked = parser.parse_args()
    rows = [row for topic in TOPICS for row in topic()]
    print(json.dumps([row.as_json() for row in rows], indent=1) if asked.json else table(rows))
