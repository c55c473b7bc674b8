"""Every benchmark, as a table or as JSON."""

import argparse
import json
from dataclasses import asdict

from benchmarks import capture_speed, engine_speed, gradient_speed, page_speed, reading_speed, whatif_speed
from benchmarks.rows import table

TOPICS = (engine_speed, capture_speed, gradient_speed, whatif_speed, reading_speed, page_speed)


def main() -> int:
    """Print every row; return 1 if one is not met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print [{name, value, unit, budget, met, how}]")
    asked = parser.parse_args()
    rows = [row for topic in TOPICS for row in topic.rows()]
    print(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False) if asked.json else table(rows))
    return 0 if all(row.met for row in rows) else 1
