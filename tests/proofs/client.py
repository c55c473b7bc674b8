"""One person's page without a browser: what people do in it, and the explorer's looks at the run on screen."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.proofs.feed import Feed
from tests.proofs.http_client import HttpClient
from tests.proofs.session import ANSWER_SECONDS, TOKEN, Session

__all__ = ["TOKEN", "Client", "pages"]


class Client(Session):
    """A page of the app, with a feed like its explorer's."""

    def __init__(self, port: int, query: str = "") -> None:
        super().__init__(port, query)
        self.feed = Feed(HttpClient(port))

    def drawn(self) -> None:
        super().drawn()
        run = self.screen.component_data("run")
        if run is not None:
            self.feed.follow(run, str(self.screen.component_data("turn")))

    async def cut(self) -> None:
        await super().cut()
        await self.feed.http.close()

    async def close(self) -> None:
        await super().close()
        await self.feed.close()

    async def press(self, label: str) -> None:
        """Press a button."""
        button = self.screen.find(label, "button")
        if button.disabled:
            raise LookupError(f"“{label}” cannot be pressed now.")
        await self._set(WidgetState(id=button.id, trigger_value=True))

    async def choose(self, label: str, option: str) -> None:
        """Choose an option of a select box by its words."""
        box = self.screen.find(label, "selectbox")
        if option not in box.options:
            raise LookupError(f"“{label}” offers {list(box.options)}, not “{option}”.")
        await self._set(WidgetState(id=box.id, string_value=option))

    async def set_number(self, label: str, value: float) -> None:
        """Set a slider, or a box for a number."""
        found = self.screen.find(label, "slider", "number_input")
        state = WidgetState(id=found.id)
        if found.DESCRIPTOR.name == "NumberInput":
            state.double_value = value
        else:
            state.double_array_value.data.append(value)
        await self._set(state)

    async def _set(self, state: WidgetState) -> None:
        self._widgets[state.id] = state
        await self.rerun()

    async def upload(self, name: str, data: bytes, *, cut_after: int | None = None) -> None:
        """Upload a file; `cut_after` so many of its bytes the connection breaks off, and the page hears of no file.

        Raises:
            ConnectionError: the server did not take it.
        """
        widget = self.screen.find("Upload a CSV", "file_uploader")
        urls = await self._file_urls(name)
        mark = uuid.uuid4().hex
        body = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: text/csv\r\n\r\n"
        ).encode() + data
        end = f"\r\n--{mark}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "X-Xsrftoken": self.http.cookies[TOKEN],
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        if cut_after is not None:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(self.http.head("PUT", urls.upload_url, len(body + end), headers))
            writer.write(body[: len(body) - len(data) + cut_after])
            await writer.drain()
            writer.transport.abort()
            return
        answer = await self.http.request("PUT", urls.upload_url, body + end, headers)
        if answer.status != 204:
            raise ConnectionError(f"upload: {answer.status}")
        state = WidgetState(id=widget.id)
        state.file_uploader_state_value.uploaded_file_info.add(
            name=name, size=len(data), file_id=urls.file_id, file_urls=urls
        )
        await self._set(state)

    async def _file_urls(self, name: str) -> FileURLs:
        self._urls = asyncio.get_running_loop().create_future()
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session
        async with asyncio.timeout(ANSWER_SECONDS):
            await self._send(message)
            return await self._urls


@contextlib.asynccontextmanager
async def pages(port: int, *queries: str) -> AsyncIterator[list[Client]]:
    """Open a page for each query, one after another; close them all."""
    async with contextlib.AsyncExitStack() as stack:
        yield [await stack.enter_async_context(Client(port, query)) for query in queries]
