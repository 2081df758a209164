"""One event told twice is one: "Peru invaded Chile … the invasion" is a single event with two tellings.

Two tellings are of one event only where something says so: a definite noun that can mean but one event told
before, or the same deed by and to the same at the same time. They stay two where anything contradicts it:
others take part, at another time or place, less surely. An event within a statement is never merged with the
author's own, nor with another statement's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kb.model import Event, ParticipantRole, Polarity, Statement
from kb.reading.lexicon import retelling_words
from kb.reading.parse import Parsed
from kb.reading.syntax import children
from kb.reading.telling import Parts, Telling
from kb.reading.time import narrower

_LATELY = 3  # sentences back
_LEAD = 3  # sentences from the start
_DAY = len("2025-12-21")
_ONCE = ((ParticipantRole.AGENT, "once by"), (ParticipantRole.PATIENT, "once to"))
"""Role of those who do or suffer a deed one time only, and the kind of its words."""


def merge_retold(events: Iterable[Event], statements: Iterable[Statement], parsed: Parsed) -> list[Event]:
    """The events with those merged that are told more than once; the first telling is the trigger."""
    told: list[Telling] = []
    called: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in _tellings(events, statements, parsed):
        alike = dict.fromkeys(one for name in telling.names for one in called[name])
        first = _first_telling(telling, told if telling.renames else list(alike))
        if first is None:
            told.append(telling)
            for name in telling.names:
                called[name].append(telling)
        else:
            first.add(telling, _union(first.event, telling.event))
    return [telling.event for telling in told]


def _tellings(events: Iterable[Event], statements: Iterable[Statement], parsed: Parsed) -> Iterable[Telling]:
    cues = {index for one in statements for span in one.cue for index in parsed.indices(span)}
    starts = [sentence.start for sentence in parsed.doc.sents]
    for event in sorted(events, key=lambda event: event.trigger):
        word = parsed.words(event.trigger)[0]
        sentence = bisect_right(starts, word.i) - 1
        yield Telling(event, word, _whose(event, word, parsed), word.i in cues, sentence)


def _whose(event: Event, word: Token, parsed: Parsed) -> str | None:
    """Who tells it: a statement, or a quotation of which nobody knows whose it is; None for the author."""
    if event.within is not None or word.i not in parsed.quoted:
        return event.within
    around = bisect_right(parsed.quotes, word.idx, key=lambda quote: quote.start) - 1
    return f"quote {parsed.quotes[around].start}"


def _first_telling(telling: Telling, earlier: list[Telling]) -> Telling | None:
    """The one event told before that `telling` tells again; None where there is none, or several."""
    if telling.renames:
        return next((one for one in earlier if one.word == telling.word.head and _fits(one, telling)), None)
    if telling.is_cue or telling.is_vague:
        return None
    if not telling.is_noun:
        meant = [one for one in earlier if _fits(one, telling) and _is_same_deed(one, telling)]
    elif not telling.is_definite:
        return None
    elif telling.is_bare:
        meant = _in_mind(telling, earlier)
    else:
        meant = [one for one in earlier if _fits(one, telling) and _is_said_which(one, telling)]
    return meant[0] if len(meant) == 1 and _fits(meant[0], telling) else None


def _in_mind(telling: Telling, earlier: list[Telling]) -> list[Telling]:
    """Whatever "the attack" could mean, where no event told by anybody else makes that doubtful."""
    own = [one for one in earlier if one.whose == telling.whose and not (one.is_noun and one.is_vague)]
    alike = all(_agree(one, other) for one in own for other in earlier)
    return [one for one in own if alike and _is_near(one, telling)]


def _is_near(first: Telling, later: Telling) -> bool:
    """Whether it was told lately, or the article begins with it; the date must tell which election it was."""
    lately = later.sentence - first.sentence <= _LATELY
    if later.recurs:
        dated = first.event.time.text is not None
        return lately and dated and (first.is_definite or not first.is_noun)
    return (lately or first.sentence < _LEAD) and not first.is_another


def _is_said_which(first: Telling, later: Telling) -> bool:
    """Whether a noun says which one it means, by who takes part, where or when."""
    one, other = first.event, later.event
    if one.time.value is not None and one.time.value == other.time.value:
        return True
    same_place = one.place is not None and one.place == other.place
    return not later.recurs and (same_place or bool(first.shared(later)))


def _is_same_deed(first: Telling, later: Telling) -> bool:
    """Whether a deed told again is the same one: nobody dies twice, or meets twice at one hour."""
    shared, one, other = first.shared(later), first.event, later.event
    roles = {role for _, role in shared}
    if any(role in roles and later.names & retelling_words(kind) for role, kind in _ONCE):
        return True
    same_place = one.place is not None and one.place == other.place
    same_time = one.time.text is not None and one.time.text == other.time.text
    same_day = one.time.value == other.time.value and len(one.time.value or "") >= _DAY
    return len(shared) > 1 and (same_place or same_time or same_day)


def _fits(first: Telling, later: Telling) -> bool:
    """Whether both may be of one event, told by the same and as surely."""
    one, other = first.event, later.event
    return (
        first.whose == later.whose
        and not (first.is_cue or first.is_vague)
        and one.certainty is other.certainty
        and one.polarity is other.polarity is Polarity.POSITIVE
        and (later.is_noun or (one.hedge is None) == (other.hedge is None))
        and (one.tense is other.tense or (later.is_noun and not _is_past(later.word)))
        and later.word not in first.objects  # "talk the talk"
        and _agree(first, later)
    )


def _is_past(noun: Token) -> bool:
    """Whether something was so of what `noun` names, by the verb that it hangs on."""
    verb = noun.head
    return verb.tag_ in {"VBD", "VBN"} or any(aux.tag_ == "VBD" for aux in children(verb, "aux"))


def _agree(first: Telling, later: Telling) -> bool:
    """Whether they contradict each other in nothing: class, place, time, who takes part, what it is of."""
    one, other = first.event, later.event
    both_verbs = not first.is_noun and not later.is_noun
    return (
        _alike(one.type, other.type)
        and _alike(one.place, other.place)
        and narrower(one.time, other.time) is not None
        and _go_together(first.parts, later.parts)
        and (first.things == later.things if both_verbs else _meet(first.things, later.things))
        and _meet(first.kinds, later.kinds)
    )


def _alike(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _meet(some: set[str], others: set[str]) -> bool:
    return not some or not others or not some.isdisjoint(others)


def _go_together(some: Parts, others: Parts) -> bool:
    """Whether no role is taken by different actors, and no actor takes another role."""
    for role in {role for _, role in some | others}:
        here, there = ({actor for actor, r in parts if r == role} for parts in (some, others))
        if here and there and not (here <= there or there <= here):
            return False
    known = {actor for actor, _ in some} & {actor for actor, _ in others}
    return all(actor not in known for actor, _ in some ^ others)


def _union(first: Event, later: Event) -> Event:
    """The first telling, with what the later one adds."""
    known = {participant.actor for participant in first.participants}
    added = [participant for participant in later.participants if participant.actor not in known]
    placed = first if first.place is not None else later
    return replace(
        first,
        type=first.type or later.type,
        participants=tuple(sorted((*first.participants, *added))),
        place=placed.place,
        place_span=placed.place_span,
        time=narrower(first.time, later.time) or first.time,
        mentions=tuple(sorted({*first.mentions, *later.trigger})),
    )
