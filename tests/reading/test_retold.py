"""One event told twice is one event; two events are two. Passages written for the tests.

The words in square brackets are the tellings in question; the brackets are taken out before reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kb.model import Event, Participant, ParticipantRole, Reading, Span, When
from kb.reading.time import narrower

Read = Callable[..., Reading]

ONE = (
    # a verb, and its noun with "the", "this", "that" or whose it is
    "Peru [invaded] Chile in March. The [invasion] drew protests in Lima.",
    "Ann Lee [met] Joe Roe in Lima on Monday. The [meeting] lasted an hour.",
    "Peru [attacked] Chile on Monday. The [attack] destroyed a bridge.",
    "Ann Lee [resigned] on Monday. Her [resignation] surprised the party.",
    "Police [arrested] Ann Lee on Monday. Lee's [arrest] surprised her party.",
    "The council [voted] on the plan on Tuesday. The [vote] followed a long debate.",
    "Acme [acquired] Globex in May. The [acquisition] made Acme the largest bank in Peru.",
    "The army [closed] the road in May. That [closure] angered Peru.",
    "Joe Roe [died] on Sunday. The [death] of Roe shocked Lima.",
    "Peru [withdrew] from the treaty in June. This [withdrawal] alarmed Chile.",
    "Rebels [kidnapped] Ann Lee in Arica. The [kidnapping] lasted a week.",
    "Peru [invaded] Chile in March. Peru's [invasion] of Chile drew protests in Lima.",
    # a noun, and the noun again
    "A [shooting] in Lima left two people dead. The [shooting] began at a school.",
    "An [explosion] shook Lima on Monday. The [explosion] destroyed a house.",
    "Peru launched an [attack] on Chile. The [attack] lasted two days.",
    "Peru and Chile held [talks] in Lima. The [talks] ended on Friday.",
    "Ann Lee gave a [speech] in Lima. The [speech] was about taxes.",
    "Peru's [invasion] of Chile began in March. The [invasion] drew protests in Lima.",
    # a noun, and its verb
    "The [killing] of Ann Lee shocked Lima. Lee was [killed] by rebels.",
    # a verb, and the verb again: what happens once to somebody, or the same deed at the same time or place
    "Joe Roe [died] on Sunday. Roe [died] at a hospital in Lima.",
    "Joe Roe was [killed] in Lima. Roe was [killed] on Monday by rebels.",
    "Ann Lee [resigned] on Monday. Lee [resigned] over a letter.",
    "Peru [bombed] Arica on Monday. Arica was [bombed] on Monday by Peru.",
    "Ann Lee [met] Joe Roe in Lima. Lee and Roe [met] in Lima on Monday.",
    # all of it inside one statement
    "“Peru [attacked] Chile on Monday. The [attack] destroyed a bridge,” Ann Lee said.",
)

TWO = (
    # others take part
    "Peru [attacked] Chile on Monday. Peru [attacked] Bolivia on Monday.",
    "Peru [arrested] Ann Lee in May. Chile [arrested] Ann Lee in May.",
    "Peru [attacked] Chile on Monday. Chile [attacked] Peru on Monday.",
    "Peru's [attack] on Chile lasted a day. Bolivia's [attack] on Chile lasted a week.",
    "Peru [attacked] Chile. The [attack] on Bolivia came later.",
    "Ann Lee [died] on Sunday. Joe Roe [died] on Sunday.",
    "Two men were [arrested] in Lima on Monday. Two men were [arrested] in Lima on Monday.",
    "Ann Lee [bought] a house on Monday. Ann Lee [bought] a boat on Monday.",
    # at another time or place
    "Peru [attacked] Chile in 2010. Peru [attacked] Chile in 2015.",
    "Ann Lee [met] Joe Roe in Lima. Ann Lee [met] Joe Roe in Quito.",
    "Peru [attacked] Chile in 2010. The 2015 [attack] was worse.",
    # nothing says that it is the same
    "Ann Lee [praised] Joe Roe. Ann Lee [praised] Joe Roe.",
    "Ann Lee [spoke] in Lima. Ann Lee [spoke] about taxes.",
    "Shares [fell] in Lima on Monday. Prices [fell] in Lima on Monday.",
    # it says that it is another one, or none in particular
    "Peru [attacked] Chile in May. A second [attack] followed.",
    "Peru [attacked] Chile in May. The second [attack] was worse.",
    "Peru [attacked] Chile on Monday. The previous [attack] was in 2010.",
    "Peru [attacked] Chile. An [attack] on Bolivia followed.",
    "Peru [attacked] Chile on Monday. [Attacks] on Chile are rare.",
    "A church [shooting] left two people dead. The nightclub [shooting] came later.",
    "Peru often [attacks] Chile. The [attack] on Monday was worse.",
    "Peru often [attacked] Chile. The [attack] was worse.",
    "Ann Lee believes in [attacking] Chile. The [attack] drew protests.",
    "Ann Lee wanted to attend a [rally] soon. The [rally] drew protests.",
    "Ann Lee won the [primary]. Joe Roe won the [primary].",
    "Ann Lee spoke at a [debate]. The [debate] drew protests.",
    # it was told long ago, and not at the article's beginning
    "Lima is large. It lies by the sea. Peru is old. Peru [attacked] Chile. Chile is old. It is long. It is dry. It is rich. The [attack] drew protests.",
    # several could be meant
    "Peru [attacked] Chile. Chile attacked Bolivia. The [attack] lasted two days.",
    "Peru attacked Chile. Chile [attacked] Bolivia. The [attack] lasted two days.",
    # another word
    "Peru [attacked] Chile. The [invasion] drew protests.",
    # who says so
    "Peru [attacked] Chile on Monday. Ann Lee said Peru [attacked] Chile on Monday.",
    "Peru [attacked] Chile on Monday. Ann Lee said the [attack] destroyed a bridge.",
    "Ann Lee said Peru [attacked] Chile on Monday. The [attack] destroyed a bridge.",
    "Ann Lee said Peru [attacked] Chile on Monday. Joe Roe said the [attack] destroyed a bridge.",
    "Ann Lee [said] Peru is large. Ann Lee [said] Peru is large.",
    "Ann Lee [warned] Chile on Monday that Peru is large. The [warning] angered Chile.",
    # how surely
    "Peru [attacked] Chile on Monday. Peru did not [attack] Chile on Monday.",
    "Joe Roe [died] on Sunday. Joe Roe may have [died] on Sunday.",
    "Joe Roe reportedly [died] on Sunday. Joe Roe [died] on Sunday.",
    "Peru [attacked] Chile. Peru will [attack] Chile.",
    "Peru will [invade] Chile in May. The [invasion] drew protests.",
    "If Peru [attacks] Chile, Ann Lee will leave. The [attack] drew protests.",
)


def tellings(passage: str, read: Read, date: str | None = None) -> tuple[Reading, list[Event]]:
    """The events told at the bracketed words, in their order."""
    text = re.sub(r"[\[\]]", "", passage)
    reading = read(text, date)
    places = [match.start() - 2 * number for number, match in enumerate(re.finditer(r"\[", passage))]
    return reading, [_told_at(place, reading) for place in places]


def _told_at(place: int, reading: Reading) -> Event:
    (event,) = [e for e in reading.events for s in (*e.trigger, *e.mentions) if s.start == place]
    return event


def test_half_of_the_passages_tell_two_events() -> None:
    assert (len(ONE), len(TWO)) == (25, 42)


@pytest.mark.parametrize("passage", ONE)
def test_one_event_told_twice_is_one(passage: str, read: Read) -> None:
    _, (first, second) = tellings(passage, read)
    assert first is second


@pytest.mark.parametrize("passage", TWO)
def test_two_events_stay_two(passage: str, read: Read) -> None:
    _, (first, second) = tellings(passage, read)
    assert first is not second


def test_the_first_telling_is_the_trigger_and_the_others_are_mentions(read: Read) -> None:
    text = "Peru attacked Chile. The attack destroyed a bridge. The attack lasted two days."
    reading = read(text)
    (event,) = [e for e in reading.events if e.lemma == "attack"]
    assert reading.words(event.trigger) == "attacked"
    assert event.mentions == (Span(25, 31), Span(56, 62))


def test_what_an_event_is_said_to_be_is_no_other_event(read: Read) -> None:
    reading = read("The war in Chile, a conflict that killed many, began in 2015.")
    (war,) = [event for event in reading.events if event.type == "FIGHT"]
    assert [reading.words((told,)) for told in (*war.trigger, *war.mentions)] == ["war", "conflict"]


def test_what_one_telling_leaves_out_another_adds(read: Read) -> None:
    passage = "Rebels [killed] Ann Lee this month. Tuesday's [killing] of Lee in Lima drew protests."
    _, (event, _) = tellings(passage, read, "2020-05-27")
    roles = {(p.actor, p.role) for p in event.participants}
    assert roles == {("group/rebels", ParticipantRole.AGENT), ("person/ann-lee", ParticipantRole.PATIENT)}
    assert event.place is not None
    assert event.place.endswith("/lima")
    assert event.time.value == "2020-05-26"  # the more precise of the two


@pytest.mark.parametrize(
    ("one", "other", "narrow"),
    [
        ("2025", "2025-12", "2025-12"),
        ("2025-12-21", "2025-12", "2025-12-21"),
        ("2025-12-20/2025-12-22", "2025-12-21", "2025-12-21"),
        ("2025-12-01/..", "2025-12-21", "2025-12-21"),
        ("2025-12-21", None, "2025-12-21"),
        ("2025-12-21", "2025-12-22", None),
        ("2025", "2024-12", None),
        ("2025-12-20/2025-12-21", "2025-12-21/2025-12-22", None),  # each says what the other does not
    ],
)
def test_of_two_times_the_narrower_is_kept_and_none_where_they_contradict(
    one: str, other: str | None, narrow: str | None
) -> None:
    found = narrower(When(one), When(other))
    assert (found.value if found else None) == narrow
    assert narrower(When(other), When(one)) == found


def test_times_in_words_alone_contradict_each_other_unless_they_are_the_same() -> None:
    assert narrower(When(None, "on Monday"), When(None, "on Monday")) == When(None, "on Monday")
    assert narrower(When(None, "on Monday"), When(None, "on Tuesday")) is None


def test_those_who_meet_are_the_same_whoever_is_named_first(read: Read) -> None:
    passage = "Ann Lee [met] Joe Roe in Lima. The [meeting] between Roe and Lee lasted an hour."
    _, (event, _) = tellings(passage, read)
    assert event.participants == (
        Participant("person/ann-lee", ParticipantRole.AGENT),
        Participant("person/joe-roe", ParticipantRole.PATIENT),
    )


def test_a_statement_is_about_the_event_that_it_tells_twice_and_no_other(read: Read) -> None:
    reading, (event, _) = tellings(ONE[-1], read)
    (statement,) = reading.statements
    assert event.within == statement.id
    assert event.id in statement.about
    assert {id for id in statement.about if id.startswith("e")} <= {e.id for e in reading.events}
