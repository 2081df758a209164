"""Events: every predicate and event noun of an article, with who takes part, where and when."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kb.model import ActorType, Event, Span, digest
from kb.reading.actors import Cast
from kb.reading.factuality import event_stance
from kb.reading.happening import event_class, hosts, names_event, objects
from kb.reading.lexicon import retelling_words
from kb.reading.names import Name
from kb.reading.parse import Parsed
from kb.reading.participants import PLACES, participants
from kb.reading.syntax import children, extent, is_verb, particles, spans
from kb.reading.time import time_of
from kb.reading.voices import Voices

_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "off", "near", "outside", "inside", "across", "around", "throughout"}
)

_BESIDE = frozenset({"with", "against", "between", "by"})


@dataclass(frozen=True, slots=True)
class Place:
    actor: Name
    span: Span


def find_events(parsed: Parsed, cast: Cast, voices: Voices) -> list[Event]:
    """All events. One inside a statement is only said to be: the reader marks it so."""
    words = (token for token in parsed.doc if names_event(token) and not _acts(token, cast, voices))
    found = [_event(token, parsed, cast, voices) for token in words]
    return list({event.id: event for event in found}.values())


def _acts(noun: Token, cast: Cast, voices: Voices) -> bool:
    """Whether `noun` names who acts, where it can name that or what happens: "the campaign said"."""
    if is_verb(noun) or noun.lemma_.lower() not in retelling_words("loose"):
        return False
    name = cast.names.at.get(noun.i)
    return voices.speaks(noun) or (name is not None and name.type is ActorType.ORGANIZATION)


def _event(token: Token, parsed: Parsed, cast: Cast, voices: Voices) -> Event:
    place, kind = _place(token, cast), event_class(token)
    view = event_stance(token)
    actor = place.actor if place is not None else None
    trigger = spans([token, *particles(token)])
    return Event(
        id="e" + digest(parsed.article.id, str(trigger[0].start), str(trigger[-1].end)),
        trigger=trigger,
        lemma=token.lemma_.lower(),
        type=kind,
        participants=tuple(sorted(participants(token, kind, cast, voices, actor))),
        place=cast.id_of(actor) if actor is not None else None,
        place_span=place.span if place is not None else None,
        time=time_of(token, voices.date(token), view.tense, outside=lambda _: True),
        certainty=view.certainty,
        polarity=view.polarity,
        tense=view.tense,
        certainty_cue=view.certainty_cue,
        hedge=view.hedge,
    )


def _of(noun: Token) -> list[Token]:
    """What a noun is of: "the town of Cizre", "the killing of Lee"."""
    return [one for prep in children(noun, "prep") if prep.lower_ == "of" for one in children(prep, "pobj")]


def _with(noun: Token, cast: Cast) -> list[Token]:
    """Whom somebody talks with or fights, by name: "talks with Chile in Lima" are in Lima."""
    preps = [] if is_verb(noun) else [p for p in children(noun, "prep") if p.lower_ in _BESIDE]
    return [one for prep in preps for one in children(prep, "pobj") if one.i in cast.names.at]


def _place(token: Token, cast: Cast) -> Place | None:
    """Where it happens: a place after "in" or "near", or before the noun ("the Lima talks")."""
    heads = [
        named
        # "caused damage in Lima": the causing was there; "the killing of Lee in Lima": the killing
        for host in (*hosts(token), *objects(token), *_with(token, cast), *_of(token))
        for prep in children(host, "prep")
        if prep.lower_ in _PLACE_PREPOSITIONS
        for obj in children(prep, "pobj")
        for named in (obj, *children(obj, "compound", "nmod", "appos"), *_of(obj))  # "in the Cusco region"
    ]
    before = children(token, "compound") if token.pos_ == "NOUN" else []
    for head in (*heads, *before):
        name = cast.names.at.get(head.i)
        country_before = head in before and name is not None and name.type is ActorType.COUNTRY  # who does it
        if name is not None and name.type in PLACES and not country_before:
            words = next(words for words in name.words if head.i in words)
            return Place(name, extent([token.doc[index] for index in words]))
    return None
