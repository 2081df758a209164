"""A graph's N-Triples, indexed as they are written: no term is made where its line says enough."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.vocab import RDF, XSD

Objects = dict[str, list[str]]
"""What subjects have of one predicate."""

_NONE: list[str] = []
_INTEGER = f'"^^{XSD.integer}'


class Lines:
    """The triples of one graph, by predicate and subject; a term is what N-Triples writes for it."""

    def __init__(self, ntriples: str) -> None:
        self._of: dict[str, Objects] = {}
        self._to: dict[str, Objects] = {}
        self.typed: set[str] = set()
        """Literals of another datatype than xsd:string."""
        self.strange = "> <<(" in ntriples
        """Whether triples may be spoken of: triple terms."""
        for line in ntriples.split("\n"):
            if line:
                subject, predicate, rest = line.split(" ", 2)
                object = rest[:-2]
                objects = self._of.get(predicate)
                if objects is None:
                    objects = self._of[predicate] = {}
                if subject in objects:
                    objects[subject].append(object)
                else:
                    objects[subject] = [object]
                if object[-1] == ">" and object[0] == '"':
                    self.typed.add(object)

    def of(self, predicate: NamedNode | str) -> Objects:
        """By subject, the objects that it has of that predicate."""
        return self._of.get(str(predicate), {})

    def to(self, predicate: NamedNode | str) -> Objects:
        """By object, the subjects that have it of that predicate."""
        predicate = str(predicate)
        if predicate not in self._to:
            self._to[predicate] = {}
            for subject, objects in self.of(predicate).items():
                for object in objects:
                    self._to[predicate].setdefault(object, []).append(subject)
        return self._to[predicate]

    def instances(self, cls: NamedNode | str) -> list[str]:
        return self.to(RDF.type).get(str(cls), _NONE)


def is_plain(written: str) -> bool:
    """Whether it is a literal of xsd:string."""
    return written[-1] == '"'


def text(written: str) -> str:
    """The text of a literal, an IRI or a blank node."""
    if is_plain(written) and "\\" not in written:
        return written[1:-1]
    found = term(written)
    return str(found) if isinstance(found, Triple) else found.value


@lru_cache(maxsize=1 << 16)
def integer(written: str) -> int | None:
    """The number of an xsd:integer that is 0 or more; None for anything else."""
    digits = written[1 : -len(_INTEGER)]
    return int(digits) if written.endswith(_INTEGER) and digits.isascii() and digits.isdigit() else None


def term(written: str) -> NamedNode | BlankNode | Literal | Triple:
    (found,) = parse(f"<urn:x> <urn:x> {written} .", RdfFormat.N_TRIPLES)
    object: NamedNode | BlankNode | Literal | Triple = found.object
    return object
