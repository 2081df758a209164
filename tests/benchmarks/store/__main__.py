"""How fast and how large a store of realistic size is, beside peers in the same run.

    PYTHONPATH=tests python -m benchmarks.store [--quads 1m] [--only queries,export] [--json FILE]

The store is made for the run (see `benchmarks.filled`), or is one that is there (`--store DIR`), which is
copied before it is changed. The articles come from ONRECORD_CORPORA.

The peers are rdflib's Dataset in memory, which has the same quads or fewer (`--peer-quads 100k`), is asked
what 20 seconds allow, once at least, and stopped after `--cap` seconds; and `oxigraph serve` on loopback where
it is installed. "error" is what rdflib cannot answer (GROUP_CONCAT(DISTINCT ?x) where ?x is not bound). They keep quads and no more: that an article is added means for them that its quads are in, for us that its
actors are compared, too, and readers see it. A ratio above 1 is in our favour. It takes long: about as many
minutes as rdflib has queries that it does not answer. Sections:

    loading   in bulk, and article by article
    changing  adding, replacing and removing an article of the full store
    starting  cold start of `kb query` and of the dashboard
    size      memory and disk
    queries   every named query, with draws of popular and rare parameters
    pages     what the pages of the dashboard ask
    search    words in statements
    export    the whole store in every format
    validate  the whole store; pySHACL over one graph of all is extrapolated from a part
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import corpora
from benchmarks.filled import articles_of, fill
from benchmarks.filled import size as quads_of
from benchmarks.sample import Sample, sample
from benchmarks.store import asking, changing, starting, taking
from benchmarks.store.figures import PEERS, Figure, plain, table
from benchmarks.store.subject import Bench, Subject, subject, with_peers
from benchmarks.tables import show

SECTIONS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "loading": changing.loading,
    "changing": changing.changing,
    "starting": starting.starting,
    "size": starting.holding,
    "queries": asking.named,
    "pages": asking.pages,
    "search": asking.searching,
    "export": taking.exporting,
    "validate": taking.validating,
}


def measure(options: argparse.Namespace) -> None:
    found = sample(corpora.corpora(options.corpora), options.reader)
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        ours = _subject(options.store, options.quads, found, folder)
        theirs = _subject(None, options.peer_quads, found, folder) if options.peer_quads else ours
        bench = Bench(ours, theirs, found, folder, options.draws, options.cap)
        results: dict[str, list[Figure]] = {}
        with with_peers(bench, options.peers) as ready:
            for section in options.only:
                results[section] = _section(section, ready, options)
                if options.json:  # after each, as there is an hour of them
                    options.json.write_text(_json(bench, results), encoding="utf-8")


def _json(bench: Bench, results: dict[str, list[Figure]]) -> str:
    ours, theirs = bench.subject, bench.rdflib_subject
    about = {"quads": ours.quads, "articles": ours.articles, "rdflib_quads": theirs.quads}
    figures = {name: plain(found) for name, found in results.items()}
    return json.dumps({"about": about, "figures": figures}, indent=1) + "\n"


def _section(name: str, bench: Bench, options: argparse.Namespace) -> list[Figure]:
    figures = list(SECTIONS[name](bench))
    ours, theirs = bench.subject, bench.rdflib_subject
    sizes = {"rdflib": "" if theirs is ours else f"({theirs.quads:,} quads)", "served": ""}
    title = f"{name}: {ours.articles:,} articles, {ours.quads:,} quads"
    show([table(title, figures, sizes)], markdown=options.markdown)
    sys.stdout.flush()
    return figures


def _subject(path: Path | None, quads: str, found: Sample, folder: Path) -> Subject:
    if path is None:
        path = folder / f"store-{quads}"
        fill(path, found, articles_of(quads_of(quads)))
    return subject(path, folder)


def _list(known: list[str]) -> Callable[[str], list[str]]:
    def parsed(words: str) -> list[str]:
        names = [name for name in words.split(",") if name]
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: use some of {','.join(known)}")
        return names

    return parsed


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--quads", default="1m", help="about so many: 100k, 1m, 5m")
    parser.add_argument("--store", type=Path, metavar="DIR", help="measure this one instead of making one")
    parser.add_argument("--peer-quads", help="so many for rdflib, instead of the same")
    parser.add_argument("--peers", type=_list(list(PEERS)), default=list(PEERS), help=",".join(PEERS))
    parser.add_argument("--only", type=_list(list(SECTIONS)), default=list(SECTIONS), help="sections")
    parser.add_argument("--draws", type=int, default=20, metavar="N", help="of each query")
    parser.add_argument("--cap", type=float, default=120, metavar="S", help="seconds for one thing of a peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return corpora.run(measure, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
