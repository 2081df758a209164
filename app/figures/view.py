"""What of a reading is shown, and the words that several figures use for its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.figures.html import NOTHING, Html, html, joined
from app.figures.links import Links, link
from kb.model import Reading, Role, Span, Statement, When
from kb.plain import speaker_name
from kb.rdf import actor_iri


@dataclass(frozen=True, slots=True)
class View:
    """A reading as a person looks at it.

    Attributes:
        links: where its parts lead; None while it is not stored, when they lead nowhere.
        statement: the one that is pointed out.
        at: a stretch of the text that is pointed out.
    """

    reading: Reading
    links: Links | None = None
    statement: Statement | None = None
    at: Span | None = None


def names(reading: Reading, statement: Statement) -> str:
    """Whom a statement is attributed to; who is unnamed, unresolved or unstated is marked so."""
    return " and ".join(speaker_name(reading.actor(id)) for id in statement.speakers)


def actor(view: View, id: str) -> Html:
    """An actor's name, leading to their page."""
    one = view.reading.actor(id)
    name = html("{}", speaker_name(one))
    if view.links is None:
        return name
    return link(view.links.actor(actor_iri(one, view.reading.article.id, view.links.base).value), name)


def actors(view: View, ids: Iterable[str], between: str = ", ") -> Html:
    return joined((actor(view, id) for id in ids), between)


def place(view: View, spans: tuple[Span, ...], label: object = "in the text") -> Html:
    """`label`, leading to the place in the text."""
    if view.links is None or not spans:
        return html("{}", label)
    at = f"{spans[0].start}-{spans[-1].end}"
    return link(view.links.article(view.reading.article.id, at=at), label)


def role_words(view: View, role: Role) -> Html:
    status = "" if role.status == "held" else f"{role.status} "
    of = html(" of {}", actor(view, role.organization)) if role.organization else NOTHING
    return html("{}{}{}", status, role.role, of)


def time_words(when: When) -> Html:
    """The words for a time, and what they stand for where that is known and not the same."""
    if when.text and when.value and when.value not in when.text:
        return html("“{}”, that is {}", when.text, when.value)
    return html("“{}”", when.text) if when.text else html("{}", when.value or "")


def quoted(reading: Reading, span: Span | None) -> Html:
    return html("“{}”", span.of(reading.article.text)) if span else NOTHING
