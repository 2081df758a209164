"""Named actors of one article: mentions, merged within the article.

A surname joins the full name that bears it, a short form the organization that it begins or abbreviates,
a demonym its country. Nothing is merged with anything outside the article here.
"""

from __future__ import annotations

from itertools import chain, count

from spacy.tokens import Doc

from kb.model import ActorType
from kb.reading.bearers import Name, bearer, bearing, may_be_one
from kb.reading.bodies import defined, is_company, jurisdiction, owners, shortened, undotted
from kb.reading.gazetteer import Place, place_of, places
from kb.reading.lexicon import demonym, nicknames, territory
from kb.reading.mentions import PLACES, TYPES, Mention, mentions, passed_over
from kb.reading.persons import PersonName, straight
from kb.reading.places import government, is_location
from kb.reading.syntax import extent
from kb.reading.toponyms import Toponyms

__all__ = ["Name", "Names", "ids"]


class Names:
    """All named actors of a document.

    `at` gives the actor named at a token index; `all` lists them by first mention.
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.at: dict[int, Name] = {}
        self.all: list[Name] = []
        found = mentions(doc, text)
        self._toponyms = Toponyms(found)
        known = {token.i for mention in found for token in mention.tokens}
        bodies = [mention for mention in found if mention.label == "ORG" and jurisdiction(mention)]
        self._add_bodies(bodies)
        found = [mention for mention in found if mention not in bodies]
        # Longest names first, so that a short form finds its bearer wherever in the article it stands.
        for mention in sorted(found, key=lambda m: (-m.words, m.at)):
            if mention.words > 1:
                self._add(mention)
        short = [mention for mention in found if mention.words == 1]
        for mention in sorted([*short, *passed_over(doc, text, known)], key=lambda m: m.at):
            alone = [m for m in found if m.surname == mention.text]
            self._add_short(mention, alone)
        self.all.sort(key=lambda name: name.first)

    def _add(self, mention: Mention) -> None:
        place = self._place(mention)
        if place is not None:
            self._mention(place, mention)
        elif mention.label == "PERSON":
            self._mention(self._person(mention), mention)
        else:
            self._mention(self._body(mention), mention)

    def _add_short(self, mention: Mention, bare: list[Mention]) -> None:
        people = demonym(mention.text) if mention.label is not None else None
        known = self._by_short_form(mention, bare) if people is None else self._located(place_of(people))
        known = known or (self._place(mention) if mention.label is not None else None)
        if known is not None:
            self._mention(known, mention)
        elif mention.label is not None:
            person = bearing(mention.text, [name for name in self.all if name.type is ActorType.PERSON])
            type = ActorType.PERSON if person else TYPES[mention.label]
            self._mention(self._named(type, mention.text), mention)

    def _by_short_form(self, mention: Mention, bare: list[Mention]) -> Name | None:
        """The person of that surname or given name, or the organization that the word is short for."""
        people = [name for name in self.all if name.type is ActorType.PERSON and " " in name.label]
        if mention.label in PLACES and places(mention.text):
            surnamed = [name for name in people if name.person.surname == mention.text]
            people = surnamed if not is_location(mention) else []
        bodies = [name for name in self.all if name.type is ActorType.ORGANIZATION and " " in name.label]
        body = shortened(mention, bodies) if mention.label != "PERSON" else None
        if body is not None and is_company(body) and mention.label == "ORG":
            return body
        if bearing(mention.text, people):
            return bearer(mention, people, bare)
        return body

    def _person(self, mention: Mention) -> Name:
        """The person of that full name, of another form of it, or of a longer one that it ends."""
        people = [name for name in self.all if name.type is ActorType.PERSON]
        same = [name for name in people if name.label == mention.text]
        this = PersonName.of(mention.text)
        like = [name for name in people if this.may_be(name.person)]
        like = [name for name in like if may_be_one(name, mention)]
        if not same and len(like) == 1:
            (name,) = like
            if name.person.given in nicknames().keys() - {this.given}:
                name.label = mention.text
            return name
        return self._ending(mention) or self._named(ActorType.PERSON, mention.text)

    def _body(self, mention: Mention) -> Name:
        """The organization of that name, or of the one longer name that ends with it; a place or people."""
        return self._ending(mention) or self._named(TYPES[mention.label or "ORG"], mention.text)

    def _ending(self, mention: Mention) -> Name | None:
        """The one person or organization whose longer name ends with the words of `mention`."""
        types = {ActorType.PERSON, ActorType.ORGANIZATION if mention.label == "ORG" else ActorType.PERSON}
        end = f" {straight(mention.text).casefold()}"  # "De Blasio" begins a sentence: Bill de Blasio
        ends = [n for n in self.all if n.type in types and straight(n.label).casefold().endswith(end)]
        return ends[0] if len(ends) == 1 else None

    def _add_bodies(self, found: list[Mention]) -> None:
        """Bodies that many states have, each with whose it is."""
        said: dict[str, list[tuple[str, Mention]]] = {}
        for mention in found:
            if (named := jurisdiction(mention)) is not None:
                said.setdefault(named[1], []).append((named[0], mention))
        for core, each in said.items():
            whose = owners([owner for owner, _ in each])
            for owner, (_, mention) in zip(whose, each, strict=True):
                labels = [m.text for o, (_, m) in zip(whose, each, strict=True) if o == owner]
                label = max(labels, key=len)
                label = f"{owner} {core}" if owner and label == core else label
                self._mention(self._named(ActorType.ORGANIZATION, label), mention)

    def _named(self, type: ActorType, text: str) -> Name:
        for name in self.all:
            if straight(undotted(name.label)).casefold() == straight(undotted(text)).casefold():
                return name
        name = Name(type, text)
        self.all.append(name)
        return name

    def _place(self, mention: Mention) -> Name | None:
        """The place, people or government that `mention` names; one without an id where it may be several."""
        people = demonym(mention.text)
        if people is not None:
            return self._located(place_of(people))
        found = self._toponyms.of(mention)
        state = len(found) == 1 and found[0].part and not found[0].is_city
        acting = government(mention.tokens, mention.text)
        if acting is not None and not state:
            return self._located(place_of(acting))
        if mention.label not in PLACES and (mention.titles or territory(mention.text) is None):
            return None
        return self._located(found[0]) if len(found) == 1 else self._unlocated(mention, ambiguous=bool(found))

    def _located(self, place: Place) -> Name:
        for name in self.all:
            if (name.wikidata, name.geonames) == (place.wikidata, place.geonames):
                return name
        name = Name(place.type, place.name, wikidata=place.wikidata, geonames=place.geonames)
        self.all.append(name)
        return name

    def _unlocated(self, mention: Mention, *, ambiguous: bool) -> Name:
        """A place of which only the name is known."""
        for name in self.all:
            if name.label == mention.text and (name.wikidata, name.geonames) == (None, None):
                return name
        name = Name(TYPES[mention.label or "GPE"], mention.text, ambiguous=ambiguous)
        self.all.append(name)
        return name

    def _mention(self, name: Name, mention: Mention) -> None:
        name.forms.add(mention.text)
        name.said.append(mention.text)
        name.spans.add(extent(mention.tokens))
        name.words.append([token.i for token in mention.tokens])
        if name.type is ActorType.PERSON:
            name.gender = name.gender or mention.gender
            name.titles |= mention.titles
            name.introduced += mention.relative and mention.words > 1
        abbreviation = defined(mention.tokens) if name.type is ActorType.ORGANIZATION else None
        name.short |= {abbreviation} if abbreviation is not None else set()
        for token in mention.tokens:
            self.at[token.i] = name


def ids(names: list[Name]) -> dict[Name, str]:
    """An id for each name, numbered where two would share one; "Georgia 2" may be a name itself."""
    found: dict[str, Name] = {}
    for name in names:
        numbered = (f"{name.id}-{number}" for number in count(2))
        found[next(id for id in chain([name.id], numbered) if id not in found)] = name
    return {name: id for id, name in found.items()}
