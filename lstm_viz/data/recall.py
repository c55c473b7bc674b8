"""Recall: a symbol is shown at a random place, and asked `lag` timesteps later, after distractors.

After the long time lag problems of Hochreiter & Schmidhuber (1997): nothing but memory solves it.
"""

from collections.abc import Mapping

import numpy as np

from lstm_viz.data.parameters import Parameter, complete
from lstm_viz.records import TEST, TRAIN, VALIDATION, Problem

ABOUT_RECALL = (
    "One of the letters A, B, … is shown early; then come distractors x, y, z. At the question mark the network must "
    "name the letter: only memory helps."
)
DISTRACTORS = ("x", "y", "z")
RECALL_PARAMETERS = (
    Parameter("symbols", "Symbols", 4, 2, 8, 1, "", "How many different symbols there are."),
    Parameter("lag", "Lag", 20, 2, 100, 1, "timesteps", "How long the symbol must be remembered."),
    Parameter("lead_in", "Lead-in", 10, 1, 50, 1, "timesteps", "The symbol comes at a random place within it."),
    Parameter("sequences", "Sequences", 1200, 100, 5000, 100, "", "How many are generated; 70 % of them train."),
)


def recall_problem(parameters: Mapping[str, float], seed: int) -> Problem:
    """Return N sequences of lead-in + lag timesteps; each shows one letter a timestep, one-hot.

    One of K symbols (A, B, …) comes once, the question (?) `lag` timesteps later, and distractors (x, y, z) at random
    everywhere else. The answer is asked only at the question; train, validation and test are different sequences.

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
    letters = (*"ABCDEFGH"[:k], *DISTRACTORS, "?")
    fed = k + random.integers(len(DISTRACTORS), size=(n, length))
    fed[rows, shown] = symbol
    fed[rows, shown + lag] = len(letters) - 1
    part = np.full((n, length), -1)
    part[rows, shown + lag] = np.where(rows < 0.7 * n, TRAIN, np.where(rows < 0.85 * n, VALIDATION, TEST))
    answer = np.repeat(symbol[:, None], length, axis=1)
    return Problem(
        inputs=np.eye(len(letters))[fed],
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
        input_names=letters,
        target_name="symbol",
        unit="",
        class_names=letters[:k],
    )
