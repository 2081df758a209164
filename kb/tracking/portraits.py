"""The portraits under some name keys, as the store has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal

from kb.model import ActorType, RoleStatus
from kb.rdf import ACTOR_CLASSES, article_id, identities_graph
from kb.store import Reader, Store, Table, text
from kb.tracking.offices import Held
from kb.tracking.portrait import Portrait
from kb.vocab import ONR

TYPES = {node.value: type for type, node in ACTOR_CLASSES.items()}
_NOW = {ONR[RoleStatus.HELD].value, ONR[RoleStatus.ACTING].value}


def portraits(store: Store, keys: Iterable[str]) -> dict[str, list[Portrait]]:
    """Every actor under each of these keys, as its article shows it."""
    keys = list(keys)
    return _asked(store, keys) if store.index is None else _indexed(store.index, store.base, keys)


def _indexed(index: Reader, base: str, keys: list[str]) -> dict[str, list[Portrait]]:
    found: dict[str, list[Portrait]] = {key: [] for key in keys}
    for shown in index.shown(keys):
        held = {Held(role, of, f"{ONR.iri}{status}" in _NOW) for role, status, of in shown.roles}
        found[shown.key].append(
            Portrait(
                actor=shown.actor,
                article=article_id(shown.article, base),
                key=shown.key,
                type=ActorType(shown.type),
                label=shown.label,
                names=frozenset({shown.label, *shown.names}),
                roles=tuple(sorted(held, key=repr)),
                date=shown.date,
                same_as=shown.same_as,
            )
        )
    return found


def _asked(store: Store, keys: list[str]) -> dict[str, list[Portrait]]:
    """The same by SPARQL, where the store has no index."""
    # Only actors of articles have an identity; identities have a name key too.
    graph = identities_graph(store.base)
    where = (
        f"{values(keys)} GRAPH {graph} {{ ?actor onr:nameKey ?key ; onr:identity ?any }} GRAPH ?article {{"
    )
    names = _names(store, where)
    roles = _roles(store, where)
    found: dict[str, dict[str, Portrait]] = defaultdict(dict)
    for key, actor, article, cls, label, date, same_as in texts(
        store,
        f"""SELECT ?key ?actor ?article ?class ?label ?date (MIN(?same) AS ?same_as) {{ {where}
          ?actor a ?class ; skos:prefLabel ?label .
          OPTIONAL {{ ?article onr:edtf ?date }} OPTIONAL {{ ?actor owl:sameAs ?same }} }} }}
        GROUP BY ?key ?actor ?article ?class ?label ?date""",
    ):
        found[key][actor] = Portrait(
            actor=actor,
            article=article_id(article, store.base),
            key=key,
            type=TYPES[cls],
            label=label,
            names=frozenset({label, *names[actor]}),
            roles=tuple(sorted(roles[actor], key=repr)),
            date=date or None,
            same_as=same_as or None,
        )
    return {key: list(found[key].values()) for key in keys}


def _names(store: Store, where: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor, name in texts(store, f"SELECT ?actor ?name {{ {where} ?actor skos:altLabel ?name }} }}"):
        found[actor].add(name)
    return found


def _roles(store: Store, where: str) -> dict[str, set[Held]]:
    found: dict[str, set[Held]] = defaultdict(set)
    for actor, role, status, organization in texts(
        store,
        f"""SELECT ?actor ?role ?status ?of {{ {where}
          ?membership org:member ?actor ; schema:roleName ?role ; onr:roleStatus ?status .
          OPTIONAL {{ ?membership org:organization/skos:prefLabel ?of }} }} }}""",
    ):
        found[actor].add(Held(role, organization or None, status in _NOW))
    return found


def values(keys: Iterable[str]) -> str:
    """A VALUES clause that binds ?key to each."""
    return f"VALUES ?key {{ {' '.join(str(Literal(key)) for key in keys)} }}"


def texts(store: Store, sparql: str) -> list[list[str]]:
    """The rows of a SELECT in plain text; an empty string where there is nothing."""
    found = store.query(sparql)
    return [[text(term) for term in row] for row in (found.rows if isinstance(found, Table) else ())]
