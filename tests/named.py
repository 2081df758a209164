"""The named queries with every kind of parameter, and their rows so that those of two engines can be compared."""

from __future__ import annotations

from collections.abc import Iterator

from kb import queries
from kb.queries import NamedQuery
from kb.store import Store, Table, text

Params = dict[str, str | int | None]

SETS = {"speakers": "; ", "actors": " ", "agents": "; ", "patients": "; ", "aliases": "; "}
"""Columns that hold several values, in an order that SPARQL leaves open; none at all may be no text or an empty one."""


class Plain:
    """A store without its index, which answers by SPARQL."""

    index = None

    def __init__(self, store: Store) -> None:
        self.base, self.query, self.quads = store.base, store.query, store.quads


def comparable(table: Table) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    rows = []
    for row in table.rows:
        cells: list[object] = []
        for column, term in zip(table.columns, row, strict=True):
            several = SETS.get(column)
            cells.append(sorted(filter(None, text(term).split(several))) if several else term)
        rows.append(tuple(cells))
    return table.columns, rows


def some_params(store: Store, query: NamedQuery) -> Iterator[Params]:
    """No filter, then each parameter by itself, with values of which some are there and some are not."""
    values = {
        "actor": [str(row[0].value) for row in queries.run_all(store, "actors").rows if row[0]][:4],
        "article": [str(row[0].value) for row in queries.run_all(store, "articles").rows if row[0]][:3],
        "date": ["2026-03-04", "2026", "2026-04", "1999-01-01"],
    }
    texts = {
        "publisher": ["the bay", "Nobody"],
        "words": ["PIER", "er", "o", "not to be found", 'a "quote', "%", "Ä"],
        "hedge": ["REPORT"],
    }
    required = {
        p.name: values[p.type][:1] if p.type in values else texts[p.name]
        for p in query.parameters
        if p.required
    }
    least = {name: some[0] for name, some in required.items() if some}
    if len(least) < len(required):
        return
    yield dict(least)
    for parameter in query.parameters:
        if parameter.type == "integer":
            continue
        for value in parameter.choices or values.get(parameter.type) or texts[parameter.name]:
            yield {**least, parameter.name: value}
