from hypothesis import given
from hypothesis import strategies as st

from lstm_viz.data.samples import SAMPLES
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.ui.forecast_settings import FILE, KEPT, MOST_LETTERS, ForecastSettings, from_query, to_query

names = st.lists(st.text(min_size=1, max_size=12), max_size=4, unique=True).map(tuple)
configs = st.builds(
    ForecastConfig,
    targets=names,
    horizon=st.none() | st.integers(1, 500),
    season=st.none() | st.integers(1, 1000),
    past=names,
    future=names,
    non_negative=st.booleans(),
    together=st.booleans(),
    retrain=st.booleans(),
    origins=st.integers(1, 50),
    seed=st.integers(0, 9999),
)
settings = st.builds(
    ForecastSettings, data=st.sampled_from([*SAMPLES, FILE, KEPT]), every=st.booleans(), config=configs
)


@given(settings)
def test_an_address_brings_back_every_setting(made: ForecastSettings) -> None:
    assert from_query(to_query(made)) == (made, [])


def test_what_is_usual_needs_no_words() -> None:
    assert to_query(ForecastSettings()) == {}


@given(
    st.dictionaries(st.sampled_from(["f.horizon", "f.season", "f.origins", "f.seed", "f.data"]), st.text(max_size=80))
)
def test_whatever_a_link_says_there_are_settings_and_a_sentence_for_each_word_that_is_none(
    query: dict[str, str],
) -> None:
    made, notes = from_query(query)
    assert len(notes) == sum(
        to_query(made).get(name) is None and not _is_usual(name, word) for name, word in query.items()
    )
    assert all(len(note) < 160 for note in notes)


def _is_usual(name: str, word: str) -> bool:
    usual = {"f.origins": 5, "f.seed": 0}
    return word == "air_passengers" if name == "f.data" else word.isdecimal() and int(word) == usual.get(name)


def test_names_that_are_too_many_for_an_address_are_left_out_of_it() -> None:
    many = ForecastSettings(config=ForecastConfig(targets=tuple(f"series {n}" for n in range(1000)), horizon=7))
    assert to_query(many) == {"f.horizon": "7"}
    assert from_query({"f.targets": "a," * MOST_LETTERS})[0] == ForecastSettings()


def test_words_of_other_pages_are_left_alone() -> None:
    assert from_query({"horizon": "x", "data": "nothing", "seed": "-1"}) == (ForecastSettings(), [])
