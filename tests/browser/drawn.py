"""The lines of the sequence read back from what is drawn: from points of a path to timesteps and values."""

DRAWN = """(meta) => {
  const chart = document.querySelector(".lv-sequence"), plot = chart.querySelector(".lv-plotly");
  const path = chart.querySelector(`.lv-answer-lines [data-line="${meta}"]`);
  if (!path) return null;
  const { xaxis, yaxis } = plot._fullLayout;
  const y = Array(Math.max(...plot.data.map(({ x }) => x.length))).fill(null); // a free run goes beyond
  for (const [, across, down] of path.getAttribute("d").matchAll(/[ML](\\S+) ([^ML]+)/g)) {
    y[Math.round(xaxis.p2l(Number(across)))] = yaxis.p2l(Number(down));
  }
  return { name: path.dataset.name, y };
}"""
"""Of a line's `meta`: its name, and its values (T,), null in a gap; null if it is not there."""
