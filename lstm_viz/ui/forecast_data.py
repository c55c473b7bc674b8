"""The Forecast page's data: a sample, or the person's own file, and how it was read."""

import hashlib
from dataclasses import dataclass
from functools import cache

import streamlit as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.data.room import UPLOAD
from lstm_viz.data.samples import FOLDER, SAMPLES
from lstm_viz.errors import DataError
from lstm_viz.ui.forecast_settings import FILE, ForecastSettings
from lstm_viz.ui.plain import plain

TYPES = ["csv", "tsv", "txt", "xlsx"]


@dataclass(frozen=True, eq=False)
class ForecastFile:
    """A file as it came and as it was read. `digest` says which file it is, and how it was read."""

    name: str
    data: bytes
    reading: Reading
    digest: str

    @staticmethod
    def read(name: str, data: bytes, **guesses: object) -> "ForecastFile":
        """Return a file as it is read.

        Raises:
            DataError: it cannot be.
        """
        reading = read_csv(data, name=name, bounds=UPLOAD, **guesses)  # type: ignore[arg-type]
        words = repr((name, sorted(reading.overrides.items())))
        return ForecastFile(reading.name, data, reading, hashlib.sha256(words.encode() + data).hexdigest())


@cache
def sample(name: str) -> ForecastFile:
    """Return a sample, read as any file is."""
    return ForecastFile.read(SAMPLES[name].file, (FOLDER / SAMPLES[name].file).read_bytes())


def chosen(settings: ForecastSettings, uploaded: ForecastFile | None) -> ForecastFile:
    """Return the file that the settings name.

    Raises:
        DataError: the person's own is asked for, and is not here.
    """
    if settings.data != FILE:
        return sample(settings.data)
    if uploaded is None:
        raise DataError("The file of this link is not here: upload it again, or choose a sample.")
    return uploaded


def reading_card(file: ForecastFile) -> None:
    """Say how a file was understood."""
    reading = file.reading
    rows = f"{len(reading.table):,} rows"
    if reading.axis is not None:
        rows += f", {_day(reading.axis.first)} to {_day(reading.axis.last)}"
    st.caption(plain(f"{file.name}: {rows}, {len(reading.series)} series."))
    for question in reading.questions:
        st.caption(plain(f"{question.about} {' or '.join(question.choices)}; the first is used."))
    for warning in reading.warnings:
        st.caption(plain(warning))
    if reading.skipped:
        with st.expander(f"{len(reading.skipped)} rows are not of the table"):
            for each in reading.skipped:
                st.caption(plain(f"Row {each.row}, {each.why}: {each.text}"))


def _day(moment: object) -> str:
    return str(moment).removesuffix(" 00:00:00")
