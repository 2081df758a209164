"""What people decided about who is who, and what a table of known actors says: both outrank the evidence."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kb.errors import SourceError
from kb.model import ActorType
from kb.tracking.identify import Identity
from kb.tracking.naming import fold, name_key
from kb.tracking.portrait import Portrait

_QID = re.compile(r"Q[1-9]\d*")
_COLUMNS = ("name", "aliases", "qid")


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on actors of articles, which they can take back.

    Attributes:
        actor: IRI of the actor in an article.
        same_as: IRI of another that is the same; None where `actor` is nobody else that we know.
        made_at: moment in UTC, ISO 8601, ending in Z.
    """

    id: str
    actor: str
    same_as: str | None
    because: str | None
    made_at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of known actors."""

    name: str
    aliases: tuple[str, ...]
    wikidata: str

    @property
    def names(self) -> frozenset[str]:
        """All its names, folded."""
        return frozenset(map(fold, (self.name, *self.aliases)))

    @property
    def keys(self) -> set[str]:
        """The name keys of persons and organizations of these names; the table does not say which it is."""
        types = (ActorType.PERSON, ActorType.ORGANIZATION)
        return {name_key(type, name) for type in types for name in (self.name, *self.aliases)}


def read_table(path: Path) -> list[Entry]:
    """The entries of a CSV file with the columns name, aliases (several are parted by `|`) and QID.

    Raises SourceError, which says the line, for a file that cannot be read, lacks a column or a name, or has
    a QID that is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = {(column or "").strip().casefold(): column for column in rows.fieldnames or ()}
            if missing := [column for column in _COLUMNS if column not in columns]:
                lacks = " and no ".join(missing)
                raise SourceError(f"{path} has no column {lacks}: its first line should be name,aliases,QID.")
            return [
                _entry(path, rows.line_num, *((row[columns[column]] or "").strip() for column in _COLUMNS))
                for row in rows
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path} cannot be read as a table in UTF-8: {error}.") from error


def decide(identities: Iterable[Identity], decisions: Iterable[Decision]) -> list[Identity]:
    """The identities as people want them; of decisions, oldest first, a later one outranks an earlier."""
    found = list(identities)
    for decision in decisions:
        because = f": {decision.because}" if decision.because else ""
        one, other = _with(decision.actor, found), _with(decision.same_as, found)
        if one is None:
            continue
        if decision.same_as is None:
            found += _set_apart(
                one, decision.actor, f"set apart by a person, {decision.made_at[:10]}{because}"
            )
        elif other is not None and other is not one:
            found.remove(one)
            reason = f"joined by a person, {decision.made_at[:10]}{because}"
            other.called = other.label
            for portrait, evidence in one.members:
                other.add(portrait, reason if portrait.actor == decision.actor else evidence)
    return found


def recognize(identities: list[Identity], entries: Iterable[Entry]) -> list[Identity]:
    """The identities, those of one entry joined and known as what the table calls them.

    Namesakes whom the evidence tells apart get none, as the table does not say which of them it means; nor
    does whoever bears a name of two entries. A surname that the table lists is that one's.
    """
    entries = list(entries)
    owners = Counter(name for entry in entries for name in entry.names)
    found = list(identities)
    for entry in entries:
        names = {name for name in entry.names if owners[name] == 1}
        named = [one for one in found if not names.isdisjoint(_names(one))]
        if any(not _full(one).isdisjoint(_full(other)) for one, other in combinations(named, 2)):
            continue
        for other in named[1:]:
            found.remove(other)
            for portrait, _ in other.members:
                named[0].add(
                    portrait,
                    f"“{portrait.label}” is {entry.name} ({entry.wikidata}) in the table of known actors",
                )
        for one in named[:1]:
            one.called, one.item = entry.name, entry.wikidata
    return found


def _names(identity: Identity) -> frozenset[str]:
    """The fullest name that each article has, folded."""
    return frozenset(fold(portrait.label) for portrait, _ in identity.members)


def _full(identity: Identity) -> frozenset[str]:
    """Those names that mean somebody outside of their article too."""
    return frozenset(fold(portrait.label) for portrait, _ in identity.members if not portrait.is_only_here)


def _with(actor: str | None, identities: list[Identity]) -> Identity | None:
    return next((one for one in identities if any(p.actor == actor for p, _ in one.members)), None)


def _set_apart(identity: Identity, actor: str, reason: str) -> list[Identity]:
    taken: list[Portrait] = [portrait for portrait, _ in identity.members if portrait.actor == actor]
    if len(identity.members) == 1:
        return []
    identity.members[:] = [(p, evidence) for p, evidence in identity.members if p.actor != actor]
    apart = Identity(apart=True)
    apart.add(taken[0], reason)
    return [apart]


def _entry(path: Path, line: int, name: str, aliases: str, qid: str) -> Entry:
    if not name:
        raise SourceError(f"{path}, line {line}, has no name. Give one, or take the line out.")
    if not _QID.fullmatch(qid):
        raise SourceError(f"{path}, line {line}: {qid!r} is no Wikidata item such as Q42.")
    return Entry(name, tuple(alias.strip() for alias in aliases.split("|") if alias.strip()), qid)
