"""Quads indexed by subject and predicate, for reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kb.errors import MappingError
from kb.rdf.terms import Term
from kb.vocab import RDF


class Graph:
    """The triples of some quads, whatever graph they are in. Raises MappingError for a blank node."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[NamedNode, NamedNode], list[Term]] = defaultdict(list)
        self._instances: dict[Term, list[NamedNode]] = defaultdict(list)
        for quad in dict.fromkeys(quads):
            subject, object = as_node(quad.subject), _term(quad.object)
            self._objects[subject, quad.predicate].append(object)
            if quad.predicate == RDF.type:
                self._instances[object].append(subject)

    def instances(self, cls: NamedNode) -> list[NamedNode]:
        return self._instances.get(cls, [])

    def all(self, subject: NamedNode, predicate: NamedNode) -> list[Term]:
        return self._objects.get((subject, predicate), [])

    def maybe(self, subject: NamedNode, predicate: NamedNode) -> Term | None:
        """The only value, or None. Raises MappingError where there are several."""
        values = self.all(subject, predicate)
        if len(values) > 1:
            raise MappingError(
                f"<{subject.value}> has {len(values)} values of <{predicate.value}>, and one was expected. "
                "Check the file with `kb validate`."
            )
        return values[0] if values else None

    def one(self, subject: NamedNode, predicate: NamedNode) -> Term:
        """The only value. Raises MappingError where there is none, or several."""
        value = self.maybe(subject, predicate)
        if value is None:
            raise MappingError(
                f"<{subject.value}> has no <{predicate.value}>, and one was expected. "
                "Check the file with `kb validate`."
            )
        return value

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        return self.one(subject, predicate).value

    def maybe_text(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        value = self.maybe(subject, predicate)
        return None if value is None else value.value


def as_node(term: NamedNode | BlankNode | Literal | Triple) -> NamedNode:
    """Raises MappingError for a blank node, a literal or a triple term."""
    if not isinstance(term, NamedNode):
        raise MappingError(f"{term} is no IRI, and everything in a reading has one. Give it an IRI.")
    return term


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Term:
    return term if isinstance(term, Literal) else as_node(term)
