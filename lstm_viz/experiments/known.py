"""The experiments that there are."""

from lstm_viz.errors import SettingError
from lstm_viz.experiments.experiment import Arm, Column, Experiment
from lstm_viz.experiments.work import Fit, LastValue, Linear, Series, Solve
from lstm_viz.records import CellName
from lstm_viz.tasks.known import find_task

CELLS: dict[CellName, str] = {"lstm": "LSTM", "gru": "GRU", "rnn": "tanh RNN"}
LAGS = (5, 10, 20, 50, 100)
LAG_STEPS = 1000
WIDTHS = (1, 4, 16, 64)
NOISE = 0.8
OVERFITTING_STEPS = 400
SIZES = (50, 100, 200, 400, 1000, 2000)
COST_WIDTHS = (8, 32, 128)
COST_STEPS = 200
AR_LAGS = 16
MOST_SEEDS = 10
"""On the page; the command line takes more."""
_SOLVED_IN = (Column("steps", "steps of those that solved it"), Column("score", "share of right answers at the end"))
_RELATIVE = Column("relative", "test error ÷ last value’s")


def _recall(label: str, cell: CellName, seconds: float, **given: float) -> Arm:
    return Arm(label, Solve("recall", cell, tuple(sorted(find_task("recall").complete(given).items()))), seconds)


def _forget_bias() -> Experiment:
    return Experiment(
        "forget-bias",
        "Forget bias",
        "Does it matter where the forget gate starts?",
        "An LSTM of 16 units must name a symbol 20 timesteps after it was shown. Only the start differs: the forget "
        "gate’s bias is 0 (half of the cell state is lost at each timestep), 1, or 3 (5 % is lost), or drawn for lags "
        "up to 20 (chrono).",
        "Gers, Schmidhuber & Cummins (2000), Learning to Forget; Jozefowicz, Zaremba & Sutskever (2015), An Empirical "
        "Exploration of Recurrent Network Architectures; chrono: Tallec & Ollivier (2018), arXiv 1804.11188",
        (
            *(_recall(f"bias {bias}", "lstm", each, forget_bias=bias) for bias, each in ((0, 8.0), (1, 2.8), (3, 0.2))),
            _recall("chrono 20", "lstm", 0.3, chrono=20),
        ),
        _SOLVED_IN,
        counted=True,
    )


def _lag() -> Experiment:
    seconds = {"lstm": (0.1, 0.1, 0.2, 0.4, 0.8), "gru": (0.1, 0.2, 0.3, 1.0, 2.4), "rnn": (0.3, 0.7, 1.9, 5.8, 9.3)}
    return Experiment(
        "lag",
        "Lag",
        "How long can each cell remember?",
        "Networks of 16 units must name a symbol that was shown so many timesteps before. The gates of LSTM and GRU "
        "start for the lag that is tried (chrono); a tanh RNN has no gate to start. One learning rate serves all, "
        f"tuned for none; each network is given up after {LAG_STEPS:,} steps.",
        "Hochreiter & Schmidhuber (1997), Long Short-Term Memory, after the long time lag problems of section 5; "
        "chrono: Tallec & Ollivier (2018), arXiv 1804.11188",
        tuple(
            _recall(f"{title}, lag {lag}", cell, seconds[cell][place], length=lag, chrono=lag, steps=LAG_STEPS)
            for cell, title in CELLS.items()
            for place, lag in enumerate(LAGS)
        ),
        _SOLVED_IN,
        counted=True,
    )


def _overfitting() -> Experiment:
    wave = (("slope", 0.0), ("period", 12.0), ("amplitude", 2.0), ("noise", NOISE))
    series = Series("trend_season", wave, rows=701, train=100, validation=200, test=400, window=24)
    seconds = (0.6, 0.6, 0.6, 0.9)
    return Experiment(
        "overfitting",
        "Overfitting",
        "What does a large network learn from little, noisy data?",
        "LSTMs of 1 to 64 units learn a wave under much noise from 100 rows. The error on those rows, and on 200 rows "
        f"that are held out, is taken along training. Nobody can foresee the noise, which is {NOISE:g} on average "
        "(root mean square).",
        "early stopping: Prechelt (1998), “Early Stopping – But When?”",
        tuple(
            Arm(f"{_units(width)}", Fit(series, "lstm", width, steps=OVERFITTING_STEPS, look=20), each)
            for width, each in zip(WIDTHS, seconds, strict=True)
        ),
        (
            Column("train", "training error, end"),
            Column("validation", "held-out error, end"),
            Column("best_validation", "held-out error, lowest"),
            Column("best_step", "lowest at step"),
            Column("test", "test error, end"),
            Column("best_test", "test error, at lowest"),
        ),
    )


def lorenz(rows: int) -> Series:
    """Return the Lorenz attractor's x with so many rows to learn from, of which a fifth says when to stop."""
    held_out = rows // 5
    return Series("lorenz", (), max(SIZES) + 401, rows - held_out, held_out, 400, min(32, (rows - held_out) // 2))


def _data() -> Experiment:
    fits = (Arm(f"LSTM, {rows:,} rows", Fit(lorenz(rows), "lstm", 16, steps=600, look=50), 1.3) for rows in SIZES)
    lines = (Arm(f"linear AR, {rows:,} rows", Linear(lorenz(rows), AR_LAGS), 0.01) for rows in SIZES)
    return Experiment(
        "data",
        "Hunger for data",
        "How much data does an LSTM need before it is worth having?",
        "An LSTM of 16 units and a linear autoregression over 16 lags learn the next value of a chaotic series from "
        "its latest 50 to 2,000 rows (of the LSTM’s, a fifth says when to stop). All are tested on the same 400 rows, "
        "beside the last value, which needs no data. Below 1 is better than the last value.",
        "the series: Lorenz (1963), Deterministic Nonperiodic Flow; simple methods first: Gers, Eck & Schmidhuber "
        "(2001), Applying LSTM to Time Series Predictable through Time-Window Approaches",
        (*fits, *lines, Arm("last value", LastValue(lorenz(SIZES[0])), 0.01)),
        (_RELATIVE,),
    )


def _cost() -> Experiment:
    series = lorenz(1000)
    seconds = {"lstm": (0.5, 0.7, 2.0), "gru": (1.4, 1.6, 3.1), "rnn": (0.6, 0.7, 1.3)}
    fits = tuple(
        Arm(f"{title} of {_units(width)}", Fit(series, cell, width, steps=COST_STEPS, look=50), each)
        for cell, title in CELLS.items()
        for width, each in zip(COST_WIDTHS, seconds[cell], strict=True)
    )
    return Experiment(
        "cost",
        "Cost",
        "What does a wider network cost, and what does it bring?",
        "Networks of 8 to 128 units learn the next value of a chaotic series from 1,000 rows in "
        f"{COST_STEPS} steps, beside a linear autoregression over 16 lags. Parameters and multiply-adds are exact. "
        "The milliseconds are measured: they alone differ from machine to machine and from time to time.",
        "the counts follow from the cells’ equations; the series: Lorenz (1963), Deterministic Nonperiodic Flow",
        (*fits, Arm("linear AR", Linear(series, AR_LAGS), 0.01)),
        (
            Column("parameters", "parameters"),
            Column("multiply_adds", "multiply-adds a timestep"),
            Column("step_ms", "CPU ms a training step", measured=True),
            Column("fit_ms", "CPU ms of the whole fit", measured=True),
            _RELATIVE,
        ),
    )


def _units(width: int) -> str:
    return "1 unit" if width == 1 else f"{width} units"


EXPERIMENTS = {each.name: each for each in (_forget_bias(), _lag(), _overfitting(), _data(), _cost())}


def find_experiment(name: str) -> Experiment:
    """Return the experiment of this name.

    Raises:
        SettingError: there is none.
    """
    if name not in EXPERIMENTS:
        raise SettingError(f"There is no experiment “{name}”: choose among {', '.join(EXPERIMENTS)}.")
    return EXPERIMENTS[name]
