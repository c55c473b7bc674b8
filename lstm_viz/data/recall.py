"""Recall: a symbol is shown at a random place, and asked `lag` timesteps later, after distractors.

After the long time lag problems of Hochreiter & Schmidhuber (1997): nothing but memory solves it.
"""

from collections.abc import Mapping

import numpy as np

from lstm_viz.data.parameters import Parameter, complete
from lstm_viz.records import TEST, TRAIN, VALIDATION, Problem

RECALL_PARAMETERS = (
    Parameter("symbols", "Symbols", 4, 2, 8, 1, "", "How many different symbols there are."),
    Parameter("lag", "Lag", 20, 2, 100, 1, "timesteps", "How long the symbol must be remembered."),
    Parameter("lead_in", "Lead-in", 10, 1, 50, 1, "timesteps", "The symbol comes at a random place within it."),
    Parameter("sequences", "Sequences", 1200, 100, 5000, 100, "", "How many are generated; 70 % of them train."),
)


def recall_problem(parameters: Mapping[str, float], seed: int) -> Problem:
    """Return N sequences of lead-in + lag + 1 timesteps; inputs are K symbols, a distractor, and the question.

    The distractor is uniform in [−1, 1] wherever there is neither symbol nor question. The answer is asked only at the
    question; train, validation and test are different sequences.

    Raises:
        SettingError: a parameter is unknown or out of its bounds.
    """
    values = {name: int(value) for name, value in complete(RECALL_PARAMETERS, parameters).items()}
    n, k, lag, lead = values["sequences"], values["symbols"], values["lag"], values["lead_in"]
    random = np.random.default_rng(seed)
    length = lead + lag
    symbol = random.integers(k, size=n)
    shown = random.integers(lead, size=n)
    rows = np.arange(n)
    inputs = np.zeros((n, length, k + 2))
    inputs[:, :, k] = random.uniform(-1, 1, size=(n, length))
    inputs[rows, shown, k] = inputs[rows, shown + lag, k] = 0.0
    inputs[rows, shown, symbol] = 1.0
    inputs[rows, shown + lag, k + 1] = 1.0
    part = np.full((n, length), -1)
    part[rows, shown + lag] = np.where(rows < 0.7 * n, TRAIN, np.where(rows < 0.85 * n, VALIDATION, TEST))
    answer = np.repeat(symbol[:, None], length, axis=1)
    letters = tuple("ABCDEFGH"[:k])
    return Problem(
        inputs=inputs,
        targets=answer,
        part=part,
        window=length,
        loss_at_last=False,
        loss="cross_entropy",
        output_size=k,
        probe=n - 1,
        actual=answer,
        anchor=np.zeros((n, length)),
        target_scale=None,
        input_names=(*(f"symbol {letter}" for letter in letters), "distractor", "question"),
        target_name="symbol",
        unit="",
        class_names=letters,
    )
