"""Where a source and a content begin and end, where the network's tags are a word or a phrase off."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from kb.model import Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.parse import Parsed
from kb.reading.syntax import children

_SCRAP = 0.5  # of a content's size in the cue's sentence, what a part elsewhere has to have
_REMNANT = 4  # words after a comma, at most, of a phrase that was cut
_ENDED = re.compile(r"[,.?!…]\W{1,3}$")
_JOINT = re.compile(r"[\s,;:–—-]+(?:(?:and|but|or)\b)?[\s,;:–—-]*$")


def with_sound_edges(found: list[Attribution], parsed: Parsed) -> list[Attribution]:
    text = parsed.article.text
    sentences = [Span(sentence.start_char, sentence.end_char) for sentence in parsed.doc.sents]
    worded = [replace(one, content=_without_expletive(one.content, parsed)) for one in found]
    whole = [replace(one, content=_to_the_mark(one.content, parsed)) for one in worded]
    near = [replace(one, content=_near(one, sentences, parsed.quotes)) for one in whole]
    kept = [replace(one, content=_without_remnant(one.content, parsed)) for one in near]
    return [
        replace(one, source=_trimmed(_worded(one.source, text), text), content=_trimmed(one.content, text))
        for one in kept
    ]


def _worded(source: Spans, text: str) -> Spans:
    """`source` without a dash or star that stands alone."""
    return tuple(span for span in source if any(character.isalnum() for character in span.of(text)))


def _without_expletive(content: Spans, parsed: Parsed) -> Spans:
    """`content` without an "it" that stands for the rest ("it was announced that …")."""
    kept = tuple(span for span in content if not all(map(_is_expletive, parsed.words((span,)))))
    return kept or content


def _is_expletive(token: Token) -> bool:
    told = token.head.dep_ != "conj" and children(token.head, "ccomp")
    return token.dep_ == "expl" or (
        token.lower_ == "it" and token.dep_ in {"nsubj", "nsubjpass"} and bool(told)
    )


def _without_remnant(content: Spans, parsed: Parsed) -> Spans:
    """`content` without words at its end whose clause is left out ("demands, conditions | Kyiv rejected")."""
    last = content[-1]
    tokens = parsed.words((last,))
    if len(tokens) > 1 and tokens[-1].tag_ in {"WDT", "WP"}:  # "the 70 million that | analysts had predicted"
        before = tokens[-2]
        return (*content[:-1], Span(last.start, before.idx + len(before)))
    comma = next((token for token in reversed(tokens[1:]) if token.text == ","), None)
    if comma is None or not 0 < tokens[-1].i - comma.i <= _REMNANT:
        return content
    cut = any(
        below.idx >= last.end
        for token in tokens
        if token.i > comma.i
        for below in children(token, "relcl", "acl")
    )
    return (*content[:-1], Span(last.start, comma.idx)) if cut else content


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
