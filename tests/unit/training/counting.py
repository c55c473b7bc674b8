"""A real engine that counts what it is sent."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from lstm_viz.training.local_engine import LocalEngine


class Counting(LocalEngine):
    """The local engine of one slot, with a count of the calls of one function that were sent, and of those under way.

    `most`: of those under way at a time. `instead`: what is called in its place.
    """

    def __init__(self, counted: Callable[..., Any]) -> None:
        super().__init__(1)
        self._counted = counted
        self.sent = self.under_way = self.most = 0
        self.instead: Callable[..., Any] | None = None

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if function is not self._counted:
            return super().submit(function, *args, **kwargs)
        future = super().submit(self.instead or function, *args, **kwargs)
        self.sent += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        future.add_done_callback(lambda _: self._home())
        return future

    def _home(self) -> None:
        self.under_way -= 1

    def settle(self) -> None:
        """Wait until what was sent before this call is home: calls are served in their order."""
        self.submit(len, ()).result(120)
