"""A small HTTP client on one connection that stays open: cheap enough for a hundred of them in one loop."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})
ANSWER_SECONDS = 60


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass
class HttpClient:
    """One browser's connection to a server on loopback, with its cookies. A request waits for the one before it."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        return await self.request("GET", path)

    async def request(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = NOTHING) -> Answer:
        """Ask, and once more where the server had closed an idle connection, as browsers do.

        Raises:
            OSError: the server cannot be reached, or broke off.
        """
        head = self.head(method, path, len(body), headers)
        async with self._lock, asyncio.timeout(ANSWER_SECONDS):
            kept = self._streams is not None
            try:
                return await self._once(head + body)
            except (OSError, EOFError) as error:
                await self.close()
                if not kept:
                    raise ConnectionError(f"{method} {path}: {error!r}") from error
            try:
                return await self._once(head + body)
            except EOFError as error:
                await self.close()
                raise ConnectionError(f"{method} {path}: {error!r}") from error

    def head(self, method: str, path: str, length: int, headers: Mapping[str, str] = NOTHING) -> bytes:
        """Return a request up to its body."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {length}"]
        if self.cookies:
            lines.append(f"Cookie: {self.cookie}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    @property
    def cookie(self) -> str:
        """The header that hands the cookies back."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def _once(self, request: bytes) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(request)
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length = 0
        for name, _, value in (line.partition(":") for line in lines):
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie":
                key, _, word = value.strip().partition(";")[0].partition("=")
                self.cookies[key] = word
        return Answer(int(first.split()[1]), await reader.readexactly(length))

    async def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None
