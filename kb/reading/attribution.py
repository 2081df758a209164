"""The part of a reader that can be exchanged: which words of an article are attributed, to whom, by what.

An attributor sees the parse and gives spans, nothing more; who the speaker is, how sure he was and when
he said it is for the rest of the reader, whichever attributor found the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kb.model import Spans
from kb.reading.parse import Parsed


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, one cue, one content, as half-open spans of the article's text.

    Attributes:
        source: empty where the article leaves the source out; one span for each joint speaker.
        confidence: 0 to 1, or None where the attributor has no measure of it.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float | None = None


class Attributor(Protocol):
    """Finds attributions in a parsed article."""

    @property
    def name(self) -> str:
        """A short name for provenance."""

    @property
    def digest(self) -> str:
        """SHA-256 over what decides its output: model, tables, rules."""

    def __call__(self, parsed: Parsed) -> list[Attribution]:
        """All attributions in `parsed`, in the order of their contents."""
