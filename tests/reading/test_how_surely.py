"""How surely, whether at all and when: the specification, a sentence a case. All sentences are the project's own.

A statement is as sure as its speaker makes it, an event as sure as the words above it leave it. The word that
decided is kept: `certainty_cue` is the speaker's own or the text's, `hedge` is the author's distance.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model import Event, Reading, Span, Statement

Read = Callable[..., Reading]


def words(span: Span | None, reading: Reading) -> str:
    return span.of(reading.article.text) if span is not None else ""


def how(one: Statement | Event, reading: Reading) -> tuple[str, str]:
    """Its certainty, polarity and tense where they are not the plain ones, and the word that decided."""
    tags = [one.certainty, one.polarity, one.tense]
    plain = {"positive", "non-future"}
    return " ".join(tag for tag in tags if tag not in plain), words(one.certainty_cue, reading)


def said(reading: Reading) -> Statement:
    """The statement that stands in no other."""
    (outer,) = [statement for statement in reading.statements if statement.within is None]
    return outer


def happening(reading: Reading, trigger: str) -> Event:
    (event,) = [event for event in reading.events if reading.words(event.trigger) == trigger]
    return event


STATEMENTS = [
    # What the speaker says outright.
    ("Ann Lee said the bridge is safe.", "certain", ""),
    ("Ann Lee insisted the bridge was certainly safe.", "certain", ""),
    ("Ann Lee said the bridge will close.", "certain future", ""),
    # The speaker's own doubt.
    ("Ann Lee said the mayor may resign.", "possible", "may"),
    ("Ann Lee said the mayor might not resign.", "possible negative", "might"),
    ("Ann Lee said the bridge will perhaps close.", "possible future", "perhaps"),
    ("Ann Lee said the bridge appears to be safe.", "probable", "appears"),
    ("Ann Lee said it is possible that the bridge will close.", "possible future", "possible"),
    ("Ann Lee said the bridge is likely to close.", "probable future", "likely"),
    ("Ann Lee said the bridge is unlikely to close.", "probable negative future", "unlikely"),
    ("Ann Lee said it is unlikely that the bridge will close.", "probable negative future", "unlikely"),
    ("“I think the bridge is safe,” Ann Lee said.", "probable", "think"),
    ("“I don’t think the bridge is safe,” Ann Lee said.", "probable negative", "think"),
    ("“I doubt the bridge is safe,” Ann Lee said.", "probable negative", "doubt"),
    ("Ann Lee said she fears the bridge will close.", "probable future", "fears"),
    ("Ann Lee believes the bridge is safe.", "probable", "believes"),
    ("Ann Lee doubts that the bridge is safe.", "probable negative", "doubts"),
    ("Ann Lee hopes the bridge is safe.", "underspecified", "hopes"),
    ("Ann Lee said there is a risk that the bridge will close.", "possible future", "risk"),
    ("Ann Lee said the mayor is expected to resign.", "probable future", "expected"),
    ("Ann Lee said the mayor isn’t expected to resign.", "probable negative future", "expected"),
    ("Ann Lee predicted that the bridge would close.", "probable future", "predicted"),
    # A possibility that is denied is no possibility.
    ("Ann Lee said the mayor could resign.", "possible", "could"),
    ("Ann Lee said the mayor could not resign.", "certain negative", ""),
    # Intentions, and what others are to do.
    ("Ann Lee vowed to close the bridge.", "probable future", "vowed"),
    ("Ann Lee plans to close the bridge.", "probable future", "plans"),
    ("Ann Lee agreed to close the bridge.", "probable future", "agreed"),
    ("Ann Lee threatened to close the bridge.", "possible future", "threatened"),
    ("Ann Lee wants to close the bridge.", "underspecified future", "wants"),
    ("Ann Lee does not want to close the bridge.", "underspecified negative future", "want"),
    ("Ann Lee urged the town to close the bridge.", "underspecified future", "urged"),
    ("“Close the bridge,” Ann Lee said.", "underspecified", ""),
    # Questions.
    ("Ann Lee asked whether the bridge is safe.", "underspecified", "asked"),
    ("Ann Lee asked if the bridge was safe.", "underspecified", "asked"),
    ("Ann Lee wondered why the bridge had closed.", "underspecified", "wondered"),
    ("“Why would anyone close the bridge?” said Ann Lee.", "underspecified future", ""),
    # Denials.
    ("Ann Lee said the bridge is not safe.", "certain negative", ""),
    ("Ann Lee said the bridge is no longer safe.", "certain negative", ""),
    ("Ann Lee said neither the bridge nor the tunnel is safe.", "certain negative", ""),
    ("Ann Lee said hardly anyone used the bridge.", "certain negative", ""),
    ("“Not one train was late,” Ann Lee said.", "certain negative", ""),
    ("Ann Lee said not all trains were late.", "certain", ""),
    ("Ann Lee said there was no chance the bridge would close.", "certain negative future", ""),
    ("Ann Lee denied that the bridge is unsafe.", "certain negative", ""),
    ("Ann Lee rejected claims that the bridge is unsafe.", "certain negative", ""),
    ("Ann Lee dismissed reports that the bridge had closed.", "certain negative", ""),
    ("Ann Lee refused to close the bridge.", "certain negative", ""),
    ("Ann Lee said it is not true that the bridge is unsafe.", "certain negative", ""),
    # Twice denied is not denied.
    ("Ann Lee denied that the bridge was not safe.", "certain", ""),
    ("Ann Lee did not refuse to close the bridge.", "certain", ""),
    ("Ann Lee said there was no doubt that the bridge was safe.", "certain", ""),
    ("Ann Lee does not doubt that the bridge is safe.", "probable", "doubt"),
    ("Ann Lee said it was not impossible that the bridge would close.", "possible future", "impossible"),
    # Hypotheticals.
    ("“Suppose the bridge fell,” Ann Lee said.", "underspecified", ""),
    ("“If the bridge had closed, people would have died,” Ann Lee said.", "certain", ""),
    # What is denied is only what stands beside it, and what is meant is what is said to be so.
    ("Ann Lee said the bridge was a burden, not a boon.", "certain", ""),
    ("Ann Lee said it was too early to close the bridge.", "certain negative", ""),
    ("Ann Lee said the bridge was too weak to close.", "certain", ""),
    ("“The prize is the chance to leave,” Ann Lee said.", "certain", ""),
    ("“There is a chance to leave,” Ann Lee said.", "possible future", "chance"),
]


@pytest.mark.parametrize(("text", "expected", "cue"), STATEMENTS)
def test_a_statement_is_as_sure_as_its_speaker(text: str, expected: str, cue: str, read: Read) -> None:
    reading = read(text)
    assert how(said(reading), reading) == (expected, cue)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The minister reportedly said the bridge is unsafe.", "reportedly"),
        ("Reportedly, Ann Lee told the council that the bridge is unsafe.", "Reportedly"),
        ("The mayor allegedly promised to pay the contractor.", "allegedly"),
        ("Bob Roy supposedly told Ann Lee that the bridge is safe.", "supposedly"),
        ("The bridge apparently closed on Monday, Ann Lee said.", "apparently"),
        ("Ann Lee said the mayor is reportedly unhappy.", "reportedly"),
        ("The bridge is said to be unsafe.", "is said to"),
        ("The general is reported to have fled.", "is reported to"),
        ("The mayor is alleged to have taken bribes.", "is alleged to"),
        ("The mayor was believed to have fled.", "was believed to"),
        ("It is alleged that the mayor took bribes.", "is alleged"),
        ("Ann Lee said the bridge is unsafe.", ""),
    ],
)
def test_a_statement_keeps_the_authors_distance(text: str, hedge: str, read: Read) -> None:
    reading = read(text)
    assert words(said(reading).hedge, reading) == hedge


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Ann Lee said the town would close the bridge if the river rose.", "if the river rose"),
        ("If the river rises, Ann Lee said, the bridge will close.", "If the river rises"),
        (
            "Ann Lee said that unless the river falls, the bridge will close.",
            "unless the river falls",
        ),
        ("“Should the river rise, the town will close it,” Ann Lee said.", "Should the river rise"),
        ("Ann Lee said it would close if the river is “rising fast.”", "if the river is “rising fast.”"),
        ("Ann Lee said the bridge will close, whether or not the river rises.", ""),
    ],
)
def test_a_statement_keeps_its_condition(text: str, condition: str, read: Read) -> None:
    reading = read(text)
    assert words(said(reading).condition, reading) == condition


def test_what_is_said_to_have_been_is_past_and_what_is_promised_is_to_come(read: Read) -> None:
    assert said(read("The general is said to have fled.")).tense == "non-future"
    assert said(read("The general promised to flee.")).tense == "future"


EVENTS = [
    # (sentence, its event, how surely, by which words)
    ("Ann Lee managed to sell the plant.", "sell", "certain", ""),
    ("Ann Lee failed to sell the plant.", "sell", "certain negative", "failed"),
    ("Ann Lee did not fail to sell the plant.", "sell", "certain", ""),
    ("Ann Lee did not manage to sell the plant.", "sell", "certain negative", "manage"),
    ("Ann Lee has yet to sell the plant.", "sell", "certain negative", "has yet"),
    ("Ann Lee refused to sell the plant.", "sell", "certain negative", "refused"),
    ("Ann Lee tried to sell the plant.", "sell", "possible", "tried"),
    ("Ann Lee plans to sell the plant.", "sell", "probable future", "plans"),
    ("Ann Lee hopes to sell the plant.", "sell", "possible future", "hopes"),
    ("Ann Lee is unlikely to sell the plant.", "sell", "probable negative future", "unlikely"),
    ("It is not impossible that Ann Lee will sell the plant.", "sell", "possible future", "impossible"),
    ("Ann Lee will sell the plant.", "sell", "certain future", ""),
    ("Ann Lee will sell and leave the plant.", "leave", "certain future", ""),
    ("Ann Lee did not sell or rent the plant.", "rent", "certain negative", ""),
    ("Ann Lee did not just rent the plant but sold it.", "rent", "certain", ""),
    ("Ann Lee no longer rents the plant.", "rents", "certain negative", ""),
    ("Ann Lee could not sell the plant.", "sell", "certain negative", ""),
    ("Ann Lee might not sell the plant.", "sell", "possible negative", "might"),
    ("Ann Lee can sell the plant.", "sell", "probable", "can"),
    ("Ann Lee built a wall to stop the river.", "stop", "probable", "built"),
    ("If the river rises, the town will flood.", "rises", "possible", "If"),
    ("Had the river risen, the town would have flooded.", "risen", "possible", "Had"),
    ("It is unclear whether the army invaded.", "invaded", "underspecified", "whether"),
    ("Did the army invade the island?", "invade", "underspecified", ""),
    ("Guards prevented the men from robbing the bank.", "robbing", "certain negative", "prevented"),
    ("The army stopped short of invading the island.", "invading", "certain negative", "short of"),
    ("Instead of negotiating, the union called a strike.", "negotiating", "certain negative", "Instead of"),
    ("Ann Lee ruled out selling the plant.", "selling", "certain negative", "ruled out"),
    ("The union left without signing the deal.", "signing", "certain negative", "without"),
    ("Ann Lee denied that the army had invaded.", "invaded", "certain negative", "denied"),
    ("Ann Lee said that the army had invaded.", "invaded", "certain", ""),
    ("Residents demanded that the mayor resign.", "resign", "possible future", "demanded"),
    # Nouns above an event, and nouns that name one.
    ("The failure to pay the workers cost lives.", "pay", "certain negative", "failure"),
    ("The plan to sell the plant angered residents.", "sell", "probable future", "plan"),
    ("Fears that the bridge would collapse grew.", "collapse", "possible future", "Fears"),
    ("The threat of a strike worried the town.", "strike", "possible future", "threat of"),
    ("A lack of talks worried the town.", "talks", "certain negative", "lack of"),
    ("The union called off the strike.", "strike", "certain negative future", "called off"),
    ("Ann Lee called for talks.", "talks", "possible future", "called for"),
    ("Bob Roy was charged with attempted murder.", "murder", "certain negative", "attempted"),
    ("The union held no talks.", "talks", "certain negative", "no"),
    ("The town wants to end the war.", "war", "certain", ""),
    ("The town wants to end wars.", "wars", "probable", "wants"),
    ("The envoy repeated demands, including Peru’s withdrawal.", "withdrawal", "possible future", "demands"),
    ("Peru could be open to negotiations.", "negotiations", "possible", "open to"),
    ("The union is poised for a strike.", "strike", "probable future", "poised for"),
    # A clause that only says which one is meant, why, or how.
    ("Peru repeated demands Chile has rejected.", "rejected", "certain", ""),
    ("Ann Lee could not explain why the plant was sold.", "sold", "certain", ""),
    ("Lawmakers debated how to stop the river.", "stop", "possible", "how"),
    ("It is too early to sell the plant.", "sell", "certain negative", "too early"),
    ("The mayor did nothing to stop the river.", "stop", "certain negative", "nothing"),
    ("“I must tell you that a bomb exploded,” Ann Lee said.", "exploded", "certain", ""),
    ("Peru expressed support for the pact if it could end the war.", "expressed", "certain", ""),
    ("Bob Roy robbed a bank, not a shop.", "robbed", "certain", ""),
]


@pytest.mark.parametrize(("text", "trigger", "expected", "cue"), EVENTS)
def test_an_event_is_as_sure_as_the_words_above_it_leave_it(
    text: str, trigger: str, expected: str, cue: str, read: Read
) -> None:
    reading = read(text)
    assert how(happening(reading, trigger), reading) == (expected, cue)


@pytest.mark.parametrize(
    ("text", "trigger", "hedge"),
    [
        ("Bob Roy allegedly attacked Ann Lee.", "attacked", "allegedly"),
        ("Bob Roy allegedly attacked and robbed Ann Lee.", "robbed", "allegedly"),
        ("The army reportedly tried to invade the island.", "invade", "reportedly"),
        ("Bob Roy was killed, supposedly by rebels.", "killed", "supposedly"),
        ("The alleged attack shocked the town.", "attack", "alleged"),
        ("The alleged attack shocked the town.", "shocked", ""),
        ("The general is said to have fled.", "fled", "is said to"),
        ("The general is rumored to have fled.", "fled", "is rumored to"),
        ("The general, it is said, has fled.", "fled", "is said"),
        ("It was reported that the general had fled.", "fled", "was reported"),
        ("The general was told to leave.", "leave", ""),
    ],
)
def test_an_event_keeps_the_authors_distance(text: str, trigger: str, hedge: str, read: Read) -> None:
    reading = read(text)
    assert words(happening(reading, trigger).hedge, reading) == hedge
