"""A task of the literature: its data, its criterion, and the settings under which it was measured."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lstm_viz.data.parameters import Parameter, complete
from lstm_viz.errors import SettingError
from lstm_viz.model.fair import fair_configs
from lstm_viz.records import TEST, CellName, ModelConfig, Problem, TrainConfig

CHECK_EVERY = 25
"""Training steps between two looks at the test sequences; the criterion must hold at two looks in a row."""
TEST_SEQUENCES = 512

Settings = Mapping[str, float]
Make = Callable[[Settings, int, int, int], Problem]
"""From settings, how many sequences, seed and part (TRAIN or TEST) to the sequences."""


@dataclass(frozen=True)
class Task:
    """What must be learnt, and when it counts as learnt.

    `make` draws sequences. `limit`: solved where the share of right answers is at least that, or, for loss "mse",
    where the mean squared error is below it. `parameters`: everything that may be set, with its default.
    """

    name: str
    about: str
    source: str
    limit: float
    error: bool
    parameters: tuple[Parameter, ...]
    make: Make

    @property
    def criterion(self) -> str:
        """When it is solved, in words."""
        what = f"mean squared error below {self.limit:g}" if self.error else f"at least {self.limit:.0%} right answers"
        return f"{what} on {TEST_SEQUENCES} unseen sequences, at two looks in a row, {CHECK_EVERY} training steps apart"

    def met_by(self, score: float) -> bool:
        """Return whether a score meets the criterion at one look."""
        return score < self.limit if self.error else score >= self.limit

    def complete(self, given: Settings) -> dict[str, float]:
        """Return every setting, whole numbers as int: the given ones, checked, and the defaults of the others.

        Raises:
            SettingError: a name is unknown, or a value cannot be.
        """
        known = {each.name: each for each in self.parameters}
        for name in given:
            if name not in known:
                raise SettingError(f"The task “{self.name}” has no setting “{name}”: choose among {', '.join(known)}.")
        whole = {name for name, each in known.items() if isinstance(each.default, int)}
        for name in whole & given.keys():
            if given[name] % 1 != 0:
                raise SettingError(f"{known[name].label} is {given[name]:g}; it must be a whole number.")
        values = complete(self.parameters, given)
        if values["chrono"] == 1:
            raise SettingError("Chrono is 1; it must be 0 for none, or the longest lag, 2 or more.")
        return {name: int(value) if name in whole else value for name, value in values.items()}


def parameters(
    length: Parameter, *, units: int, forget_bias: float = 1.0, learning_rate: float = 0.01, steps: int
) -> tuple[Parameter, ...]:
    """Return the settings that every task has, with the defaults of one."""
    return (
        length,
        Parameter("units", "Units", units, 1, 128, 1, "", "Hidden units of the one recurrent layer."),
        Parameter("forget_bias", "Forget bias", forget_bias, -3.0, 6.0, 0.1, "", "Where the keeping gate begins."),
        Parameter("chrono", "Chrono", 0, 0, 10_000, 1, "timesteps", "The longest lag to start for, 0 for none."),
        Parameter("learning_rate", "Learning rate", learning_rate, 1e-5, 1.0, 0.001, "", "Of Adam."),
        Parameter("batch", "Batch", 64, 1, 200, 1, "sequences", "New sequences at each training step."),
        Parameter("steps", "Steps", steps, 2 * CHECK_EVERY, 100_000, CHECK_EVERY, "", "Given up after so many."),
    )


def span(default: int, low: int, high: int) -> Parameter:
    """Return the setting for how long a sequence is."""
    return Parameter("length", "Length", default, low, high, 1, "timesteps", "How long must be remembered.")


def configs(problem: Problem, settings: Settings, cell: CellName, seed: int) -> tuple[ModelConfig, TrainConfig]:
    """Return the network and the training that complete settings ask for; clipping at 1."""
    model = ModelConfig(
        input_size=problem.inputs.shape[2],
        hidden_size=int(settings["units"]),
        output_size=problem.output_size,
        forget_bias=settings["forget_bias"],
        cell=cell,
        chrono=int(settings["chrono"]),
    )
    return model, TrainConfig(settings["learning_rate"], int(settings["batch"]), seed)


def fair_settings(task: Task, settings: Settings, cell: CellName) -> dict[str, float]:
    """Return complete settings with the width at which the cell has as many parameters as an LSTM of `units`.

    Within 2 %, so the LSTM's own width too may be the nearest one for which the others have such a width.
    """
    model, _ = configs(task.make(settings, 1, 0, TEST), settings, "lstm", 0)
    return {**settings, "units": fair_configs(model, "parameters")[cell].hidden_size}
