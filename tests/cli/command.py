"""The type of the fixture `kb`. Not in conftest.py: of that name there are several, and the last one loaded is found."""

from __future__ import annotations

from typing import Protocol

from click.testing import Result


class Kb(Protocol):
    def __call__(self, *args: object, input: str | bytes | None = None) -> Result: ...
