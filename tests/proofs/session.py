"""A session of Streamlit's protocol: reruns of the script and what they draw, and the heartbeat of fragments."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.proofs.http_client import HttpClient
from tests.proofs.screen import Screen

ANSWER_SECONDS = 60
TOKEN = "_streamlit_xsrf"  # noqa: S105  # a cookie's name


@dataclass
class _Question:
    """A rerun that was asked for and its answer: the script's run that begins after it."""

    done: "asyncio.Future[None]"
    begun: bool = False


class _AnswerLost(Exception):
    """The run of the script began, and its end was never told."""


class Session:
    """A session of a page. Only values that this person has set are sent; the server keeps the others."""

    def __init__(self, port: int, query: str = "") -> None:
        self.port, self.query = port, query
        self.http, self.screen = HttpClient(port), Screen()
        self.troubles: list[str] = []
        self.answer_seconds: list[float] = []
        self.script_runs, self.asked_again = 0, 0
        self._session, self._page = "", ""
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._question: _Question | None = None
        self._urls: asyncio.Future[FileURLs] | None = None
        self._widgets: dict[str, WidgetState] = {}
        self._beats: dict[str, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        try:
            return await self.open()
        except BaseException:
            await self.close()
            raise

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def open(self) -> Self:
        """Load the page as a browser does, and wait until the first run of the script has ended.

        Raises:
            RuntimeError: the page shows an exception.
        """
        for path in ("/", "/_stcore/health", "/_stcore/host-config"):
            answer = await self.http.request("GET", path, headers={"Accept": "text/html,*/*"})
            if answer.status != 200:
                raise ConnectionError(f"{path}: {answer.status}")
        await self._connect()
        await self.rerun()
        if self.troubles:
            raise RuntimeError("; ".join(self.troubles))
        return self

    async def _connect(self) -> None:
        words = ["streamlit", self.http.cookies[TOKEN], *([self._session] if self._session else [])]
        address = f"127.0.0.1:{self.port}"
        self._socket = await connect(
            f"ws://{address}/_stcore/stream",
            origin=Origin(f"http://{address}"),
            subprotocols=[Subprotocol(word) for word in words],
            additional_headers={"Cookie": self.http.cookie},
            proxy=None,
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        self._reader = asyncio.create_task(self._read(self._socket))

    async def cut(self) -> None:
        """Break every connection off without a word, as a lost network does."""
        if self._socket is not None:
            self._socket.transport.abort()
        await self._leave()
        await self.http.close()

    async def reconnect(self) -> None:
        """Connect again to the same session, as a browser does when its connection is back."""
        await self._leave()
        await self._connect()
        await self.rerun()

    async def close(self) -> None:
        """Leave the page."""
        await self._leave()
        await self.http.close()

    async def _leave(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            with contextlib.suppress(WebSocketException, OSError):
                await socket.close()
        tasks = [*self._beats.values(), *([self._reader] if self._reader else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._beats, self._reader = {}, None

    async def rerun(self) -> None:
        """Run the script with the widgets as they are; wait until it has ended.

        Raises:
            ConnectionError: the connection was lost. TimeoutError: no answer came.
        """
        began = time.monotonic()
        async with asyncio.timeout(ANSWER_SECONDS):
            while not await self._answered():
                self.asked_again += 1
        self.answer_seconds.append(time.monotonic() - began)

    async def _answered(self) -> bool:
        """Run the script; return whether its end was told.

        Streamlit forgets to tell it, and what the script drew last, where a fragment's own rerun comes at the very
        moment at which the script ends. A person would press something else then.
        """
        self._question = _Question(asyncio.get_running_loop().create_future())
        try:
            await self._send_rerun()
            self._widgets = {key: each for key, each in self._widgets.items() if not each.trigger_value}
            await self._question.done
        except _AnswerLost:
            return False
        finally:
            self._question = None
        return True

    async def _send_rerun(self, fragment: str = "", *, by_itself: bool = False) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self.query, self._page
        state.fragment_id, state.is_auto_rerun = fragment, by_itself
        state.widget_states.widgets.extend(self._widgets.values())
        state.context_info.timezone, state.context_info.locale = "Europe/London", "en-GB"
        state.context_info.url = f"http://127.0.0.1:{self.port}/"
        state.context_info.color_scheme = "light"
        await self._send(message)

    async def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise ConnectionError("There is no connection.")
        try:
            await self._socket.send(message.SerializeToString())
        except WebSocketException as error:
            raise ConnectionError(str(error)) from error

    async def _beat(self, fragment: str, interval: float) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                await asyncio.sleep(interval)
                await self._send_rerun(fragment, by_itself=True)

    async def _read(self, socket: ClientConnection) -> None:
        lost = "The server closed the connection."
        try:
            async for data in socket:
                message = ForwardMsg()
                message.ParseFromString(data)
                self._take(message)
        except WebSocketException as error:
            lost = str(error)
        if self._socket is socket:
            self.troubles.append(lost)
            if self._question and not self._question.done.done():
                self._question.done.set_exception(ConnectionError(lost))

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self.screen.take(message)
            self._take_value(message.delta.new_element)
        elif kind == "new_session":
            self._begin(message)
        elif kind == "script_finished":
            self._end(message)
        elif kind == "auto_rerun":
            beat = message.auto_rerun
            if beat.fragment_id not in self._beats:
                self._beats[beat.fragment_id] = asyncio.create_task(self._beat(beat.fragment_id, beat.interval))
        elif kind == "file_urls_response" and self._urls is not None:
            self._urls.set_result(message.file_urls_response.file_urls[0])
        elif kind == "ref_hash":
            self.troubles.append("The server sent what it believes to be in this client's cache, which has none.")

    def _take_value(self, element: Any) -> None:
        """Forget a widget's own value where the script sets another."""
        widget: Any = getattr(element, element.WhichOneof("type") or "empty")
        if getattr(widget, "set_value", False):
            self._widgets.pop(widget.id, None)

    def _begin(self, message: ForwardMsg) -> None:
        self.screen.begin(message)
        self._session = message.new_session.initialize.session_id
        self._page = message.new_session.page_script_hash
        question = self._question
        if message.metadata.run.fragment_ids:
            if question and question.begun and not question.done.done():
                question.done.set_exception(_AnswerLost())
            return
        for beat in self._beats.values():
            beat.cancel()
        self._beats = {}
        if question:
            question.begun = True

    def _end(self, message: ForwardMsg) -> None:
        self.script_runs += 1
        if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self.screen.end()
        self.troubles += self.screen.exceptions
        self.drawn()
        question = self._question
        if not message.metadata.run.fragment_ids and question and question.begun and not question.done.done():
            question.done.set_result(None)

    def drawn(self) -> None:
        """Take in what a run of the script has left on screen."""
        address = self.screen.component_data("query")
        if address is not None:
            self.query = address
