from dataclasses import dataclass

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lstm_viz.data.csv_reader import Reading, read_csv
from lstm_viz.records import Array
from tests.unit.data.tables import days, file_of, text_of

PLAIN = ("a", "Größe", "°C", "<b>x</b>$a$:red[b]", "two words", "x;y", 'say "hi"', "p,q", "é|è", "=1+1", "NaN count")
WIDE = (*PLAIN, "日本", "Ω", "🙂")


@dataclass(frozen=True)
class Table:
    names: list[str]
    numbers: Array
    moments: list[str] | None
    header: bool
    delimiter: str
    decimal: str
    encoding: str

    @property
    def file(self) -> bytes:
        columns = [text_of(column, self.decimal) for column in self.numbers.T]
        titles = list(self.names)
        if self.moments:
            columns, titles = [self.moments, *columns], ["when", *titles]
        rows = [list(row) for row in zip(*columns, strict=True)]
        return file_of([titles, *rows] if self.header else rows, self.delimiter, self.encoding)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")))
    decimal = draw(st.sampled_from(".,"))
    rows = draw(st.integers(30, 45))
    moments = draw(
        st.sampled_from(
            (
                None,
                days(rows),
                days(rows, "%Y-%m", step="M"),
                days(rows, "%Y-%m-%d %H:%M", step="h"),
                days(rows, "%Y-%m-%dT%H:%M:%S", step="h"),
            )
        )
    )
    fewest = 2 if decimal == "," and not moments else 1  # one column with commas cannot be told from two
    words = PLAIN if encoding == "cp1252" else WIDE
    names = draw(st.lists(st.sampled_from(words), min_size=fewest, max_size=4, unique=True))
    assume(len(names) > 1 or moments or not set(names[0]) & set(",;\t|"))  # else its mark could be the delimiter
    random = np.random.default_rng(draw(st.integers(0, 9999)))
    size = 10.0 ** draw(st.integers(-2, 7))
    values = np.round(random.standard_normal((rows, len(names))) * size, 4)
    return Table(names, values, moments, draw(st.booleans()), draw(st.sampled_from(",;\t|")), decimal, encoding)


def check(table: Table, reading: Reading) -> None:
    names = table.names if table.header else [f"column {k + 1 + bool(table.moments)}" for k in range(len(table.names))]
    assert list(reading.table.columns) == names
    np.testing.assert_array_equal(reading.table.to_numpy(), [[float(f"{v:.4f}") for v in row] for row in table.numbers])
    assert (reading.delimiter, reading.decimal, reading.header) == (table.delimiter, table.decimal, table.header)
    assert reading.warnings == ()
    if table.moments:
        assert reading.time == ("when" if table.header else "column 1")
        assert reading.table.index.tolist() == [pd.Timestamp(moment) for moment in table.moments]
        assert reading.frequency is not None
    else:
        assert reading.time is None
        assert reading.table.index.tolist() == list(range(len(table.numbers)))


def one_column(table: Table) -> bool:
    return table.numbers.shape[1] == 1 and not table.moments


@settings(max_examples=300, deadline=None)
@given(tables())
def test_what_was_written_is_what_is_read(table: Table) -> None:
    reading = read_csv(table.file)
    if one_column(table):  # then nothing in the file tells the delimiter
        table = Table(**{**table.__dict__, "delimiter": reading.delimiter})
    check(table, reading)
    assert reading.overrides == {}


@settings(max_examples=50, deadline=None)
@given(tables())
def test_what_is_given_is_not_guessed(table: Table) -> None:
    given_all = {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "decimal": table.decimal,
        "header": table.header,
        "date": "" if not table.moments else "when" if table.header else "column 1",
    }
    reading = read_csv(
        table.file,
        encoding=table.encoding,
        delimiter=table.delimiter,
        decimal=table.decimal,
        header=table.header,
        date=str(given_all["date"]),
    )
    check(table, reading)
    assert reading.encoding == table.encoding
    assert reading.overrides == given_all


@settings(max_examples=50, deadline=None)
@given(tables())
def test_a_source_made_of_the_file_holds_all_of_it(table: Table) -> None:
    source = read_csv(table.file, name="my table.csv").to_source()
    assert source.name == "my table.csv"
    assert source.table.shape == table.numbers.shape
    assert source.target == source.table.columns[0]
    assert source.about.startswith(f"{len(table.numbers)} rows, ")
