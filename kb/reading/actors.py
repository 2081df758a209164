"""Who is meant: phrases, pronouns and definite descriptions -> the actors of one article.

A wrong actor is worse than none: where nothing safe is found, a pronoun becomes an unnamed source that has
the pronoun as its descriptor, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from spacy.tokens import Token

from kb.model import Actor, ActorType, Note, Span, digest, slug
from kb.reading.anonymity import ahead_of_condition, conditions, give
from kb.reading.bearers import bearing
from kb.reading.definite import COMPANIES, body_meant, company_meant
from kb.reading.lexicon import demonym, nouns
from kb.reading.mentions import gender_of_noun
from kb.reading.names import Name, Names, ids
from kb.reading.parse import Parsed
from kb.reading.roles import FoundRole
from kb.reading.syntax import SUBJECTS, antecedent, children, extent, is_subject, is_word, noun_phrase, spans
from kb.reading.unnamed import Unnamed, affiliation_of, is_people, number_of, rank_of

_GENDER = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
_LONGEST = 12  # words; a longer phrase is a parser's mistake more often than somebody's name
_REACH = 3  # sentences that a pronoun looks back
_ARTICLES = frozenset({"a", "an", "the"})
_PROPER = frozenset({"NORP", "GPE", "LOC", "ORG", "PERSON"})


Someone = Name | Unnamed
S = TypeVar("S")


class Cast:
    """The actors of one article, found as they are asked for, in the order of the text."""

    def __init__(self, parsed: Parsed, names: Names, roles: list[FoundRole]) -> None:
        self.names = names
        self._parsed = parsed
        self._text = parsed.article.text
        self._roles = roles
        self._ids = ids(names.all)
        self._groups = {id: name for name, id in self._ids.items() if name.type is ActorType.GROUP}
        self._unnamed: dict[str, Unnamed] = {}
        self._at: dict[int, Someone] = {}
        self._notes: list[Note] = []
        self._conditions = conditions(parsed)
        self._sentences = [range(sentence.start, sentence.end) for sentence in parsed.doc.sents]
        self._sentence = [number for number, tokens in enumerate(self._sentences) for _ in tokens]

    def id_of(self, someone: Someone) -> str:
        return self._ids[someone] if isinstance(someone, Name) else someone.id

    def source(self, head: Token) -> Someone:
        """The actor that a source phrase with this head means: always one, unnamed where it has to be."""
        noun = antecedent(head)
        if noun is not None:
            return self.source(noun)
        known = self._at.get(head.i) or self._named(head)
        if known is None and head.pos_ == "PRON":
            known = self._pronoun(head) or self._unresolved(head)
        if known is None:
            known = self._definite(head) or self._describe(head, ActorType.UNNAMED)
        self._at[head.i] = known
        return known

    def unstated(self, place: Span) -> Someone:
        """The source that the article leaves out of the statement at `place`."""
        key = f"unnamed/{digest(self._parsed.article.id, 'unstated', str(place.start), str(place.end))}"
        return self._unnamed.setdefault(key, Unnamed(key, ActorType.UNNAMED, None, set()))

    def participant(self, head: Token) -> Someone | None:
        """The actor that takes part in an event under this head; None for a thing."""
        if not is_word(head):
            return None
        if head.pos_ == "PRON":
            return self._at.get(head.i) or self._pronoun(head)
        known = self._at.get(head.i) or self._named(head)
        lemma = head.lemma_.lower()
        people = head.tag_ in {"NNS", "NNPS"} and demonym(head.text) is not None
        person = head.pos_ == "NOUN" and (lemma in nouns("person") or lemma in nouns("people"))
        if known is None and (people or person):
            if len(noun_phrase(head)) > _LONGEST:
                return None
            plural = head.tag_ in {"NNS", "NNPS"} or lemma in nouns("people")
            known = self._definite(head) or self._describe(
                head, ActorType.GROUP if plural else ActorType.UNNAMED
            )
        if known is not None:
            self._at[head.i] = known
        return known

    def modifier(self, word: Token) -> Someone | None:
        """The actor that a word before a noun names: "Israeli jets", "her visit"."""
        return self.names.at.get(word.i) or (self._pronoun(word) if word.pos_ == "PRON" else None)

    def actors(self) -> list[Actor]:
        """All that were named or asked for."""
        named = [
            Actor(
                self.id_of(name),
                name.type,
                name.label,
                aliases=tuple(sorted(name.forms - {name.label})),
                mentions=tuple(sorted(name.spans)),
                wikidata=name.wikidata,
                geonames=name.geonames,
            )
            for name in self.names.all
        ]
        sources = {i: one for i, one in self._at.items() if isinstance(one, Unnamed) and not _is_group(one)}
        give(self._conditions, sources)
        return named + [self._unnamed_actor(one) for one in self._unnamed.values()]

    def notes(self) -> list[Note]:
        shared = [
            Note("info", f"“{name.label}” may mean several places", tuple(sorted(name.spans)))
            for name in self.names.all
            if name.ambiguous
        ]
        return self._notes + shared

    def _unnamed_actor(self, one: Unnamed) -> Actor:
        return Actor(
            one.id,
            one.type,
            one.descriptor or "source not stated",
            mentions=tuple(sorted(one.spans)),
            descriptor=one.descriptor if one.type is ActorType.UNNAMED else None,
            affiliation=self.id_of(one.affiliation) if one.affiliation is not None else None,
            number=one.number,
            rank=one.rank,
            condition=one.condition,
        )

    def _named(self, head: Token) -> Name | None:
        name = self._in_capitals(head) or self.names.at.get(head.i)
        if name is not None and head.tag_ != "JJ" and demonym(head.text) is None:
            return name
        for apposition in children(head, "appos"):
            found = self.names.at.get(apposition.i)
            if found is not None and found.type is ActorType.PERSON:
                return found
        if head.dep_ == "appos":
            found = self.names.at.get(head.head.i)
            return found if found is not None and found.type is ActorType.PERSON else None
        return None

    def _in_capitals(self, head: Token) -> Name | None:
        """The one person whose last name a transcript's label gives ("STONE:")."""
        if not head.is_upper or len(head) == 1:
            return None
        people = (n for n in self.names.all if n.type is ActorType.PERSON and len(n.parts) > 1)
        return _only(n for n in people if n.parts[-1] != head.text == n.parts[-1].upper())

    # Pronouns

    def _pronoun(self, pronoun: Token) -> Someone | None:
        """The nearest person before `pronoun` that it can mean; subjects of sentences first."""
        gender = _GENDER.get(pronoun.lower_)
        if gender is None:
            return self._it(pronoun) if pronoun.lower_ == "it" else None
        for back, sentence in enumerate(self._said_before(pronoun)):
            people = self._people(sentence, before=pronoun.i) or self._namesakes(sentence, before=pronoun.i)
            if self._sentence[pronoun.i] - sentence > _REACH:  # over a long quotation, only who has a name
                people = [(head, one) for head, one in people if isinstance(one, Name)]
            fitting = [(head, one) for head, one in people if one.gender in {gender, None}]
            subjects = [one for head, one in fitting if is_subject(head)]
            # In the sentences before, whoever they are about; in this one, the subject that came last.
            leading = [one for head, one in fitting if back and _leads_sentence(head)]
            chosen = next(reversed(leading or subjects), None) or _only(one for _, one in fitting)
            if chosen is not None:
                chosen.gender = gender
                chosen.spans.add(extent([pronoun]))
                self._at[pronoun.i] = chosen
                return chosen
        return None

    def _said_before(self, word: Token) -> Iterator[int]:
        """The sentence of `word` and some before it, nearest first, over a quotation that leads to it."""
        here = self._sentence[word.i]
        yield here
        before = here - 1
        while before > 0 and self._parsed.quoted.issuperset(self._words(before)):
            before -= 1
        yield from range(before, max(before - _REACH, -1), -1)

    def _words(self, sentence: int) -> list[int]:
        return [index for index in self._indices(sentence) if is_word(self._parsed.doc[index])]

    def _namesakes(self, sentence: int, *, before: int) -> list[tuple[Token, Someone]]:
        """Whose bodies are named in a sentence that names no person: "the Lee campaign said he …"."""
        people = [name for name in self.names.all if name.type is ActorType.PERSON]
        bodies = [(i, self.names.at.get(i)) for i in self._indices(sentence) if i < before]
        found = ((i, bearing(one.parts[0], people)) for i, one in bodies if one is not None and one.circle)
        return [(self._parsed.doc[i], bearers[0]) for i, bearers in found if len(bearers) == 1]

    def _people(self, sentence: int, *, before: int) -> list[tuple[Token, Someone]]:
        """Persons mentioned in a sentence outside quotations, in order, each with the head of its phrase."""
        found: list[tuple[Token, Someone]] = []
        for index in self._indices(sentence):
            token = self._parsed.doc[index]
            if index >= before or index in self._parsed.quoted:
                continue
            someone = self._person_at(token)
            if someone is not None:
                found.append((token, someone))
        return found

    def _person_at(self, token: Token) -> Someone | None:
        if token.pos_ == "PRON":
            return self._at.get(token.i) if token.lower_ in _GENDER else None
        name = self.names.at.get(token.i)
        if name is not None:
            last = not any(
                child.i in self.names.at and self.names.at[child.i] is name
                for child in token.children
                if child.i > token.i
            )
            heads = last and token.dep_ not in {"compound", "nmod"}
            return name if name.type is ActorType.PERSON and heads else None
        if token.pos_ != "NOUN" or token.tag_ != "NN" or token.lemma_.lower() not in nouns("person"):
            return None
        if token.dep_ in {"compound", "nmod"}:  # a title: "candidate Ann Lee"
            return None
        return self.source(token) if is_subject(token) else None

    def _indices(self, sentence: int) -> range:
        return self._sentences[sentence] if 0 <= sentence < len(self._sentences) else range(0)

    def _it(self, pronoun: Token) -> Someone | None:
        """The one body, or report, that is the subject of the sentence, or of the one before."""
        if pronoun.dep_ not in SUBJECTS:
            return None
        for back, sentence in enumerate(islice(self._said_before(pronoun), 2)):
            heads = [self._parsed.doc[index] for index in self._indices(sentence) if index < pronoun.i]
            heads = [head for head in heads if back == 0 or _leads_sentence(head)]
            found = _only(one for head in heads if (one := self._body_at(head)) is not None)
            if found is not None:
                found.spans.add(extent([pronoun]))
                return found
        return None

    def _body_at(self, head: Token) -> Someone | None:
        """The organization, country or report that is the subject with this head."""
        if head.dep_ not in SUBJECTS or head.pos_ == "PRON":
            return None
        name = self.names.at.get(head.i)
        if name is None:
            known = self._at.get(head.i) if head.lemma_.lower() in nouns("report") else None
            return known if head.i not in self._parsed.quoted else None
        return name if name.type in {ActorType.ORGANIZATION, ActorType.COUNTRY} else None

    def _unresolved(self, pronoun: Token) -> Unnamed:
        span = extent([pronoun])
        self._notes.append(Note("info", f"“{pronoun.text}” could not be resolved to anybody", (span,)))
        return self._mint(span, ActorType.UNNAMED, pronoun.lower_)

    # Definite descriptions

    def _definite(self, head: Token) -> Someone | None:
        """Who "the club", "the judge", "the report" or "the Brazilian" is, where the article leaves one."""
        plain = not children(head, "amod", "relcl", "acl")
        if not plain or not any(det.lower_ == "the" for det in children(head, "det")):
            return None
        lemma, single = head.lemma_.lower(), head.tag_ == "NN"
        if single and lemma in COMPANIES:
            return company_meant(head, self.names)
        if demonym(head.text) is not None:
            return _only(
                someone
                for back in (0, 1)
                for _, someone in self._people(self._sentence[head.i] - back, before=head.i)
            )
        body = single and lemma in nouns("people") and body_meant(head, self.names, self._leaders(head))
        return body or self._described(head, lemma, single=single)

    def _described(self, head: Token, lemma: str, *, single: bool) -> Someone | None:
        """The one who has the role, or was named with the word before without a name."""
        before = [one for one in self._unnamed.values() if one.lemma == lemma and one.first < head.i]
        if lemma in nouns("report"):
            return self._report(head) if single else None
        if lemma not in nouns("person"):
            return None
        whose = affiliation_of(head, self.names)
        held = {
            role.holder
            for role in self._roles
            if lemma in role.role.casefold().split() and role.span.start < head.idx
            if whose is None or role.organization is whose  # "the Maine senator"
        }
        if held and single:
            return _only(held)
        return _only(one for one in before if not _is_group(one) and (one.number == 1) is single)

    def _report(self, head: Token) -> Someone | None:
        """The report that the last use of its word was for: "a study", then "the study"."""
        words = (self._parsed.doc[i] for i in range(head.i - 1, -1, -1))
        last = next((word for word in words if word.lemma_ == head.lemma_ and word.tag_ == head.tag_), None)
        return self._at.get(last.i) if last is not None else None

    def _leaders(self, head: Token) -> list[Name]:
        """Who the sentence before that of `head` is about."""
        before = self._people(self._sentence[head.i] - 1, before=head.i)
        return [one for lead, one in before if isinstance(one, Name) and _leads_sentence(lead)]

    # Unnamed sources

    def _describe(self, head: Token, type: ActorType) -> Someone:
        tokens = ahead_of_condition(noun_phrase(head), self._conditions)
        found = spans(tokens, self._parsed.quotes)
        span = found[0] if found else extent([head])  # where a dash is all that is marked as a source
        descriptor = self._descriptor(head, tokens, span)
        known = self._groups.get(f"group/{slug(descriptor)}") if type is ActorType.GROUP else None
        if known is not None:  # the recognizer knows the group elsewhere, and passed it over here
            known.spans.add(span)
            return known
        one = self._mint(span, type, descriptor)
        one.lemma, one.gender, one.first = head.lemma_.lower(), gender_of_noun(head.lemma_.lower()), head.i
        one.affiliation = affiliation_of(head, self.names) or self._owner(head)
        if not _is_group(one):
            one.number, one.rank = number_of(head), rank_of(head, self._text)
        return one

    def _owner(self, head: Token) -> Name | None:
        """Whom a pronoun before `head` means: "her advisers"."""
        owners = children(head, "poss") if is_people(head) else []
        found = [self._pronoun(word) for word in owners if word.pos_ == "PRON"]
        return next((one for one in found if isinstance(one, Name)), None)

    def _descriptor(self, head: Token, tokens: list[Token], span: Span) -> str:
        """The source's words: without its article, and without the capital of a sentence's first word."""
        words = " ".join(span.of(self._text).split())
        first = tokens[0]
        if first.lower_ in _ARTICLES and first.head == head and len(tokens) > 1:
            return words.removeprefix(first.text).lstrip()
        common = first.is_sent_start and first.pos_ != "PROPN" and first.i not in self.names.at
        common = common and first.is_title and first.ent_type_ not in _PROPER  # no "tAPPER", no "european"
        return words[0].lower() + words[1:] if common else words

    def _mint(self, span: Span, type: ActorType, descriptor: str) -> Unnamed:
        if type is ActorType.GROUP:
            key = f"group/{slug(descriptor)}"
        else:
            key = f"unnamed/{digest(self._parsed.article.id, str(span.start), str(span.end), descriptor)}"
        one = self._unnamed.setdefault(key, Unnamed(key, type, descriptor, set()))
        one.spans.add(span)
        return one


def _is_group(one: Unnamed) -> bool:
    return one.type is ActorType.GROUP


def _leads_sentence(token: Token) -> bool:
    """Whether `token` is the subject of its sentence's main verb, or of one joined to it."""
    while token.dep_ in {"appos", "compound", "nmod"}:
        token = token.head
    verb = token.head
    while verb.dep_ == "conj":
        verb = verb.head
    return token.dep_ in SUBJECTS and verb.dep_ == "ROOT"


def _only(people: Iterable[S]) -> S | None:
    """The one that all of `people` are; None where they are several, or none."""
    found = set(people)
    return found.pop() if len(found) == 1 else None
