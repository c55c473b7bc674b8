"""Writes runs down as they grow, in the background, and never for more than a quarter of the time."""

import threading
import time

from lstm_viz.training.registry import RunRegistry

PERIOD = 1.0


def start_keeper(registry: RunRegistry) -> threading.Event:
    """Keep the registry's runs from now on; return what ends it when it is set."""
    stop = threading.Event()
    threading.Thread(target=_keep_on, args=(registry, stop), name="keeper", daemon=True).start()
    return stop


def _keep_on(registry: RunRegistry, stop: threading.Event) -> None:
    pause = PERIOD
    while not stop.wait(pause):
        began = time.monotonic()
        registry.keep_all()
        pause = max(PERIOD, 3 * (time.monotonic() - began))
