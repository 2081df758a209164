"""What a store knows of its articles: which text it has, read by whom, recorded when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Quad

from kb.model import Article, digest
from kb.rdf import article_id, article_iri, from_quads, runs_graph
from kb.store import Store, Table, text
from kb.vocab import PROV

_METADATA = ("title", "date", "publisher", "author", "url", "language")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has under an id: the digest of the text, and that of the reader that read it.

    `metadata` is the digest of what is known beside the text; None where that is quickly asked one by one.
    """

    sha256: str
    reader: str
    metadata: str | None = None


def stored_article(store: Store, id: str) -> Article:
    """The article of that id as the store has it, without what was read from it. Raises MappingError."""
    node = article_iri(id, store.base)
    found = store.query(
        f"""SELECT ?s ?p ?o WHERE {{ GRAPH {node} {{
          {{ ?s ?p ?o FILTER(?s = {node}) }} UNION {{ {node} schema:publisher ?s . ?s ?p ?o }} }} }}"""
    )
    rows = found.rows if isinstance(found, Table) else ()
    return from_quads((Quad(s, p, o, node) for s, p, o in rows), store.base).article  # type: ignore[arg-type]


def record_of(store: Store, article: NamedNode) -> list[Quad]:
    """What the graph of runs says now about when an article was recorded, by which run, and withdrawn."""
    runs = runs_graph(store.base)
    found = store.query(f"SELECT ?p ?o WHERE {{ GRAPH {runs} {{ {article} ?p ?o }} }}")
    current = (PROV.generatedAtTime, PROV.wasGeneratedBy, PROV.invalidatedAtTime)
    rows = found.rows if isinstance(found, Table) else ()
    return [Quad(article, p, o, runs) for p, o in rows if p in current]  # type: ignore[arg-type]


def now() -> str:
    """The present moment in UTC, to the second, ending in Z."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def last_record(store: Store) -> str | None:
    """The latest moment at which an article was recorded or withdrawn, as `now` writes it."""
    withdrawn = _latest(store, PROV.invalidatedAtTime)
    if store.index is not None:
        recorded = store.index.last_recorded()
    else:
        recorded = _latest(store, PROV.generatedAtTime)
    return max(filter(None, (withdrawn, recorded)), default=None)


def _latest(store: Store, predicate: NamedNode) -> str | None:
    found = store.query(
        f"SELECT (MAX(?at) AS ?last) {{ GRAPH {runs_graph(store.base)} {{ ?any {predicate} ?at }} }}"
    )
    return (text(found.rows[0][0]) or None) if isinstance(found, Table) and found.rows else None


def known_articles(store: Store) -> dict[str, Known]:
    """Every article that the store has, by id; one without a record has no reader."""
    if store.index is not None:
        return {
            article_id(iri, store.base): Known(sha256, reader or "")
            for iri, sha256, reader in store.index.read_by()
        }
    runs = runs_graph(store.base)
    found = store.query(
        f"""SELECT ?article ?sha256 ?reader ?title ?date ?publisher ?author ?url ?language WHERE {{
          GRAPH ?article {{ ?article a schema:NewsArticle ; onr:sha256 ?sha256 ; schema:inLanguage ?language
            OPTIONAL {{ ?article schema:headline ?title }}
            OPTIONAL {{ ?article onr:edtf ?date }}
            OPTIONAL {{ ?article schema:publisher/skos:prefLabel ?publisher }}
            OPTIONAL {{ ?article schema:author ?author }}
            OPTIONAL {{ ?article schema:url ?url }} }}
          OPTIONAL {{ GRAPH {runs} {{
            ?article prov:wasGeneratedBy/prov:wasAssociatedWith/onr:modelDigest ?reader }} }} }}"""
    )
    rows = found.rows if isinstance(found, Table) else ()
    return {
        article_id(text(article), store.base): Known(text(sha), text(reader), digest(*map(text, about)))
        for article, sha, reader, *about in rows
    }


def has(store: Store, known: Known | None, article: Article, reader: str) -> bool:
    """Whether what is known under the article's id is this very article, read by that very reader."""
    if known is None or (known.sha256, known.reader) != (article.sha256, reader):
        return False
    if known.metadata is None:
        return stored_article(store, article.id) == article
    return known.metadata == digest(*(getattr(article, name) or "" for name in _METADATA))
