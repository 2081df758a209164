"""What the network cannot say, as it gives each word one tag: a second cue, or a statement, within a content.

Both are taken from the rules, and only where they and the network see the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kb.model import Mode, Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.rules import lies_in
from kb.reading.rules.found import cue_of
from kb.reading.syntax import children, is_verb, subject

_SCRAP = 0.5  # of a content's size in the cue's sentence, what a part elsewhere has to have
_SAME = 0.5  # of the characters of two contents together, those that both have
_NESTED = 0.8  # how sure a statement within another, or around it, is beside that other
_ARTICLES = frozenset({"the", "a", "an"})
_NUMBERS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
_QUESTIONS = frozenset({"whether", "if", "when", "where", "why", "how", "who", "what", "which"})
_ENDED = re.compile(r"[,.?!…]\W{1,3}$")
_JOINT = re.compile(r"[\s,;:–—-]+(?:(?:and|but|or)\b)?[\s,;:–—-]*$")


def mend(found: list[Attribution], by_rules: list[Attribution], parsed: Parsed) -> list[Attribution]:
    """`found`, with the second of two joint cues and a statement in a statement each by itself."""
    text = parsed.article.text
    said = [one for one in found if not (_is_nobody(one.source, parsed) or _is_unsaid(one, parsed))]
    sourced = [_sourced(_active(_of_one(one, parsed), parsed), by_rules) for one in said]
    apart = [part for one in sourced for part in _split(one, by_rules)]
    sentences = [Span(sentence.start_char, sentence.end_char) for sentence in parsed.doc.sents]
    whole = [replace(one, content=_to_the_mark(one.content, parsed)) for one in apart]
    near = [replace(one, content=_near(one, sentences, parsed.quotes)) for one in whole]
    trimmed = [
        replace(one, source=_trimmed(one.source, text), content=_trimmed(one.content, text)) for one in near
    ]
    return _nested(trimmed, by_rules)


def _is_nobody(source: Spans, parsed: Parsed) -> bool:
    """Whether a source is only an article, a time or a number ("the coming weeks may show …")."""
    tokens = parsed.tokens(source)
    return bool(tokens) and all(t.ent_type_ in _NUMBERS or t.lower_ in _ARTICLES for t in tokens)


def _is_unsaid(one: Attribution, parsed: Parsed) -> bool:
    """Whether it is a question that somebody left open ("did not say whether …"): nothing is said by that."""
    asks = parsed.words(one.content)[0].lower_ in _QUESTIONS
    return asks and any(t.dep_ == "neg" and _is_speech(t.head) for t in parsed.words(one.cue))


def _is_speech(verb: Token) -> bool:
    kind = cue_of(verb)
    return kind is not None and kind.mode is Mode.SPEECH


def _of_one(one: Attribution, parsed: Parsed) -> Attribution:
    """`one`, of several phrases that are linked to its cue with the one alone that is its verb's subject."""
    if len(one.source) > 1:
        for verb in reversed([token for token in parsed.words(one.cue) if is_verb(token)]):
            who = subject(verb)
            found = [span for span in one.source if who is not None and span.start <= who.idx < span.end]
            if found:
                return replace(one, source=(found[0],))
    return one


def _active(one: Attribution, parsed: Parsed) -> Attribution:
    """`one` without a source that is spoken to or of: the subject of a passive ("asked whether …, she …")."""
    cue = parsed.words(one.cue)
    verb = next((t for t in reversed(cue) if is_verb(t)), None)
    if verb is None and all(t.pos_ == "ADV" and is_verb(t.head) and not cue_of(t.head) for t in cue):
        return replace(one, source=())  # "Smith allegedly stole it" is not what Smith says
    if verb is None or not one.source or not _is_passive(verb):
        return one
    who = subject(verb)
    sentence = Span(verb.sent.start_char, verb.sent.end_char)
    spoken_to = who is not None and any(span.start <= who.idx < span.end for span in one.source)
    elsewhere = not any(span.overlaps(sentence) for span in one.source)
    return replace(one, source=()) if spoken_to or elsewhere else one


def _is_passive(verb: Token) -> bool:
    """Without doubt: "'s said" may be "has said"."""
    by_be = any(not aux.text.endswith("s") or aux.text in {"is", "was"} for aux in children(verb, "auxpass"))
    return by_be or (verb.tag_ == "VBN" and verb.dep_ == "advcl" and not children(verb, "aux"))


def _sourced(one: Attribution, by_rules: list[Attribution]) -> Attribution:
    """`one`, where it is nobody's, with the source and the content that the rules see for the same cue."""
    rule = None if one.source else _match(one, by_rules)
    return replace(rule, confidence=one.confidence) if rule and rule.source else one


def _split(one: Attribution, by_rules: list[Attribution]) -> Iterator[Attribution]:
    """`one`, or where the rules see that its source has a further cue for the end of its content, both.

    In "said progress had been made but cautioned that obstacles remain" the network takes one content.
    """
    same = next((rule for rule in by_rules if _touch(rule.cue, one.cue)), None)
    joint = [r for r in by_rules if same and r is not same and _touch(r.source, same.source)]
    for rule in joint:
        kept, rest = _before(rule.cue[0].start, one.content), _after(rule.cue[-1].end, one.content)
        outside = same is not None and not _touch(rule.cue, same.content)
        if outside and kept and rest and _shared(rest, rule.content) >= _SAME:
            yield replace(rule, confidence=one.confidence)
            one = replace(one, content=kept)
    yield one


def _before(end: int, content: Spans) -> Spans:
    return tuple(Span(span.start, min(span.end, end)) for span in content if span.start < end)


def _after(start: int, content: Spans) -> Spans:
    return tuple(Span(max(span.start, start), span.end) for span in content if span.end > start)


def _nested(found: list[Attribution], by_rules: list[Attribution]) -> list[Attribution]:
    """`found`, and of each two statements one of which the rules see within the other that which it lacks.

    "X, according to Y, called it a lie" is both: what Y says begins with X.
    """
    for outer in by_rules:
        for inner in by_rules:
            if inner is outer or not lies_in((*inner.cue, *inner.content), outer.content):
                continue
            around, within = _match(outer, found), _match(inner, found)
            if around and not within:
                part = lies_in(around.content, outer.content)
                whole = replace(around, content=outer.content) if part else around
                if lies_in((*inner.cue, *inner.content), whole.content):
                    found = [whole if one is around else one for one in found]
                    found.append(replace(inner, confidence=_less_sure(whole)))
            elif within and not around:
                found = [*found, replace(outer, confidence=_less_sure(within))]
    return found


def _to_the_mark(content: Spans, parsed: Parsed) -> Spans:
    """`content` without the author's words after a quotation that ends in its comma or full stop."""

    def kept(span: Span) -> Span:
        inside = [quote for quote in parsed.quotes if span.contains(quote)]
        ends = inside and inside[0].start == span.start and _ENDED.search(inside[-1].of(parsed.article.text))
        return Span(span.start, inside[-1].end) if ends else span

    return tuple(map(kept, content))


def _near(one: Attribution, sentences: list[Span], quotes: Spans) -> Spans:
    """The content without scraps of the author's own words in other sentences than the cue's."""
    here = next((sentence for sentence in sentences if sentence.overlaps(one.cue[0])), one.cue[0])
    sure = [span for span in one.content if any(span.overlaps(place) for place in (here, *quotes))]
    size = sum(span.end - span.start for span in sure)
    kept = tuple(s for s in one.content if s in sure or s.end - s.start > _SCRAP * size)
    return kept or one.content


def _trimmed(spans: Spans, text: str) -> Spans:
    """`spans` without the comma or conjunction that each may end in."""
    return tuple(Span(s.start, s.start + max(1, len(_JOINT.sub("", s.of(text))))) for s in spans)


def _less_sure(one: Attribution) -> float | None:
    return None if one.confidence is None else round(one.confidence * _NESTED, 4)


def _match(rule: Attribution, found: list[Attribution]) -> Attribution | None:
    """The one in `found` with the same cue and about the same content."""
    return next(
        (o for o in found if _touch(o.cue, rule.cue) and _shared(o.content, rule.content) >= _SAME), None
    )


def _touch(some: Spans, others: Spans) -> bool:
    return any(a.overlaps(b) for a in some for b in others)


def _shared(some: Spans, others: Spans) -> float:
    """Characters of both over characters of either."""
    a, b = ({i for span in spans for i in range(span.start, span.end)} for spans in (some, others))
    return len(a & b) / len(a | b)
