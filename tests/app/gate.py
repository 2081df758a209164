"""The gate that every browser test goes through."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

# Opened at /articles, Streamlit looks for its server below /articles/ first, and then where it is.
_PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)")


class Gate:
    """What a page must not do: `left` are addresses beyond this machine, `errors` what its console says."""

    def __init__(self, page: Page) -> None:
        self.left: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        if not _is_here(url):
            self.left.append(url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_probe(message):
            self.errors.append(f"{message.text} ({message.location.get('url')})")


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname == "127.0.0.1"


def _is_probe(message: ConsoleMessage) -> bool:
    path = urlsplit(message.location.get("url", "")).path
    return "404" in message.text and _PROBE.fullmatch(path) is not None
