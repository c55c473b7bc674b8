"""The command line that makes the same forecast, or goes on from it."""

import shlex

from lstm_viz.data.csv_reader import Reading
from lstm_viz.data.reading.said import as_words
from lstm_viz.forecasting.config import ForecastConfig
from lstm_viz.forecasting.plan import Plan


def command_to_go_on(file: str, run: str) -> str:
    """Return the command that forecasts from a newer file by the networks of a kept run."""
    return shlex.join(["python", "-m", "lstm_viz", "forecast", file, "--run", run])


def command_of(plan: Plan, reading: Reading) -> str:
    """Return the command, with how a person had the file read."""
    config, usual, ids = plan.config, ForecastConfig(), plan.panel.ids
    words = ["python", "-m", "lstm_viz", "forecast", reading.name, "--target", *ids]
    words += as_words(reading.overrides)
    words += ["--horizon", str(plan.horizon), "--season", str(plan.season)]
    words += ["--past", *config.past] if config.past else []
    words += ["--covariate", *config.future] if config.future else []
    words += ["--non-negative"] if config.non_negative else []
    words += ["--separate"] if not config.together and len(ids) > 1 else []
    words += ["--once"] if not config.retrain else []
    words += ["--origins", str(config.origins)] if config.origins != usual.origins else []
    words += ["--seed", str(config.seed)] if config.seed != usual.seed else []
    return shlex.join(words)
