"""Who takes part in an event, where and when: in passives, behind light verbs, copulas and nouns.

Sentences written for the tests; all are read as of Wednesday, 27 May 2020.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model import Event, Reading

Read = Callable[..., Reading]

PASSIVES = [
    ("Chile was attacked by Peru on Monday.", "attacked", "agent Peru, patient Chile, 2020-05-25"),
    ("Ann Lee was arrested in Lima by the police.", "arrested", "agent police, patient Ann Lee, in Lima"),
    ("Ann Lee was given a medal by Peru.", "given", "agent Peru, recipient Ann Lee"),
    ("Weapons were sold to Chile by Peru.", "sold", "agent Peru, recipient Chile"),
    ("The treaty was signed in Lima by Peru and Chile.", "signed", "agent Chile, agent Peru, in Lima"),
    ("Ann Lee has been named ambassador by Peru.", "named", "agent Peru, patient Ann Lee"),
    ("Joe Roe, arrested by Peru in 2019, left for Chile.", "arrested", "agent Peru, patient Joe Roe, 2019"),
    ("Aid promised by Peru never reached Chile.", "reached", "patient Chile"),
    ("The man who was arrested in Lima died.", "arrested", "patient man, in Lima"),
    ("Ann Lee sued the man whom Joe Roe attacked.", "attacked", "agent Joe Roe, patient man"),
    ("Joe Roe was shot and killed by Ann Lee.", "shot", "agent Ann Lee, patient Joe Roe"),
    ("Joe Roe was arrested and charged with murder.", "charged", "patient Joe Roe"),
    ("Asked about the vote, Ann Lee said it was over.", "Asked", "patient Ann Lee"),
    ("Ann Lee is believed to have been killed.", "killed", "patient Ann Lee"),
]
LIGHT_VERBS = [
    ("Peru and Chile held talks in Lima on Monday.", "talks", "agent Chile, agent Peru, in Lima, 2020-05-25"),
    ("Peru held talks with Chile in Lima.", "talks", "agent Peru, patient Chile, in Lima"),
    ("Ann Lee gave a speech in Lima on Monday.", "speech", "agent Ann Lee, in Lima, 2020-05-25"),
    ("Peru launched an attack on Chile.", "attack", "agent Peru, patient Chile"),
    ("Ann Lee made a promise to Chile.", "promise", "agent Ann Lee, recipient Chile"),
    ("Ann Lee paid a visit to Joe Roe on Monday.", "visit", "agent Ann Lee, recipient Joe Roe, 2020-05-25"),
    ("Peru imposed sanctions on Chile.", "sanctions", "agent Peru, patient Chile"),
    ("Sanctions were imposed on Chile by Peru.", "Sanctions", "agent Peru, patient Chile"),
    ("Peru carried out an airstrike on Arica.", "airstrike", "agent Peru, patient Arica"),
    ("Ann Lee conducted an interview with Joe Roe.", "interview", "agent Ann Lee, patient Joe Roe"),
    ("Peru launched a protest against Chile in Lima.", "protest", "agent Peru, patient Chile, in Lima"),
    ("Peru reached an agreement with Chile on Monday.", "agreement", "agent Peru, patient Chile, 2020-05-25"),
    ("Peru made an offer to Chile.", "offer", "agent Peru, recipient Chile"),
    ("Peru signed a treaty with Chile.", "signed", "agent Peru, patient Chile"),
    ("The talks, held in Lima on Monday, failed.", "talks", "in Lima, 2020-05-25"),
]
COPULAS = [
    ("Ann Lee was the victim of an attack by Peru.", "attack", "agent Peru, patient Ann Lee"),
    ("Joe Roe was the target of a raid in Lima.", "raid", "patient Joe Roe, in Lima"),
    ("Peru was the host of the talks with Chile.", "talks", "agent Peru, patient Chile"),
    ("Peru is under attack by Chile.", "attack", "agent Chile, patient Peru"),
    ("Peru is at war with Chile.", "war", "agent Peru, patient Chile"),
    ("Ann Lee is on trial in Lima.", "trial", "patient Ann Lee, in Lima"),
    ("Peru and Chile are in talks.", "talks", "agent Chile, agent Peru"),
    ("Joe Roe is under arrest in Lima.", "arrest", "patient Joe Roe, in Lima"),
]
NOUNS = [
    ("Peru's invasion of Chile drew protests.", "invasion", "agent Peru, patient Chile"),
    ("The Peruvian invasion of Chile drew protests.", "invasion", "agent Peru, patient Chile"),
    ("The invasion of Chile by Peru drew protests.", "invasion", "agent Peru, patient Chile"),
    ("The talks between Peru and Chile drew protests.", "talks", "agent Chile, agent Peru"),
    (
        "Monday's talks in Lima between Peru and Chile ended.",
        "talks",
        "agent Chile, agent Peru, in Lima, 2020-05-25",
    ),
    ("The killing of Ann Lee by Joe Roe drew protests.", "killing", "agent Joe Roe, patient Ann Lee"),
    ("The killing of Ann Lee in Lima drew protests.", "killing", "patient Ann Lee, in Lima"),
    ("Ann Lee's meeting with Joe Roe drew protests.", "meeting", "agent Ann Lee, patient Joe Roe"),
    ("Ann Lee's arrest drew protests.", "arrest", "patient Ann Lee"),
    ("Peru's arrest of Ann Lee drew protests.", "arrest", "agent Peru, patient Ann Lee"),
    ("The death of Ann Lee drew protests.", "death", "agent Ann Lee"),
    ("Ann Lee's resignation drew protests.", "resignation", "agent Ann Lee"),
    ("The election of Ann Lee drew protests.", "election", "patient Ann Lee"),
    ("The shooting of Ann Lee by the police drew protests.", "shooting", "agent police, patient Ann Lee"),
    ("Peru's attack against Chile drew protests.", "attack", "agent Peru, patient Chile"),
    ("The Lima summit drew protests.", "summit", "in Lima"),
    ("The summit of Peru and Chile drew protests.", "summit", "agent Chile, agent Peru"),
    ("Peru’s decision to leave drew protests.", "leave", "agent Peru"),
]
VERBS = [
    ("Ann Lee works at the Lima Institute.", "works", "agent Ann Lee"),
    ("“I will leave tomorrow,” Ann Lee said on Monday.", "leave", "agent Ann Lee, 2020-05-26"),
    ("“Joe Roe attacked me,” Ann Lee said.", "attacked", "agent Joe Roe, patient Ann Lee"),
    ("“We will win,” Ann Lee said.", "win", ""),
    ("The rule was cited by Joe Roe and was praised by Ann Lee.", "cited", "agent Joe Roe"),
    ("The rule was cited in Lima and the pact was praised by Ann Lee.", "cited", "in Lima"),
    ("“I must tell Joe Roe that it failed,” Ann Lee said.", "tell", "agent Ann Lee, patient Joe Roe"),
    ("Ann Lee said that it had ended but warned that Peru was weak.", "warned", "agent Ann Lee"),
]


def told(event: Event, reading: Reading) -> str:
    """Participants, place and time of an event, in words."""
    parts = [f"{part.role} {reading.actor(part.actor).label}" for part in event.participants]
    place = [f"in {reading.actor(event.place).label}"] if event.place is not None else []
    return ", ".join([*sorted(parts), *place, *filter(None, [event.time.value])])


@pytest.mark.parametrize(("text", "word", "expected"), PASSIVES + LIGHT_VERBS + COPULAS + NOUNS + VERBS)
def test_who_takes_part_where_and_when(text: str, word: str, expected: str, read: Read) -> None:
    reading = read(text, "2020-05-27")
    (event,) = [event for event in reading.events if reading.words(event.trigger) == word]
    assert told(event, reading) == expected


def test_no_sentence_is_tried_twice() -> None:
    every = PASSIVES + LIGHT_VERBS + COPULAS + NOUNS + VERBS
    assert len({text for text, _, _ in every}) == len(every) == 63
