"""Reading <-> quads: pure, total on sound readings, and reversible.

One named graph per article, called by the article's IRI, holds everything read from it. There are no
blank nodes, and every IRI is a function of content, so reading an article twice gives the same quads.

    article     base article/<id>
    statement   base article/<id>/statement/<id>            likewise event, and actor: unnamed, group
    span        base article/<id>/span/<start>-<end>        and below it /position and /quote
    membership  base article/<id>/role/<digest>             likewise note
    actor       base actor/<id>                             named: shared by articles
    role        base role/<slug>                            a SKOS concept; likewise publisher/<slug>
    run         base run/<id>                               in base graph/runs; likewise agent/<digest>

What a Reading says that RDF has no term for, or that a store rewrites (moments, decimals), is kept word
for word beside the typed value, so that `from_quads(to_quads(reading)) == reading`.
"""

from kb.rdf.provenance import record_quads, run_quads
from kb.rdf.read import from_quads
from kb.rdf.terms import actor_iri, article_id, article_iri, runs_graph
from kb.rdf.write import to_quads

__all__ = [
    "actor_iri",
    "article_id",
    "article_iri",
    "from_quads",
    "record_quads",
    "run_quads",
    "runs_graph",
    "to_quads",
]
