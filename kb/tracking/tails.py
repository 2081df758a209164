"""What identities are called in IRIs: the shortest name that tells each from its namesakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.model import ActorType, digest, slug
from kb.tracking.identify import Identity
from kb.tracking.naming import person_name


def tails(identities: Iterable[Identity]) -> dict[Identity, str]:
    """`person/ron-johnson` for each identity; `person/ron-johnson-senator` where there are two."""
    choices = {identity: _choices(identity) for identity in identities}
    taken = Counter(choice for all in choices.values() for choice in all)
    return {
        identity: next((choice for choice in all if taken[choice] == 1), all[-1])
        for identity, all in choices.items()
    }


def _choices(identity: Identity) -> list[str]:
    """From the shortest to one that nobody else has."""
    first, _ = identity.members[0]
    label = identity.label
    short = _short(label) if first.type is ActorType.PERSON else label
    roles = sorted({held.role for portrait, _ in identity.members for held in portrait.roles})
    longer = [short, label, *(f"{label} {role}" for role in roles), f"{label} {digest(first.actor)}"]
    return list(dict.fromkeys(f"{first.type}/{slug(name)}" for name in longer))


def _short(label: str) -> str:
    """Given name, surname and suffix."""
    name = person_name(label)
    return " ".join(filter(None, (name.given, name.surname, name.suffix)))
