"""What a store had recorded at a moment: a copy of it in which everything later is taken back.

as-of/<snapshot>_<moment>/    a store, which readers open like any other

Articles are those recorded by then, earlier versions come from `history/`, decisions are those that stood;
who is who is compared anew. The table of known actors carries no moments, and is today's.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from pyoxigraph import NamedNode, Quad

from kb import history
from kb.errors import QueryError, StoreUnwritable
from kb.model import is_date
from kb.rdf import article_iri, decisions_graph, from_quads, runs_graph
from kb.records import record_of
from kb.store import Store, Table, copy_published, newest_name, open_writer, text
from kb.store.layout import storage_errors
from kb.tracking import first_identities, forget, keys_of, link, texts, uncompared
from kb.vocab import ONR

FOLDER = "as-of"

_DAY = len("2025-12-21")
_AT_ONCE = 50
"""Articles that are taken back in one commit."""


def end_of(when: str) -> str:
    """The last moment that `when` means, in UTC: of a day, a month or a year its end; else the moment itself.

    Raises QueryError for anything but YYYY, YYYY-MM, YYYY-MM-DD or a moment in ISO 8601.
    """
    if not is_date(when):
        raise QueryError(
            f"As of {when!r} is no moment: expected YYYY, YYYY-MM, YYYY-MM-DD or a moment such as"
            " 2025-12-21T18:00:00Z."
        )
    if len(when) > _DAY:
        moment = datetime.fromisoformat(when)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    else:
        moment = _next(when) - timedelta(seconds=1)
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _next(when: str) -> datetime:
    """The first moment after a day, a month or a year."""
    year, month, day = (*map(int, when.split("-")), 0, 0)[:3]
    if day:
        return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)
    if month:
        return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    return datetime(year + 1, 1, 1, tzinfo=UTC)


def as_of(root: Path, moment: str) -> Path:
    """The folder of a store that holds what the store at `root` had recorded at `moment` (see `end_of`).

    Made when it is first asked for, and kept until the store changes. Raises NotAStore, StoreUnwritable.
    """
    state = newest_name(root)
    folder = root / FOLDER / f"{state}_{re.sub('[-:]', '', moment)}"
    if folder.exists():
        return folder
    _tidy(root / FOLDER, state)
    draft = root / FOLDER / f".{uuid4().hex}.draft"
    try:
        copy_published(root, draft, os.link)
        with open_writer(draft, publish_every_s=float("inf")) as store:
            _take_back(store, root, moment)
        with storage_errors(root):
            draft.rename(folder)
    except StoreUnwritable:
        if not folder.exists():  # else somebody else made it meanwhile
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _tidy(folder: Path, state: str) -> None:
    """Remove what was made of an older state."""
    if folder.exists():
        for made in folder.iterdir():
            if not made.name.startswith((state, ".")):
                shutil.rmtree(made, ignore_errors=True)


def _take_back(store: Store, root: Path, moment: str) -> None:
    later = [NamedNode(article) for article in _later(store, moment)]
    for start in range(0, len(later), _AT_ONCE):
        _drop(store, later[start : start + _AT_ONCE])
    for version in _earlier(root, moment):
        _restore(store, version.quads())
    _forget_runs(store, moment)
    _forget_decisions(store, moment)
    link(store)


def _earlier(root: Path, moment: str) -> list[history.Version]:
    """The versions that held then, and were revised or withdrawn since."""
    found: dict[Path, history.Version] = {}
    for version in history.versions(root):
        holds = (version.recorded or "") <= moment < version.until
        # Where it is not known when two of them were recorded, the first to end was the one.
        if holds and version.until < found.get(version.file.parent, _NEVER_ENDING).until:
            found[version.file.parent] = version
    return list(found.values())


_NEVER_ENDING = history.Version(Path(), None, "~")


def _later(store: Store, moment: str) -> list[str]:
    """IRIs of the articles that were recorded later."""
    found = texts(
        store,
        f"""SELECT DISTINCT ?article {{ GRAPH {runs_graph(store.base)} {{ ?article prov:generatedAtTime ?at }}
          FILTER(STR(?at) > "{moment}")
          GRAPH ?article {{ ?article a schema:NewsArticle }} }} ORDER BY ?article""",
    )
    return [article for (article,) in found]


def _drop(store: Store, articles: list[NamedNode]) -> None:
    gone: list[Quad] = []
    keys: list[Quad] = []
    for article in articles:
        identities, compare = forget(store, article)
        gone += [*identities, *record_of(store, article)]
        keys += compare
    store.commit(drop=articles, remove=gone, add=keys)


def _restore(store: Store, quads: list[Quad]) -> None:
    """Put an article and its record back, with actors that are not compared yet."""
    runs = runs_graph(store.base)
    reading = from_quads([quad for quad in quads if quad.graph_name != runs], store.base)
    article = article_iri(reading.article.id, store.base)
    store.commit(remove=record_of(store, article), add=[*quads, *first_identities(reading, store.base)])


def _forget_runs(store: Store, moment: str) -> None:
    """What the graph of runs says of later runs, revisions and withdrawals."""
    runs = runs_graph(store.base)
    later = f'FILTER(STR(?at) > "{moment}")'
    gone = _quads(store, runs, f"?s prov:startedAtTime ?at ; ?p ?o {later}")
    gone |= _quads(store, runs, f"?s a prov:Entity ; prov:invalidatedAtTime ?at ; ?p ?o {later}")
    gone |= _quads(store, runs, f"?o a prov:Entity ; prov:invalidatedAtTime ?at . ?s ?p ?o {later}")
    withdrawn = _quads(store, runs, "?s ?p ?o FILTER(?p IN (prov:invalidatedAtTime, prov:endedAtTime))")
    gone |= {quad for quad in withdrawn if quad.object.value > moment}  # type: ignore[union-attr]
    store.commit(remove=gone)


def _forget_decisions(store: Store, moment: str) -> None:
    """Decisions that were made later go, and those that were taken back later stand again."""
    graph, later = decisions_graph(store.base), f'FILTER(STR(?at) > "{moment}")'
    gone = _quads(store, graph, f"?s a onr:Decision ; prov:generatedAtTime ?at ; ?p ?o {later}")
    back = _quads(store, graph, f"?s prov:invalidatedAtTime ?o . ?s ?p ?o BIND(?o AS ?at) {later}")
    touched = [quad.subject for quad in gone | back]
    actors = {
        text(quad.object)
        for decision in touched
        for quad in _quads(store, graph, f"?s ?p ?o FILTER(?s = {decision})")
        if quad.predicate in (ONR.decidedActor, ONR.decidedSame)
    }
    store.commit(remove=gone | back, add=uncompared(keys_of(store, *actors), store.base))


def _quads(store: Store, graph: NamedNode, where: str) -> set[Quad]:
    found = store.query(f"SELECT DISTINCT ?s ?p ?o {{ GRAPH {graph} {{ {where} }} }}")
    rows = found.rows if isinstance(found, Table) else ()
    return {Quad(s, p, o, graph) for s, p, o in rows}  # type: ignore[arg-type]
