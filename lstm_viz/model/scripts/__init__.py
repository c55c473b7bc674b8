"""A trained network as scripts that run without this package: one of Keras, one of torch."""
