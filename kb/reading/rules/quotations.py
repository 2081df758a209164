"""Words in quote marks -> the cue that brings them, by where they stand.

Parsers stumble over quotations, so their cue is found in the words around the marks: in the rest of the
sentence after the quotation, else in the part of the sentence before it; a quotation that follows without
a cue of its own goes on with the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kb.model import Span
from kb.reading.lexicon import Cue
from kb.reading.parse import Parsed
from kb.reading.rules.found import Found, according_to, can_be_source, cue_of, cue_words, sources_of
from kb.reading.rules.verbs import speaker
from kb.reading.syntax import children, is_passive, own_subject

_ENDS = frozenset({".", "?", "!"})
_REACH = 25


@dataclass(slots=True)
class Quoted:
    """The quotations that one cue brings, in its sentence and in those after."""

    cue: tuple[Token, ...]
    sources: tuple[Token, ...]
    parts: list[Span] = field(default_factory=list)


class Quotations:
    """Assigns each quotation of a document to its cue.

    `by_cue` holds the result by the index of the cue's first token.
    """

    def __init__(self, parsed: Parsed) -> None:
        self.doc = parsed.doc
        self.inside = parsed.quoted
        self.by_cue: dict[int, Quoted] = {}
        self._assign(parsed)

    def _assign(self, parsed: Parsed) -> None:
        last: Quoted | None = None
        last_end = -1  # token after the last assigned quotation or the sentence of its cue
        for quote in parsed.quotes:
            words = parsed.indices(quote)
            start, end = words.start, words.stop
            if not self._is_quotation(start):
                continue
            found = self._after(start, end) or self._before(start)
            if found is not None:
                quoted = self.by_cue.setdefault(found.cue[0].i, found)
                quoted.parts.append(quote)
                last, last_end = quoted, max(end, self._sentence_end(quoted.cue[-1].i))
            elif last is not None and self._follows(start, last_end):
                last.parts.append(quote)
                last_end = end

    def _is_quotation(self, start: int) -> bool:
        """Whether the words are a sentence or the rest of one, not a phrase inside the author's."""
        before = self._word_before(start)
        first = next((t for t in self.doc[start + 1 : start + 4] if t.is_alpha or t.like_num), None)
        if before is None or before.text in {",", ":", *_ENDS} or before.i in self.inside:
            return True
        return cue_of(before) is not None and first is not None and first.text[:1].isupper()

    def _word_before(self, start: int) -> Token | None:
        """The token before `start` in its paragraph."""
        if start == 0 or "\n" in self.doc[start - 1].text or self.doc[start - 1].is_space:
            return None
        return self.doc[start - 1]

    def _after(self, start: int, end: int) -> Quoted | None:
        closing = self.doc[end - 1] if end else None
        ended = closing is not None and any(t.text == "." for t in self.doc[max(start, end - 2) : end])
        piece = list(self._forward(end))
        if ended and not (piece and piece[0].text[:1].islower()):
            return None
        for token in piece:
            if token.lower_ == "according":
                phrase = according_to(token)
                return Quoted((token, phrase[0]), sources_of(phrase[1])) if phrase is not None else None
            cue = cue_of(token)
            if cue is None or "quote" not in cue.frames or token.dep_ == "relcl" or token.tag_ == "VBG":
                continue
            source = self._source(token, cue, piece)
            if source is not None:
                return Quoted(cue_words(token), sources_of(source))
        return None

    def _before(self, start: int) -> Quoted | None:
        piece = list(self._backward(start))
        if not piece or not (piece[0].text in {",", ":"} or cue_of(piece[0]) or piece[0].lower_ == "that"):
            return None
        for token in piece:
            cue = cue_of(token)
            if cue is not None and "quote" in cue.frames and not children(token, "neg"):
                source = self._source(token, cue, piece)
                if source is not None:
                    return Quoted(cue_words(token), sources_of(source))
        return _by_colon(piece)

    def _source(self, verb: Token, cue: Cue, piece: list[Token]) -> Token | None:
        """Who says it: the subject of `verb` outside the quotation, or the name right after it."""
        source = None if is_passive(verb) else speaker(verb)
        if source is None or source.i in self.inside:
            # “…?” asked Smith: the parser takes the name after the verb for its object.
            inverted = [c for c in children(verb, "dobj", "attr", "oprd") if c in piece and c.i > verb.i]
            source = inverted[0] if inverted and own_subject(verb) is None else None
        return source if can_be_source(source, cue, "quote") else None

    def _forward(self, end: int) -> Iterator[Token]:
        """The author's words from `end` to the end of the sentence, the next quotation or the paragraph."""
        for token in self.doc[end : end + _REACH]:
            if token.i in self.inside or token.text in _ENDS or "\n" in token.text:
                return
            yield token

    def _backward(self, start: int) -> Iterator[Token]:
        """The author's words before `start`, last first, back to the start of their sentence."""
        for index in range(start - 1, max(-1, start - 1 - _REACH), -1):
            token = self.doc[index]
            if token.i in self.inside or token.text in _ENDS or "\n" in token.text:
                return
            yield token

    def _sentence_end(self, index: int) -> int:
        """Index after the full stop of the sentence of `index`, or after what stands before a quotation."""
        end = index
        for token in self._forward(index):
            end = token.i + 1
        return end + 1 if end < len(self.doc) and self.doc[end].text in _ENDS else end

    def _follows(self, start: int, last_end: int) -> bool:
        """Whether nothing but blanks stands between `last_end` and `start`."""
        between = self.doc[last_end:start]
        return start >= last_end and all(token.is_space for token in between)


def _by_colon(piece: list[Token]) -> Quoted | None:
    """Read "SMITH: “…”": a name, a colon, and nothing else before it in the sentence."""
    if piece[0].text != ":" or not 2 <= len(piece) <= 6:
        return None
    name = piece[1]
    if name.pos_ != "PROPN" or any(t.pos_ not in {"PROPN", "ADJ", "NOUN", "PUNCT"} for t in piece[1:]):
        return None
    return Quoted((piece[0],), (name,))


def statements(quotations: Quotations) -> Iterator[Found]:
    """One attribution for each cue, with all that it brings in quote marks."""
    for quoted in quotations.by_cue.values():
        yield Found(quoted.cue, quoted.sources, tuple(sorted(quoted.parts)), "quote")
