import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from lstm_viz.ui.settings import BOUNDS, Settings, from_query, parameters_of, sources, to_query

WORDS = st.text(max_size=30)


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    data = draw(st.sampled_from(sorted(sources())))
    parameters = []
    for each in parameters_of(data):
        value = draw(st.sampled_from([each.default, each.low, each.high]))
        if value != each.default:
            parameters.append((each.name, value))
    return Settings(
        data=data,
        parameters=tuple(parameters),
        layers=draw(st.integers(1, 3)),
        units=draw(st.integers(1, 128)),
        chrono=draw(st.sampled_from([0, 2, 50, 512])),
        window=draw(st.integers(2, 512)),
        learning_rate=draw(st.sampled_from([0.0001, 0.003, 0.5])),
        loss_at_last=draw(st.booleans()),
        normalisation=draw(st.sampled_from(["auto", "difference"])),
        seed=draw(st.integers(0, 9999)),
        target=draw(st.text(max_size=9)),
        inputs=tuple(draw(st.lists(st.text(alphabet="a,%2C5\u00e4 ", min_size=1, max_size=5), max_size=3))),
    )


@tuned(deadline=None)
@given(settings())
def test_settings_written_to_the_address_come_back_unchanged(written: Settings) -> None:
    assert from_query(to_query(written)) == (written, [])


@tuned(deadline=None)
@given(st.dictionaries(st.sampled_from(["data", "normalisation", "target", "p.length", *BOUNDS]), WORDS))
def test_any_address_gives_settings_within_their_bounds(query: dict[str, str]) -> None:
    read, notes = from_query(query)
    for name, bound in BOUNDS.items():
        assert bound.low <= getattr(read, name) <= bound.high
    assert read.chrono != 1
    assert all(note.endswith(".") for note in notes)


def test_a_setting_out_of_bounds_is_named_with_its_bounds_and_left_at_its_default() -> None:
    read, notes = from_query({"units": "9000", "window": "x", "learning_rate": "nan"})
    assert read == Settings()
    assert notes[0] == "The link asks for units “9000”; it must be 1 to 128: 16 is used."
    assert len(notes) == 3


def test_default_settings_leave_the_address_empty() -> None:
    assert to_query(Settings()) == {}


@pytest.mark.parametrize(
    "word",
    [
        "1_000",
        " 12 ",
        "١٢",
        "１２",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "1e-400",
        "9" * 5000,
        "0x10",
        "",
        "12\n",
        "--1",
        "+",
    ],
)
@pytest.mark.parametrize("name", ["units", "learning_rate"])
def test_a_word_that_is_no_plain_number_is_left_out_and_named(name: str, word: str) -> None:
    read, notes = from_query({name: word})
    assert read == Settings()
    assert len(notes) == 1
    assert len(notes[0]) < 120


@pytest.mark.parametrize(
    ("word", "value"), [("0.01", 0.01), ("1e-2", 0.01), ("1E-02", 0.01), (".01", 0.01), ("+0.01", 0.01)]
)
def test_a_plain_number_is_read_however_it_is_written(word: str, value: float) -> None:
    assert from_query({"learning_rate": word}) == (Settings(learning_rate=value), [])


def test_at_most_five_sentences_and_a_count_are_said_of_a_link() -> None:
    query = dict.fromkeys(BOUNDS, "x") | {f"other{k}": "x" for k in range(300)} | {"data": "<script>"}
    read, notes = from_query(query)
    assert read == Settings()
    assert len(notes) == 6
    assert notes[-1] == f"The link asks for {len(BOUNDS) + 1 - 5} more things that cannot be."


def test_a_link_of_too_many_letters_is_not_read() -> None:
    read, notes = from_query({"units": "20", "inputs": "x" * 20_000})
    assert read == Settings()
    assert len(notes) == 1


def test_five_hundred_random_links_give_settings_within_their_bounds_in_a_moment() -> None:
    chance = random.Random(0)  # noqa: S311  # a test, no secret
    letters = string.printable + "äß१٣<>\u202e\x00\ud800"
    names = ["data", "normalisation", "target", "inputs", "loss_at_last", "p.length", "p.period", *BOUNDS]
    begun = time.perf_counter()
    for _ in range(500):
        chosen = chance.sample(names, chance.randint(0, len(names)))
        query = {name: "".join(chance.choices(letters, k=chance.randint(0, 700))) for name in chosen}
        read, notes = from_query(query)
        assert all(bound.low <= getattr(read, name) <= bound.high for name, bound in BOUNDS.items())
        assert len(notes) <= 6
        assert sum(map(len, notes)) < 1000
    assert time.perf_counter() - begun < 5


@tuned(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_no_link_at_all_raises_an_error(query: dict[str, str]) -> None:
    read, _ = from_query(query)
    assert from_query(to_query(read)) == (read, [])


def test_a_link_names_the_cell_and_an_unknown_one_is_refused_in_words() -> None:
    assert to_query(Settings(cell="gru")) == {"cell": "gru"}
    assert from_query({"cell": "gru"}) == (Settings(cell="gru"), [])
    settings, notes = from_query({"cell": "transformer"})
    assert (settings.cell, len(notes)) == ("lstm", 1)
    assert "“transformer”" in notes[0]


def test_a_chrono_start_is_for_no_lag_or_for_2_timesteps_and_more() -> None:
    assert from_query({"chrono": "2"}) == (Settings(chrono=2), [])
    assert from_query({"chrono": "1"}) == (
        Settings(),
        ["The link asks for chrono “1”; it must be 0 to 512, but not 1: 0 is used."],
    )
