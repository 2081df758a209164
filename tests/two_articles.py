"""Two articles that share an actor, as readings: what the named queries are asked about. The texts are our own."""

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
    Polarity,
    Reading,
    Role,
    RoleStatus,
    Span,
    Spans,
    Statement,
    Tense,
    When,
)

HARBOUR = Article(
    id="harbour",
    text=(
        "Mara Lind, the harbour master of Ostby, said “the pier (closed since May) is safe”. "
        "Mara Lind and Per Holm said ferries would return. "
        "An official of Ostby reportedly warned that storms could delay them. "
        "Engineers met in Ostby on 3 March 2026. It was announced that nobody was hurt."
    ),
    title="Pier is safe",
    date="2026-03-04",
    publisher="Coast Courier",
    url="https://courier.example/pier",
)
FERRY = Article(
    id="ferry",
    text="Lind told reporters that Ostby had not paid. She believes that Per Holm will resign.",
    date="2026-04",
    publisher="The Bay",
)


def at(article: Article, *words: str) -> Spans:
    """Where each of `words` stands in the article, which has them once."""
    assert all(article.text.count(part) == 1 for part in words), words
    return tuple(Span(article.text.index(part), article.text.index(part) + len(part)) for part in words)


def one(article: Article, words: str) -> Span:
    return at(article, words)[0]


LIND = "person/mara-lind"
HOLM = "person/per-holm"
OSTBY = "place/ostby"

FIRST = Reading.of(
    HARBOUR,
    actors=[
        Actor(LIND, ActorType.PERSON, "Mara Lind", mentions=at(HARBOUR, "Mara Lind, the", "Mara Lind and")),
        Actor(HOLM, ActorType.PERSON, "Per Holm", mentions=at(HARBOUR, "Per Holm"), wikidata="Q4115189"),
        Actor(OSTBY, ActorType.PLACE, "Ostby", mentions=at(HARBOUR, "Ostby on")),
        Actor("group/engineers", ActorType.GROUP, "engineers", mentions=at(HARBOUR, "Engineers")),
        Actor(
            "unnamed/official",
            ActorType.UNNAMED,
            "An official of Ostby",
            mentions=at(HARBOUR, "An official of Ostby"),
            descriptor="official",
            affiliation=OSTBY,
        ),
        Actor("unnamed/nobody-named", ActorType.UNNAMED, "unstated"),
    ],
    roles=[
        Role(LIND, "harbour master", OSTBY, RoleStatus.HELD, at(HARBOUR, "the harbour master of Ostby")),
    ],
    statements=[
        Statement(
            "safe",
            Form.MIXED,
            Mode.SPEECH,
            content=at(HARBOUR, "the pier", "is safe"),
            speakers=(LIND,),
            speaker=at(HARBOUR, "Mara Lind, the"),
            cue=at(HARBOUR, "said “"),
            cue_lemma="say",
            about=(OSTBY,),
        ),
        Statement(
            "return",
            Form.INDIRECT,
            Mode.SPEECH,
            content=at(HARBOUR, "ferries would return"),
            speakers=(LIND, HOLM),
            speaker=at(HARBOUR, "Mara Lind and", "Per Holm"),
            cue=at(HARBOUR, "said ferries"),
            cue_lemma="say",
            tense=Tense.FUTURE,
        ),
        Statement(
            "storms",
            Form.INDIRECT,
            Mode.SPEECH,
            content=at(HARBOUR, "storms could delay them"),
            speakers=("unnamed/official",),
            speaker=at(HARBOUR, "An official of Ostby"),
            cue=at(HARBOUR, "warned"),
            cue_lemma="warn",
            certainty=Certainty.POSSIBLE,
            certainty_cue=one(HARBOUR, "could"),
            hedge=one(HARBOUR, "reportedly"),
            said_at=When("2026-03-01", "on Sunday"),
        ),
        Statement(
            "hurt",
            Form.INDIRECT,
            Mode.SPEECH,
            content=at(HARBOUR, "nobody was hurt"),
            speakers=("unnamed/nobody-named",),
            speaker=(),
            cue=at(HARBOUR, "announced"),
            cue_lemma="announce",
            polarity=Polarity.NEGATIVE,
        ),
    ],
    events=[
        Event(
            "meeting",
            trigger=at(HARBOUR, "met"),
            lemma="meet",
            type="CONSULT",
            participants=(Participant("group/engineers", ParticipantRole.AGENT),),
            place=OSTBY,
            place_span=one(HARBOUR, "Ostby on"),
            time=When("2026-03-03", "on 3 March 2026"),
        )
    ],
    notes=[Note("info", "nobody is named", at(HARBOUR, "It was announced"))],
)

SECOND = Reading.of(
    FERRY,
    actors=[
        Actor(LIND, ActorType.PERSON, "Mara Lind", aliases=("Lind",), mentions=at(FERRY, "Lind")),
        Actor(HOLM, ActorType.PERSON, "Per Holm", mentions=at(FERRY, "Per Holm")),
        Actor(OSTBY, ActorType.PLACE, "Ostby", mentions=at(FERRY, "Ostby")),
    ],
    statements=[
        Statement(
            "paid",
            Form.INDIRECT,
            Mode.SPEECH,
            content=at(FERRY, "Ostby had not paid"),
            speakers=(LIND,),
            speaker=at(FERRY, "Lind"),
            cue=at(FERRY, "told"),
            cue_lemma="tell",
            polarity=Polarity.NEGATIVE,
            about=("pay",),
        ),
        Statement(
            "resign",
            Form.INDIRECT,
            Mode.THOUGHT,
            content=at(FERRY, "Per Holm will resign"),
            speakers=(LIND,),
            speaker=at(FERRY, "She"),
            cue=at(FERRY, "believes"),
            cue_lemma="believe",
            certainty=Certainty.PROBABLE,
            tense=Tense.FUTURE,
            about=(HOLM,),
        ),
    ],
    events=[
        Event(
            "pay",
            trigger=at(FERRY, "paid"),
            lemma="pay",
            participants=(Participant(OSTBY, ParticipantRole.AGENT),),
            polarity=Polarity.NEGATIVE,
            within="paid",
        )
    ],
)

READINGS = (FIRST, SECOND)
