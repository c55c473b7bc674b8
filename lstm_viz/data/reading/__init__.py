"""How a table in a file is understood, one step a module; `lstm_viz.data.csv_reader` puts the steps together."""
