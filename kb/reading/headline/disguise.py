"""The words of a headline in the dress of a sentence: what a parser is trained on.

A disguise is made word by word, so that each word of its parse is one of the headline's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kb.reading.headline.forms import is_base, is_deed, is_past_only, third_person
from kb.reading.lexicon import intents

Words = tuple[str | None, ...]
"""One for each word of a headline; None for one that is left out."""

_SINGLE_MARKS = frozenset({"‘", "’", "'"})
_DASHES = frozenset({"-", "–"})
_PLAIN_WORD = re.compile(r"[A-Z][a-z’'-]*")
_NO_SUBJECT = frozenset({"DT", "PRP$", "TO", "MD", "POS", "IN", "CC", "``", ":"})
_PLURAL = frozenset({"NNS", "NNPS", "NNP", "CD"})
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_FURTHER = frozenset({"ADP", "ADV", "SCONJ", "CCONJ", "PUNCT"})
_STAND_INS = {"third": ("goes", "brings"), "base": ("go", "bring"), "past": ("went", "brought")}
_LONGEST_NAME = 4  # words before a comma that stands for "and"


@dataclass(frozen=True, slots=True)
class Disguise:
    """What the parser gets to see of a headline.

    Attributes:
        before: what is put before its words.
        cost: what its parse must be better by, to be taken for a parse of the words themselves.
    """

    words: Words
    before: str | None = None
    end: str = "."
    cost: float = 0

    def doc(self, cased: Doc) -> Doc:
        """The words to be parsed, spaced as in `cased`."""
        shown = [(w, bool(t.whitespace_)) for w, t in zip(self.words, cased, strict=True) if w is not None]
        words = [word for word, _ in shown]
        spaces = [*(space for _, space in shown[:-1]), False, False]
        if self.before:
            return Doc(cased.vocab, words=[self.before, *words, self.end], spaces=[True, *spaces])
        return Doc(cased.vocab, words=[*words, self.end], spaces=spaces)

    def inside(self, doc: Doc) -> Span:
        """The headline's words in a parse of `doc`."""
        return doc[1 if self.before else 0 : len(doc) - 1]


def as_it_is(cased: Doc) -> Words:
    """All words but those that hide who does what: single quote marks, a name with a dash to the next."""
    left_out = {token.i for token in cased if token.text in _SINGLE_MARKS}
    for first, dash, second in zip(cased, cased[1:], cased[2:], strict=False):
        joined = dash.text in _DASHES and not first.whitespace_ + dash.whitespace_
        if joined and first.tag_ == second.tag_ == "NNP":
            left_out |= {first.i, dash.i}
    if len(left_out) == len(cased):
        left_out = set()
    return tuple(None if token.i in left_out else token.text for token in cased)


def plain(words: Words, small: Words) -> list[Disguise]:
    """As a sentence, as "The …" and "Now …"; `small` are the words without their capitals."""
    begun, first = _begin(small[0], str.upper), _begin(words[0], str.lower)
    if words[-1] == "?" and any(words[:-1]):
        asked = (begun, *words[1:-1], None), (*words[:-1], None)
        return [Disguise(one, end="?") for one in asked]
    return [
        Disguise(small, "The"),
        Disguise((begun, *words[1:])),
        Disguise(small, "Now"),
        Disguise((first, *words[1:]), "The"),
    ]


def lowered(words: Words) -> Words:
    return tuple(word.lower() if word and _PLAIN_WORD.fullmatch(word) else word for word in words)


def bold(cased: Doc, words: Words, known: Sequence[Span], nlp: Language) -> Iterator[Disguise]:
    """With one word changed for a plainer one: a number, a comma, "to", or what could be the verb.

    `known`: parses of plain disguises; what is a verb in one of them is more likely one.
    """
    if cased[0].tag_ == "CD" and len(cased) > 1 and is_base(cased[1].lower_, nlp):
        yield Disguise(("They", *words[1:]), cost=0.25)
    joined = _joined(words)
    for changed in (joined, _promised(cased, words, known), _hoped(cased, words)):
        if changed:
            yield Disguise(changed, cost=0.25)
    for index, form in _could_be_verbs(cased, joined, nlp):
        likely = any(_is_verb(_at(span, index, words)) for span in known)
        last = index + 1 == len(cased)
        if last and not likely:
            continue
        word = _STAND_INS[form][not (last or cased[index + 1].pos_ in _FURTHER)]
        likely = likely or form == "past" or is_deed(third_person(cased[index].lower_, nlp) or "")
        for dressed in (words, joined) if joined else (words,):
            yield Disguise(_changed(dressed, index, word), cost=0.25 if likely else 0.5)


def _begin(word: str | None, case: Callable[[str], str]) -> str | None:
    return case(word[:1]) + word[1:] if word else word


def _changed(words: Words, index: int, word: str) -> Words:
    return (*words[:index], word, *words[index + 1 :])


def _joined(words: Words) -> Words | None:
    """With "and" for the comma after the first name: "Finland, Estonia agree"."""
    at = words.index(",") if words.count(",") == 1 else 0
    return _changed(words, at, "and") if 0 < at <= _LONGEST_NAME else None


def _promised(cased: Doc, words: Words, known: Sequence[Span]) -> Words | None:
    """With "will" for "to": "Denmark to return hoard"."""
    for token in cased[1:-1]:
        tags = {token.tag_, *(_at(span, token.i, words).tag_ for span in known)}
        if "TO" in tags and token.nbor(-1).pos_ in {"NOUN", "PROPN", "NUM"}:
            return _changed(words, token.i, "will")
        if token.tag_ in _FINITE:
            return None
    return None


def _hoped(cased: Doc, words: Words) -> Words | None:
    """With "hoped" for what says that something will be: "winds likely to fan fires"."""
    for token in cased[1:-1]:
        if token.nbor(1).lower_ == "to" and (token.lower_ in intents() or token.tag_ in {"JJ", "VBN"}):
            return _changed(words, token.i, "hoped")
    return None


def _could_be_verbs(cased: Doc, joined: Words | None, nlp: Language) -> list[tuple[int, str]]:
    """Indices of the words that can be the verb, and in which form, the likelier first."""
    found = []
    joint = joined.index("and") + _LONGEST_NAME if joined else 0
    for token in cased[1:]:
        before, word = token.nbor(-1), token.lower_
        if before.tag_ in _NO_SUBJECT:
            continue
        plural = before.tag_ in _PLURAL or before.lower_.endswith("s") or token.i <= joint
        if third_person(word, nlp):
            found.append((1, token.i, "third"))
        elif plural and is_base(word, nlp):
            found.append((0 if token.pos_ == "ADP" else 2, token.i, "base"))
        elif is_past_only(word, nlp):
            found.append((1, token.i, "past"))
    return [(index, form) for _, index, form in sorted(found)]


def _is_verb(token: Token) -> bool:
    return token.tag_ in _FINITE or any(one.dep_ == "nsubj" for one in token.children)


def _at(span: Span, index: int, words: Words) -> Token:
    """The token of a headline's word in a parse, or the next one where it is left out."""
    return span[min(index - words[:index].count(None), len(span) - 1)]
