"""A page of nothing but the presets. Workers that are started later run it too, under another name: they skip it."""

from lstm_viz.ui import presets, session

if __name__ == "__main__":
    session.begin()
    presets.panel()
