"""Events: verbs and event nouns with somebody who takes part in them, or a place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import ActorType, Event, Participant, ParticipantRole, Span, digest
from kb.reading.actors import Cast, Someone
from kb.reading.certainty import stance
from kb.reading.lexicon import event_types
from kb.reading.names import Name
from kb.reading.parse import Parsed
from kb.reading.syntax import (
    children,
    conjuncts,
    extent,
    is_passive,
    is_verb,
    is_word,
    particles,
    spans,
    subject,
)
from kb.reading.time import time_of

_PLACES = frozenset({ActorType.PLACE, ActorType.COUNTRY})
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "across", "around", "throughout"}
)
_LIGHT = frozenset({"be", "have", "do", "become", "seem", "appear", "remain", "include", "involve"})


@dataclass(frozen=True, slots=True)
class Place:
    actor: Name
    span: Span


def find_events(parsed: Parsed, cast: Cast, cues: set[int]) -> list[Event]:
    """All events; `cues` are the indices of cue words, which are statements and no events."""
    found = [event for token in parsed.doc if token.i not in cues and (event := _event(token, parsed, cast))]
    return list({event.id: event for event in found}.values())


def _event(token: Token, parsed: Parsed, cast: Cast) -> Event | None:
    if not is_word(token):
        return None
    if is_verb(token) and token.dep_ not in {"aux", "auxpass", "amod"} and token.lemma_.lower() not in _LIGHT:
        people, pos = _of_verb(token), "VERB"
    elif (
        token.pos_ == "NOUN" and (token.lemma_.lower(), "NOUN") in event_types() and token.dep_ != "compound"
    ):
        people, pos = _of_noun(token), "NOUN"
    else:
        return None
    place = _place(token, cast)
    participants = {
        Participant(cast.id_of(someone), role)
        for head, role in people
        if (someone := cast.participant(head)) is not None and not _is_place_of(someone, place)
    }
    if not participants and place is None:
        return None
    view = stance(token)
    trigger = spans([token, *particles(token)])
    lemma = token.lemma_.lower()
    return Event(
        id="e" + digest(parsed.article.id, str(trigger[0].start), str(trigger[-1].end)),
        trigger=trigger,
        lemma=lemma,
        type=event_types().get((lemma, pos)) or None,
        participants=tuple(sorted(participants)),
        place=cast.id_of(place.actor) if place is not None else None,
        place_span=place.span if place is not None else None,
        time=time_of(token, parsed.article.date, view.tense, outside=lambda _: True),
        certainty=view.certainty,
        polarity=view.polarity,
        tense=view.tense,
        hedge=view.hedge,
    )


def _of_verb(verb: Token) -> list[tuple[Token, ParticipantRole]]:
    """Heads of those who do and undergo `verb`."""
    passive = is_passive(verb)
    by = [obj for agent in children(verb, "agent") for obj in children(agent, "pobj")]
    own = subject(verb)
    doers = by if passive else ([own] if own is not None else [])
    undergoers = [own] if passive and own is not None else children(verb, "dobj")
    if passive and verb.dep_ == "acl":
        undergoers = [verb.head]
    undergoers += [
        obj for prep in children(verb, "prep") if prep.lower_ == "with" for obj in children(prep, "pobj")
    ]
    return _roles(doers, ParticipantRole.AGENT) + _roles(undergoers, ParticipantRole.PATIENT)


def _of_noun(noun: Token) -> list[tuple[Token, ParticipantRole]]:
    """Heads of those who take part in an event noun: "Peru's vote", "talks between A and B"."""
    doers = children(noun, "poss")
    others = []
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in {"between", "by"}:
            doers += children(prep, "pobj")
        elif prep.lower_ in {"with", "against", "on"}:
            others += children(prep, "pobj")
    return _roles(doers, ParticipantRole.AGENT) + _roles(others, ParticipantRole.PATIENT)


def _roles(heads: list[Token], role: ParticipantRole) -> list[tuple[Token, ParticipantRole]]:
    return [(token, role) for head in heads for token in conjuncts(head)]


def _place(token: Token, cast: Cast) -> Place | None:
    """Where it happens: a place after "in" or "near", or before the noun ("the Lima talks")."""
    heads = [
        named
        for host in (token, *children(token, "dobj"))  # "caused damage in Lima": the causing was there
        for prep in children(host, "prep")
        if prep.lower_ in _PLACE_PREPOSITIONS
        for obj in children(prep, "pobj")
        for named in (obj, *children(obj, "compound", "nmod"))  # "in the Cusco region"
    ]
    heads += [before for before in children(token, "compound") if token.pos_ == "NOUN"]
    for head in heads:
        name = cast.names.at.get(head.i)
        if name is not None and name.type in _PLACES:
            words = next(words for words in name.words if head.i in words)
            return Place(name, extent([token.doc[index] for index in words]))
    return None


def _is_place_of(someone: Someone, place: Place | None) -> bool:
    return place is not None and someone is place.actor
