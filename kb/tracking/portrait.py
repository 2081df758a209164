"""An actor as one article shows them: all there is to tell whether two articles mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kb.model import ActorType
from kb.tracking.naming import BodyName, Name, PersonName, body_name, fold, person_name
from kb.tracking.offices import Held, exclude, same_role

_PLACES = (ActorType.PLACE, ActorType.COUNTRY)
_KEPT = 65_536
_CAREER = 1826
"""Days in which nobody changes from an office of one field to one of another."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person or an organization in one article.

    Attributes:
        actor: IRI of the actor in the article; `article` is the article's id.
        key: the name key under which it is compared.
        label: the fullest name there; `names` has all of them.
        date: the article's, in ISO 8601, where it is known.
        same_as: IRI of the Wikidata item or GeoNames feature that the gazetteer has for it.
    """

    actor: str
    article: str
    key: str
    type: ActorType
    label: str
    names: frozenset[str] = frozenset()
    roles: tuple[Held, ...] = ()
    date: str | None = None
    same_as: str | None = None

    @property
    def name(self) -> Name:
        """Its parts; a place's are those of a body that nothing abbreviates."""
        return person_name(self.label) if self.type is ActorType.PERSON else body_name(self.label)

    @property
    def order(self) -> tuple[str, str]:
        """The oldest article first; those without a date last."""
        return self.date or "~", self.actor

    @property
    def fullness(self) -> int:
        """How much the name tells: 0 for a surname or initials alone, more for middle names and the like."""
        return self.name.fullness

    @property
    def is_surname(self) -> bool:
        return self.type is ActorType.PERSON and self.fullness == 0

    @property
    def is_only_here(self) -> bool:
        """Whether the name by itself means nobody outside of its article: a surname, "the state Senate"."""
        return self.is_surname or (isinstance(self.name, BodyName) and self.name.relative)

    def may_be(self, other: Portrait) -> bool:
        """Whether one actor can bear both names."""
        mine, theirs = self.name, other.name
        items = {self.same_as, other.same_as}
        # Paris in Texas, Paris in France, and Paris, nobody knows which; a person may lack an item.
        if len(items if self.type in _PLACES else items - {None}) > 1:
            return False
        if isinstance(mine, PersonName) and isinstance(theirs, PersonName):
            return mine.fits(theirs)
        return isinstance(mine, BodyName) and isinstance(theirs, BodyName) and mine.fits(theirs)

    def is_named_by(self, other: Portrait) -> bool:
        """Whether the names are one: for initials, an article has to give them beside the full name."""
        if isinstance(self.name, PersonName) or isinstance(other.name, PersonName):
            return True
        either = fold(self.label) in map(fold, other.names) or fold(other.label) in map(fold, self.names)
        return self.name.name == other.name.name or either

    def is_called(self, other: Portrait) -> bool:
        """Whether both have the very same name."""
        return fold(self.label) == fold(other.label)

    def days_from(self, other: Portrait) -> int | None:
        """Days between the two articles; None where one has no day."""
        one, another = _day(self.date), _day(other.date)
        return None if one is None or another is None else abs(one - another)

    def is_within(self, days: int, other: Portrait) -> bool:
        apart = self.days_from(other)
        return apart is not None and apart <= days

    def shares_role(self, other: Portrait) -> str | None:
        """A role that both have, in this one's words."""
        return _shared(self.roles, other.roles)

    def excludes(self, other: Portrait) -> bool:
        """Whether the two hold offices that nobody holds at once, whenever that was."""
        return _excluded(self.roles, other.roles) is not None

    def contradicts(self, other: Portrait) -> str | None:
        """Which offices the two hold that nobody holds at once; None where there are none."""
        excluded = _excluded(self.roles, other.roles)
        if excluded is None:
            return None
        days = self.days_from(other)
        if days is not None and days > _CAREER:
            return None
        one, another = excluded
        return f"apart from {other.label}: nobody is {one} and {another} at once"


# Articles repeat each other's roles and days: what was worked out once is kept.
@lru_cache(_KEPT)
def _shared(mine: tuple[Held, ...], theirs: tuple[Held, ...]) -> str | None:
    return next((a.role for a in mine for b in theirs if same_role(a, b)), None)


@lru_cache(_KEPT)
def _excluded(mine: tuple[Held, ...], theirs: tuple[Held, ...]) -> tuple[str, str] | None:
    return next(((a.role, b.role) for a in mine for b in theirs if exclude(a, b)), None)


@lru_cache(_KEPT)
def _day(value: str | None) -> int | None:
    """The number of the day; None where the date has none."""
    return date.fromisoformat(value[:10]).toordinal() if value and len(value) >= len("2025-01-01") else None
