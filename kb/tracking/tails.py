"""What identities are called in IRIs: the shortest name that tells each from its namesakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.model import ActorType, digest, slug
from kb.tracking.identify import Identity
from kb.tracking.naming import person_name


def tails(identities: Iterable[Identity]) -> dict[Identity, str]:
    """`person/ron-hale` for each identity; `person/ron-hale-senator` where there are two.

    Whom a person set apart leaves the short name to the other.
    """
    choices = {identity: _choices(identity) for identity in identities}
    taken = Counter(choice for one, all in choices.items() if not one.apart for choice in all)
    found = {one: _free(all, taken, 1) for one, all in choices.items() if not one.apart}
    for one, all in choices.items():
        if one.apart:
            found[one] = _free(all, taken, 0)
            taken[found[one]] += 1
    return found


def _free(choices: list[str], taken: Counter[str], times: int) -> str:
    return next((choice for choice in choices if taken[choice] == times), choices[-1])


def _choices(identity: Identity) -> list[str]:
    """From the shortest to one that nobody else has."""
    first, _ = identity.members[0]
    label = identity.label
    short = _short(label) if first.type is ActorType.PERSON else label
    roles = sorted({held.role for portrait, _ in identity.members for held in portrait.roles})
    elsewhere = (first.same_as or "").rstrip("/").rpartition("/")[2]
    telling = [*roles, *filter(None, [elsewhere]), digest(first.actor)]
    longer = [short, label, *(f"{label} {more}" for more in telling)]
    return list(dict.fromkeys(f"{first.type}/{slug(name)}" for name in longer))


def _short(label: str) -> str:
    """Given name, surname and suffix."""
    name = person_name(label)
    return " ".join(filter(None, (name.given, name.surname, name.suffix)))
