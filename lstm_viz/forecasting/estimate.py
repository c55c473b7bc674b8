"""How long a forecast will take, roughly, before it has begun."""

import math

from lstm_viz.forecasting.examples import window_length
from lstm_viz.forecasting.normalisation import normalisations
from lstm_viz.forecasting.plan import Plan
from lstm_viz.records import QUANTILES, ModelConfig, TrainConfig
from lstm_viz.training.estimate import expected_seconds as training_seconds

STEPS = 250
"""Training steps that a normalisation costs, its refitting included, where it stops as early as usual."""


def expected_seconds(plan: Plan) -> float:
    """Return the CPU seconds of all fits on one core of about 2025, right within a factor of about two.

    For each normalisation the training steps and a part that grows with the rows, for each series the simple methods.
    The constants were fitted to what the five samples and 300 made-up series took.
    """
    count, rows = len(plan.groups[0]), plan.rows
    tried = len(normalisations(plan.panel.series, plan.season))
    model = ModelConfig(input_size=10, hidden_size=32, output_size=plan.horizon * len(QUANTILES))
    training = training_seconds(model, TrainConfig(), window_length(rows, plan.season), STEPS * tried)
    looking = 0.02 * tried * math.pow(rows, 0.65)
    beside = 1 + 0.05 * count * (1 + len(plan.methods))
    return float(len(plan.work) * (training + looking + beside))
