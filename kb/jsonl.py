"""Reading -> JSON Lines, the public form of a reading, for pipelines and for every measurement.

One article a line. Offsets are half-open, in code points of the article's text exactly as given. What is
not known is null, a list that is empty is []. Keys may be added, and are never renamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kb.model import Actor, Event, Note, Reading, Role, Span, Statement, When

Object = dict[str, Any]


def to_line(reading: Reading) -> str:
    """The reading as one line of JSON, without the newline."""
    return json.dumps(to_dict(reading), ensure_ascii=False)


def to_dict(reading: Reading) -> Object:
    """The reading as plain dicts, lists, strings and numbers."""
    article = reading.article
    return {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "language": article.language,
        "text_sha256": article.sha256,
        "actors": [_actor(actor, reading) for actor in reading.actors],
        "roles": [_role(role) for role in reading.roles],
        "statements": [_statement(statement, reading) for statement in reading.statements],
        "events": [_event(event, reading) for event in reading.events],
        "notes": [_note(note) for note in reading.notes],
    }


def _actor(actor: Actor, reading: Reading) -> Object:
    return {
        "id": actor.id,
        "type": actor.type.value,
        "label": actor.label,
        "aliases": list(actor.aliases),
        "mentions": _spans(actor.mentions),
        "wikidata": actor.wikidata,
        "geonames": actor.geonames,
        "descriptor": actor.descriptor,
        "affiliation": actor.affiliation,
        "number": actor.number,
        "rank": actor.rank,
        "condition": _text(actor.condition, reading),
        "condition_span": _span(actor.condition),
    }


def _role(role: Role) -> Object:
    return {
        "actor": role.actor,
        "role": role.role,
        "organization": role.organization,
        "status": role.status.value,
        "spans": _spans(role.spans),
        "time": _when(role.time),
    }


def _statement(statement: Statement, reading: Reading) -> Object:
    return {
        "id": statement.id,
        "form": statement.form.value,
        "mode": statement.mode.value,
        "speaker": _words(statement.speaker, reading) | {"actors": list(statement.speakers)},
        "cue": _words(statement.cue, reading) | {"lemma": statement.cue_lemma},
        "content": _words(statement.content, reading),
        **_asserted(statement, reading),
        "condition": _text(statement.condition, reading),
        "condition_span": _span(statement.condition),
        "said_at": _when(statement.said_at),
        "about": list(statement.about),
        "within": statement.within,
        "confidence": statement.confidence,
    }


def _event(event: Event, reading: Reading) -> Object:
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _words(_tellings(event), reading) | {"lemma": event.lemma},
        "mentions": _spans(event.mentions),
        "participants": [{"actor": p.actor, "role": p.role.value} for p in event.participants],
        "place": _place(event, reading),
        "time": _when(event.time),
        **_asserted(event, reading),
        "within": event.within,
        "confidence": event.confidence,
    }


def _tellings(event: Event) -> tuple[Span, ...]:
    """Every place where the article tells `event`: whoever looks a word up finds its event there."""
    return tuple(dict.fromkeys((*event.trigger, *event.mentions)))


def _place(event: Event, reading: Reading) -> Object | None:
    if event.place is None and event.place_span is None:
        return None
    return {
        "actor": event.place,
        "text": _text(event.place_span, reading),
        "span": _span(event.place_span),
    }


def _asserted(part: Statement | Event, reading: Reading) -> Object:
    return {
        "certainty": part.certainty.value,
        "polarity": part.polarity.value,
        "tense": part.tense.value,
        "hedge": _text(part.hedge, reading),
        "hedge_span": _span(part.hedge),
        "certainty_cue": _text(part.certainty_cue, reading),
        "certainty_cue_span": _span(part.certainty_cue),
    }


def _note(note: Note) -> Object:
    return {"level": note.level, "message": note.message, "spans": _spans(note.spans)}


def _words(spans: tuple[Span, ...], reading: Reading) -> Object:
    return {"text": reading.words(spans) if spans else None, "spans": _spans(spans)}


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _text(span: Span | None, reading: Reading) -> str | None:
    return None if span is None else span.of(reading.article.text)


def _when(when: When) -> Object:
    return {"value": when.value, "text": when.text}
