import json
from typing import Any

import plotly.graph_objects as go
import pytest

from lstm_viz.figures.sequence import sequence, sequence_spec
from lstm_viz.figures.specs import explorer_specs
from lstm_viz.records import Problem
from tests.unit.figures.examples import H, forecasting, recall, trace_of

QUESTIONS = ("half_life", "saturation", "retention", "gradient_norms", "gradient_map")
DATA = {"x", "y", "z", "text", "customdata"}


@pytest.mark.parametrize("problem", [forecasting(), recall()])
def test_specs_are_plain_values_without_data_in_both_themes(problem: Problem) -> None:
    specs = explorer_specs(problem)
    assert json.loads(json.dumps(specs, allow_nan=False)) == specs
    assert {theme: set(figures) for theme, figures in specs.items()} == {
        theme: {"loss", "sequence", "unit", *QUESTIONS} for theme in ("light", "dark")
    }
    for figures in specs.values():
        for spec in figures.values():
            assert not any(DATA & set(trace) for trace in spec["data"])


@pytest.mark.parametrize("problem", [forecasting(), recall()])
def test_the_figure_is_the_spec_with_data_and_nothing_else(problem: Problem) -> None:
    spec = sequence_spec(problem, H, "dark")
    drawn: dict[str, Any] = sequence(problem, trace_of(problem), theme="dark").to_dict()
    names = [trace["meta"] for trace in drawn["data"]]
    styles = [{name: value for name, value in trace.items() if name not in DATA} for trace in drawn["data"]]
    bare = {"data": [trace for trace in spec["data"] if trace["meta"] in names], "layout": spec["layout"]}
    assert {"data": styles, "layout": drawn["layout"]} == {
        key: value for key, value in go.Figure(bare).to_dict().items() if key in ("data", "layout")
    }


def test_every_spec_is_one_that_plotly_accepts() -> None:
    for figures in explorer_specs(forecasting()).values():
        for spec in figures.values():
            assert len(go.Figure(spec).data) == len(spec["data"])
