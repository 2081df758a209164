"""Where quads are kept: an embedded Oxigraph behind the `Store` protocol.

    with open_writer(path) as store:        # one at a time
        store.commit(drop=[graph], add=quads)
    with open_snapshot(path) as store:      # as many as you like, beside a writer
        store.query("SELECT …")

A store is a folder:

    onrecord.json   format number, base IRI, and which store it is
    db/             the database that the writer works on
    snapshots/      immutable copies of it (hard links), which readers open
    index.sqlite    what the named queries ask, made of the quads (see `kb.store.index`)
    current         the name of the newest snapshot
    .unpublished    what was committed since, for whoever comes after a writer that was killed

A commit is in `db/` when `commit` returns, and survives the death of the process; readers see it with the
next snapshot and the index that goes with it. A store on a server is in `kb.store.remote`. SPARQL typed by
a person goes through `run_untrusted`, in a process that can be killed.
"""

from kb.store.copies import copy_published
from kb.store.index import Reader, places, search
from kb.store.limits import LIMITS, Limits
from kb.store.oxigraph import Snapshot, Writer, open_snapshot, open_writer
from kb.store.protocol import Store
from kb.store.results import FORMATS, Answer, Graph, Result, Table, Term, Value, serialize, text, value
from kb.store.sandbox import Dataset, Written, run_untrusted, write_untrusted
from kb.store.snapshots import newest_name
from kb.store.turtle import turtle

__all__ = [
    "FORMATS",
    "LIMITS",
    "Answer",
    "Dataset",
    "Graph",
    "Limits",
    "Reader",
    "Result",
    "Snapshot",
    "Store",
    "Table",
    "Term",
    "Value",
    "Writer",
    "Written",
    "copy_published",
    "newest_name",
    "open_snapshot",
    "open_writer",
    "places",
    "run_untrusted",
    "search",
    "serialize",
    "text",
    "turtle",
    "value",
    "write_untrusted",
]
