"""What On Record reads from an article: frozen value objects, and nothing else.

Conventions, everywhere in On Record:

- Offsets are half-open `[start, end)` and count Unicode code points of `Article.text`.
- What is not known is None; a list that is empty is an empty tuple. Nothing is guessed.
- Tuples are in a canonical order (spans and mentions by place, ids by name), so that two readings of
  the same article are equal, and the mapping to RDF, which has no order, can be undone.
- Ids are functions of content. An actor's id is `kind/name`; an unnamed source's, a statement's and an
  event's id hashes where they stand, so that ids mean the same in every run.

This module imports nothing outside the standard library.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from html import escape
from itertools import pairwise

from kb.highlight import Mark, highlight

_ID = re.compile(r"[^\W_][\w.~-]*(/[^\W_][\w.~-]*)*")
_DATE = re.compile(
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)


class Form(StrEnum):
    """How the words are given: in quote marks, partly so, or reported."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Mode(StrEnum):
    """What the cue says the speaker did with the content."""

    SPEECH = "speech"
    THOUGHT = "thought"
    INTENTION = "intention"
    PERCEPTION = "perception"


class Certainty(StrEnum):
    """How far somebody commits to a content (GRaSP factuality)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Tense(StrEnum):
    FUTURE = "future"
    NON_FUTURE = "non-future"


class ActorType(StrEnum):
    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE = "place"
    GROUP = "group"
    UNNAMED = "unnamed"


class RoleStatus(StrEnum):
    HELD = "held"
    FORMER = "former"
    FUTURE = "future"
    ACTING = "acting"


class ParticipantRole(StrEnum):
    """Who does it, whom it is done to or with, and who is given or told something by it."""

    AGENT = "agent"
    PATIENT = "patient"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval `[start, end)` of code points in one article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"a span runs from 0 or more to something larger, not [{self.start}, {self.end})"
            )

    def of(self, text: str) -> str:
        """The words at this span of `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def words(spans: Iterable[Span], text: str) -> str:
    """The words at `spans`, letter for letter; parts that stand apart are joined with " … "."""
    return " … ".join(span.of(text) for span in spans)


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for `parts`: the tail of every content-made id."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def slug(name: str) -> str:
    """`name` as the tail of an id: "U.S. Envoy" gives "u-s-envoy"; a digest where no letter is left."""
    folded = unicodedata.normalize("NFKC", name.casefold())
    return re.sub(r"[\W_]+", "-", folded).strip("-") or digest(name)


def is_date(value: str) -> bool:
    """Whether `value` is a year, month, day or moment in ISO 8601, with a day that its month has."""
    if not _DATE.fullmatch(value):
        return False
    if len(value) < len("2025-01-01"):
        return True
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _check_id(what: str, value: str) -> None:
    if not _ID.fullmatch(value):
        raise ValueError(
            f"{what} {value!r} is not an id: use letters, digits, '.', '_', '~', '-', and '/' between parts"
        )


def _check_order(what: str, values: tuple[object, ...]) -> None:
    if any(not a < b for a, b in pairwise(values)):  # type: ignore[operator]
        raise ValueError(f"{what} must be sorted and without repetition: {values!r}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text, and what is known about it.

    Attributes:
        id: letters, digits and `. _ ~ - /`; the tail of its IRI.
        text: the body that every offset counts in, never changed after loading.
        title: the headline, where known.
        date: when it was published, as ISO 8601, no more precise than known: `2025`, `2025-12`,
            `2025-12-21` or a moment.
        language: BCP 47 tag.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        _check_id("article", self.id)
        if self.date is not None and not is_date(self.date):
            raise ValueError(f"{self.date!r} is not a date: use YYYY, YYYY-MM, YYYY-MM-DD or a moment")

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class When:
    """A time as the text gives it: EDTF level 0-1 where it can be resolved, and its words."""

    value: str | None = None
    text: str | None = None


UNKNOWN_TIME = When()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks, is spoken of, or takes part.

    Attributes:
        id: `person/marco-rubio`; for an unnamed source `unnamed/…` with a digest. Unnamed sources and
            groups ("U.S. negotiators") belong to their article and are never merged by their words.
        label: the fullest name in the article, or an unnamed source's words.
        aliases: its other names in the article, sorted.
        mentions: where it is named, by place; pronouns included.
        descriptor: of an unnamed source: "White House official", or the pronoun nobody could resolve.
            None where the article leaves the source out altogether ("it was announced").
        affiliation: of an unnamed source: the id of the actor it belongs to.
        number: of an unnamed source: how many people, where the text says exactly: 1 for "an official", 2
            for "two of the negotiators", None for "several" and "at least five".
        rank: of an unnamed source: the text's words for it ("senior", "current and former").
        condition: of an unnamed source: where the text says on what condition it spoke, or why it is not
            named ("on condition of anonymity", "who was not authorized to speak publicly").
        wikidata: a QID.
        geonames: the number of a place in GeoNames, where no QID is known.
    """

    id: str
    type: ActorType
    label: str
    aliases: tuple[str, ...] = ()
    mentions: Spans = ()
    descriptor: str | None = None
    affiliation: str | None = None
    number: int | None = None
    rank: str | None = None
    condition: Span | None = None
    wikidata: str | None = None
    geonames: str | None = None

    def __post_init__(self) -> None:
        _check_id("actor", self.id)
        _check_order("aliases", self.aliases)
        _check_order("mentions", self.mentions)
        if self.number is not None and self.number < 1:
            raise ValueError(f"actor {self.id!r} is 1 or more people, not {self.number}")
        if self.wikidata is not None and self.geonames is not None:
            raise ValueError(f"actor {self.id!r} is known by its QID or by GeoNames, not by both")

    @property
    def unstated(self) -> bool:
        """Whether the article leaves this source out altogether."""
        return self.type is ActorType.UNNAMED and self.descriptor is None


@dataclass(frozen=True, slots=True)
class Role:
    """An actor holds (held, will hold) a role, in an organization where the text names one.

    Attributes:
        role: the text's words for it; what two share in the singular ("directors"), and an abbreviated title
            in full ("Sen.").
        time: when it is held, where the text says so: "since 2019", "from 2009 to 2017", "elected in 2016".
            An end that the text does not give is open: `2019/..`, `../2017`.
    """

    actor: str
    role: str
    organization: str | None
    status: RoleStatus
    spans: Spans
    time: When = UNKNOWN_TIME

    def __post_init__(self) -> None:
        _check_order("role spans", self.spans)


def _role_order(role: Role) -> tuple[object, ...]:
    when = (role.time.value or "", role.time.text or "")
    return (role.spans, role.actor, role.role, role.organization or "", role.status, *when)


@dataclass(frozen=True, slots=True)
class Statement:
    """One source, one content: who said (thinks, wants) what, and where it stands.

    Attributes:
        content: the words said; several spans where the content is discontinuous.
        speakers: ids of the actors it is attributed to, sorted; several for joint speakers.
        speaker: where the speaker is mentioned; empty where the article leaves the source out.
        cue: the words that attribute it ("said", "according to").
        cue_lemma: their dictionary form ("say", "according to").
        hedge: the author's distance from the report itself ("reportedly"), never the speaker's doubt.
        condition: a condition put on the content ("if it could accelerate …").
        certainty_cue: the speaker's own words that decided `certainty` ("might").
        about: ids of events and actors, sorted.
        within: id of the statement inside whose content this one stands.
        confidence: how sure the machine is, 0 to 1, with at most four decimals; None where it cannot tell.
    """

    id: str
    form: Form
    mode: Mode
    content: Spans
    speakers: tuple[str, ...]
    speaker: Spans
    cue: Spans
    cue_lemma: str
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.NON_FUTURE
    certainty_cue: Span | None = None
    hedge: Span | None = None
    condition: Span | None = None
    said_at: When = UNKNOWN_TIME
    about: tuple[str, ...] = ()
    within: str | None = None
    confidence: float | None = None

    def __post_init__(self) -> None:
        _check_id("statement", self.id)
        for what in ("content", "speakers", "speaker", "cue", "about"):
            _check_order(what, getattr(self, what))


@dataclass(frozen=True, slots=True, order=True)
class Participant:
    actor: str
    role: ParticipantRole


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens, is done, or is said to: never asserted by itself when `within` a statement.

    Attributes:
        trigger: the words that name it ("met", "invasion").
        lemma: their dictionary form.
        type: a PLOVER class, or None where none fits.
        participants: sorted by actor id, then role.
        place: id of the actor (a country or place) where it happens; `place_span` the words for it.
        certainty_cue: the words that decided how surely it happened ("failed", "might").
        mentions: every further place where the article tells it ("the meeting" after "met"), by place.
    """

    id: str
    trigger: Spans
    lemma: str
    type: str | None = None
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    place_span: Span | None = None
    time: When = UNKNOWN_TIME
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.NON_FUTURE
    certainty_cue: Span | None = None
    hedge: Span | None = None
    within: str | None = None
    confidence: float | None = None
    mentions: Spans = ()

    def __post_init__(self) -> None:
        _check_id("event", self.id)
        _check_order("trigger", self.trigger)
        _check_order("participants", self.participants)
        _check_order("mentions", self.mentions)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about the reading: "unpaired quotation mark", and where."""

    level: str
    message: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article.

    `actors` are sorted by id, `statements` and `events` by their first content or trigger span and then
    id, `roles` and `notes` by their spans: use `Reading.of` to get that order from any other.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    roles: tuple[Role, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()
    _by_id: dict[str, Actor] = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update((actor.id, actor) for actor in self.actors)

    @classmethod
    def of(
        cls,
        article: Article,
        *,
        actors: Iterable[Actor] = (),
        roles: Iterable[Role] = (),
        statements: Iterable[Statement] = (),
        events: Iterable[Event] = (),
        notes: Iterable[Note] = (),
    ) -> Reading:
        """A reading with its parts in canonical order."""
        return cls(
            article,
            tuple(sorted(actors, key=lambda a: a.id)),
            tuple(sorted(roles, key=_role_order)),
            tuple(sorted(statements, key=lambda s: (s.content, s.id))),
            tuple(sorted(events, key=lambda e: (e.trigger, e.id))),
            tuple(sorted(notes, key=lambda n: (n.spans, n.level, n.message))),
        )

    def actor(self, id: str) -> Actor:
        """The actor of that id. Raises KeyError where the reading has none."""
        return self._by_id[id]

    def words(self, spans: Iterable[Span]) -> str:
        """The article's words at `spans`."""
        return words(spans, self.article.text)

    def names(self, statement: Statement) -> str:
        """Whom the statement is attributed to, in words."""
        speakers = [self.actor(id) for id in statement.speakers]
        return " and ".join("somebody not stated" if s.unstated else s.label for s in speakers)

    def __repr__(self) -> str:
        """One line for the reading, and one for each statement: who, cue, content."""
        found = f"statements {len(self.statements)}, events {len(self.events)}, actors {len(self.actors)}"
        lines = [
            f"  {self.names(s)} | {self.words(s.cue)} | {self.words(s.content)!r}" for s in self.statements
        ]
        return "\n".join([f"<Reading of {self.article.id!r}: {found}>", *lines])

    def _repr_html_(self) -> str:
        """The article with its statements marked, for notebooks: who said it is shown on hover."""
        marks = [
            Mark(span.start, span.end, f"{self.names(s)}: {self.words(s.cue)} ({s.form}, {s.certainty})")
            for s in self.statements
            for span in s.content
        ]
        title = escape(self.article.title or self.article.id)
        body = highlight(self.article.text, marks)
        return (
            f"<article><h4>{title}</h4><p>{len(self.statements)} statements</p>"
            f'<div style="white-space: pre-wrap; max-width: 48em">{body}</div></article>'
        )


@dataclass(frozen=True, slots=True)
class Agent:
    """The software that read: what a reproducible dataset must name.

    Attributes:
        name: `on-record/rules`.
        version: of On Record.
        digest: hexadecimal SHA-256 over the models and rule files that decide what is read.
    """

    name: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Run:
    """One extraction run: which agent read which articles, when (moments in UTC, ISO 8601, ending in Z)."""

    id: str
    agent: Agent
    started_at: str
    ended_at: str | None = None

    def __post_init__(self) -> None:
        _check_id("run", self.id)
