"""What else was found in an article: events, roles, and the reader's notes."""

from __future__ import annotations

from collections.abc import Iterable

from app.figures.html import NOTHING, Html, html, joined
from app.figures.view import View, actor, actors, names, place, quoted, role_words, time_words
from kb.model import Certainty, Event, Note, ParticipantRole, Polarity, Role


def events(view: View) -> Html:
    return _rows(_event(view, event) for event in view.reading.events)


def roles(view: View) -> Html:
    return _rows(_role(view, role) for role in view.reading.roles)


def notes(view: View) -> Html:
    return _rows(_note(view, note) for note in view.reading.notes)


def _rows(rows: Iterable[Html]) -> Html:
    return html('<ul class="rows">{}</ul>', joined(html("<li>{}</li>", row) for row in rows))


def _event(view: View, event: Event) -> Html:
    fields = [
        html('<span class="tag">{}</span>', event.type.lower()) if event.type else NOTHING,
        _where(view, event),
        time_words(event.time),
        html("{}", event.certainty) if event.certainty is not Certainty.CERTAIN else NOTHING,
        html("negative") if event.polarity is Polarity.NEGATIVE else NOTHING,
        html("hedged by {}", quoted(view.reading, event.hedge)) if event.hedge else NOTHING,
        joined((place(view, (span,), "told again") for span in event.mentions), " · "),
        *(
            html("said by {}", names(view.reading, s))
            for s in view.reading.statements
            if s.id == event.within
        ),
    ]
    words = [
        _participants(view, event, {ParticipantRole.AGENT}),
        place(view, event.trigger, html("<strong>{}</strong>", view.reading.words(event.trigger))),
        _participants(view, event, {ParticipantRole.PATIENT, ParticipantRole.RECIPIENT}),
    ]
    return html('{} <span class="meta">{}</span>', joined(words, " "), joined(fields, " · "))


def _participants(view: View, event: Event, roles: set[ParticipantRole]) -> Html:
    return actors(view, (taking.actor for taking in event.participants if taking.role in roles))


def _where(view: View, event: Event) -> Html:
    if event.place:
        return html("in {}", actor(view, event.place))
    return quoted(view.reading, event.place_span)


def _role(view: View, role: Role) -> Html:
    where = place(view, role.spans)
    return html('{}: {} <span class="meta">{}</span>', actor(view, role.actor), role_words(view, role), where)


def _note(view: View, note: Note) -> Html:
    where = place(view, note.spans) if note.spans else NOTHING
    return html(
        '<span class="tag">{}</span> {} <span class="meta">{}</span>', note.level, note.message, where
    )
