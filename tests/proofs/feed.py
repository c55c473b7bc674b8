"""How the explorer follows a run: its problem once, and its news every 0.4 s as long as it goes on."""

import asyncio
import json
import struct
import time
from typing import Any

import numpy as np

from lstm_viz.records import Array
from tests.proofs.http_client import HttpClient

PERIOD, LONGEST_PAUSE = 0.4, 5.0
RUNNING = {"playing", "waiting", "queued", "disconnected"}
CONNECTION_LOST = "Connection lost; trying again…"
WAITING = {"waiting": "Starting…", "queued": "Waiting for a place", "disconnected": "Connection lost"}


def unpack(message: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return values and arrays of a message of `lstm_viz.explorer.wire`."""
    (length,) = struct.unpack_from("<I", message)
    header = json.loads(message[4 : 4 + length])
    arrays = {}
    for name, about in header["arrays"].items():
        count = int(np.prod(about["shape"]))
        flat = np.frombuffer(message, "<" + about["dtype"], count, 4 + length + about["offset"])
        arrays[name] = flat.reshape(about["shape"])
    return header["values"], arrays


class Feed:
    """What the explorer of one page knows of the run that it follows."""

    def __init__(self, http: HttpClient) -> None:
        self.http = http
        self.run_id, self._turn = "", ""
        self.status: dict[str, Any] = {}
        self.weights: dict[str, Array] = {}
        self.weights_step: int | None = None
        self.looks, self.failures = 0, 0
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def follow(self, run_id: str, turn: str) -> None:
        """Look at a run, at once if something about it is new."""
        if run_id != self.run_id:
            self.run_id, self.status, self.weights, self.weights_step = run_id, {}, {}, None
            self._turn = ""
        if turn != self._turn:
            self._turn = turn
            self._wake.set()
        self._task = self._task or asyncio.create_task(self._look_on())

    @property
    def step(self) -> int:
        return int(self.status.get("step", 0))

    @property
    def pace(self) -> float:
        """Steps a second of late."""
        return float(self.status.get("steps_per_second") or 1.0)

    @property
    def state(self) -> str:
        return str(self.status.get("state", ""))

    @property
    def words(self) -> str:
        """What the explorer says is wrong, or what the run waits for; empty if nothing is."""
        if self.failures:
            return CONNECTION_LOST
        stopped = self.state in ("failed", "gone", "disconnected")
        trouble = self.status.get("message" if stopped else "warning")
        return str(trouble or WAITING.get(self.state, ""))

    async def _look_on(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while True:
                began = time.monotonic()
                pause = PERIOD
                try:
                    await self._look()
                    self.failures = 0
                    if self.state not in RUNNING:
                        break
                except OSError:
                    self.failures += 1
                    pause = min(LONGEST_PAUSE, PERIOD * 2 ** (self.failures - 1))
                await asyncio.sleep(max(0.0, pause - (time.monotonic() - began)))

    async def step_now(self) -> int:
        """Ask the server at which step the run is, beside the explorer's own looks."""
        values, _ = unpack(await self._get(f"/runs/{self.run_id}/live?have={self.weights_step or 0}"))
        return int(values["step"])

    async def _look(self) -> None:
        run = self.run_id
        if not self.status:
            await self._get(f"/runs/{run}/problem")
        asked = "" if self.weights_step is None else f"?have={self.weights_step}"
        values, arrays = unpack(await self._get(f"/runs/{run}/live{asked}"))
        if run != self.run_id:
            return
        self.status, self.looks = values, self.looks + 1
        weights = {name[2:]: array for name, array in arrays.items() if name.startswith("w.")}
        if weights:
            self.weights, self.weights_step = weights, values["weights_step"]

    async def _get(self, path: str) -> bytes:
        answer = await self.http.get(path)
        if answer.status != 200:
            raise ConnectionError(f"{path}: {answer.status}")
        return answer.body

    async def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self.http.close()
