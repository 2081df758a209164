"""How well events are found: their words, PLOVER's classes and actors, and how surely they happened.

    PYTHONPATH=tests python -m benchmarks.events [--reader NAME] [--errors N] [--markdown]

On plover-dev, wikievents-dev and factuality-dev, none of which is part of the project: their folder is
`--corpora` or ONRECORD_CORPORA.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import correlation, mean

from benchmarks import corpora
from benchmarks.corpora import Corpora, Row
from benchmarks.tables import Table, show
from kb.reading import Reader, load_reader

SCALE = {"certain": 3, "probable": 2, "possible": 1, "underspecified": 0}
"""Certainty on the scale of the corpora, to be taken negative for what did not happen."""
NEWS = ("MEANTIME", "UW")
"""The corpora of factuality-dev whose sentences are news."""


def overlap(some: Iterable[Sequence[int]], others: Iterable[Sequence[int]]) -> bool:
    other = list(others)
    return any(a < d and c < b for a, b in some for c, d in other)


def at(found: Row, spans: Sequence[Sequence[int]]) -> list[Row]:
    """The events whose trigger has a character of `spans`."""
    return [event for event in found["events"] if overlap(event["trigger"]["spans"], spans)]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one event of plover-dev."""

    text: str
    gold: Row
    events: list[Row]
    type: bool
    source: bool
    target: bool


def judge(gold: Row, found: Row) -> Iterator[Judged]:
    """For each event annotated: whether one at its words has its class, its source and its target.

    A source or target that the annotation leaves out is right. What two do together has both for source and
    target there, and for agents here. Where a target is a place, PLOVER has no other word for where it happens:
    the event's place counts.
    """
    mentions = {actor["id"]: actor["mentions"] for actor in found["actors"]}
    for one in gold["gold"]:
        spans = {what: [[r["start"], r["end"]] for r in one["roles"] if what in r["role"]] for what in ROLES}
        mutual = any(r["role"] == "SRC/TAR" for r in one["roles"])
        whom = {"patient", "recipient", "place"} | ({"agent"} if mutual else set())
        events = at(found, spans["EVT"])
        yield Judged(
            gold["text"],
            one,
            events,
            any(event["type"] == one["event"] for event in events),
            _takes_part(events, {"agent"}, spans["SRC"], mentions),
            _takes_part(events, whom, spans["TAR"], mentions),
        )


ROLES = ("EVT", "SRC", "TAR")


def _takes_part(events: list[Row], roles: set[str], spans: list[list[int]], mentions: Row) -> bool:
    if not spans:
        return True
    parts = [p["actor"] for event in events for p in event["participants"] if p["role"] in roles]
    parts += [event["place"]["actor"] for event in events if event["place"] and "place" in roles]
    return any(overlap(mentions[actor], spans) for actor in parts if actor)


def share(values: Iterable[bool]) -> float:
    values = list(values)
    return 100 * sum(values) / len(values)


def plover(judged: Sequence[Judged]) -> dict[str, float]:
    """In 100 events of plover-dev."""
    return {
        "class right": share(j.type for j in judged),
        "source right": share(j.source for j in judged),
        "target right": share(j.target for j in judged),
        "source and target right": share(j.source and j.target for j in judged),
        "an event at one of its words": share(bool(j.events) for j in judged),
    }


def triggers(gold: Sequence[Row], found: Sequence[Row]) -> float:
    """In 100 triggers of wikievents-dev, those that an event has."""
    return share(
        bool(at(read, [[event["trigger"]["start"], event["trigger"]["end"]]]))
        for row, read in zip(gold, found, strict=True)
        for event in row["gold"]["events"]
    )


def factuality(event: Row) -> int:
    """How surely it happened: -3 (certainly not) to 3 (certainly)."""
    value = SCALE[event["certainty"]]
    return -value if event["polarity"] == "negative" else value


@dataclass(frozen=True, slots=True)
class Word:
    """A word annotated with how surely what it names happened. `found` is None where it is no event of ours."""

    text: str
    word: str
    gold: float
    found: int | None


def words(gold: Iterable[Row], found: Iterable[Row]) -> Iterator[Word]:
    for row, read in zip(gold, found, strict=True):
        for one in row["gold"]:
            events = at(read, [[one["start"], one["end"]]])
            yield Word(row["text"], one["text"], one["factuality"], factuality(events[0]) if events else None)


def error(judged: Iterable[Word]) -> float:
    """Mean absolute error over the words with an event."""
    return mean(abs(word.gold - word.found) for word in judged if word.found is not None)


def sureness(name: str, judged: Sequence[Word]) -> Table:
    every = [(word.gold, word.found or 0) for word in judged]
    ours = [(word.gold, word.found) for word in judged if word.found is not None]
    rows = [
        (
            what,
            len(pairs),
            f"{mean(abs(a - b) for a, b in pairs):.3f}",
            f"{correlation(*zip(*pairs, strict=True)):.3f}",
        )
        for what, pairs in (("all words, 0 where no event", every), ("words with an event", ours))
    ]
    doubted = [word for word in judged if is_doubtful(word.gold)]
    flagged = [word for word in judged if word.found is not None and is_doubtful(word.found)]
    right = sum(is_doubtful(word.gold) for word in flagged)
    rows.append(("doubted or denied: recall", len(doubted), f"{right / len(doubted):.3f}", ""))
    here = sum(word.found is not None for word in doubted)
    rows.append(("the same, of the words with an event", here, f"{right / here:.3f}", ""))
    rows.append(("doubted or denied: precision", len(flagged), f"{right / max(1, len(flagged)):.3f}", ""))
    return Table(f"Factuality, {name}", ("", "words", "error or share", "r"), tuple(rows))


def is_doubtful(value: float) -> bool:
    return value <= 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader finds in the three corpora."""

    plover: list[Judged]
    triggers: float
    words: dict[str, list[Word]]


def find(there: Corpora, reader: Reader, first: int | None = None) -> Found:
    def both(name: str) -> tuple[list[Row], list[Row]]:
        gold = corpora.rows(there.file(f"{name}-dev.jsonl.gz"), first)
        if name == "factuality":
            gold = [row for row in gold if row["corpus"] in NEWS]
        return gold, list(corpora.read_all(reader, map(corpora.article, gold)))

    judged = [one for row, read in zip(*both("plover"), strict=True) for one in judge(row, read)]
    pairs = list(zip(*both("factuality"), strict=True))
    by_corpus = {name: [pair for pair in pairs if pair[0]["corpus"] == name] for name in NEWS}
    return Found(
        judged,
        triggers(*both("wikievents")),
        {name: list(words(*zip(*part, strict=True))) for name, part in by_corpus.items() if part},
    )


def measure(options: argparse.Namespace) -> None:
    found = find(corpora.corpora(options.corpora), load_reader(options.reader), options.first)
    judged, bars = found.plover, {"class right": 75, "source and target right": 75}
    rows = [(what, value, bars.get(what)) for what, value in plover(judged).items()]
    rows.append(("trigger of wikievents-dev found", found.triggers, 85))
    show(
        [Table(f"plover-dev, {len(judged)} events", ("", "in 100", "bar"), tuple(rows))],
        markdown=options.markdown,
    )
    show((sureness(name, part) for name, part in found.words.items()), markdown=options.markdown)
    for one in [j for j in judged if not (j.type and j.source and j.target)][: options.errors]:
        print(describe(one))


def describe(one: Judged) -> str:
    wrong = [what for what in ("type", "source", "target") if not getattr(one, what)]
    events = [(e["trigger"]["text"], e["type"], e["participants"]) for e in one.events]
    return f"{', '.join(wrong)}: {one.text}\n  {one.gold['event']} {one.gold['roles']}\n  {events}\n"


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors on plover-dev")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
