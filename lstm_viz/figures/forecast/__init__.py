"""The pictures of a forecast: a result, or one series of it -> plotly Figure; one file per thing seen."""
