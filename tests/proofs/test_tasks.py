"""What the literature's tasks say here, over five seeds: what was measured before this code was written holds.

Criteria and settings: lstm_viz/tasks/known.py. Chrono: Tallec & Ollivier (2018). Positive forget bias: Gers,
Schmidhuber & Cummins (2000).
"""

from collections.abc import Callable

import pytest

from lstm_viz.records import CellName
from lstm_viz.tasks.bench import Report, run_task
from lstm_viz.tasks.verdict import comparison, table, verdict

pytestmark = pytest.mark.timeout(900)

Tell = Callable[[str], None]
CHRONO_100: dict[str, float] = {"length": 100, "chrono": 100, "steps": 1500}


def tried(tell: Tell, name: str, settings: dict[str, float] | None = None, cell: CellName = "lstm") -> Report:
    report = run_task(name, settings, cell=cell)
    tell(f"{name} {settings or ''}\n{table(report)}\n{verdict(report)}")
    return report


def test_recall_20_is_solved_by_at_most_one_seed_with_forget_bias_0_and_by_all_with_3(tell: Tell) -> None:
    assert tried(tell, "recall", {"forget_bias": 0}).solved <= 1
    assert tried(tell, "recall", {"forget_bias": 3}).met


def test_recall_100_with_a_chrono_start_is_solved_by_every_lstm_and_by_no_tanh_rnn(tell: Tell) -> None:
    lstm, rnn = tried(tell, "recall", CHRONO_100), tried(tell, "recall", CHRONO_100, "rnn")
    tell(comparison(lstm, rnn))
    assert (lstm.solved, rnn.solved) == (5, 0)
    assert "learns what the tanh RNN does not" in comparison(lstm, rnn)


@pytest.mark.parametrize(("name", "steps"), [("temporal-order", 1000), ("adding", 1500)])
def test_every_lstm_solves_what_no_tanh_rnn_does_in_the_same_steps(tell: Tell, name: str, steps: int) -> None:
    lstm, rnn = tried(tell, name, {"steps": steps}), tried(tell, name, {"steps": steps}, "rnn")
    assert (lstm.solved, rnn.solved) == (5, 0)


def test_nothing_is_claimed_of_parity_which_the_tanh_rnn_solves_too(tell: Tell) -> None:
    lstm, rnn = tried(tell, "parity"), tried(tell, "parity", None, "rnn")
    tell(comparison(lstm, rnn))
    assert "says nothing for the LSTM" in comparison(lstm, rnn)
