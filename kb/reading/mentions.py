"""Where somebody is named in a document, before it is known who: the recognizer's entities, mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as EntSpan

from kb.model import ActorType
from kb.reading.gazetteer import abbreviated
from kb.reading.lexicon import demonym, given_names, kin, misnamed, nouns, seat, territory, titles
from kb.reading.misnamed import institution, is_area, kind_of, without_matter
from kb.reading.syntax import extent

TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANIZATION,
    "GPE": ActorType.PLACE,
    "LOC": ActorType.PLACE,
    "FAC": ActorType.PLACE,
    "NORP": ActorType.GROUP,
}
PLACES = frozenset({"GPE", "LOC", "FAC"})
_OFFICES = frozenset({"secretary", "undersecretary", "minister", "department"})
CIRCLES = frozenset({"administration", "presidency", "campaign", "cabinet"})
_ASSOCIATES = frozenset({"aide", "adviser", "advisor", "supporter", "voter"})
_BESIDE = frozenset({"compound", "appos", "nmod"})
_GENDERED = re.compile(r"(?:.*(?:[^o]man|boy|son|father|brother|husband|king|prince)|uncle)$")
_GENDERED_F = re.compile(r"(?:.*(?:woman|girl|daughter|mother|sister|wife|queen|princess|actress)|aunt)$")


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A name where it stands.

    Attributes:
        tokens: its words, without titles.
        text: the same in the article's letters, blanks made single.
        label: the recognizer's, mended; None where it passed the word over.
        titles: words in full of the titles and offices beside it ("senator").
        gender: "m" or "f" where a title, a noun beside it or a given name tells.
        relative: whether it is introduced as somebody's wife, son or the like.
    """

    tokens: list[Token]
    text: str
    label: str | None
    titles: frozenset[str] = frozenset()
    gender: str | None = None
    relative: bool = False

    @property
    def at(self) -> int:
        """Index of its first token."""
        return self.tokens[0].i

    @property
    def surname(self) -> str:
        """What it calls somebody by, where that is all that it names: itself, the "Lee" of "Lee campaign"."""
        name, _, rest = self.text.partition(" ")
        return name if not rest or rest in CIRCLES else ""

    @property
    def words(self) -> int:
        """How many words it has, between blanks: "Ocasio-Cortez" is one."""
        return len(self.text.split())


def mentions(doc: Doc, text: str) -> list[Mention]:
    """All names that the recognizer finds, by place."""
    found = ((ent.label_, _named_words(part, ent.label_)) for ent in doc.ents for part in _parts(ent))
    said = [m for label, tokens in found if tokens and (m := _mention(tokens, _label(label, tokens), text))]
    people = {word for m in said if m.label == "PERSON" and m.words > 1 for word in m.text.split()}
    areas = {m.text for m in said if m.words == 1 and is_area(m.tokens[0])} - people
    return [replace(m, label="GPE") if m.label == "PERSON" and m.text in areas else m for m in said]


def passed_over(doc: Doc, text: str, known: set[int]) -> Iterator[Mention]:
    """What the recognizer did not call a name: words that the gazetteer has, single ones that may be."""
    free = [token for token in doc if token.i not in known and token.pos_ == "PROPN"]
    for _, run in groupby(enumerate(free), key=lambda pair: pair[1].i - pair[0]):
        tokens = [token for _, token in run]
        words = _words(tokens, text)
        if len(tokens) > 1 and (territory(words) or seat(words)):
            yield Mention(tokens, words, "GPE")
            continue
        for token in tokens:
            if len(token) >= 3:
                yield Mention([token], _words([token], text), None, frozenset(_titles_before([token])))


def gender_of_noun(lemma: str) -> str | None:
    """Gender of a noun: "m" for "spokesman", "f" for "sister", None for what either may be."""
    if _GENDERED_F.fullmatch(lemma):
        return "f"
    return "m" if _GENDERED.fullmatch(lemma) else None


def _mention(tokens: list[Token], label: str, text: str) -> Mention | None:
    if label != "PERSON":
        return Mention(tokens, _words(tokens, text), label)
    bare = _without_titles(tokens)
    if not bare:
        return None
    beside = {*_titles_before(bare), *_appositions(bare[-1])}
    relative = not kin().isdisjoint(beside)
    return Mention(bare, _words(bare, text), label, frozenset(beside), _gender(tokens, bare), relative)


def _words(tokens: list[Token], text: str) -> str:
    return re.sub(r"\s+", " ", extent(tokens).of(text))


def _parts(ent: EntSpan) -> list[EntSpan]:
    """A name and, by itself, what follows it in brackets, or after the comma of a place ("Paris, Texas")."""
    mark = "," if ent.label_ == "GPE" else "("
    brackets = [token.i for token in ent if token.text == mark]
    edges = [ent.start, *brackets, ent.end]
    return [ent.doc[a:b] for a, b in pairwise(edges) if a < b]


def _named_words(ent: EntSpan, label: str) -> list[Token]:
    """The words of `ent` that name somebody; none for what is no actor: dates, adjectives, common nouns."""
    tokens = _trim(list(ent))
    tokens = _trim(without_matter(tokens)) if label == "ORG" else tokens
    none = label not in TYPES or ent.text in misnamed("thing") or not any(c.isupper() for c in ent.text)
    if not tokens or none:
        return []
    known = demonym(ent.text) is not None or territory(ent.text) is not None
    if label == "NORP" and (whole := institution(tokens)):
        return whole
    if label == "NORP" and not known and tokens[-1].tag_ == "JJ":
        return []
    # The office, not a body: "Secretary of State".
    governor = tokens[0].head.head
    if len(tokens) == 1 and tokens[0].head.lower_ in {"of", "for"} and governor.lower_ in _OFFICES:
        return []
    # "the Baker administration" is a body with a name, and no mention of the person.
    body = _following(tokens) if len(tokens) == 1 else None
    if body is not None and (
        (body.lower_ in CIRCLES and not known) or (label == "PERSON" and _is_surname(body))
    ):
        return [*tokens, body]
    return tokens


def _following(tokens: list[Token]) -> Token | None:
    """The word right after a name that it belongs to, or that stands with it before a third.

    As in "the Lee campaign", and in "Lee campaign spokesman".
    """
    last = tokens[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    return after if after is not None and last.head in (after, after.head) and last.head != last else None


def _is_surname(word: Token) -> bool:
    """Whether a word is taken for a month after a given name: "Theresa May"."""
    return word.ent_type_ == "DATE" and word.tag_ == "NNP" and word.nbor(-1).text in given_names()


def _label(label: str, tokens: list[Token]) -> str:
    """The recognizer's label, but a person where the words beside the name say so."""
    text = " ".join(token.text for token in tokens)
    label = kind_of(label, tokens) or label
    before = tokens[0].nbor(-1) if tokens[0].i else None
    if before is not None and before.lower_.rstrip(".") in titles() and before.head == tokens[-1]:
        return "PERSON"
    if before is not None and before.text == "," and abbreviated(text) is not None:
        return "GPE"
    if territory(text) or demonym(text):
        return label
    titled = before is not None and before.lemma_ in nouns("person") and before.head == tokens[-1]
    head = tokens[-1].head
    circle = len(tokens) == 1 and tokens[0].dep_ in {"compound", "nmod"} and head.lemma_ in _ASSOCIATES
    if tokens[-1].lower_ in CIRCLES:
        return "ORG"
    return "PERSON" if titled or circle else label


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].is_punct or tokens[0].is_space or tokens[0].pos_ == "DET"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    return tokens if any(any(c.isalnum() for c in token.text) for token in tokens) else []


def _title(token: Token) -> str | None:
    """The title or office that `token` is, in full and lower case."""
    short = token.lower_.rstrip(".")
    if short in titles():
        return titles()[short][0]
    for word in (token.lower_, token.lemma_.lower()):
        if word in nouns("person") or word in kin():
            return word
    return None


def _without_titles(tokens: list[Token]) -> list[Token]:
    while tokens and _title(tokens[0]) is not None:
        tokens = tokens[1:]
    return tokens


def _titles_before(tokens: list[Token]) -> Iterator[str]:
    """Titles in an unbroken run before a name."""
    at = tokens[0].i - 1
    while at >= 0 and (title := _title(tokens[0].doc[at])) is not None:
        yield title
        at -= 1


def _appositions(last: Token) -> Iterator[str]:
    """Offices beside a name: "Ann Lee, the mayor", "his wife, Ann Lee"."""
    beside = [child for child in last.children if child.dep_ in _BESIDE]
    beside += [last.head] if last.dep_ in _BESIDE else []
    yield from (title for token in beside if (title := _title(token)) is not None)


def _gender(with_titles: list[Token], tokens: list[Token]) -> str | None:
    first = with_titles[0]
    before = [first.nbor(-1)] if first.i else []
    for token in (first, *before):
        if (known := titles().get(token.lower_.strip("."))) is not None and known[1]:
            return known[1]
    modifiers = [child for child in tokens[-1].children if child.dep_ in _BESIDE]
    for modifier in modifiers:
        if (gender := gender_of_noun(modifier.lemma_.lower())) is not None:
            return gender
    return given_names().get(tokens[0].text) if len(tokens) > 1 else None
