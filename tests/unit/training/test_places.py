import pytest

from lstm_viz.errors import ServerFull
from lstm_viz.training.places import LONGEST_LINE, Places


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_have_a_place_and_the_next_ones_know_how_many_are_before_them_and_for_how_long() -> None:
    places = Places(lambda: 2, Clock())
    assert places.admit("a", 30.0)
    assert places.admit("b", 10.0)
    assert not places.admit("c", None)
    assert not places.admit("d", None)
    assert places.ahead("c") == (0, 10.0)
    assert places.ahead("d") == (1, 30.0)
    assert places.ahead("a") is None
    assert places.counts == (2, 2)


def test_whoever_has_waited_longest_is_next_whoever_asks_first() -> None:
    places = Places(lambda: 1, Clock())
    places.admit("a", None)
    for who in "bc":
        places.admit(who, None)
    places.leave("a")
    assert not places.admit("c", None)
    assert places.admit("b", None)
    assert not places.admit("a", None)
    assert [places.ahead(who) for who in "ca"] == [(0, None), (1, None)]


def test_a_place_is_kept_by_whoever_has_it() -> None:
    places = Places(lambda: 1, Clock())
    assert all(places.admit("a", None) for _ in range(3))
    assert not places.admit("b", None)
    assert places.admit("a", None)


def test_one_that_does_not_ask_again_loses_its_turn() -> None:
    clock = Clock()
    places = Places(lambda: 1, clock)
    places.admit("a", None)
    places.admit("gone", None)
    clock.now = 10.0
    places.admit("b", None)
    clock.now = 20.0
    places.leave("a")
    assert places.admit("b", None)


def test_more_slots_are_more_places() -> None:
    most = [1]
    places = Places(lambda: most[0], Clock())
    places.admit("a", None)
    assert not places.admit("b", None)
    most[0] = 2
    assert places.admit("b", None)


def test_a_full_line_is_said_in_words() -> None:
    places = Places(lambda: 1, Clock())
    for who in range(LONGEST_LINE + 1):
        places.check()
        places.admit(who, None)
    with pytest.raises(ServerFull, match=f"1 runs? train on this server and {LONGEST_LINE} wait: try again"):
        places.check()
