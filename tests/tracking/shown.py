"""Portraits for tests, from a line each. All text here is our own."""

from __future__ import annotations

from kb.model import ActorType
from kb.tracking.naming import name_key
from kb.tracking.offices import Held
from kb.tracking.portrait import Portrait


def shown(
    label: str,
    date: str | None = None,
    *roles: str | Held,
    article: str | None = None,
    type: ActorType = ActorType.PERSON,
    also: tuple[str, ...] = (),
) -> Portrait:
    """Somebody as an article of that date shows them; without an id, the article is one of its own."""
    where = article or f"{label}-{date}-{len(roles)}".replace(" ", "-").lower()
    return Portrait(
        actor=f"https://w3id.org/onrecord/id/article/{where}/actor/{type}/{label.replace(' ', '-').lower()}",
        article=where,
        key=name_key(type, label),
        type=type,
        label=label,
        names=frozenset({label, *also}),
        roles=tuple(role if isinstance(role, Held) else Held(role) for role in roles),
        date=date,
    )


def body(
    label: str, date: str | None = None, *, article: str | None = None, also: tuple[str, ...] = ()
) -> Portrait:
    """An organization."""
    return shown(label, date, article=article, type=ActorType.ORGANIZATION, also=also)
