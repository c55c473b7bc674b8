"""From the Lab's settings to what is trained."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from lstm_viz.data.problem import forecasting_problem
from lstm_viz.data.recall import recall_problem
from lstm_viz.data.samples import SAMPLES, load_sample
from lstm_viz.data.source import Source
from lstm_viz.data.synthetic import GENERATORS, generate
from lstm_viz.errors import DataError
from lstm_viz.records import ModelConfig, Normalisation, Problem, TrainConfig
from lstm_viz.training.fork import Edits
from lstm_viz.ui.settings import CELLS, FORECAST, RECALL, UPLOADED, Settings, parameter_values, sources


@dataclass(frozen=True)
class Experiment:
    """What a run is of: the settings, the data they stand for, and the records that training needs.

    `source` is None for what is not made from a series here: recall, and what a forecast's network learnt. `origin`:
    the run and step that it was forked from. `edits`: the weights that were edited by hand, in this run and in those it
    was forked from.
    """

    settings: Settings
    source: Source | None
    problem: Problem
    model: ModelConfig
    origin: tuple[str, int] | None = None
    edits: Edits = ()

    @property
    def train(self) -> TrainConfig:
        """The training settings of the first segment."""
        chosen = self.settings
        return TrainConfig(learning_rate=chosen.learning_rate, batch_size=chosen.batch, seed=chosen.seed)


def title_of(experiment: Experiment) -> str:
    """Return the name that a run has until its owner gives it another: its data and its network."""
    settings, source = experiment.settings, experiment.source
    data = source.name if settings.data == UPLOADED and source else _data(settings, experiment.problem)
    fork = f", from step {experiment.origin[1]:,}{edited_in_words(experiment)}" if experiment.origin else ""
    cell = "" if settings.cell == "lstm" else f" {CELLS[settings.cell]}"
    return f"{data},{cell} {settings.layers} × {settings.units} units{fork}"


def _data(settings: Settings, problem: Problem) -> str:
    if settings.data == FORECAST:
        return f"{problem.target_name}, {steps_ahead(problem)}"
    return sources()[settings.data]


def steps_ahead(problem: Problem) -> str:
    """Return how far a forecast's network looks, in words."""
    count = problem.steps_ahead
    return f"{count} step{'' if count == 1 else 's'} ahead"


def edited_in_words(experiment: Experiment) -> str:
    """Return ", 2 weights edited" for a fork that began so; else nothing."""
    began = experiment.origin[1] if experiment.origin else None
    count = len({(edit.name, edit.at) for edit in experiment.edits if edit.step == began})
    return f", {count:,} weight{'' if count == 1 else 's'} edited" if count else ""


def load_source(settings: Settings, uploaded: Source | None) -> Source | None:
    """Return the series that the settings name; None for recall and for what a forecast's network learnt.

    Raises:
        DataError: a file is asked for and none was uploaded.
    """
    if settings.data in (RECALL, FORECAST):
        return None
    if settings.data == UPLOADED:
        if uploaded is None:
            raise DataError("The file of this link is not here: upload it again, or choose other data.")
        return uploaded
    if settings.data in SAMPLES:
        return load_sample(settings.data)
    return _generated(settings.data, settings.parameters, settings.seed)


@lru_cache(maxsize=16)
def _generated(name: str, parameters: tuple[tuple[str, float], ...], seed: int) -> Source:
    return generate(name, dict(parameters), seed)


def chosen_columns(settings: Settings, source: Source) -> tuple[str, list[str]]:
    """Return the predicted column and the columns that are fed: of a generated system all, of a file the target."""
    names = [str(name) for name in source.table.columns]
    target = settings.target if settings.target in names else source.target
    asked = [name for name in settings.inputs if name in names]
    return target, asked or (names if settings.data in GENERATORS else [target])


def build(settings: Settings, uploaded: Source | None, forecast: Problem | None = None) -> Experiment:
    """Return the experiment that the settings ask for; `forecast` is what a forecast's network learnt.

    Raises:
        DataError, SettingError: the data, or a setting for this data, cannot be used.
    """
    source = load_source(settings, uploaded)
    if settings.data == FORECAST:
        if forecast is None:
            raise DataError("The forecast of this link is not here: make it again, or choose other data.")
        problem = forecast
    elif source is None:
        problem = _recall(settings.parameters, settings.seed)
    else:
        target, inputs = chosen_columns(settings, source)
        problem = forecasting_problem(
            source,
            target=target,
            inputs=inputs,
            window=settings.window,
            loss_at_last=settings.loss_at_last,
            normalisation=cast("Normalisation", settings.normalisation),
        )
    model = ModelConfig(
        input_size=problem.inputs.shape[2],
        hidden_size=settings.units,
        num_layers=settings.layers,
        output_size=problem.output_size,
        dropout=settings.dropout if settings.layers > 1 else 0.0,
        forget_bias=settings.forget_bias,
        cell=settings.cell,
        chrono=settings.chrono,
    )
    return Experiment(settings, source, problem, model)


@lru_cache(maxsize=8)
def _recall(parameters: tuple[tuple[str, float], ...], seed: int) -> Problem:
    return recall_problem(parameter_values(Settings(data=RECALL, parameters=parameters)), seed)


def suggested(settings: Settings, uploaded: Source | None) -> Settings:
    """Return the settings with window, batch, learning rate and steps that suit the size of the data."""
    source = load_source(settings, uploaded)
    plain = replace(settings, window=48, batch=32, learning_rate=Settings.learning_rate, steps=Settings.steps)
    if source is not None and len(source.table) < 400:
        return replace(plain, window=min(24, max(2, len(source.table) // 4)), batch=16, learning_rate=0.002, steps=400)
    return plain
