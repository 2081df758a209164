"""On what condition a source spoke, or why it is not named: "on condition of anonymity because …".

The phrases stand in a table. Each is found in the author's own words, is given to whom it is said of, and is
nothing that anybody said: no statement has it for its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from kb.model import Span, Spans
from kb.reading.attribution import Attribution
from kb.reading.lexicon import anonymity, nouns
from kb.reading.parse import Parsed
from kb.reading.syntax import extent, is_verb, subject
from kb.reading.unnamed import Unnamed

_WHO = r"(?:(?:who|because|as|since)(?: (?:he|she|they))? )?"
_REASONS = frozenset({"because", "as", "since", "citing", "due", "for", "given", "out", "to"})
_PEOPLE = frozenset({"he", "she", "they", "people", "sources", "all", "both"})
_REACH = 3  # sentences back to the source of which "they spoke on condition of anonymity" is said
_LEADING = frozenset({"speaking", "talking", "who", "spoke"})
_BEFORE_IN_CUE = re.compile(r"[\s,]*\Z")
_BEFORE_IN_CONTENT = re.compile(r"\s*,\s*(?:(?:who |and )?(?:speaking|talking|spoke) )?\Z")


@dataclass(frozen=True, slots=True)
class Condition:
    """One such phrase: where it stands, and the words of it that the table has."""

    span: Span
    core: tuple[Token, ...]


def conditions(parsed: Parsed) -> list[Condition]:
    """All of them outside of quotations, by place; those of one clause as one."""
    found: list[Condition] = []
    for match in _phrases().finditer(parsed.article.text):
        core = parsed.tokens([Span(*match.span())])
        if not core or core[0].i in parsed.quoted:
            continue
        one = Condition(extent([core[0], _last(core)]), tuple(core))
        if found and one.span.start <= found[-1].span.end + len(" and spoke "):
            one = Condition(Span(found[-1].span.start, max(found[-1].span.end, one.span.end)), found[-1].core)
            found.pop()
        found.append(one)
    return found


@cache
def _phrases() -> re.Pattern[str]:
    whole = "|".join(_pattern(phrase.split()) for phrase in anonymity())
    return re.compile(rf"\b{_WHO}(?:{whole})\b", re.IGNORECASE)


def _pattern(words: list[str]) -> str:
    """A phrase of the table as a pattern; each word brings the blank before it."""
    return _word(words[0], r"") + "".join(_word(word, r"\s+") for word in words[1:])


def _word(word: str, blank: str) -> str:
    if word == "*":
        return rf"(?:{blank}[\w’'.]+){{1,4}}"
    if word == "not":
        return rf"(?:{blank}not|n[’']t)"
    return f"(?:{blank}(?:{word.removesuffix('?').replace('/', '|')})){'?' if word.endswith('?') else ''}"


def _last(core: list[Token]) -> Token:
    """The last word of the clause that the phrase begins, or of the reason that follows."""
    last, doc = core[-1], core[0].doc
    above = {token.i for token in core[0].ancestors}
    inside = {below.i for below in last.subtree} - above
    while last.i + 1 < len(doc):
        ahead = last.nbor(1)
        if ahead.text == "," and ahead.i + 1 < len(doc):
            ahead = ahead.nbor(1)
        reason = _reason(ahead)
        if reason is not None:
            inside |= {below.i for below in reason.subtree} - above
        if ahead.i not in inside or ahead.lower_ == "that" or (ahead.is_punct and ahead.text != "-"):
            break
        last = ahead
    return last


def _reason(word: Token) -> Token | None:
    """The head of the reason that `word` begins: "because …", "to discuss …", "for fear of …"."""
    if word.lower_ not in _REASONS or (word.lower_ == "to" and word.dep_ != "aux"):
        return None
    return word if word.dep_ in {"prep", "advcl"} else word.head


def give(found: list[Condition], sources: Mapping[int, Unnamed]) -> None:
    """Give each condition to the source of which it is said, where that can be told.

    `sources`: the sources without a name by the index of a token that heads a phrase for them.
    """
    for one in found:
        source = _whose(one, sources)
        if source is not None and source.condition is None:
            source.condition = one.span


def _whose(one: Condition, sources: Mapping[int, Unnamed]) -> Unnamed | None:
    """The source that the condition's words hang on, or that its verb has for its subject."""
    named = False
    for token in (one.core[0], *one.core[0].ancestors):
        if token.i in sources:
            return sources[token.i]
        who = subject(token) if is_verb(token) else None
        if who is None:
            continue
        if who.i in sources:
            return sources[who.i]
        if who.lower_ in _PEOPLE or who.lemma_.lower() in nouns("person"):
            return _mentioned(who, sources)
        named = named or who.pos_ == "PROPN"
        if named and token.dep_ != "relcl":  # in "a lawyer for Acme, who …" the parser may take Acme
            return None
    sentence = one.core[0].sent
    inside = {source for index, source in sources.items() if sentence.start <= index < sentence.end}
    return inside.pop() if len(inside) == 1 and not named else None


def _mentioned(who: Token, sources: Mapping[int, Unnamed]) -> Unnamed | None:
    """The last source before "the officials" of that noun, or before "they" of any."""
    start = who.sent.start
    for _ in range(_REACH):
        start = who.doc[start - 1].sent.start if start else 0
    lemma = "" if who.pos_ in {"PRON", "DET"} else who.lemma_.lower()
    near = [i for i, one in sources.items() if start <= i < who.i and lemma in {"", one.lemma}]
    return sources[max(near)] if near else None


def without(attributions: list[Attribution], found: list[Condition], text: str) -> Iterator[Attribution]:
    """`attributions` without conditions: they are nobody's words, and no part of a cue."""
    for one in attributions:
        cue = _cut(one.cue, found, text, _BEFORE_IN_CUE)
        content = _cut(one.content, found, text, _BEFORE_IN_CONTENT)
        if cue and content:
            yield replace(one, cue=cue, content=content)


def ahead_of_condition(tokens: list[Token], found: list[Condition]) -> list[Token]:
    """The words of a source's phrase before the condition that ends it; all of them where none does."""
    first, last = tokens[0].idx, tokens[-1].idx
    starts = [one.span.start for one in found if first < one.span.start <= last]
    kept = [token for token in tokens if token.idx < min(starts, default=last + 1)]
    while len(kept) > 1 and len(kept) < len(tokens) and (kept[-1].is_punct or kept[-1].lower_ in _LEADING):
        kept.pop()
    return kept


def _cut(spans: Spans, found: list[Condition], text: str, lead: re.Pattern[str]) -> Spans:
    """`spans` without the conditions inside them, where these end them after what `lead` matches."""
    kept: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        for condition in (one.span for one in found if one.span.overlaps(span)):
            before = lead.search(text, start, condition.start) if start < condition.start else None
            if condition.start <= start:
                start = min(end, condition.end)
            elif before is not None and end <= condition.end + 1:
                end = before.start()
        rest = text[start:end].lstrip(", ")
        if rest:
            kept.append(Span(end - len(rest), end))
    return tuple(kept)
