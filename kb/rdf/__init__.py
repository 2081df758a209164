"""Reading <-> quads: pure, total on sound readings, and reversible.

One named graph per article, called by the article's IRI, holds everything read from it. There are no
blank nodes, and every IRI is a function of content, so reading an article twice gives the same quads.

    article     base article/<id>
    statement   base article/<id>/statement/<id>            likewise event, and actor as the article has it
    span        base article/<id>/span/<start>-<end>        and below it /position and /quote
    membership  base article/<id>/role/<digest>             likewise note
    role        base role/<slug>                            a SKOS concept; likewise publisher/<slug>
    run         base run/<id>                               in base graph/runs; likewise agent/<digest>
    identity    base actor/<id>                             in base graph/identities (see kb.tracking)
    decision    base decision/<digest>                      in base graph/decisions

What a Reading says that RDF has no term for, or that a store rewrites (moments, decimals), is kept word
for word beside the typed value, so that `from_quads(to_quads(reading)) == reading`.
"""

from kb.rdf.provenance import record_quads, run_quads
from kb.rdf.read import from_quads
from kb.rdf.terms import (
    ACTOR_CLASSES,
    actor_iri,
    article_id,
    article_iri,
    decisions_graph,
    identities_graph,
    runs_graph,
)
from kb.rdf.write import to_quads

__all__ = [
    "ACTOR_CLASSES",
    "actor_iri",
    "article_id",
    "article_iri",
    "decisions_graph",
    "from_quads",
    "identities_graph",
    "record_quads",
    "run_quads",
    "runs_graph",
    "to_quads",
]
