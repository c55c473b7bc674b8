"""The sentence at the end follows the views."""

from lstm_viz.experiments.prices.conclusion import conclusion
from lstm_viz.experiments.prices.views import VIEWS
from tests.unit.experiments.prices.made_up import numbers


def test_it_follows_who_is_closer_to_the_price() -> None:
    for factor, right, said in ((0.5, "network", "better than today’s"), (2.0, "rule", "worse than today’s")):
        of = numbers(error=(factor,), last_value_error=1.0)
        assert VIEWS["naive"].tell(of).right == right
        assert f"says tomorrow’s price {said} price does" in conclusion(of)


def test_it_follows_how_much_of_the_returns_is_explained() -> None:
    for explained, said in ((0.2, "a tenth or more"), (0.05, "2 to 10 %"), (0.0, "less than 2 %")):
        assert f"explains {said} of how the returns vary" in conclusion(numbers(return_r_squared=(explained,)))
