from hypothesis import given
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
        window=draw(st.integers(2, 512)),
        learning_rate=draw(st.sampled_from([0.0001, 0.003, 0.5])),
        loss_at_last=draw(st.booleans()),
        normalisation=draw(st.sampled_from(["auto", "difference"])),
        seed=draw(st.integers(0, 9999)),
    )


@given(settings())
def test_settings_written_to_the_address_come_back_unchanged(written: Settings) -> None:
    assert from_query(to_query(written)) == (written, [])


@given(st.dictionaries(st.sampled_from(["data", "normalisation", "target", "p.length", *BOUNDS]), WORDS))
def test_any_address_gives_settings_within_their_bounds(query: dict[str, str]) -> None:
    read, notes = from_query(query)
    for name, bound in BOUNDS.items():
        assert bound.low <= getattr(read, name) <= bound.high
    assert all(note.endswith(".") for note in notes)


def test_a_setting_out_of_bounds_is_named_with_its_bounds_and_left_at_its_default() -> None:
    read, notes = from_query({"units": "9000", "window": "x", "learning_rate": "nan"})
    assert read == Settings()
    assert notes[0] == "The link asks for units “9000”; it must be 1 to 128: 16 is used."
    assert len(notes) == 3


def test_default_settings_leave_the_address_empty() -> None:
    assert to_query(Settings()) == {}
