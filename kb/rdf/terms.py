"""Model values <-> RDF terms: which IRI, which literal, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kb.errors import MappingError
from kb.model import Actor, ActorType, Span
from kb.vocab import BASE, ONR, SCHEMA, XSD

Term = NamedNode | Literal

ACTOR_CLASSES = {
    ActorType.PERSON: SCHEMA.Person,
    ActorType.ORGANIZATION: SCHEMA.Organization,
    ActorType.COUNTRY: SCHEMA.Country,
    ActorType.PLACE: SCHEMA.Place,
    ActorType.GROUP: ONR.Group,
    ActorType.UNNAMED: ONR.UnnamedSource,
}

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")

# In the order of their precision. Month 21 and above is a season in EDTF, and no month in XSD.
_DATATYPES = (
    (re.compile(r"\d{4}"), XSD.gYear),
    (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), XSD.gYearMonth),
    (re.compile(r"\d{4}-\d\d-\d\d"), XSD.date),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?"), XSD.dateTime),
)
_MINUTE = re.compile(r"(T\d\d:\d\d)(?!:\d\d)")
_UTC = re.compile(r"[+-]00:00$")


def iri(value: str) -> NamedNode:
    """Raises MappingError where `value` is no IRI."""
    try:
        return NamedNode(value)
    except ValueError as error:
        raise MappingError(f"{value!r} cannot be an IRI ({error}). Change the id it is made of.") from None


def text(value: str) -> Literal:
    """A plain string. Raises MappingError for a character that no RDF literal can hold."""
    if bad := _UNWRITABLE.search(value):
        what = "a NUL" if bad[0] == "\0" else "half of a surrogate pair"
        near = value[max(0, bad.start() - 20) : bad.start()]
        raise MappingError(
            f"Character {bad.start()}, after {near!r}, is {what}, which RDF cannot hold. "
            "Remove it, or read the file in its right encoding, and add it again."
        )
    return Literal(value)


def number(value: float) -> Literal:
    """A decimal in its canonical form, which a store does not rewrite: 0.5, never 0.50; 1, never 1.0."""
    return Literal(format(Decimal(repr(float(value))).normalize(), "f"), datatype=XSD.decimal)


def time(value: str) -> Literal | None:
    """A year, month, day or moment as the XSD type of that precision; None for any other EDTF string."""
    for pattern, datatype in _DATATYPES:
        if pattern.fullmatch(value):
            return Literal(_UTC.sub("Z", _MINUTE.sub(r"\1:00", value)), datatype=datatype)
    return None


def interval(value: str) -> tuple[Literal | None, Literal | None]:
    """Begin and end of an EDTF interval `begin/end`, each None where it is open or no XSD type fits."""
    begin, slash, end = value.partition("/")
    return (time(begin), time(end)) if slash else (None, None)


def article_iri(article_id: str, base: str = BASE) -> NamedNode:
    """IRI of the article, which is also the name of its graph."""
    return iri(f"{base}article/{article_id}")


def article_id(article: str, base: str = BASE) -> str:
    """The id in an article's IRI; anything else is given back as it is."""
    return article.removeprefix(article_iri("", base).value)


def runs_graph(base: str = BASE) -> NamedNode:
    """Name of the graph that holds the extraction runs."""
    return iri(f"{base}graph/runs")


def identities_graph(base: str = BASE) -> NamedNode:
    """Name of the graph that says which actors of articles are one."""
    return iri(f"{base}graph/identities")


def decisions_graph(base: str = BASE) -> NamedNode:
    """Name of the graph that holds what people decided, and the table of actors they gave."""
    return iri(f"{base}graph/decisions")


@dataclass(frozen=True, slots=True)
class Names:
    """IRIs of the things in one article, and their ids back from the IRIs."""

    article: NamedNode
    base: str

    def within(self, kind: str, id: str) -> NamedNode:
        """IRI of a statement, event, actor, role or note: it belongs to this article."""
        return iri(f"{self.article.value}/{kind}/{id}")

    def shared(self, kind: str, id: str) -> NamedNode:
        """IRI of a role or a publisher: other articles speak of it too."""
        return iri(f"{self.base}{kind}/{id}")

    def span(self, span: Span) -> NamedNode:
        return self.within("span", f"{span.start}-{span.end}")

    def id(self, node: Term, *kinds: str) -> str:
        """The id in the IRI of a statement, event or actor. Raises MappingError for any other term."""
        for kind in kinds:
            stem = f"{self.article.value}/{kind}/"
            if node.value.startswith(stem):
                return node.value.removeprefix(stem)
        raise MappingError(
            f"<{node.value}> is no {' or '.join(kinds)} of <{self.article.value}>. Check the base IRI."
        )


def actor_iri(actor: Actor, article_id: str, base: str = BASE) -> NamedNode:
    """IRI of an actor as that article names or describes it."""
    return Names(article_iri(article_id, base), base).within("actor", actor.id)
