"""Roles that the text gives to a name, beside it or by a verb: "Ann Lee, the envoy", "was elected mayor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, ActorType, RoleStatus, Span, When
from kb.reading.appointments import Held, by_verbs, ended
from kb.reading.names import Name, Names
from kb.reading.offices import Office
from kb.reading.parse import Parsed
from kb.reading.role_phrases import before, named_by, placed
from kb.reading.syntax import children
from kb.reading.terms import change_in, is_over, is_then, term


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role in the words of the article; `organization` is the actor that it is held in, or for."""

    holder: Name
    role: str
    organization: Name | None
    status: RoleStatus
    span: Span
    time: When = UNKNOWN_TIME


def find_roles(names: Names, parsed: Parsed) -> list[FoundRole]:
    """Roles of the people in `names`, each once a person and organization, where it is said first."""
    found: list[FoundRole] = []
    for person in names.all:
        if person.type is ActorType.PERSON:
            for words in person.words:
                for held in _roles_at(words, names, parsed):
                    _add(_role(person, held, parsed.article.date), found)
    return found


def _role(person: Name, held: Held, date: str | None) -> FoundRole:
    office, status = held.office, held.status
    if status is RoleStatus.HELD and is_over(held.time, date):
        status = RoleStatus.FORMER
    return FoundRole(person, office.role, office.organization, status, office.span, held.time)


def _add(one: FoundRole, found: list[FoundRole]) -> None:
    """Add a role to those found, or to one of them what it tells more: where, and when."""
    for index, known in enumerate(found):
        if (known.holder, known.role.casefold()) != (one.holder, one.role.casefold()):
            continue
        if None in {known.organization, one.organization} or known.organization is one.organization:
            undated = known.time == UNKNOWN_TIME and one.status is known.status
            time = one.time if undated else known.time
            found[index] = replace(known, organization=known.organization or one.organization, time=time)
            return
    found.append(one)


def _roles_at(words: list[int], names: Names, parsed: Parsed) -> list[Held]:
    """Roles that the words around one mention give; those of verbs only where nobody else says so."""
    head = parsed.doc[words[-1]]
    found: list[Held] = []
    joined = _joined(head, names)
    for other in joined:
        alone = other == head
        said = list(_beside(other, words[0] if alone else _first(other, names), names, parsed))
        if other.i not in parsed.quoted:
            said += by_verbs(other, names, parsed)
        # Of one name alone nobody says "residents": those are others of a list that it is in.
        found += [held for held in said if _is_of(held.office, alone=alone, several=len(joined) > 1)]
    return found if head.i in parsed.quoted else [ended(held, head, parsed.article.date) for held in found]


def _is_of(office: Office, *, alone: bool, several: bool) -> bool:
    return office.shared is None or (several if office.shared else alone)


def _joined(head: Token, names: Names) -> list[Token]:
    """The name at `head`, and the names joined to it: they share "the envoys Ann Lee and Bob Roy"."""
    return [head, *(one for one in head.conjuncts if one.i in names.at)]


def _first(head: Token, names: Names) -> int:
    """Index of the first word of the name that ends with `head`."""
    return next(words[0] for words in names.at[head.i].words if head.i in words)


def _beside(head: Token, first: int, names: Names, parsed: Parsed) -> Iterator[Held]:
    """By phrases beside the name. What follows it has words of its own for when."""
    text = parsed.article.text
    for office in before(head, first, names, text):
        yield Held(office, office.status or RoleStatus.HELD)
    for noun in _appositions(head, names):
        goes_on = any(prep.i == noun.right_edge.i + 1 for prep in children(head, "prep"))
        for office in named_by(noun, names.at[head.i], names, text):
            found = placed(office, head, names) if goes_on else office
            found = replace(found, shared=found.shared and not _is_one_of(noun))
            hosts = [office.noun, *_objects(office.noun), *([head] if goes_on else [])]
            former = RoleStatus.FORMER if any(map(is_then, hosts)) else RoleStatus.HELD
            status = office.status or former
            terms = [term(host, change_in(office.noun), status, parsed.article.date) for host in hosts]
            yield Held(found, status, next((when for when in terms if when.value), UNKNOWN_TIME))


def _is_one_of(noun: Token) -> bool:
    """Whether it is the "directors" of "one of the directors"."""
    return noun.dep_ == "pobj" and noun.head.head.lower_ == "one"


def _objects(noun: Token) -> list[Token]:
    """What stands after the prepositions of `noun`, where the parser may have hung the words for when."""
    return [
        what for prep in children(noun, "prep") for what in children(prep, "pobj") if what.pos_ == "PROPN"
    ]


def _appositions(head: Token, names: Names) -> list[Token]:
    """Nouns that say who the name is: "Ann Lee, the mayor", "the mayor, Ann Lee", "one of the judges"."""
    found = [head.head] if head.dep_ == "appos" and head.head.pos_ in {"NOUN", "PROPN"} else []
    for noun in children(head, "appos"):
        if noun.lower_ == "one":
            found += [one for of in children(noun, "prep") for one in children(of, "pobj")]
        elif not noun.like_num:
            found.append(noun)
    return [noun for noun in found if noun.i not in names.at]
