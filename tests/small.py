"""A reading small enough to write its triples by hand: see `rdf/small.ttl`. The text is our own."""

from kb.model import (
    Actor,
    ActorType,
    Article,
    Certainty,
    Event,
    Form,
    Mode,
    Note,
    Participant,
    ParticipantRole,
    Reading,
    Role,
    RoleStatus,
    Span,
    Statement,
    Tense,
    When,
)

TEXT = "Ada Brook, mayor of Larkhill, reportedly said on Monday that the council might meet engineers in March 2026."


def at(words: str) -> Span:
    """Where `words` stand in the text, which has them once."""
    assert TEXT.count(words) == 1, words
    start = TEXT.index(words)
    return Span(start, start + len(words))


READING = Reading.of(
    Article(
        id="larkhill-bridge",
        text=TEXT,
        title="Bridge talks near",
        date="2026-02-03",
        publisher="The Larkhill Echo",
        author="Jo Penn",
        url="https://echo.example/bridge",
    ),
    actors=[
        Actor("person/ada-brook", ActorType.PERSON, "Ada Brook", mentions=(at("Ada Brook"),)),
        Actor("place/larkhill", ActorType.PLACE, "Larkhill", mentions=(at("Larkhill"),)),
        Actor("organization/council", ActorType.ORGANIZATION, "council", mentions=(at("the council"),)),
        Actor(
            "unnamed/engineers",
            ActorType.UNNAMED,
            "engineers",
            mentions=(at("engineers"),),
            descriptor="engineers",
        ),
    ],
    roles=[Role("person/ada-brook", "mayor", "place/larkhill", RoleStatus.HELD, (at("mayor of Larkhill"),))],
    statements=[
        Statement(
            "s1",
            Form.INDIRECT,
            Mode.SPEECH,
            content=(at("the council might meet engineers in March 2026"),),
            speakers=("person/ada-brook",),
            speaker=(at("Ada Brook"),),
            cue=(at("said"),),
            cue_lemma="say",
            certainty=Certainty.POSSIBLE,
            tense=Tense.FUTURE,
            certainty_cue=at("might"),
            hedge=at("reportedly"),
            said_at=When("2026-02-02", "on Monday"),
            about=("e1",),
            confidence=0.9,
        )
    ],
    events=[
        Event(
            "e1",
            trigger=(at("meet"),),
            lemma="meet",
            type="CONSULT",
            participants=(
                Participant("organization/council", ParticipantRole.AGENT),
                Participant("unnamed/engineers", ParticipantRole.PATIENT),
            ),
            time=When("2026-03", "in March 2026"),
            certainty=Certainty.POSSIBLE,
            tense=Tense.FUTURE,
            within="s1",
        )
    ],
    notes=[Note("info", "the day was worked out from the article's date", (at("Monday"),))],
)
