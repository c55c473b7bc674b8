"""A corpus of files whose truth is known: read right, asked where two readings are possible, never silently wrong."""

from collections import Counter
from dataclasses import replace

import numpy as np

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.errors import DataError
from tests.unit.data import corpus
from tests.unit.data.corpus import SLOTS, Case, Plan, cases

FEWEST_RIGHT = 0.98


def wrong_in(case: Case, reading: Reading) -> list[str]:
    """What differs from the truth."""
    found = []
    if list(reading.table.columns) != case.names:
        return [f"names {list(reading.table.columns)} instead of {case.names}"]
    if case.moments is not None and list(reading.table.index) != list(case.moments):
        return [f"moments {reading.table.index[:3].tolist()}… of {len(reading.table)}, {reading.axis}"]
    there = ~case.gone
    if reading.table.shape != case.values.shape or not np.array_equal(
        reading.table.to_numpy()[there], case.values[there]
    ):
        return [f"values {reading.table.to_numpy()[:3].tolist()} instead of {case.values[:3].tolist()}"]
    if (reading.filled != case.gone).any():
        found.append("what was filled")
    if reading.frequency != case.frequency:
        found.append(f"frequency {reading.frequency} instead of {case.frequency}")
    if reading.axis and (reading.axis.missing, reading.axis.duplicates) != (case.missing, case.duplicates):
        found.append(f"counts {reading.axis.missing}, {reading.axis.duplicates}")
    told = " ".join(each.text for each in reading.skipped)
    found += [f"not named: {line}" for line in case.aside if line not in told]
    if len(reading.skipped) != len(case.aside):
        found.append(f"set aside: {[each.text for each in reading.skipped]}")
    return found


def test_files_made_by_known_troubles_are_read_right_and_never_silently_wrong() -> None:
    counts, table, silent = Counter[str](), [], []
    for case in cases():
        try:
            reading = read_csv(case.data)
        except DataError as error:
            counts["refused"] += 1
            table.append(f"refused  {case.trouble}: {error}")
            continue
        wrong = wrong_in(case, reading)
        counts["wrong" if wrong else "right"] += 1
        if wrong:
            table.append(f"wrong    {case.trouble}: {'; '.join(wrong)} {reading.questions or ''}")
            if not reading.questions:
                silent.append(case.trouble)
        if reading.questions:
            counts["asked"] += 1
            table.append(f"asked    {case.trouble}: {reading.questions}")
        if case.clean and reading.warnings:
            counts["clean but told"] += 1
            table.append(f"told     {case.trouble}: {reading.warnings}")
    report = "\n".join([str(dict(counts)), *table])
    files = counts["right"] + counts["wrong"] + counts["refused"]
    assert files >= 300, report
    assert counts["right"] >= FEWEST_RIGHT * files, report
    assert not silent, report
    assert counts["clean but told"] == 0, report
    assert counts["asked"] == 0, report


def test_columns_that_blanks_separate_are_read_right_or_refused_with_every_trouble() -> None:
    right, silent = 0, []
    for troubles in SLOTS.values():
        for name, change in troubles.items():
            if change(Plan()).delimiter not in (",", ";"):
                continue
            for names in (("sales",), ("a", "b")):
                made = corpus.case(name, replace(change(Plan(frequency="MS", names=names)), delimiter=" "))
                try:
                    reading = read_csv(made.data)
                except DataError:
                    continue
                wrong = wrong_in(made, reading)
                right += not wrong
                if wrong and not reading.questions:
                    silent.append(f"{name}: {wrong} {reading.delimiter!r}")
    assert not silent, "\n".join(silent)
    assert right >= 60
