"""What people ask, drawn from what a store holds: popular and rare actors, common and rare words, months.

The same store always gives the same draws.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from kb.store import Store, Table, text

Params = dict[str, str | int | None]

_ACTORS = """SELECT ?actor ?type (COUNT(?shown) AS ?count) {
  GRAPH ?graph { ?shown onr:identity ?actor . ?actor a ?type } } GROUP BY ?actor ?type ORDER BY DESC(?count) ?actor"""
_STATEMENTS = "SELECT ?text { GRAPH ?article { ?s a onr:Statement ; schema:text ?text } } ORDER BY ?s"
_ARTICLES = "SELECT ?article ?published ?name { GRAPH ?article { ?article a schema:NewsArticle ; schema:datePublished ?published ; schema:publisher/skos:prefLabel ?name } } ORDER BY ?article"
_UNNAMED = """SELECT ?who (COUNT(*) AS ?count) { GRAPH ?article { ?source onr:affiliation ?of } GRAPH ?graph { ?of onr:identity ?who } }
  GROUP BY ?who ORDER BY DESC(?count) ?who"""


@dataclass(frozen=True, slots=True)
class Draws:
    """Of each kind, from which values are taken in turn: the popular and the rare alternate."""

    actors: tuple[str, ...]
    persons: tuple[str, ...]
    organizations: tuple[str, ...]
    places: tuple[str, ...]
    affiliations: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    articles: tuple[str, ...]
    publishers: tuple[str, ...]
    months: tuple[tuple[str, str], ...]

    def of(self, query: str, count: int) -> list[Params]:
        """So many parameters for a named query."""
        return list(islice(_DRAWN[query](self), count))


def draw(store: Store) -> Draws:
    random = Random(0)  # noqa: S311  the same draws each time
    actors = _rows(store, _ACTORS)
    persons = [actor for actor, type, _ in actors if type.endswith("/Person")]
    organizations = [actor for actor, type, _ in actors if type.endswith("/Organization")]
    places = [actor for actor, type, _ in actors if type.endswith(("/Country", "/Place"))]
    articles = _rows(store, _ARTICLES)
    said = Counter(word for (words,) in _rows(store, _STATEMENTS) for word in re.findall(r"[a-z]{4,}", words))
    days = sorted(published for _, published, _ in articles)
    return Draws(
        actors=_mixed(persons + organizations, random),
        persons=_mixed(persons, random),
        organizations=_mixed(organizations, random),
        places=_mixed(places, random),
        affiliations=_mixed([who for who, _ in _rows(store, _UNNAMED)] or persons, random),
        words=_mixed([word for word, _ in said.most_common()], random),
        names=_mixed([actor.rpartition("-")[2] for actor in persons], random),
        articles=_mixed([article for article, _, _ in articles], random),
        publishers=_mixed(
            [name for name, _ in Counter(name for _, _, name in articles).most_common()], random
        ),
        months=tuple((f"{day[:7]}-01", f"{day[:7]}-28") for day in random.choices(days, k=20)),
    )


def _mixed(ranked: list[str], random: Random) -> tuple[str, ...]:
    """In turn one of the first ten, one of the upper tenth, and any."""
    tenth = max(1, len(ranked) // 10)
    choices = cycle((ranked[:10], ranked[:tenth], ranked))
    return tuple(random.choice(next(choices)) for _ in range(60))


def _rows(store: Store, sparql: str) -> list[list[str]]:
    found = store.query(sparql)
    return [[text(term) for term in row] for row in (found.rows if isinstance(found, Table) else ())]


Variant = dict[str, str]


def _drawn(*variants: Variant) -> Callable[[Draws], Iterator[Params]]:
    """Parameters in turn of each shape. A shape says of each parameter from which kind it is drawn, or its value."""

    def draws(of: Draws) -> Iterator[Params]:
        kinds = {kind: cycle(values) for kind in _KINDS if (values := getattr(of, kind))}
        for shape in cycle(variants):
            after, before = next(kinds["months"])
            yield {
                name: {"month": after, "month's end": before}.get(kind)
                or (next(kinds[kind]) if kind in kinds else kind)
                for name, kind in shape.items()
            }

    return draws


_KINDS = tuple(Draws.__dataclass_fields__)
_MONTH = {"after": "month", "before": "month's end"}
_DRAWN = {
    "about": _drawn({"actor": "actors"}, {"actor": "actors", **_MONTH}),
    "actors": _drawn({}, {"words": "names"}, {"type": "person"}, {"actor": "actors"}, {"type": "unnamed"}),
    "articles": _drawn({}, {"words": "words"}, {"publisher": "publishers"}, _MONTH),
    "counts": _drawn({}),
    "cues": _drawn({}, {"speaker": "actors"}, {"mode": "thought"}),
    "events": _drawn(
        {}, {"actor": "actors"}, {"place": "places"}, {"words": "words"}, {"type": "CONSULT"}, _MONTH
    ),
    "hedged": _drawn({}, {"hedge": "allegedly"}, _MONTH),
    "identity": _drawn({"actor": "actors"}),
    "most-quoted": _drawn({}, {"type": "person"}, {"publisher": "publishers"}, _MONTH),
    "newest": _drawn({}),
    "notes": _drawn({}, {"article": "articles"}),
    "publishers": _drawn({}),
    "roles": _drawn({}, {"actor": "actors"}, {"organization": "organizations"}, {"words": "director"}),
    "said-by": _drawn({"speaker": "actors"}, {"speaker": "persons", **_MONTH}),
    "statements-in": _drawn({"article": "articles"}),
    "statements": _drawn(
        {},
        {"speaker": "actors"},
        {"words": "words"},
        {"publisher": "publishers"},
        {"speaker": "actors", "form": "direct"},
        {"certainty": "possible", **_MONTH},
    ),
    "unnamed-sources": _drawn({}, {"affiliation": "affiliations"}, {"words": "official"}),
    "who-said": _drawn({"words": "words"}, {"words": "words", **_MONTH}, {"words": "names"}),
}
