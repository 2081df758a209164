"""A reading survives its way through RDF, and through the store, letter for letter."""

from hypothesis import given, settings
from pyoxigraph import BlankNode, RdfFormat, Store, parse, serialize
from strategies import readings

from kb.model import Reading
from kb.rdf import article_iri, from_quads, to_quads

a_few = settings(max_examples=20, deadline=None)


@a_few
@given(readings())
def test_a_reading_comes_back_from_its_quads(reading: Reading) -> None:
    assert from_quads(to_quads(reading)) == reading


@a_few
@given(readings())
def test_a_reading_comes_back_from_the_store_though_it_rewrites_literals(reading: Reading) -> None:
    store = Store()
    store.extend(to_quads(reading))
    assert from_quads(store) == reading


@a_few
@given(readings())
def test_a_reading_comes_back_from_an_n_quads_file(reading: Reading) -> None:
    written = serialize(to_quads(reading), format=RdfFormat.N_QUADS)
    assert from_quads(parse(written, format=RdfFormat.N_QUADS)) == reading


@a_few
@given(readings())
def test_the_store_changes_no_quad(reading: Reading) -> None:
    store = Store()
    store.extend(to_quads(reading))
    assert set(store) == set(to_quads(reading))


@a_few
@given(readings())
def test_the_same_reading_gives_the_same_quads_each_once_without_blank_nodes(reading: Reading) -> None:
    quads = to_quads(reading)
    assert quads == to_quads(from_quads(reversed(quads)))
    assert len(set(quads)) == len(quads)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


@a_few
@given(readings())
def test_every_quad_is_in_the_graph_of_its_article(reading: Reading) -> None:
    assert {quad.graph_name for quad in to_quads(reading)} == {article_iri(reading.article.id)}
