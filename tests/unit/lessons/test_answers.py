"""The answer to each question follows from the trace: another trace, another answer."""

import re
from dataclasses import replace

import numpy as np
import pytest

from lstm_viz.lessons.answers import Answer
from lstm_viz.lessons.evidence import Evidence, evidence_of, keeper, place, place_written
from lstm_viz.lessons.questions import QUESTIONS
from lstm_viz.model.fading import asked_last
from lstm_viz.records import Array
from tests.unit.lessons.networks import LAG, evidence, like, recall, series, weights


def answer(name: str, seen: Evidence) -> Answer:
    found = QUESTIONS[name].answer(seen)
    assert found.right in QUESTIONS[name].choices
    assert found.sentence.endswith(".")
    return found


@pytest.mark.parametrize(("f", "right"), [(0.95, "open"), (0.7, "half"), (0.3, "shut")])
def test_keeps_says_where_the_forget_gate_stands(f: float, right: str) -> None:
    for problem in (recall(), series()):
        found = answer("keeps", evidence(problem, f=like(problem, f)))
        assert found.right == right
        assert f"f is {f:.3f} on average" in found.sentence
        assert f"{np.log(0.5) / np.log(f):.3g} timesteps" in found.sentence


@pytest.mark.parametrize(("factor", "right"), [(1.0, "even"), (1.9, "even"), (2.1, "few"), (5.0, "few")])
def test_writes_compares_the_moment_of_the_symbol_with_the_median(factor: float, right: str) -> None:
    problem = recall()
    g = like(problem, 0.1)
    g[asked_last(problem) - LAG] *= factor
    found = answer("writes", evidence(problem, f=like(problem, 0.9), i=like(problem, 0.5), g=g))
    assert found.right == right
    assert f"{factor:.1f} times as much" in found.sentence


def test_writes_looks_at_a_series_where_most_is_written() -> None:
    problem = series()
    g = like(problem, 0.1)
    g[77] = 0.4
    found = answer("writes", evidence(problem, i=like(problem, 0.5), g=g))
    assert (found.right, "At t = 77 " in found.sentence) == ("few", True)


@pytest.mark.parametrize(("g", "right"), [(0.05, "kept"), (0.9, "written")])
def test_carried_compares_what_was_kept_with_what_was_written(g: float, right: str) -> None:
    problem = recall()
    seen = evidence(problem, f=like(problem, 0.5), c=like(problem, 0.6), i=like(problem, 1.0), g=like(problem, g))
    found = answer("carried", seen)
    assert found.right == right
    assert f"kept f · c is +0.300 and written i · g is +{g:.3f}" in found.sentence


@pytest.mark.parametrize(("c", "h", "right"), [(3.0, 0.5, "cell"), (0.9, 0.5, "none"), (3.0, 1.5, "both")])
def test_bounded_says_which_state_leaves_the_range(c: float, h: float, right: str) -> None:
    problem = recall()
    found = answer("bounded", evidence(problem, c=-like(problem, c), h=like(problem, h)))
    assert found.right == right
    assert re.search(rf"{c:.2f}, in unit \d+; the largest \|h\| is {h:.2f}, in unit \d+", found.sentence)


def echo(slot: float) -> dict[str, Array]:
    """Weights of an LSTM that writes each symbol into a unit of its own; `slot` is the bias of the forget gates."""
    problem = recall()
    zero = {name: np.zeros_like(each) for name, each in weights(problem).items()}
    w, b = zero["lstm.weight_ih_l0"], zero["lstm.bias_ih_l0"]
    for unit in range(4):
        w[unit, unit], w[10 + unit, unit] = 20, 5  # the input gate and the candidate
    b[:5], b[5:10], b[15:] = -10, slot, 10
    zero["head.weight"][:, :4] = 8 * np.eye(4)
    return zero


def test_a_network_that_keeps_the_symbol_needs_its_memory_and_loses_it_with_its_forget_gates() -> None:
    seen = evidence_of(echo(12.0), recall())
    for name, right in (("memoryless", "worse"), ("erased", "lost")):
        found = answer(name, seen)
        assert found.right == right, found
        assert "is right in 100 %" in found.sentence
    assert answer("keeps", seen).right == "open"
    assert answer("writes", seen).right == "few"
    assert answer("carried", seen).right == "kept"


def test_a_network_that_keeps_nothing_loses_nothing() -> None:
    seen = evidence_of(echo(-1000.0), recall())
    assert answer("memoryless", seen).right == "as_well"
    assert answer("erased", seen).right == "survives"
    assert answer("keeps", seen).right == "shut"


def test_fades_follows_the_gradient_of_both_networks() -> None:
    problem = recall()
    kept = weights(problem, spread=0.3)
    kept["lstm.bias_ih_l0"][5:10] = 3  # the forget gates, open
    weak, strong = weights(problem, "rnn", spread=0.1), weights(problem, "rnn", spread=0.6)
    assert answer("fades", replace(evidence_of(kept, problem), rnn=weak)).right == "rnn"
    kept["lstm.bias_ih_l0"][5:10] = -6
    assert answer("fades", replace(evidence_of(kept, problem), rnn=strong)).right == "lstm"


def test_beats_compares_the_lstm_with_the_best_simple_method() -> None:
    problem = series("random_walk")
    seen = evidence(problem)
    targets = problem.targets[0][:, None].astype(float)
    assert answer("beats", replace(seen, trace=replace(seen.trace, y_hat=targets))).right == "better"
    assert answer("beats", replace(seen, trace=replace(seen.trace, y_hat=targets + 50))).right == "worse"


def test_a_press_leads_to_where_the_symbol_is_shown_and_to_where_it_is_asked() -> None:
    seen = evidence_of(echo(12.0), recall())
    shown = int(np.flatnonzero(seen.problem.inputs[seen.problem.probe, :, :4].any(axis=1))[0])
    symbol = int(seen.problem.targets[seen.problem.probe, 0])
    assert place(seen, "written") == (shown, symbol, 0)
    assert place(seen, "asked") == (shown + LAG, symbol, 0)


def test_of_a_series_the_unit_with_the_longest_half_life_keeps() -> None:
    problem = series()
    f = like(problem, 0.5)
    f[:, 3] = 0.9
    seen = evidence(problem, f=f)
    assert keeper(seen) == 3
    written = np.abs(seen.layer.signals["i"] * seen.layer.signals["g"])[:, 3]
    assert written[place_written(seen)] == written.max()
