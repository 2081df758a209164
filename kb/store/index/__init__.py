"""What the named queries ask, as SQLite tables beside the database: made of its quads and nothing else.

The writer keeps the index up in each commit and publishes it together with the snapshot: the transaction
that holds the changes also names the snapshot, so a reader has either both or neither.

    schema.sql   the tables, the text search, the lists
    facts        quads by subject and predicate
    fill, rows   quads of an article -> rows
    actors       what actors are called across articles, and how much each article says of them
    changes      what a commit touched, and the journal of it
    index        the file: kept up, published, made anew
    compare      whether two indexes say the same
    answer       named queries in SQL (queries/), and what they find as terms
    search       what a person looks for, as an expression of FTS5
"""

from kb.store.index.answer import Parameters, Published, Reader, Shown
from kb.store.index.changes import Changes
from kb.store.index.compare import differing
from kb.store.index.index import Index
from kb.store.index.names import FILE
from kb.store.index.search import places, search

__all__ = [
    "FILE",
    "Changes",
    "Index",
    "Parameters",
    "Published",
    "Reader",
    "Shown",
    "differing",
    "places",
    "search",
]
