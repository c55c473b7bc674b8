"""What a notebook or script gets of the Lab: a saved run opened, as scripts, and any run or trace as one HTML file.

This module and `notebook` stand above the layers, beside the command line: they use what they need of all of them, but
nothing that knows Streamlit.
"""

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from lstm_viz.data.source import Source
from lstm_viz.errors import CaptureError, SavedRunError, SettingError
from lstm_viz.explorer.figures_page import figures_html
from lstm_viz.explorer.standalone import UNTRAINED_HERE, standalone_html
from lstm_viz.figures.layer_signals import called, layer_signals
from lstm_viz.figures.memory import half_life_spec
from lstm_viz.figures.palette import PALETTES
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.figures.style import Spec
from lstm_viz.model import exchange
from lstm_viz.model.scripts.bundle import MOST_TIMESTEPS, run_scripts
from lstm_viz.records import Array, LayerTrace, ModelConfig, Problem, Run, Trace
from lstm_viz.training.look import trace_job
from lstm_viz.training.status import RunStatus
from lstm_viz.ui.experiment import title_of
from lstm_viz.ui.restore import restored

Saved = str | Path | bytes
NOT_OURS_TO_SHOW = ("value", "last value")
"""Lines of the sequence that need right answers."""


@dataclass(frozen=True, eq=False)
class OpenedRun:
    """A run that was saved in the Lab, with the problem that it is of. In a notebook it shows itself as the explorer.

    Attributes:
        run: weights by step, losses, settings. problem: what it was fed and asked. source: the series that the problem
        was made of; None for tasks that are made of none. title: its data and network. goal: the step until which it
        was meant to train.
    """

    run: Run
    problem: Problem
    source: Source | None
    title: str
    goal: int

    @property
    def model(self) -> ModelConfig:
        """The network."""
        return self.run.model

    def _repr_html_(self) -> str:
        from lstm_viz.notebook import framed

        return framed(page_of(self))


def open_run(saved: Saved) -> OpenedRun:
    """Open a run that was saved in the Lab: the path of its .safetensors file, or the file's bytes.

    Raises:
        SavedRunError: there is no such file, it is damaged or something else, or does not fit its own settings.
    """
    found = exchange.open_run(_bytes_of(saved))
    experiment = restored(found.about, found.tables, found.run)
    return OpenedRun(found.run, experiment.problem, experiment.source, title_of(experiment), experiment.settings.steps)


def _bytes_of(saved: Saved) -> bytes:
    if isinstance(saved, bytes):
        return saved
    try:
        return Path(saved).read_bytes()
    except OSError as error:
        raise SavedRunError(
            f"{saved} cannot be read ({error.strerror}): give the path of a run that the Lab saved."
        ) from error


def export_html(
    shown: Trace | OpenedRun | Saved, path: str | Path, *, title: str | None = None, output: int = 0
) -> Path:
    """Write the explorer of a run or trace as one HTML file of about 3 MB that works offline; return its path.

    A run has its time machine. A trace is shown from its own weights, where it is one stack of equal layers that reads
    forward from zero; any other as plain figures, with a sentence that says why.

    Args:
        shown: what `capture` or `open_run` returned, or the path or bytes of a run saved in the Lab.
        path: where to.
        title: the page's heading.
        output: of a trace, which of the module's outputs is shown, from 0.

    Raises:
        SettingError: this is no run and no trace, there is no such output, or the path cannot be written to.
        SavedRunError: the file is no run.
    """
    given = open_run(shown) if isinstance(shown, str | Path | bytes) else shown
    return _written(Path(path), page_of(given, title=title, output=output).encode())


def export_scripts(run: OpenedRun | Saved, path: str | Path = "lstm_scripts.zip") -> Path:
    """Write a run's newest network as a Keras and a PyTorch script with its weights and an example; return the path.

    It is the zip that the Lab's “Scripts” download gives: each script runs without this package and says how far its
    answers are from those here.

    Args:
        run: what `open_run` returned, or the path or bytes of a run saved in the Lab.
        path: where to.

    Raises:
        SettingError: this is no run, or the path cannot be written to. SavedRunError: the file is no run.
    """
    opened = open_run(run) if isinstance(run, str | Path | bytes) else run
    if not isinstance(opened, OpenedRun):
        raise SettingError(
            f"A {type(run).__name__} cannot be written as scripts: give what lv.open_run returned, or the path of a "
            "saved run."
        )
    problem, newest = opened.problem, opened.run.newest
    trace = trace_job(opened.model, newest.weights, problem.inputs[problem.probe, :MOST_TIMESTEPS])
    y = cast("Array", trace.y_hat)  # our own network answers every timestep
    return _written(Path(path), run_scripts(opened.run, problem, opened.source, y))


def _written(place: Path, data: bytes) -> Path:
    try:
        place.write_bytes(data)
    except OSError as error:
        raise SettingError(f"{place} cannot be written ({error.strerror}): choose another path.") from error
    return place


def page_of(shown: Trace | OpenedRun, *, title: str | None = None, output: int = 0) -> str:
    """Return the page of a run or trace.

    Raises:
        SettingError: this is neither, or there is no such output.
    """
    if isinstance(shown, OpenedRun):
        return _page_of_run(shown, title or shown.title)
    if isinstance(shown, Trace):
        return _page_of_trace(shown, title, output)
    raise SettingError(
        f"A {type(shown).__name__} cannot be shown: give what lv.capture or lv.open_run returned, or the path of a "
        "saved run."
    )


def _page_of_run(opened: OpenedRun, title: str) -> str:
    run, goal = opened.run, max(opened.goal, opened.run.newest.step)
    figures = explorer_specs(opened.problem, opened.model.cell)
    return standalone_html(opened.problem, opened.model, run, _status(run, goal), figures, title)


def _page_of_trace(trace: Trace, title: str | None, output: int) -> str:
    from lstm_viz.explorer.own_module import own_module  # brings torch

    try:
        own = own_module(trace, output)
    except CaptureError as error:
        return _figures_of(trace, title or "What the network did", str(error))
    figures = _without_answers(explorer_specs(own.problem, own.model.cell))
    status = _status(own.run, 0)
    return standalone_html(
        own.problem, own.model, own.run, status, figures, title or own.title, note=own.note, style=UNTRAINED_HERE
    )


def _figures_of(trace: Trace, title: str, why: str) -> str:
    note = f"These are plain figures, because the explorer does not fit. {why}"
    return figures_html([(_said(each), layer_signals(each)) for each in trace.layers], title, note)


def _said(layer: LayerTrace) -> str:
    steps, units = layer.signals["h"].shape
    where = f"layer {layer.layer + 1}, {layer.direction}" + (f", call {layer.call + 1}" if layer.call else "")
    return f"{called(layer)}, {where}: every signal, {units} rows of h, unit 0 on top; t = 0 to {steps - 1}."


def _without_answers(figures: dict[str, dict[str, Spec]]) -> dict[str, dict[str, Spec]]:
    """Return the figures without what needs right answers or training: two lines, the parts' labels, and the window."""
    made = copy.deepcopy(figures)
    for theme in PALETTES:
        made[theme]["half_life"] = half_life_spec(None, theme)
        sequence = made[theme]["sequence"]
        sequence["data"] = [trace for trace in sequence["data"] if trace["meta"] not in NOT_OURS_TO_SHOW]
        layout = sequence["layout"]
        layout["annotations"] = [note for note in layout["annotations"] if note["name"] != "part"]
    return made


def _status(run: Run, goal: int) -> RunStatus:
    """Return how a run that nobody trains on is doing."""
    newest = run.newest
    return RunStatus(
        state="finished" if newest.step >= goal else "paused",
        message=None,
        step=newest.step,
        goal=goal,
        steps_per_second=None,
        seconds_left=None,
        learning_rate=run.segments[-1].config.learning_rate,
        epoch=None,
        loss_now=float(run.losses[-1]) if len(run.losses) else None,
        validation_now=float(run.validation[-1, 1]) if len(run.validation) else None,
        grad_norm=newest.grad_norm if newest.step else None,
    )
