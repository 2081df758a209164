"""A reader small enough to foresee: it knows "Name said words." and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.errors import ReadingError
from kb.model import (
    Actor,
    ActorType,
    Agent,
    Article,
    Form,
    Mode,
    Reading,
    Span,
    Statement,
    digest,
)

_SAID = re.compile(r"(?P<who>[A-Z]\w+) (?P<cue>said) (?P<what>[^.]+)\.")


class SaidReader:
    """Reads what it is told to; `seen` lists the ids of the articles it was given, in order.

    A text with "unreadable" in it cannot be read; one with "nobody" gives statements without a speaker,
    which the shapes refuse.
    """

    def __init__(self, digest: str = "d" * 64) -> None:
        self.agent = Agent("on-record/said", "0", digest)
        self.seen: list[str] = []

    def read(self, article: Article) -> Reading:
        self.seen.append(article.id)
        if "unreadable" in article.text:
            raise ReadingError("It cannot be read: the word “unreadable” is in it. Remove it.")
        found = list(_SAID.finditer(article.text))
        actors = {match["who"]: _actor(match, found) for match in found}
        heard = "nobody" not in article.text
        return Reading.of(
            article, actors=actors.values(), statements=[_statement(article, match, heard) for match in found]
        )

    def pipe(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | ReadingError]]:
        for article in articles:
            try:
                yield article, self.read(article)
            except ReadingError as error:
                yield article, error


def said_reader(min_confidence: float | None) -> SaidReader:
    """For the registry of readers."""
    del min_confidence  # it is always sure
    return SaidReader()


def _actor(match: re.Match[str], found: list[re.Match[str]]) -> Actor:
    mentions = tuple(Span(*m.span("who")) for m in found if m["who"] == match["who"])
    return Actor(f"person/{match['who'].lower()}", ActorType.PERSON, match["who"], mentions=mentions)


def _statement(article: Article, match: re.Match[str], heard: bool) -> Statement:  # noqa: FBT001  it is ours
    return Statement(
        id=digest(article.id, str(match.start())),
        form=Form.INDIRECT,
        mode=Mode.SPEECH,
        content=(Span(*match.span("what")),),
        speakers=(f"person/{match['who'].lower()}",) if heard else (),
        speaker=(Span(*match.span("who")),),
        cue=(Span(*match.span("cue")),),
        cue_lemma="say",
    )
