"""Roles that a verb gives to a name: "is the mayor of Lima", "was named envoy", "who leads the club"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kb.model import UNKNOWN_TIME, ActorType, RoleStatus, When
from kb.reading.belonging import OF
from kb.reading.lexicon import certainty_words, cues, offices
from kb.reading.names import Name, Names
from kb.reading.offices import Office
from kb.reading.parse import Parsed
from kb.reading.role_phrases import named_by
from kb.reading.syntax import SUBJECTS, child, children, extent, is_passive, own_subject
from kb.reading.terms import Change, change_alone, change_of, change_of_object, status_of, term

_BEING = frozenset({"be", "remain"})
_PARTICIPLES = frozenset({"VBN", "VBG"})


@dataclass(frozen=True, slots=True)
class Held:
    """An office, whether it is held, and when."""

    office: Office
    status: RoleStatus
    time: When = UNKNOWN_TIME


def by_verbs(head: Token, names: Names, parsed: Parsed) -> Iterator[Held]:
    """Roles of the name at `head` by the verbs that it is the subject of, or that appoint it."""
    for verb in _predicates(head):
        yield from _by_object(verb, names, parsed)
        yield from _by_verb(verb, names.at[head.i], names, parsed)
    yield from _appointed(head, names, parsed)


def ended(held: Held, head: Token, date: str | None) -> Held:
    """What `held` becomes by a verb that begins or ends it without naming it: "who resigned in March"."""
    for verb in _predicates(head):
        change = change_alone(verb)
        if change is None or _complements(verb) or held.time != UNKNOWN_TIME:
            continue
        status = status_of(verb, change)
        if status is held.status or (change is Change.END and held.status is RoleStatus.HELD):
            return replace(held, status=status, time=term(verb, change, status, date))
    return held


def _predicates(head: Token) -> list[Token]:
    """Verbs that say something of the name itself, its own or those of "who …", without denial or doubt."""
    verbs = [head.head] if head.dep_ in SUBJECTS else []
    # "Ann Lee, who is …", and "Ann Lee, a pollster who is …"
    nouns = [head, *(noun for noun in children(head, "appos") if noun.pos_ == "NOUN")]
    verbs += [verb for noun in nouns for verb in children(noun, "relcl") if _is_who(verb)]
    verbs += [verb for verb in children(head, "acl") if verb.tag_ in _PARTICIPLES]
    verbs += [joined for verb in verbs for joined in children(verb, "conj") if own_subject(joined) is None]
    return [verb for verb in verbs if not children(verb, "neg") and not _is_doubted(verb)]


def _is_who(verb: Token) -> bool:
    return any(one.lower_ == "who" for one in children(verb, "nsubj", "nsubjpass"))


def _is_doubted(verb: Token) -> bool:
    """Whether the author does not say so himself: "may become", "if she was", "aides say she is"."""
    said = verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues()
    return (
        said or verb.dep_ == "advcl" or any(one.lower_ in certainty_words() for one in children(verb, "aux"))
    )


def _by_object(verb: Token, names: Names, parsed: Parsed) -> Iterator[Held]:
    """By a verb whose object is where the role is held: "leads the club"."""
    lemma, body = verb.lemma_.lower(), _body(child(verb, "dobj"), names)
    kinds = [kind for kind in ("object", "place", "made") if lemma in offices(kind)]
    if body is None or not kinds or (body.type is not ActorType.ORGANIZATION and kinds != ["place"]):
        return
    office = Office(offices(kinds[0])[lemma], verb, extent([verb]), body, None, shared=None)
    if kinds == ["made"]:
        yield Held(office, RoleStatus.HELD)
        return
    status = status_of(verb, Change.HOLD)
    yield Held(office, status, term(verb, Change.HOLD, status, parsed.article.date))


def _by_verb(verb: Token, holder: Name, names: Names, parsed: Parsed) -> Iterator[Held]:
    """By a verb that has the role for its complement: "became mayor", "joined Acme as a director"."""
    change = change_of(verb)
    if change is None:
        return
    status = status_of(verb, change)
    when = term(verb, change, status, parsed.article.date)
    where = None if is_passive(verb) else _body(child(verb, "dobj"), names)
    for noun in _complements(verb):
        for office in named_by(noun, holder, names, parsed.article.text):
            yield Held(_at(office, where), office.status or status, when)


def _complements(verb: Token) -> list[Token]:
    """Nouns for the role that `verb` is about: "is the mayor", "elected mayor", "resigned as mayor"."""
    found = [noun for noun in children(verb, "attr", "oprd") if _is_one_office(noun, verb)]
    near = [verb, *children(verb, "dobj", "prt", "oprd")]
    as_ = [prep for word in near for prep in children(word, "prep") if prep.lower_ == "as"]
    return found + [noun for prep in as_ for noun in children(prep, "pobj")]


def _is_one_office(noun: Token, verb: Token) -> bool:
    """Whether `noun` names an office rather than a kind of person: "is a mayor of Lima", no "a good boss"."""
    determined = [det.lower_ for det in children(noun, "det")]
    owned = children(noun, "poss") or any(prep.lower_ in OF | {"at"} for prep in children(noun, "prep"))
    return "the" in determined or bool(owned) or not determined or verb.lemma_ not in _BEING


def _appointed(head: Token, names: Names, parsed: Parsed) -> Iterator[Held]:
    """By whoever gives or takes the role: "Acme named Ann Lee chief executive in 2018"."""
    inside = (
        head.dep_ in {"nmod", "compound", "nsubj"} and head.head.i > head.i
    )  # "[Ann Lee chief executive]"
    verb = head.head.head if inside else head.head
    change = change_of_object(verb)
    if change is None or _is_doubted(verb) or children(verb, "neg") or not (inside or head.dep_ == "dobj"):
        return
    status = status_of(verb, change)
    when = term(verb, change, status, parsed.article.date)
    giver = _body(own_subject(verb), names)
    for noun in [head.head] if inside else _complements(verb):
        for office in named_by(noun, names.at[head.i], names, parsed.article.text):
            yield Held(_at(office, giver), office.status or status, when)


def _body(noun: Token | None, names: Names) -> Name | None:
    """The organization or country that `noun` names."""
    name = names.at.get(noun.i) if noun is not None else None
    return None if name is None or name.type is ActorType.PERSON else name


def _at(office: Office, where: Name | None) -> Office:
    return office if office.organization is not None else replace(office, organization=where)
