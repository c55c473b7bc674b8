"""The explorer's files on a loopback port, beside an empty page, messages to fetch, and a place to post answers to."""

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FILES = Path(__file__).parents[2] / "assets" / "explorer"
EMPTY_PAGE = b"<!doctype html><meta charset=utf-8><title>Empty</title><link rel=icon href='data:,'>"


class FileServer(ThreadingHTTPServer):
    """`messages` are served by their path; what is posted is kept by its path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(FILES)))
        self.messages: dict[str, bytes] = {"/": EMPTY_PAGE}
        self.posted: dict[str, bytes] = {}
        self.address = f"http://127.0.0.1:{self.server_port}"


class _Handler(SimpleHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        body = self.server.messages.get(self.path)
        if body is None:
            super().do_GET()
            return
        self._answer(body, "text/html" if self.path == "/" else "application/octet-stream")

    def do_POST(self) -> None:
        self.server.posted[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(b"", "text/plain")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def file_server() -> Iterator[FileServer]:
    server = FileServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
