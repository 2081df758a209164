"""What is missed, invented or in a wrong mouth, sorted into classes that are computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.scoring import Scored, Side

MISSED = "missed altogether"
SPEAKER = "wrong speaker"
UNSAID = "speaker left out"
SPLIT = "split in two"
JOINED = "two joined in one"
EDGES = "wrong edges"
INVENTED = "invented altogether"
NESTED = "inside a right one"
TWICE = "beside a right one"

CLASSES = {
    MISSED: "nothing found touches its content",
    SPEAKER: "its content is found, and given to somebody else",
    UNSAID: "its content is found, and given to nobody",
    SPLIT: "several found statements lie in it for the most part",
    JOINED: "a found statement holds most of it and of another",
    EDGES: "a found content has less than half in common with it",
    INVENTED: "touches nothing annotated",
    NESTED: "lies in another found statement, which is right",
    TWICE: "touches what another found statement is right about",
}


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its class, the article, the annotated statement (None: invented), and those found near it."""

    kind: str
    article: Scored
    gold: Side | None
    found: tuple[Side, ...]


def errors(articles: Iterable[Scored]) -> list[Error]:
    """One for every annotated statement that is missed and for every found one that is not right."""
    return [error for one in articles for error in (*_missed(one), *_invented(one))]


def spread(found: Sequence[Error], count: int) -> list[Error]:
    """`count` of them, from every class in turn, from all over each class."""
    lists = {kind: [error for error in found if error.kind == kind] for kind in CLASSES}
    shares = dict.fromkeys(CLASSES, 0)
    for _ in range(min(count, len(found))):
        room = [kind for kind in CLASSES if shares[kind] < len(lists[kind])]
        shares[min(room, key=lambda kind: shares[kind])] += 1
    return [
        errors[n * len(errors) // shares[kind]] for kind, errors in lists.items() for n in range(shares[kind])
    ]


def describe(error: Error) -> str:
    """The error in a few lines: what is annotated and what was found, as [source] [cue] content."""
    text = error.article.text
    lines = [f"{error.kind}: {error.article.id}"]
    if error.gold is not None:
        lines.append(f"  annotated {_words(error.gold, text)}")
    lines += [f"  found     {_words(one, text)}{_sure(one)}" for one in error.found]
    return "\n".join(lines)


def _missed(one: Scored) -> Iterator[Error]:
    right = {i for i, _ in one.pairs}
    for i, gold in enumerate(one.gold):
        if i not in right:
            near = tuple(f for f in one.found if f["content"] & gold["content"])
            yield Error(_kind(gold, near, one.gold), one, gold, near)


def _invented(one: Scored) -> Iterator[Error]:
    right_gold, right = {i for i, _ in one.pairs}, {j for _, j in one.pairs}
    for j, found in enumerate(one.found):
        if j in right:
            continue
        near = [i for i, gold in enumerate(one.gold) if gold["content"] & found["content"]]
        if not near:
            yield Error(INVENTED, one, None, (found,))
        elif right_gold.issuperset(near):
            closest = max(near, key=lambda i: _overlap(one.gold[i], found))
            yield Error(NESTED if found["raw"].get("within") else TWICE, one, one.gold[closest], (found,))


def _kind(gold: Side, near: Sequence[Side], every: Sequence[Side]) -> str:
    if not near:
        return MISSED
    same = [
        f for f in near if _overlap(gold, f) >= 0.5 and gold["source"] and not gold["source"] & f["source"]
    ]
    if same:
        return SPEAKER if any(f["source"] for f in same) else UNSAID
    if sum(_inside(f, gold) >= 0.5 for f in near) > 1:
        return SPLIT
    if any(_inside(gold, f) >= 0.5 and sum(_inside(g, f) >= 0.5 for g in every) > 1 for f in near):
        return JOINED
    return EDGES


def _overlap(a: Side, b: Side) -> float:
    """Intersection over union of two contents."""
    return len(a["content"] & b["content"]) / len(a["content"] | b["content"])


def _inside(part: Side, whole: Side) -> float:
    """Share of `part`'s content that is in `whole`'s."""
    return len(part["content"] & whole["content"]) / len(part["content"])


def _words(side: Side, text: str) -> str:
    raw = side["raw"]
    spans = [_spans(raw, names) for names in (("source", "speaker"), ("cue",), ("content",))]
    source, cue, content = (" … ".join(text[start:end] for start, end in part) for part in spans)
    return f"[{source}] [{cue}] {' '.join(content.split())[:200]}"


def _spans(raw: Side, names: tuple[str, ...]) -> list[list[int]]:
    """The places of a part, as the corpus has them (a list) or as a reading does (an object, or null)."""
    part = next((raw[name] for name in names if name in raw), None) or []
    return part["spans"] if isinstance(part, dict) else part


def _sure(found: Side) -> str:
    confidence = found["raw"].get("confidence")
    return "" if confidence is None else f" ({confidence:.2f})"
