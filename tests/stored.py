"""Readings in a store, their actors compared, as `kb add` leaves them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from kb.model import Reading
from kb.rdf import to_quads
from kb.store import Store
from kb.tracking import first_identities, link


def put(store: Store, readings: Iterable[Reading], extra: Iterable[Quad] = ()) -> None:
    """Commit the readings, and whatever else, and compare their actors."""
    for reading in readings:
        store.commit(add=[*to_quads(reading, store.base), *first_identities(reading, store.base)])
    store.commit(add=extra)
    link(store)
