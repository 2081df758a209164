"""What a remote store says of itself, in a small graph: what a folder has `onrecord.json` and a lock for.

The graph has the same name on every server, whatever the base, so that it can be looked for. It holds the
format, the base, the state (another after each commit) and, while somebody writes, the writer.
"""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, replace
from typing import Self
from uuid import uuid4

from pyoxigraph import Literal, NamedNode, Quad

from kb.store.results import Table, text

FORMAT = "2"
"""Of what the graphs hold, and not of files: that of the embedded store that had the same graphs first."""

GRAPH = NamedNode("https://w3id.org/onrecord/store")
"""Name of the graph, and of the store in it."""

_STEM = f"{GRAPH.value}#"
_WRITER = re.compile(r"(?P<host>\S+) (?P<pid>\d+) \w+")

ASKED = f"SELECT ?name ?value {{ GRAPH {GRAPH} {{ {GRAPH} ?name ?value }} }}"

IN_UNION = f"ASK {{ {GRAPH} <{_STEM}base> ?base }}"
"""Whether a query that names no graph sees this one, as it must see all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One state of them; `writer` is None where nobody writes."""

    format: str
    base: str
    state: str
    writer: str | None = None

    @classmethod
    def read(cls, found: Table) -> Self | None:
        """From the rows that ASKED finds; None where there is no store."""
        values = {text(name).removeprefix(_STEM): text(value) for name, value in found.rows}
        if not {"format", "base"} <= values.keys():
            return None
        return cls(values["format"], values["base"], values.get("state", ""), values.get("writer"))

    def next(self) -> Self:
        """The same after a commit."""
        return replace(self, state=uuid4().hex)

    def update(self) -> list[str]:
        """The steps of an update that make the store say this."""
        fields = {"format": self.format, "base": self.base, "state": self.state, "writer": self.writer}
        gone = (
            f"DELETE WHERE {{ GRAPH {GRAPH} {{ {GRAPH} <{_STEM}{name}> ?o }} }}"
            for name in ("state", "writer")
        )
        said = " ".join(
            f"GRAPH {GRAPH} {{ {Quad(GRAPH, NamedNode(_STEM + name), Literal(value)).triple} }}"
            for name, value in fields.items()
            if value is not None
        )
        return [*gone, f"INSERT DATA {{ {said} }}"]


def ourselves() -> str:
    """A name for the writer that this process is, so that others can tell whether it lives."""
    return f"{platform.node() or 'somewhere'} {os.getpid()} {uuid4().hex[:8]}"


def is_gone(writer: str) -> bool:
    """Whether it was a process of this machine that is no more."""
    found = _WRITER.fullmatch(writer)
    if found is None or found["host"] != platform.node():
        return False
    try:
        os.kill(int(found["pid"]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
