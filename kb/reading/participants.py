"""Who takes part in an event: agents, patients and recipients, by the parse around its word."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from spacy.tokens import Token

from kb.model import ActorType, Participant, ParticipantRole
from kb.reading.actors import Cast, Someone
from kb.reading.copulas import said_to_be_in
from kb.reading.happening import (
    event_class,
    given,
    hosts,
    is_demanded,
    lender,
    names_event,
    objects,
    undergone,
)
from kb.reading.lexicon import nominal_kinds
from kb.reading.syntax import children, conjuncts, is_infinitive, is_verb, own_subject, subject
from kb.reading.voices import Voices

_TO_WHOM = frozenset({"to", "for"})
_WHOM = frozenset({"with", "against", "on", "upon", "from", "at", "toward", "towards", "over"})
_OF = frozenset({"of", *_WHOM})
_THROUGH = frozenset({*_OF, *_TO_WHOM, "by", "into", "about"})
_DEEPEST = 4  # steps down the parse
PLACES = frozenset({ActorType.PLACE, ActorType.COUNTRY})
_THERE = frozenset({ActorType.ORGANIZATION, ActorType.GROUP, ActorType.UNNAMED})
_ONE = frozenset({"NN", "NNP"})
_MODIFIERS = ("poss", "compound", "amod", "nmod")


def participants(
    token: Token, kind: str | None, cast: Cast, voices: Voices, place: Someone | None
) -> set[Participant]:
    """Those who take part in the event of class `kind` that `token` names.

    `place`, where it happens, takes no part.
    """

    def known(heads: Iterable[Token]) -> set[str]:
        every = list(heads)
        found = (someone for head in every for someone in _meant(head, token, kind, cast))
        oneself = filter(None, map(voices.oneself, every))
        return {*oneself, *(cast.id_of(someone) for someone in found if someone is not place)}

    doers, patients, recipients = (
        known(agents(token)),
        known(_patients(token, kind)),
        known(_recipients(token)),
    )
    if kind == "DEMAND" and is_demanded(token):  # whoever must do it is the one to whom the demand is made
        doers, patients = set(), doers
    elif kind is not None and not patients and not recipients:
        patients = next(filter(None, (known([one]) - doers for one in _deeper(token))), set())
    roles = {
        ParticipantRole.AGENT: doers,
        ParticipantRole.PATIENT: patients,
        ParticipantRole.RECIPIENT: recipients,
    }
    return {Participant(id, role) for role, found in roles.items() for id in found}


def _deeper(token: Token) -> Iterator[Token]:
    """What stands below the object of a deed, the nearest first: "demanded an admission by Moscow"."""
    below = list(_complements(token, _THROUGH - {"by"}))
    for _ in range(_DEEPEST):
        yield from below
        below = [next_ for one in below for next_ in _complements(one, _THROUGH | {"in"})]


def _complements(token: Token, through: frozenset[str]) -> Iterator[Token]:
    yield from children(token, "dobj", "nsubjpass", "dative", "pobj", *_MODIFIERS)
    yield from (prep for prep in children(token, "prep") if prep.lower_ in through)
    yield from children(token, "appos", "xcomp", "acl")


def agents(token: Token) -> Iterator[Token]:
    if is_verb(token):
        yield from _by(token) if undergone(token) else [*_joint(subject(token)), *_deciding(token)]
        return
    suffers = {one.i for one in _sufferers(token)}
    yield from (one for one in _modifying(token) if one.i not in suffers)
    yield from _after(token, {"between", "of"} if _is_alone(token) else {"between"})
    yield from _by(token)
    yield from _said_to_be(token, ParticipantRole.AGENT)
    verb = lender(token)
    if verb is not None:
        yield from _by(verb) if undergone(verb) else _joint(subject(verb))


def _patients(token: Token, kind: str | None) -> Iterator[Token]:
    if is_verb(token):
        yield from objects(token) or (_joint(subject(token)) if undergone(token) else [])
    if is_verb(token) and kind == "DEMAND":  # "demanded that Russia withdraw"
        yield from (one for clause in children(token, "ccomp", "xcomp") for one in children(clause, "nsubj"))
    yield from _sufferers(token)
    yield from _said_to_be(token, ParticipantRole.PATIENT)
    preps = _WHOM if is_verb(token) or _is_alone(token) else _OF
    for host in hosts(token):
        yield from _after(host, preps)


def _recipients(token: Token) -> Iterator[Token]:
    if is_verb(token) and given(token):  # "was given a medal"
        yield from (one for taker in children(token, "nsubjpass") for one in conjuncts(taker))
    for host in hosts(token):
        yield from (one for dative in children(host, "dative") for one in _given(dative))
        yield from (one for one in _after(host, _TO_WHOM) if not names_event(one))


def _is_alone(noun: Token) -> bool:
    """Whether what `noun` is of does it: "the death of Roe"."""
    return not is_verb(noun) and nominal_kinds().get(noun.lemma_.lower()) == "alone"


def _sufferers(noun: Token) -> list[Token]:
    """Whose the event is, where that one suffers it: "Lee's arrest", and not "Lee's defeat of Roe"."""
    undergone = not is_verb(noun) and nominal_kinds().get(noun.lemma_.lower()) == "undergone"
    if not undergone or list(_after(noun, {"of"})):
        return []
    return [one for whose in children(noun, "poss") for one in conjuncts(whose)]


def _said_to_be(token: Token, role: ParticipantRole) -> list[Token]:
    """Who has that role in an event noun by what he is: "is on trial"."""
    found = None if is_verb(token) else said_to_be_in(token)
    return conjuncts(found[0]) if found is not None and found[1] is role else []


def _by(token: Token) -> Iterator[Token]:
    """Who does it, after "by"; behind what a passive makes of somebody too: "was named envoy by Peru".

    Where it is not said, whoever does what comes next: "was shot and killed by police".
    """
    behind = children(token, "dobj", "oprd", "attr") if children(token, "nsubjpass") else []
    for host in (token, *behind):
        for agent in children(host, "agent", "prep"):
            if agent.lower_ == "by":
                yield from _under(agent)
                return
    joined = (verb for verb in children(token, "conj") if undergone(verb) and own_subject(verb) is None)
    yield from (one for verb in joined for one in _by(verb))


def _deciding(verb: Token) -> list[Token]:
    """Who does what is decided, offered or refused: "Peru's decision to leave"; not what is demanded."""
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    noun = verb.head
    if verb.dep_ != "acl" or not is_infinitive(verb) or event_class(noun) == "DEMAND":
        return []
    return [one for whose in children(noun, "poss") for one in conjuncts(whose)]


def _joint(head: Token | None) -> list[Token]:
    return conjuncts(head) if head is not None else []


def _modifying(noun: Token) -> list[Token]:
    return [one for modifier in children(noun, *_MODIFIERS) for one in conjuncts(modifier)]


def _given(dative: Token) -> Iterable[Token]:
    return _under(dative) if dative.pos_ == "ADP" else conjuncts(dative)


def _after(host: Token, preps: Container[str]) -> Iterator[Token]:
    """Heads of the phrases that one of `preps` joins to `host`."""
    return (one for prep in children(host, "prep") if prep.lower_ in preps for one in _under(prep))


def _under(prep: Token) -> Iterator[Token]:
    return (one for below in children(prep, "pobj") for one in conjuncts(below))


def _meant(head: Token, event: Token, kind: str | None, cast: Cast) -> Iterator[Someone]:
    """The actor that `head` names, or of a thing whose it is, where the event is of a class ("Kyiv's offer").

    A place after a preposition is where something goes, and a body after "at" where it is, unless the event
    is of a class or gives something.
    """
    if head.dep_ in _MODIFIERS:
        someone = cast.modifier(head)
        if someone is not None:
            yield someone
        return
    someone = cast.participant(head)
    if someone is not None:
        goes = head.dep_ == "pobj" and head.head.dep_ != "dative" and someone.type in PLACES
        goes = goes or (head.head.lower_ == "at" and head.tag_ in _ONE and someone.type in _THERE)
        if not goes or kind or objects(event):
            yield someone
    elif kind is not None:
        whose = [*_modifying(head), *_by(head), *_after(head, _OF)]
        found = (cast.modifier(one) if one.dep_ in _MODIFIERS else cast.participant(one) for one in whose)
        yield from (one for one in found if one is not None)
