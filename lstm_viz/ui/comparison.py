"""Two kept runs beside each other: where their settings differ, what they reached, and their losses."""

from typing import Any

import pandas as pd
import streamlit as st

from lstm_viz.figures.comparison import compared_losses
from lstm_viz.figures.palette import Theme
from lstm_viz.training.run_file import KeptRun
from lstm_viz.ui.plain import plain
from lstm_viz.ui.settings import Settings, from_query

NOT_COMPARABLE = (
    "The two learn from different data, or are fed differently. Their losses are in units of their own scaling and "
    "cannot be compared."
)


def table_of(first: KeptRun, second: KeptRun) -> pd.DataFrame:
    """Return what differs, a row each, a column a run: settings first, then what the runs reached."""
    settings = [_settings(each) for each in (first, second)]
    rows: dict[str, tuple[str, str]] = {}
    for name in {**settings[0], **settings[1]}:
        one, other = (each.get(name, "–") for each in settings)
        if one != other:
            rows[name.replace("_", " ")] = one, other
    rows["steps"] = f"{first.card.step:,}", f"{second.card.step:,}"
    rows["training loss"] = _number(first.card.loss), _number(second.card.loss)
    rows["validation loss"] = _number(first.card.validation), _number(second.card.validation)
    rows["parameters"] = _parameters(first), _parameters(second)
    columns = [first.card.name, second.card.name]
    if columns[0] == columns[1]:
        columns[1] += " (2)"
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def compare(first: KeptRun, second: KeptRun, theme: Theme) -> pd.DataFrame:
    """Draw the comparison; return its table."""
    table = table_of(first, second)
    st.table(table.rename(columns=plain))
    if first.run and second.run:
        figure = compared_losses((table.columns[0], first.run), (table.columns[1], second.run), theme)
        st.caption("Thick: validation loss. Thin: training loss.")
        st.plotly_chart(
            figure, theme=None, key="compared", config={"displaylogo": False}, alt="The losses of both runs"
        )
    if fed(first) != fed(second):
        st.caption(NOT_COMPARABLE)
    return table


def _settings(kept: KeptRun) -> dict[str, str]:
    """Return a run's settings by name, in words; the steps are shown as what was reached."""
    query: dict[str, str] = {str(name): str(value) for name, value in kept.about["settings"].items()}
    chosen, _ = from_query(query)
    names = (name for name in Settings.__dataclass_fields__ if name not in ("steps", "parameters"))
    words = {name: _word(getattr(chosen, name)) for name in names}
    words |= {f"data’s {name}": f"{value:g}" for name, value in chosen.parameters}
    source: Any = kept.about.get("source")
    forecast: Any = kept.about.get("forecast")
    if forecast:
        words |= {"data": f"forecast of {forecast['target_name']}", "window": f"{forecast['window']}"}
    return words | ({"data": str(source["name"])} if source else {})


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value) or "–"


def fed(kept: KeptRun) -> Any:
    """Return what a run learns from; two losses can be compared only where it is the same."""
    names = ("data", "normalisation", "target", "inputs", "seed")
    words = _settings(kept)
    if "forecast" in kept.about:  # whose targets and inputs tell of the series and of how it was scaled
        return kept.about["forecast"], [kept.tables[name].tobytes() for name in ("inputs", "targets")]
    return [words.get(name) for name in names if name != "seed" or kept.about.get("source") is None], [
        word for name, word in words.items() if name.startswith("data’s")
    ]


def _parameters(kept: KeptRun) -> str:
    return f"{kept.run.model.parameter_count:,}" if kept.run else "–"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"
