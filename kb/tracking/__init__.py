"""Who is who across articles: merged on evidence, taken apart again by a person.

What an article says of an actor stays the article's: `base article/<id>/actor/<id>`. That two articles mean
the same is another statement, ours, in the graph `base graph/identities`: each of their actors has an
`onr:identity`, and beside it the evidence in words. Nothing there is written by hand; all of it can be made
anew from the articles, what a table of known actors says, and what people decided (`base graph/decisions`).

    naming      a name's parts, and which names one actor can bear
    offices     roles that are the same, and those that nobody holds at once
    portrait    an actor as one article shows them
    identify    portraits -> identities, with evidence; pure
    decisions   what people decided, and what a table of known actors says
    identities  the two graphs, read and written
"""

from kb.tracking.decisions import Decision, Entry, read_table
from kb.tracking.identities import first_identities, forget, keys_of, link, rekey, uncompared
from kb.tracking.portraits import texts
from kb.tracking.record import decision_quads, decisions_of, new_decision, table_of, table_quads, taken_back

__all__ = [
    "Decision",
    "Entry",
    "decision_quads",
    "decisions_of",
    "first_identities",
    "forget",
    "keys_of",
    "link",
    "new_decision",
    "read_table",
    "rekey",
    "table_of",
    "table_quads",
    "taken_back",
    "texts",
    "uncompared",
]
