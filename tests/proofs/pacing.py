"""Waiting for something with a deadline, in the one loop that holds all clients."""

import asyncio
import time
from collections.abc import Callable

LOOK_SECONDS = 0.02


async def until(condition: Callable[[], bool], seconds: float) -> float | None:
    """Wait until a condition holds; return after how many seconds it did, None if it did not in time."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            return None
        await asyncio.sleep(LOOK_SECONDS)
    return time.monotonic() - began
