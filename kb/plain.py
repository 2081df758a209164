"""Reading -> plain words, so that a person can check it against the article, letter for letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from kb.model import Actor, ActorType, Event, Note, Reading, Role, RoleStatus, Span, Statement, When

PRONOUNS = frozenset(("i", "we", "you", "he", "she", "it", "they", "him", "her", "them", "who", "that"))
"""Descriptors of a source that nobody could resolve."""

_CONTROLS = (
    {code: 0x2400 + code for code in range(32)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), "�")
)


def visible(text: str) -> str:
    """`text` with a picture for each control character, so that it can move no cursor and break no line."""
    return text.translate(_CONTROLS)


def count(number: int, noun: str) -> str:
    """`1 statement`, `2 statements`, `1,000 statements`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def to_text(reading: Reading) -> str:
    """The whole reading: what is known of the article, then statements, events, roles and notes."""
    parts = [_heading(reading)]
    parts += [_statement(n, s, reading) for n, s in enumerate(reading.statements, start=1)]
    parts += _section("Events", (_event(event, reading) for event in reading.events))
    parts += _section("Roles", (_role(role, reading) for role in reading.roles))
    parts += _section("Notes", (_note(note, reading) for note in reading.notes))
    return "\n\n".join(parts) + "\n"


def speaker_name(actor: Actor) -> str:
    """Who an actor is in one phrase; a source that is unnamed, unresolved or unstated is marked so."""
    if actor.type is not ActorType.UNNAMED:
        return visible(actor.label)
    if actor.unstated:
        return "(source not stated)"
    unresolved = (actor.descriptor or "").lower() in PRONOUNS
    return f"{visible(actor.label)} ({'unresolved' if unresolved else 'unnamed source'})"


def _heading(reading: Reading) -> str:
    article = reading.article
    known = {
        "title": article.title,
        "date": article.date,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
    }
    lines = [f"{name:<10}{visible(value) if value else 'not known'}" for name, value in known.items()]
    counted = ", ".join(
        count(len(found), noun)
        for found, noun in (
            (reading.statements, "statement"),
            (reading.events, "event"),
            (reading.actors, "actor"),
        )
    )
    return "\n".join([article.id, "=" * len(article.id), *lines, "", counted])


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{title}\n" + indent("\n".join(found), "  ")


def _statement(number: int, statement: Statement, reading: Reading) -> str:
    fields = {
        "who": _who(statement, reading),
        "cue": _quoted(statement.cue, reading),
        "content": _placed(statement.content, reading),
        "how": f"{statement.form} {statement.mode}; {_asserted(statement, reading)}",
        "if": _quoted(_one(statement.condition), reading),
        "when": _when(statement.said_at),
        "about": ", ".join(_name(id, reading) for id in statement.about),
        "within": _number(statement.within, reading),
    }
    lines = [f"  {name:<9}{value}" for name, value in fields.items() if value]
    return "\n".join([f"Statement {number}", *lines])


def _who(statement: Statement, reading: Reading) -> str:
    names = " and ".join(_with_roles(reading.actor(id), reading) for id in statement.speakers)
    return f"{names}, here {_quoted(statement.speaker, reading)}" if statement.speaker else names


def _with_roles(actor: Actor, reading: Reading) -> str:
    roles = [_role_words(role, reading) for role in reading.roles if role.actor == actor.id]
    if actor.affiliation:
        roles.append(f"of {_name(actor.affiliation, reading)}")
    if actor.condition:
        roles.append(_quoted((actor.condition,), reading))
    return speaker_name(actor) + (f", {', '.join(dict.fromkeys(roles))}" if roles else "")


def _event(event: Event, reading: Reading) -> str:
    doers_first = sorted(event.participants, key=lambda participant: participant.role)
    actors = [f"{p.role} {_name(p.actor, reading)}" for p in doers_first]
    details = [
        event.type or "",
        *actors,
        f"at {_place(event, reading)}" if event.place or event.place_span else "",
        _when(event.time),
        _asserted(event, reading),
        f"within {_number(event.within, reading)}" if event.within else "",
    ]
    retold = f", again {_quoted(event.mentions, reading)}" if event.mentions else ""
    return f"{_quoted(event.trigger, reading)}{retold}: {'; '.join(filter(None, details))}"


def _place(event: Event, reading: Reading) -> str:
    words = _quoted(_one(event.place_span), reading)
    return f"{_name(event.place, reading)}, here {words}" if event.place and words else words


def _role(role: Role, reading: Reading) -> str:
    what = [_role_words(role, reading), _when(role.time), f"here {_quoted(role.spans, reading)}"]
    return f"{_name(role.actor, reading)}: {', '.join(filter(None, what))}"


def _role_words(role: Role, reading: Reading) -> str:
    status = "" if role.status is RoleStatus.HELD else f"{role.status} "
    place = f" of {_name(role.organization, reading)}" if role.organization else ""
    return f"{status}{visible(role.role)}{place}"


def _note(note: Note, reading: Reading) -> str:
    where = f": {_quoted(note.spans, reading)}" if note.spans else ""
    return f"{note.level}: {visible(note.message)}{where}"


def _asserted(part: Statement | Event, reading: Reading) -> str:
    sure = part.certainty.value
    if part.certainty_cue:
        sure += f" (by {_quoted(_one(part.certainty_cue), reading)})"
    hedge = f"hedged by {_quoted(_one(part.hedge), reading)}" if part.hedge else ""
    negative = "negative" if part.polarity.value == "negative" else ""
    future = "future" if part.tense.value == "future" else ""
    return ", ".join(filter(None, [sure, negative, future, hedge]))


def _when(when: When) -> str:
    if when.text is None:
        return when.value or ""
    return f"“{visible(when.text)}”, which is {when.value}" if when.value else f"“{visible(when.text)}”"


def _name(id: str, reading: Reading) -> str:
    """A name for an id in `about` or elsewhere: an actor's, or an event's trigger."""
    for event in reading.events:
        if event.id == id:
            return f"the event {_quoted(event.trigger, reading)}"
    return speaker_name(reading.actor(id))


def _number(id: str | None, reading: Reading) -> str:
    numbers = {statement.id: n for n, statement in enumerate(reading.statements, start=1)}
    return "" if id is None else f"statement {numbers[id]}"


def _quoted(spans: tuple[Span, ...], reading: Reading) -> str:
    """The words at `spans` in quote marks, with their places; nothing for no spans."""
    return f"“{visible(reading.words(spans))}” {_places(spans)}" if spans else ""


def _placed(spans: tuple[Span, ...], reading: Reading) -> str:
    """The words at `spans` with no marks but their own, with their places."""
    return f"{visible(reading.words(spans))} {_places(spans)}"


def _places(spans: tuple[Span, ...]) -> str:
    return " ".join(f"[{span.start}-{span.end}]" for span in spans)


def _one(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)
