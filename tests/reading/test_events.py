"""Events: which words name one, of which class, who takes part, and how surely. Sentences written for the tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model import Event, Reading

Read = Callable[..., Reading]


def event(reading: Reading, word: str) -> Event:
    (found,) = [e for e in reading.events if reading.words(e.trigger) == word]
    return found


def taking_part(reading: Reading, word: str) -> set[tuple[str, str]]:
    parts = event(reading, word).participants
    return {(reading.actor(part.actor).label, str(part.role)) for part in parts}


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Peru agreed to the plan.", "agreed", "AGREE"),
        ("Peru and Chile held talks in Lima.", "talks", "CONSULT"),
        ("Peru imposed sanctions on Chile.", "sanctions", "SANCTION"),
        ("Peru called for a ceasefire.", "called", "DEMAND"),
        ("Police arrested Ann Lee on Monday.", "arrested", "COERCE"),
        ("Peru sent aid to Chile.", "sent", "AID"),
        ("Rebels shelled the town of Arica.", "shelled", "FIGHT"),
        ("Peru refused to negotiate.", "refused", "REJECT"),
        ("Ann Lee resigned on Monday.", "resigned", "RETREAT"),
        ("Shares of Acme fell on Monday.", "fell", None),
    ],
)
def test_an_event_has_the_class_that_its_word_has_in_that_frame(
    text: str, word: str, kind: str | None, read: Read
) -> None:
    assert event(read(text), word).type == kind


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Peru will send aid to Chile.", "send", "AGREE"),
        ("Peru said it was willing to withdraw.", "withdraw", "AGREE"),
        ("Peru will invade Chile.", "invade", "THREATEN"),
        ("Peru will not send aid to Chile.", "send", "AID"),
        ("Ann Lee said Peru must withdraw.", "withdraw", "DEMAND"),
    ],
)
def test_what_is_only_promised_is_an_agreement_or_a_threat_and_what_must_be_done_a_demand(
    text: str, word: str, kind: str, read: Read
) -> None:
    assert event(read(text), word).type == kind


@pytest.mark.parametrize(
    ("text", "word", "parts"),
    [
        ("Peru attacked Chile.", "attacked", {("Peru", "agent"), ("Chile", "patient")}),
        ("Chile was attacked by Peru.", "attacked", {("Peru", "agent"), ("Chile", "patient")}),
        ("Peru gave Chile a loan.", "gave", {("Peru", "agent"), ("Chile", "recipient")}),
        ("Peru gave money to Chile.", "gave", {("Peru", "agent"), ("Chile", "recipient")}),
        ("Peru imposed sanctions on Chile.", "sanctions", {("Peru", "agent"), ("Chile", "patient")}),
        ("Peruvian jets bombed Chile.", "bombed", {("Peru", "agent"), ("Chile", "patient")}),
        ("Peru and Chile signed a treaty.", "signed", {("Peru", "agent"), ("Chile", "agent")}),
        ("Peru rejected Chile's offer.", "rejected", {("Peru", "agent"), ("Chile", "patient")}),
        ("Peru demanded that Chile withdraw.", "demanded", {("Peru", "agent"), ("Chile", "patient")}),
        ("Ann Lee said Chile must withdraw.", "withdraw", {("Chile", "patient")}),
        ("Ann Lee flew to Peru.", "flew", {("Ann Lee", "agent")}),
    ],
)
def test_who_does_it_to_whom_and_for_whom(
    text: str, word: str, parts: set[tuple[str, str]], read: Read
) -> None:
    assert taking_part(read(text), word) == parts


def test_a_light_verb_is_no_event_beside_its_noun(read: Read) -> None:
    reading = read("Peru launched an attack on Chile.")
    assert [reading.words(e.trigger) for e in reading.events] == ["attack"]


def test_an_auxiliary_and_a_copula_are_no_events(read: Read) -> None:
    assert read("Ann Lee is the mayor of Lima. She has been ill.").events == ()


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("“It’s sad, and we’re sorry,” Ann Lee said.", ["said"]),
        ("“We are not going to follow,” Ann Lee said.", ["follow", "said"]),
        ("“We have got to follow,” Ann Lee said.", ["follow", "said"]),
        ("The campaign said it was wrong.", ["said"]),
        ("The campaign began in May.", ["campaign", "began"]),
        ("The meeting that was held in Lima failed.", ["meeting", "failed"]),
    ],
)
def test_a_helper_and_whoever_acts_are_no_events(text: str, triggers: list[str], read: Read) -> None:
    reading = read(text)
    assert [reading.words(event.trigger) for event in reading.events] == triggers


def test_an_event_in_a_statement_is_said_to_be_and_no_more(read: Read) -> None:
    reading = read("Ann Lee said Peru attacked Chile.")
    (statement,) = reading.statements
    assert event(reading, "attacked").within == statement.id
    assert event(reading, "said").within is None


@pytest.mark.parametrize(
    ("text", "word", "how", "by"),
    [
        ("Peru attacked Chile.", "attacked", "certain positive", None),
        ("Peru did not attack Chile.", "attack", "certain negative", None),
        ("Peru may attack Chile.", "attack", "possible positive", "may"),
        ("Peru would attack Chile.", "attack", "probable positive", "would"),
        ("Peru failed to attack Chile.", "attack", "certain negative", "failed"),
        ("Peru did not fail to attack Chile.", "attack", "certain positive", None),
        ("Peru managed to attack Chile.", "attack", "certain positive", None),
        ("Peru did not manage to attack Chile.", "attack", "certain negative", "manage"),
        ("Peru wants to attack Chile.", "attack", "possible positive", "wants"),
        ("Peru is expected to attack Chile.", "attack", "probable positive", "expected"),
        ("Peru was prevented from attacking Chile.", "attacking", "certain negative", "prevented"),
        ("Peru left without attacking Chile.", "attacking", "certain negative", "without"),
        ("Peru called for an attack on Chile.", "attack", "possible positive", "called for"),
        ("There were no attacks on Chile.", "attacks", "certain negative", "no"),
        ("If Peru attacks Chile, Ann Lee will leave.", "attacks", "possible positive", "If"),
        ("Ann Lee denied that Peru attacked Chile.", "attacked", "certain negative", "denied"),
        ("Ann Lee said Peru attacked Chile.", "attacked", "certain positive", None),
    ],
)
def test_how_surely_an_event_happened_and_the_word_that_decided_it(
    text: str, word: str, how: str, by: str | None, read: Read
) -> None:
    found = event(read(text), word)
    assert f"{found.certainty} {found.polarity}" == how
    if by is not None:
        assert found.certainty_cue is not None
        assert found.certainty_cue.of(text) == by
