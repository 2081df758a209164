"""Every term is defined in the ontology, explained in the documentation, and used."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, serialize
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from small import READING

from kb import resources
from kb.model import Certainty, Form, Mode, Polarity, RoleStatus, Tense
from kb.rdf import to_quads
from kb.validation.text import SHAPES, WORDINGS
from kb.vocab import FACT, ONR, PLOVER, PREFIXES, VOCABULARIES

ROOT = Path(__file__).parents[2]
DOCUMENTATION = (ROOT / "docs/vocabulary.md").read_text()
ONTOLOGY = Graph().parse(resources.ontology())
OURS = [*ONR, *FACT, *PLOVER]


def name(term: NamedNode) -> str:
    return re.split(r"[#/]", term.value)[-1]


def declared(kind: URIRef) -> list[URIRef]:
    return sorted(term for term in ONTOLOGY.subjects(RDF.type, kind) if isinstance(term, URIRef))


CLASSES = declared(OWL.Class)
PROPERTIES = declared(OWL.ObjectProperty) + declared(OWL.DatatypeProperty)
CONCEPTS = declared(SKOS.Concept)


def test_the_ontology_has_as_many_terms_as_these_tests_look_at() -> None:
    assert (len(CLASSES), len(PROPERTIES), len(CONCEPTS)) == (6, 52, 37)
    assert len(OURS) == 95


@pytest.mark.parametrize("term", OURS, ids=name)
def test_every_term_we_may_write_is_defined_with_a_label_and_a_comment(term: NamedNode) -> None:
    assert (URIRef(term.value), RDFS.label, None) in ONTOLOGY
    assert (URIRef(term.value), RDFS.comment, None) in ONTOLOGY


@pytest.mark.parametrize("term", CLASSES + PROPERTIES + CONCEPTS)
def test_every_term_defined_can_be_written(term: URIRef) -> None:
    assert NamedNode(str(term)) in OURS


@pytest.mark.parametrize("term", CLASSES)
def test_every_class_is_a_kind_of_a_standard_one(term: URIRef) -> None:
    above = list(ONTOLOGY.objects(term, RDFS.subClassOf))
    assert above
    assert not any(parent.startswith(ONR.iri) for parent in above)


@pytest.mark.parametrize("term", PROPERTIES)
def test_every_property_has_a_domain_a_range_and_a_superproperty(term: URIRef) -> None:
    for predicate in (RDFS.domain, RDFS.range, RDFS.subPropertyOf):
        assert len(list(ONTOLOGY.objects(term, predicate))) == 1


@pytest.mark.parametrize("term", CONCEPTS)
def test_every_concept_is_in_a_scheme(term: URIRef) -> None:
    scheme = ONTOLOGY.value(term, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ONTOLOGY


@pytest.mark.parametrize(
    ("kind", "vocabulary"),
    [(Form, ONR), (Mode, ONR), (RoleStatus, ONR), (Certainty, FACT), (Polarity, FACT), (Tense, FACT)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_value_of_the_model_is_a_concept(kind: type, vocabulary: object) -> None:
    assert all(URIRef(vocabulary[value].value) in CONCEPTS for value in kind)


@pytest.mark.parametrize("term", OURS, ids=name)
def test_every_term_of_ours_is_documented(term: NamedNode) -> None:
    prefix = next(prefix for prefix, vocabulary in VOCABULARIES.items() if term in vocabulary)
    assert f"`{prefix}:{name(term)}`" in DOCUMENTATION


@pytest.mark.parametrize("term", CLASSES + PROPERTIES)
def test_the_documentation_says_of_a_term_what_the_ontology_says(term: URIRef) -> None:
    assert f"| {ONTOLOGY.value(term, RDFS.comment)} |" in DOCUMENTATION


def test_no_term_is_documented_that_does_not_exist() -> None:
    known = {f"{prefix}:{name(term)}" for prefix, vocabulary in VOCABULARIES.items() for term in vocabulary}
    schemes = {f"onr:{name(NamedNode(str(term)))}" for term in declared(SKOS.ConceptScheme)}
    written = set(re.findall(r"\b(?:onr|fact|plover):[\w-]+", DOCUMENTATION))
    assert written <= known | schemes


def test_the_triples_in_the_documentation_are_those_of_the_small_reading() -> None:
    (turtle,) = re.findall(r"```turtle\n(.*?)```", DOCUMENTATION, re.DOTALL)
    written = serialize((quad.triple for quad in to_quads(READING)), format=RdfFormat.N_TRIPLES)
    shown = Graph().parse(data=turtle, format="turtle")
    assert len(shown) > 20
    assert set(shown) <= set(Graph().parse(written, format="nt"))


def test_every_check_in_code_is_documented() -> None:
    source = (ROOT / "kb/validation/text.py").read_text() + (ROOT / "kb/validation/__init__.py").read_text()
    names = set(re.findall(r'^ +"([a-z]+-[a-z]+)",$', source, re.MULTILINE))
    names |= set(re.findall(r'"(span-\w+)", message', source)) | set(re.findall(r"{SHAPES}([a-z]+)", source))
    names |= {f"words-{name(wording)}" for wording in WORDINGS}
    assert len(names) == 13
    assert all(f"`{shape}`" in DOCUMENTATION for shape in names)
    assert SHAPES.endswith("#")


def test_prefixes_are_those_of_the_vocabularies() -> None:
    assert {prefix: PREFIXES[prefix] for prefix in VOCABULARIES} == {
        p: v.iri for p, v in VOCABULARIES.items()
    }


def test_a_term_we_do_not_use_cannot_be_written_by_accident() -> None:
    with pytest.raises(AttributeError, match="no term 'speeker'"):
        _ = ONR.speeker
