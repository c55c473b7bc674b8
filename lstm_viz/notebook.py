"""How a trace or a run shows itself in a notebook: the offline page in a frame of its own.

Notebooks ask an object for `_repr_html_`. An opened run has it; a `Trace` is a record that imports nothing of ours, so
this module, which `lstm_viz` loads together with `capture`, gives it the method.
"""

from html import escape

from lstm_viz.errors import LstmVizError
from lstm_viz.records import Trace

HEIGHT = 900
"""Pixels of the frame: the sequence with its strips, whole; the frame scrolls."""


def framed(page: str) -> str:
    """Return a page in a frame that can reach neither the notebook nor a server; the cell keeps its 3 MB."""
    return (
        f'<iframe srcdoc="{escape(page)}" sandbox="allow-scripts allow-downloads" title="LSTM Visualizer" '
        f'style="width: 100%; height: {HEIGHT}px; border: 0"></iframe>'
    )


def _trace_html(trace: Trace) -> str | None:
    """Return the trace's page in a frame; None, which leaves the notebook its plain text, where it cannot be made."""
    from lstm_viz.export import page_of

    try:
        return framed(page_of(trace))
    except LstmVizError:
        return None


Trace._repr_html_ = _trace_html  # type: ignore[attr-defined]  # records import nothing of ours
