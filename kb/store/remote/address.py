"""Where a server listens, and what lets us in: from the environment or a file, never from a command."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx
from platformdirs import user_data_path

from kb.errors import StoreError
from kb.model import digest


@dataclass(frozen=True, slots=True)
class Address:
    """The URLs of a store, and the way in.

    Attributes:
        name: the URL as it was given, for people.
        query, update: where queries and updates are sent.
        graphs: the graph store protocol's; None where the server has none, or it was not named.
        folder: of this machine, for what a server has no place for: quarantine and history.
        user, password, token: None where nobody gave them, and never shown.
    """

    name: str
    query: str
    update: str
    graphs: str | None
    folder: Path
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def auth(self) -> httpx.Auth | None:
        if self.token:
            return _Bearer(self.token)
        return None if self.user is None else _Challenged(self.user, self.password or "")

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        return _is_loopback(urlsplit(self.query))


def is_address(store: str | Path) -> bool:
    """Whether this names a server, and no folder."""
    return str(store).startswith(("https://", "http://"))


def address_of(url: str, environ: Mapping[str, str] = os.environ) -> Address:
    """The address of the store at `url`, which the environment may say more about.

    `url` alone is a server with /query, /update and /store below it. Where KB_STORE_UPDATE is set, `url` is
    where queries go, and KB_STORE_GRAPHS the graph store, if there is one. KB_STORE_TOKEN, or KB_STORE_USER
    with KB_STORE_PASSWORD, let us in, or else the line of the server in the file that NETRC names (~/.netrc).

    Raises StoreError for a URL with a password in it, and for http to another machine.
    """
    url = url.rstrip("/")
    update, graphs = environ.get("KB_STORE_UPDATE"), environ.get("KB_STORE_GRAPHS")
    query, update, graphs = (
        (url, update, graphs) if update else (f"{url}/query", f"{url}/update", f"{url}/store")
    )
    for each in filter(None, (query, update, graphs)):
        _check(each)
    user, password = environ.get("KB_STORE_USER"), environ.get("KB_STORE_PASSWORD")
    if user is None:
        user, password = _from_netrc(urlsplit(url).hostname or "", environ)
    folder = Path(environ.get("KB_STORE_FOLDER") or user_data_path("on-record") / "remote" / _file_name(url))
    return Address(url, query, update, graphs, folder, user, password, environ.get("KB_STORE_TOKEN"))


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise StoreError(
            f"The address of a store is not a URL ({error}). Expected https://HOST/PATH."
        ) from None
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            f"The address of the store at {parts.hostname} has a user or password in it, where others may"
            " read them. Take them out and set KB_STORE_USER and KB_STORE_PASSWORD, or use a .netrc file."
        )
    if not parts.hostname or port == 0:
        raise StoreError(f"The address {url} names no server. Expected https://HOST/PATH.")
    if parts.scheme != "https" and not _is_loopback(parts):
        raise StoreError(
            f"The address {url} is not https, so that others could read along and change what is sent."
            " Use https://, or http:// to this machine (such as a tunnel by ssh -L)."
        )


def _is_loopback(parts: SplitResult) -> bool:
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _from_netrc(host: str, environ: Mapping[str, str]) -> tuple[str | None, str | None]:
    file = Path(environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(file).authenticators(host)
    except FileNotFoundError:
        return None, None
    except (OSError, netrc.NetrcParseError) as error:
        raise StoreError(f"{file} cannot be read ({error}). Mend it, or set NETRC to another file.") from None
    return (found[0], found[2]) if found else (None, None)


def _file_name(url: str) -> str:
    """A folder's name that people recognize and that no two URLs share."""
    parts = urlsplit(url)
    return f"{parts.hostname}-{digest(url)}"


Flow = Generator[httpx.Request, httpx.Response, None]


class _Bearer(httpx.Auth):
    """A token, with every request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Flow:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Challenged(httpx.Auth):
    """User and password in the way that the server asks for: Virtuoso wants Digest, most others Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Flow:
        if self._chosen is None:
            response = yield request
            asked = response.headers.get("WWW-Authenticate", "").lower()
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            self._chosen = self._digest if asked.startswith("digest") else self._basic
        yield from self._chosen.auth_flow(request)
