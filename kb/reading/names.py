"""Named actors of one article: entity mentions, merged within the article.

A surname joins the full name that bears it, a short form the organization that it begins or abbreviates,
a demonym its country. Nothing is merged with anything outside the article here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as EntSpan

from kb.model import ActorType, Span, slug
from kb.reading.lexicon import Territory, demonym, given_names, nouns, territory
from kb.reading.syntax import extent

_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANIZATION,
    "GPE": ActorType.PLACE,
    "LOC": ActorType.PLACE,
    "FAC": ActorType.PLACE,
    "NORP": ActorType.GROUP,
}
_TITLES = {"mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "dame": "f", "lord": "m", "lady": "f"}
_HONORIFICS = frozenset(
    {*_TITLES, "dr", "prof", "rev", "sen", "rep", "gov", "gen", "col", "capt", "lt", "st"}
)
_OFFICES = frozenset({"secretary", "undersecretary", "minister", "department"})
_BODIES = frozenset({"administration", "presidency", "campaign", "cabinet"})
_CIRCLES = frozenset({"aide", "adviser", "advisor", "supporter", "voter"})
_GENDERED = re.compile(r"(?:.*(?:[^o]man|boy|son|father|brother|husband|king|prince)|uncle)$")
_GENDERED_F = re.compile(r"(?:.*(?:woman|girl|daughter|mother|sister|wife|queen|princess|actress)|aunt)$")


@dataclass(slots=True, eq=False)
class Name:
    """One named actor, and where it is named.

    Attributes:
        words: token indices of each mention.
        gender: "m" or "f" by title, role or given name; None where nothing tells.
    """

    type: ActorType
    label: str
    forms: set[str] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    words: list[list[int]] = field(default_factory=list)
    wikidata: str | None = None
    gender: str | None = None

    @property
    def id(self) -> str:
        return f"{self.type}/{slug(self.label)}"

    @property
    def parts(self) -> list[str]:
        return self.label.split()


class Names:
    """All named actors of a document.

    `at` gives the actor named at a token index; `all` lists them by first mention.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.at: dict[int, Name] = {}
        self.all: list[Name] = []
        self._text = text
        mentions = [(tokens, _label(ent.label_, tokens)) for ent in doc.ents if (tokens := _named_words(ent))]
        # Full names first, so that a short form finds its bearer wherever in the article it stands.
        for tokens, label in sorted(mentions, key=lambda m: (-min(len(m[0]), 2), m[0][0].i)):
            self._add(tokens, label)
        self._add_unlabelled(doc)
        self.all.sort(key=lambda name: min(name.spans))

    def _add(self, tokens: list[Token], label: str) -> None:
        text = self._words(tokens)
        surname = len(tokens) == 1 and self._by_short_form(text, tokens[0].i) is not None
        place = territory(text) if not surname else None
        people = demonym(text)
        if place is not None:
            self._mention(self._territory(place), tokens, text)
        elif people is not None:
            self._mention(self._territory(people), tokens, text)
        elif label == "PERSON":
            self._add_person(_without_titles(tokens), tokens)
        else:
            short = self._by_short_form(text, tokens[0].i) if len(tokens) == 1 else None
            self._mention(short or self._named(_TYPES[label], text), tokens, text)

    def _add_person(self, tokens: list[Token], with_titles: list[Token]) -> None:
        if not tokens:
            return
        text = self._words(tokens)
        if len(tokens) == 1:
            name = self._by_short_form(text, tokens[0].i) or self._named(ActorType.PERSON, text)
        else:
            name = self._named(ActorType.PERSON, text)
        name.gender = name.gender or _gender(with_titles, tokens)
        self._mention(name, tokens, text)

    def _by_short_form(self, text: str, position: int) -> Name | None:
        """The person of that surname or given name, or the organization that the word begins or abbreviates.

        Of several, the one named last before `position`.
        """
        people = [n for n in self.all if n.type is ActorType.PERSON and text in (n.parts[-1], n.parts[0])]
        bodies = [n for n in self.all if n.type is ActorType.ORGANIZATION and _abbreviates(text, n)]
        found = [n for n in people + bodies if len(n.parts) > 1]
        before = [n for n in found if n.words[0][0] < position]
        if before:
            return max(before, key=lambda n: max(w[0] for w in n.words if w[0] < position))
        return found[0] if len(found) == 1 else None

    def _named(self, type: ActorType, text: str) -> Name:
        for name in self.all:
            if name.label.casefold() == text.casefold():
                return name
        name = Name(type, text)
        self.all.append(name)
        return name

    def _territory(self, found: Territory) -> Name:
        name = self._named(found.type, found.name)
        name.type, name.wikidata = found.type, found.wikidata
        return name

    def _mention(self, name: Name, tokens: list[Token], text: str) -> None:
        span = extent(tokens)
        name.forms.add(text)
        name.spans.add(span)
        name.words.append([token.i for token in tokens])
        for token in tokens:
            self.at[token.i] = name

    def _add_unlabelled(self, doc: Doc) -> None:
        """Mentions that the recognizer passed over, of names that it knows elsewhere in the article."""
        for token in doc:
            if token.i in self.at or token.pos_ != "PROPN" or len(token) < 3:
                continue
            name = self._by_short_form(self._words([token]), token.i)
            if name is not None:
                self._mention(name, [token], self._words([token]))

    def _words(self, tokens: list[Token]) -> str:
        return re.sub(r"\s+", " ", extent(tokens).of(self._text))


def ids(names: list[Name]) -> dict[Name, str]:
    """An id for each name, numbered where two names would share one."""
    taken: Counter[str] = Counter()
    found: dict[Name, str] = {}
    for name in names:
        taken[name.id] += 1
        found[name] = name.id if taken[name.id] == 1 else f"{name.id}-{taken[name.id]}"
    return found


def gender_of_noun(lemma: str) -> str | None:
    """Gender of a noun: "m" for "spokesman", "f" for "sister", None for what either may be."""
    if _GENDERED_F.fullmatch(lemma):
        return "f"
    return "m" if _GENDERED.fullmatch(lemma) else None


def _named_words(ent: EntSpan) -> list[Token]:
    """The words of `ent` that name somebody; none for what is no actor: dates, adjectives, common nouns."""
    tokens = _trim(list(ent))
    if not tokens or ent.label_ not in _TYPES or not any(c.isupper() for c in ent.text):
        return []
    known = demonym(ent.text) is not None or territory(ent.text) is not None
    if ent.label_ == "NORP" and not known and tokens[-1].tag_ == "JJ":
        return []
    # The office, not a body: "Secretary of State".
    governor = tokens[0].head.head
    if len(tokens) == 1 and tokens[0].dep_ == "pobj" and governor.lower_ in _OFFICES:
        return []
    # "the Baker administration" is a body with a name, and no mention of the person.
    body = tokens[-1].head
    if len(tokens) == 1 and body.lower_ in _BODIES and body.i == tokens[0].i + 1 and not known:
        return [*tokens, body]
    return tokens


def _label(label: str, tokens: list[Token]) -> str:
    """The recognizer's label, but a person where the words beside the name say so."""
    text = " ".join(token.text for token in tokens)
    if territory(text) or demonym(text):
        return label
    before = tokens[0].nbor(-1) if tokens[0].i else None
    titled = before is not None and before.lemma_ in nouns("person") and before.head == tokens[-1]
    head = tokens[-1].head
    circle = len(tokens) == 1 and tokens[0].dep_ in {"compound", "nmod"} and head.lemma_ in _CIRCLES
    if tokens[-1].lower_ in _BODIES:
        return "ORG"
    return "PERSON" if titled or circle else label


def _trim(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].is_punct or tokens[0].is_space or tokens[0].pos_ == "DET"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    return tokens if any(any(c.isalnum() for c in token.text) for token in tokens) else []


def _without_titles(tokens: list[Token]) -> list[Token]:
    while tokens and (tokens[0].lower_.strip(".") in _HONORIFICS or tokens[0].lower_ in nouns("person")):
        tokens = tokens[1:]
    return tokens


def _gender(with_titles: list[Token], tokens: list[Token]) -> str | None:
    first = with_titles[0]
    before = first.nbor(-1).lower_.strip(".") if first.i else ""
    for word in (first.lower_.strip("."), before):
        if word in _TITLES:
            return _TITLES[word]
    modifiers = [child for child in tokens[-1].children if child.dep_ in {"compound", "appos", "nmod"}]
    for modifier in modifiers:
        if (gender := gender_of_noun(modifier.lemma_.lower())) is not None:
            return gender
    return given_names().get(tokens[0].text) if len(tokens) > 1 else None


def _abbreviates(text: str, name: Name) -> bool:
    initials = "".join(part[0] for part in name.parts if part[0].isupper())
    return text == name.parts[0] or (len(text) > 1 and text.replace(".", "") == initials)
