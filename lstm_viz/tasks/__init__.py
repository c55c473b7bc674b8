"""Tasks of the literature, tried over several seeds, with a verdict."""

ENDED_BY_CTRL_C = 130
"""What shells expect."""
