"""Hypothesis strategies for arbitrary readings that are sound and that the shapes accept.

The text is any Unicode an RDF literal can hold, with emoji, right-to-left and combining characters made
likely; names, dates and times are as wild as their formats allow.
"""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

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
    Statement,
    Tense,
    When,
)
from kb.vocab import PLOVER

TRICKY = [
    "👩‍👩‍👧",
    "שלום",
    "مرحبا",
    "é",
    "\r\n",
    "\t",
    '"',
    "\\",
    "<b>",
    "\u202e",
    "\ufeff",
    "\u2028",
    "…",
    " ",
]
FAR_YEARS = st.integers(1000, 9999)

any_text = st.lists(
    st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    min_size=1,
    max_size=30,
).map("".join)
ids = st.from_regex(r"[^\W_][\w.~-]{0,8}", fullmatch=True)
confidences = st.none() | st.integers(0, 10_000).map(lambda n: n / 10_000)
years = FAR_YEARS.map(str)
months = st.dates(dt.date(1000, 1, 1)).map(lambda d: d.isoformat()[:7])
days = st.dates(dt.date(1000, 1, 1)).map(dt.date.isoformat)
zones = st.sampled_from(["", "Z", "+00:00", "-00:00", "+05:30", "-11:00"])
moments = st.builds(
    lambda when, precision, zone: when.isoformat(timespec=precision) + zone,
    st.datetimes(dt.datetime(1000, 1, 1)),  # noqa: DTZ001  the zone is drawn by itself
    st.sampled_from(["minutes", "seconds"]),
    zones,
)
dates = st.one_of(years, months, days, moments)
edges = st.one_of(years, months, days)
edtf = st.one_of(
    dates,
    st.builds("{}/{}".format, edges, st.one_of(edges, st.sampled_from(["..", ""]))),
    st.builds("../{}".format, edges),
    st.builds("{}{}".format, edges, st.sampled_from("?~%")),
    st.builds("{}-{}".format, years, st.sampled_from(["21", "22", "23", "24", "XX", "XX-XX", "12-XX"])),
    st.sampled_from(["19XX", "199X", "Y170000002", "-0044"]),
)
whens = st.builds(When, st.none() | edtf, st.none() | any_text)


def span_sets(length: int, *, min_size: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    """Sorted spans inside a text of that many code points."""
    return st.sets(spans(length), min_size=min_size, max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


articles = st.builds(
    Article,
    id=st.lists(ids, min_size=1, max_size=2).map("/".join),
    text=any_text,
    title=st.none() | any_text,
    date=st.none() | dates,
    publisher=st.none() | any_text,
    author=st.none() | any_text,
    url=st.none() | any_text,
    language=st.sampled_from(["en", "en-GB", "ar", "zh-Hant-TW"]),
)


@st.composite
def actor_lists(draw: st.DrawFn, length: int) -> list[Actor]:
    keys = draw(st.sets(st.tuples(st.sampled_from(ActorType), ids), min_size=1, max_size=4))
    known = [f"{type}/{id}" for type, id in sorted(keys)]
    return [draw(actors(id, ActorType(id.split("/")[0]), length, known)) for id in known]


def actors(id: str, type: ActorType, length: int, known: list[str]) -> st.SearchStrategy[Actor]:
    unnamed = type is ActorType.UNNAMED
    return st.builds(
        Actor,
        id=st.just(id),
        type=st.just(type),
        label=any_text,
        aliases=st.sets(any_text, max_size=2).map(lambda names: tuple(sorted(names))),
        mentions=span_sets(length),
        descriptor=st.none() | any_text if unnamed else st.none(),
        affiliation=st.none() | st.sampled_from(known) if unnamed else st.none(),
        number=st.none() | st.integers(1) if unnamed else st.none(),
        rank=st.none() | any_text if unnamed else st.none(),
        condition=st.none() | spans(length) if unnamed else st.none(),
    ).flatmap(lambda actor: st.just(actor) if unnamed else known_elsewhere(actor))


def known_elsewhere(actor: Actor) -> st.SearchStrategy[Actor]:
    """The same, by Wikidata or GeoNames or neither."""
    number = st.integers(1)
    wikidata = number.map(lambda n: replace(actor, wikidata=f"Q{n}"))
    return st.just(actor) | wikidata | number.map(lambda n: replace(actor, geonames=str(n)))


def roles(length: int, known: list[str]) -> st.SearchStrategy[Role]:
    return st.builds(
        Role,
        actor=st.sampled_from(known),
        role=any_text,
        organization=st.none() | st.sampled_from(known),
        status=st.sampled_from(RoleStatus),
        spans=span_sets(length, min_size=1),
        time=whens,
    )


def statements(
    id: str, length: int, known: list[str], topics: list[str], outer: list[str]
) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        id=st.just(id),
        form=st.sampled_from(Form),
        mode=st.sampled_from(Mode),
        content=span_sets(length, min_size=1),
        speakers=some_of(known, min_size=1),
        speaker=span_sets(length),
        cue=span_sets(length, min_size=1),
        cue_lemma=any_text,
        condition=st.none() | spans(length),
        said_at=whens,
        about=some_of(topics),
        **shared(length, outer),
    )


def events(id: str, length: int, known: list[str], outer: list[str]) -> st.SearchStrategy[Event]:
    takes_part = st.builds(Participant, st.sampled_from(known), st.sampled_from(ParticipantRole))
    return st.builds(
        Event,
        id=st.just(id),
        trigger=span_sets(length, min_size=1),
        mentions=span_sets(length),
        lemma=any_text,
        type=st.none() | st.sampled_from([term.value.removeprefix(PLOVER.iri) for term in PLOVER]),
        participants=st.sets(takes_part, min_size=1, max_size=2).map(lambda found: tuple(sorted(found))),
        place=st.none() | st.sampled_from(known),
        place_span=st.none() | spans(length),
        time=whens,
        **shared(length, outer),
    )


def shared(length: int, outer: list[str]) -> dict[str, st.SearchStrategy[object]]:
    """What statements and events have in common."""
    return {
        "certainty_cue": st.none() | spans(length),
        "certainty": st.sampled_from(Certainty),
        "polarity": st.sampled_from(Polarity),
        "tense": st.sampled_from(Tense),
        "hedge": st.none() | spans(length),
        "within": st.none() | st.sampled_from(outer) if outer else st.none(),
        "confidence": confidences,
    }


def some_of(choices: list[str], *, min_size: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(choices), min_size=min_size, max_size=3).map(
        lambda found: tuple(sorted(found))
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A reading with a little of everything, over an arbitrary text."""
    article = draw(articles)
    length = len(article.text)
    actors = draw(actor_lists(length))
    known = [actor.id for actor in actors]
    statement_ids = sorted(draw(st.sets(ids, max_size=3)))
    event_ids = sorted(draw(st.sets(ids, max_size=2)))
    topics = sorted({*known, *event_ids})
    return Reading.of(
        article,
        actors=actors,
        roles=draw(st.lists(roles(length, known), max_size=2, unique=True)),
        statements=[
            draw(statements(id, length, known, topics, statement_ids[:number]))
            for number, id in enumerate(statement_ids)
        ],
        events=[draw(events(id, length, known, statement_ids)) for id in event_ids],
        notes=draw(
            st.lists(
                st.builds(Note, st.sampled_from(["info", "warning"]), any_text, span_sets(length)),
                max_size=2,
                unique=True,
            )
        ),
    )
