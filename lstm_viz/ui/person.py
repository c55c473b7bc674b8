"""Whose browser this is: a name that cannot be guessed, in a cookie. There is no login."""

import re
import secrets

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "lstm_viz_person"
ONE_YEAR = 365 * 86_400
_NAME = re.compile(r"[A-Za-z0-9_-]{22}")


class NamedBrowsers:
    """Gives every browser that asks for a page without the cookie a new name."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the cookie where a page was asked for."""
        if scope["type"] != "http" or not _asks_for_a_page(Request(scope)):
            await self._app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                words = f"{COOKIE}={secrets.token_urlsafe(16)}; Max-Age={ONE_YEAR}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", words)
            await send(message)

        await self._app(scope, receive, with_cookie)


def _asks_for_a_page(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "") and not _NAME.fullmatch(request.cookies.get(COOKIE, ""))


def person() -> str:
    """Return whose browser this session's is; where cookies are refused, a name that lasts as long as the session."""
    name = str(st.context.cookies.get(COOKIE, ""))  # whatever it is: outside a browser it need not be a word
    if _NAME.fullmatch(name):
        return name
    if "person" not in st.session_state:
        st.session_state["person"] = secrets.token_urlsafe(16)
    kept: str = st.session_state["person"]
    return kept
