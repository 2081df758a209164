"""What the model joins and should not: contents of two cues, of two sentences, and a source that is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.model import Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed

_SAME = 0.8  # of the characters of two contents together, those that both have
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "some"})


def mend(found: list[Attribution], by_rules: list[Attribution], parsed: Parsed) -> Iterator[Attribution]:
    """`found`, with each content under a cue of its own, in one sentence, and from somebody."""
    text = parsed.article.text
    for one in found:
        if one.source and all(span.of(text).lower() in _DETERMINERS for span in one.source):
            continue
        content = _in_its_sentence(one, parsed)
        for part in content[1:]:
            own = _with_cue_before(part, one, by_rules)
            if own is not None:
                content = tuple(span for span in content if span != part)
                yield replace(own, confidence=one.confidence)
        yield replace(one, content=content)


def _with_cue_before(part: Span, one: Attribution, by_rules: list[Attribution]) -> Attribution | None:
    """What the rules make of `part`, where another cue than that of `one` stands right before it."""
    for rule in by_rules:
        before = rule.cue[-1].end <= part.start <= rule.cue[-1].end + 2
        apart = not any(span.overlaps(cue) for span in rule.cue for cue in one.cue)
        if before and apart and len(rule.content) == 1 and _shared(part, rule.content[0]) >= _SAME:
            return rule
    return None


def _shared(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (max(a.end, b.end) - min(a.start, b.start))


def _in_its_sentence(one: Attribution, parsed: Parsed) -> Spans:
    """The parts of a content that are quotations or stand in the sentence of the cue; all where none do."""
    if len(one.content) == 1:
        return one.content
    sentence = next(
        (s for s in parsed.doc.sents if s.start_char <= one.cue[0].start < s.end_char), parsed.doc[:]
    )
    kept = tuple(
        span
        for span in one.content
        if sentence.start_char <= span.start < sentence.end_char
        or any(quote.contains(Span(span.start, span.start + 1)) for quote in parsed.quotes)
    )
    return kept or one.content
