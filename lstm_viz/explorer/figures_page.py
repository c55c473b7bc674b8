"""Figures as one HTML file that works offline: for networks that the explorer cannot show."""

import base64
from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from lstm_viz.explorer.standalone import UNPACK, packed_plotly

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<title>{title}</title>
<style>{style}</style>
<h1>{title}</h1>
{body}
<script type="application/octet-stream" id="lv-plotly">{plotly}</script>
<script type="module">{draw}</script>
</html>
"""
_STYLE = """
body { margin: 0 auto; padding: 24px; max-width: 1200px; background: #FFFFFF; color: #1B1D22; }
body { font: 0.9rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.3rem; font-weight: 600; }
"""
_DRAW = (
    UNPACK
    + """for (const place of document.querySelectorAll("[role=img]")) {
  const { data, layout } = JSON.parse(place.nextElementSibling.textContent);
  await Plotly.newPlot(place, data, layout, { displayModeBar: false, responsive: true });
}
"""
)
"""Draws every figure of a page that holds plotly.js packed."""


def figures_html(figures: Sequence[tuple[str, go.Figure]], title: str, note: str) -> str:
    """Return a page of about 2 MB and the figures' data.

    Args:
        figures: each with a sentence that says what is seen.
        title: the page's heading.
        note: a sentence below it.
    """
    elements = "\n".join(figure_element(said, made) for said, made in figures)
    return offline_page(title, f"<p>{escape(note)}</p>\n{elements}", _STYLE)


def offline_page(title: str, body: str, style: str) -> str:
    """Return a page of HTML with plotly.js packed inside, which draws every figure of its body."""
    return _PAGE.format(title=escape(title), body=body, style=style, draw=_DRAW, plotly=_plotly_inside())


def figure_element(said: str, made: go.Figure) -> str:
    """Return a sentence, and below it the place of a figure with its data."""
    return (
        f'<p>{escape(said)}</p><div role="img" aria-label="{escape(said)}"></div>'
        f'<script type="application/json">{_inside(made.to_json())}</script>'
    )


def _plotly_inside() -> str:
    """Return plotly.js packed, as a page holds it."""
    return base64.b64encode(packed_plotly()).decode()


def _inside(text: str) -> str:
    """Return JSON that a script element cannot end before its time."""
    return text.replace("<", "\\u003c")
