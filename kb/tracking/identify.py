"""Portraits that may show one actor -> who is who, with the evidence for each.

Pure, and independent of the order in which articles came in: the portraits are taken by the date of their
article, those with the fullest names first. Each joins the identity that its name fits and nothing
contradicts. Where several are left, the very name, a shared role, or being named far more often chooses; a
surname joins nothing that only the name speaks for. Whoever cannot be told stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import permutations

from kb.tracking.naming import Name, PersonName, fold
from kb.tracking.portrait import Portrait

_NEAR = 365
"""Days within which a surname alone means the only one who is known to bear it."""
_FAR_MORE = 5
"""So many times as often as all others of the name: then a surname alone means this one."""


@dataclass(slots=True, eq=False)
class Identity:
    """One actor across articles: the portraits that show it, each with the evidence for that, in words.

    Attributes:
        called: the name that a person or a table of known actors gives it.
        item: its Wikidata item in that table.
        apart: whether a person set it apart from its namesakes.
    """

    members: list[tuple[Portrait, str]] = field(default_factory=list)
    called: str | None = None
    item: str | None = None
    apart: bool = False
    _telling: dict[object, Portrait] = field(default_factory=dict)
    _named: dict[object, Portrait] = field(default_factory=dict)
    _in_office: dict[object, Portrait] = field(default_factory=dict)

    def add(self, portrait: Portrait, evidence: str) -> None:
        self.members.append((portrait, evidence))
        named = portrait.label, portrait.names
        self._telling[named, portrait.roles, (portrait.date or "")[:4]] = portrait
        self._named.setdefault((named, portrait.same_as), portrait)
        self._in_office.setdefault(portrait.roles, portrait)

    @property
    def telling(self) -> Iterable[Portrait]:
        """The members that say different things: of those with the same names and roles, one a year."""
        return self._telling.values()

    @property
    def named(self) -> Iterable[Portrait]:
        """One member for each way in which it is named."""
        return self._named.values()

    def may_be_apart(self, portrait: Portrait) -> bool:
        """Whether some roles of members are none that who is in the portrait's can have as well."""
        return bool(portrait.roles) and any(map(portrait.excludes, self._in_office.values()))

    @property
    def label(self) -> str:
        """The name that most articles give in full, unless it is called something else.

        Of several names given as often, it is the one that sorts first.
        """
        if self.called is not None:
            return self.called
        labels = Counter(p.label for p, _ in self.members if not p.is_surname)
        labels = labels or Counter(p.label for p, _ in self.members)
        return min(labels, key=lambda label: (-labels[label], label))


def identify(portraits: Iterable[Portrait]) -> list[Identity]:
    """Who the portraits of one name key show. Each is a member of exactly one identity."""
    portraits = sorted(portraits, key=lambda p: (-p.fullness, p.order))
    told_apart = _told_apart(portraits)
    found: list[Identity] = []
    for portrait in portraits:
        called = [one for one in found if _is_called(portrait, one, told_apart)]
        identity, evidence = _place(portrait, called)
        if identity is None:
            found.append(identity := Identity())
        identity.add(portrait, evidence)
    return found


def _told_apart(portraits: list[Portrait]) -> set[PersonName]:
    """Names with a suffix that an article has beside the same without: "Donald Trump", "Donald Trump Jr."."""
    by_article: dict[str, list[PersonName]] = defaultdict(list)
    for portrait in portraits:
        if isinstance(portrait.name, PersonName) and portrait.name.given:
            by_article[portrait.article].append(portrait.name)
    pairs = (pair for names in by_article.values() for pair in permutations(names, 2))
    return {one for one, other in pairs if one.suffix and one.suffix != other.suffix and one.fits(other)}


def _is_called(portrait: Portrait, identity: Identity, told_apart: set[PersonName]) -> bool:
    return (
        all(portrait.may_be(other) for other in identity.named)
        and any(portrait.is_named_by(other) for other in identity.named)
        and not (
            told_apart and any(_are_apart(portrait.name, other.name, told_apart) for other in identity.named)
        )
    )


def _are_apart(one: Name, other: Name, told_apart: set[PersonName]) -> bool:
    if not isinstance(one, PersonName) or not isinstance(other, PersonName) or one.suffix == other.suffix:
        return False
    return any(told.fits(name) and told.suffix == name.suffix for told in told_apart for name in (one, other))


def _place(portrait: Portrait, called: list[Identity]) -> tuple[Identity | None, str]:
    """The identity that the portrait joins, and why; or None, and why it stays by itself."""
    fitting = [one for one in called if not _contradiction(portrait, one)]
    if not called:
        return None, f"the first called {portrait.label}"
    if not fitting:
        return None, "; ".join(filter(None, (_contradiction(portrait, one) for one in called)))
    chosen, reason = _choose(portrait, fitting)
    if chosen is None:
        names = ", ".join(sorted({one.label for one in fitting}))
        return None, f"the name alone does not tell: may be {names}"
    return chosen, _evidence(portrait, chosen) + reason


def _choose(portrait: Portrait, fitting: list[Identity]) -> tuple[Identity | None, str]:
    """The one that is left when evidence has chosen, with what is to be said of the choice."""
    if not portrait.is_surname:
        very = _only(fitting, lambda one: any(p.is_called(portrait) for p in one.named))
        if very or len(fitting) == 1:
            return very or fitting[0], ""
    sharing = _only(fitting, lambda one: any(portrait.shares_role(p) for p in one.telling))
    if sharing:
        return sharing, ""
    known = [one for one in fitting if not all(p.is_surname for p in one.named)]
    if len(known) == 1 and any(portrait.is_within(_NEAR, p) for p in known[0].telling):
        return known[0], "; nobody else of that name is known"
    total = sum(len(one.members) for one in known)
    leading = _only(known, lambda one: len(one.members) >= _FAR_MORE * max(1, total - len(one.members)))
    return leading, "; named far more often than others of that name"


def _only(identities: list[Identity], fits: Callable[[Identity], bool]) -> Identity | None:
    left = [one for one in identities if fits(one)]
    return left[0] if len(left) == 1 else None


def _contradiction(portrait: Portrait, identity: Identity) -> str | None:
    if not identity.may_be_apart(portrait):  # nearly always, and quickly seen
        return None
    return next(filter(None, map(portrait.contradicts, identity.telling)), None)


def _evidence(portrait: Portrait, identity: Identity) -> str:
    """What ties the portrait to the member most like it: a shared role first, then the nearest in time."""
    alike = [p for p in identity.telling if portrait.shares_role(p)] or list(identity.telling)
    nearest = min(alike, key=lambda p: (portrait.days_from(p) or 0, p.order))
    role, days = portrait.shares_role(nearest), portrait.days_from(nearest)
    same = fold(portrait.label) == fold(nearest.label)
    parts = [
        "same name" if same else f"“{portrait.label}” can be “{nearest.label}”",
        f"same role ({role})" if role else None,
        None if days is None else _apart_by(days),
    ]
    return f"{', '.join(filter(None, parts))}: {nearest.article}"


def _apart_by(days: int) -> str:
    return "the same day" if days == 0 else "1 day apart" if days == 1 else f"{days} days apart"
