"""A newsroom's decade: real readings, multiplied with other names, days, publishers and ids.

What a copy says, and how long it is, stays as it was read, so that the shape of the data is that of real data.
A quarter of the articles are of one cast, which everybody writes about; the others are of casts that are the
rarer the more there are of them. So a few names stand in very many articles, and most in one or two, as in
news. The same seed always gives the same decade.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from benchmarks.renaming import name_words, renaming
from kb.model import Actor, Article, Event, Note, Reading, Role, Statement, When

FIRST, DAYS = date(2014, 1, 1), 3650
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EVERYBODYS = 0.25
"""Share of the articles that are of the one cast."""
_TOWNS = ("Alder", "Birch", "Cedar", "Dover", "Ellis", "Foxton", "Gorse", "Hazel", "Ivory", "Juniper")
_PAPERS = ("Times", "Post", "Courier", "Herald", "Journal", "Observer", "Star", "Tribune")


class Decade:
    """`count` articles, made of `readings`, in the order of their dates."""

    def __init__(self, readings: Sequence[Reading], count: int, seed: int = 0) -> None:
        self._readings, self._seed = readings, seed
        self._names = name_words(readings)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Reading]:
        return map(self.reading, range(self._count))

    def reading(self, n: int) -> Reading:
        """The article of that number, from 0, whichever were made before."""
        random = Random(f"{self._seed} {n}")  # noqa: S311  a decade is no secret
        old = self._original(n)
        story = f"{self._seed} {_rank(random, self._count) if random.random() > _EVERYBODYS else 0}"
        rename = renaming(old.article.text, self._names, story)
        shift = self._shift(n, old)
        return _copied(old, _article(old.article, n, shift, rename, random), shift, rename)

    def _original(self, n: int) -> Reading:
        """Each once before any is there again."""
        turn, place = divmod(n, len(self._readings))
        order = list(range(len(self._readings)))
        Random(f"{self._seed} turn {turn}").shuffle(order)  # noqa: S311
        return self._readings[order[place]]

    def _shift(self, n: int, old: Reading) -> timedelta:
        """Whole weeks, as its text says "Sunday"."""
        day = FIRST + timedelta(days=DAYS * n // self._count)
        return timedelta(weeks=(day - _first_day(old.article.date or "2015")).days // 7)


def _rank(random: Random, count: int) -> int:
    """From 1 to half of `count`, in proportion to 1 / rank (Zipf)."""
    return int(max(2, count / 2) ** random.random())


def _article(old: Article, n: int, shift: timedelta, rename: Callable[[str], str], random: Random) -> Article:
    town, paper = _TOWNS[int(10 * random.random() ** 2)], _PAPERS[int(8 * random.random() ** 2)]
    return replace(
        old,
        id=f"decade/{n:06d}",
        text=rename(old.text),
        title=None if old.title is None else rename(old.title),
        date=None if old.date is None else f"{_first_day(old.date) + shift}"[: len(old.date)] + old.date[10:],
        publisher=f"{town} {paper}",
        url=f"https://{town.lower()}-{paper.lower()}.example/{n:06d}",
    )


def _copied(old: Reading, article: Article, shift: timedelta, rename: Callable[[str], str]) -> Reading:
    """The reading of the article, which is `old` with other names and days."""
    id = {actor.id: rename(actor.id) for actor in old.actors}

    def ids(olds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(id.get(one, one) for one in olds))

    def known(value: str | None) -> str | None:
        return None if value is None else rename(value)

    def at(when: When) -> When:
        return When(None if when.value is None else _shifted(when.value, shift), known(when.text))

    def actor(one: Actor) -> Actor:
        return replace(
            one,
            id=id[one.id],
            label=rename(one.label),
            aliases=tuple(sorted(map(rename, one.aliases))),
            descriptor=known(one.descriptor),
            affiliation=one.affiliation and id[one.affiliation],
            rank=known(one.rank),
        )

    def role(one: Role) -> Role:
        organization = one.organization and id[one.organization]
        return replace(
            one, actor=id[one.actor], organization=organization, role=rename(one.role), time=at(one.time)
        )

    def statement(one: Statement) -> Statement:
        return replace(one, speakers=ids(one.speakers), about=ids(one.about), said_at=at(one.said_at))

    def event(one: Event) -> Event:
        participants = sorted(replace(p, actor=id[p.actor]) for p in one.participants)
        place = one.place and id[one.place]
        return replace(one, participants=tuple(participants), place=place, time=at(one.time))

    def note(one: Note) -> Note:
        return replace(one, message=rename(one.message))

    return Reading.of(
        article,
        actors=map(actor, old.actors),
        roles=map(role, old.roles),
        statements=map(statement, old.statements),
        events=map(event, old.events),
        notes=map(note, old.notes),
    )


def _first_day(value: str) -> date:
    """Of a year, month, day or moment."""
    return date.fromisoformat(f"{value}-01-01"[:10])


def _shifted(value: str, shift: timedelta) -> str:
    """`value` with every day in it so much later; years and months stay, as the text names them."""
    return _DAY.sub(lambda day: str(date.fromisoformat(day[0]) + shift), value)
