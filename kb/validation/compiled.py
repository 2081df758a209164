"""The SHACL shapes as functions that say whether a graph surely fits them.

Each errs towards no. A shape with a constraint or path that is not known here fits nothing, so that pySHACL
is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode
from rdflib import RDF, SH, XSD, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from kb.validation.lines import Lines, Objects, integer, is_plain, term, text
from kb.validation.shacl import shapes, to_node

Fits = Callable[[Lines], bool]
"""Whether the shape surely reports nothing in a graph."""

_Values = Callable[[str], list[str]]
_Check = Callable[[str, list[str]], bool]
"""Whether a node and its values fit."""
_Constraint = Callable[[Lines], _Check]
_Test = Callable[[str], bool]
"""Whether a value fits."""

_NONE: list[str] = []
_TARGETS = {SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf}
_NO_CONSTRAINT = {RDF.type, SH.path, SH.message, *_TARGETS}

_IN_PYTHON: dict[Node | None, type] = {
    XSD.string: str,
    XSD.integer: int,
    XSD.decimal: Decimal,
    XSD.boolean: bool,
    XSD.date: date,
    XSD.dateTime: datetime,
    XSD.gYear: object,  # pySHACL takes any text
    XSD.gYearMonth: object,
    XSD.anyURI: object,
}


@cache
def compiled() -> tuple[Fits, ...]:
    """The shapes as functions. Raises OnRecordError where there are none."""
    graph = shapes()
    return tuple(
        _shape(graph, shape) for shape in sorted(graph.subjects(RDF.type, SH.PropertyShape), key=str)
    )


@lru_cache(maxsize=1 << 14)
def is_sound(written: str) -> bool:
    """Whether a literal is of a datatype that is known here, and rdflib reads it without stumbling."""
    if integer(written) is not None:
        return True
    literal = _literal(written)
    return literal is not None and isinstance(literal.value, _IN_PYTHON.get(literal.datatype, ()))


def _shape(graph: Graph, shape: Node) -> Fits:
    try:
        path = _path(graph, graph.value(shape, SH.path))
        constraints = [
            _CONSTRAINTS[name](graph, value)
            for name, value in graph.predicate_objects(shape)
            if name not in _NO_CONSTRAINT
        ]
    except KeyError:
        return lambda _: False
    targets = [(kind, _written(node)) for kind in _TARGETS for node in graph.objects(shape, kind)]

    def fits(lines: Lines) -> bool:
        values, checks = path(lines), [constraint(lines) for constraint in constraints]
        for node in chain.from_iterable(_nodes(lines, *target) for target in targets):
            found = values(node)
            for check in checks:
                if not check(node, found):
                    return False
        return True

    return fits


def _nodes(lines: Lines, kind: Node, target: str) -> Iterable[str]:
    if kind == SH.targetClass:
        return lines.instances(target)
    return lines.of(target) if kind == SH.targetSubjectsOf else lines.to(target)


def _path(graph: Graph, path: Node | None) -> Callable[[Lines], _Values]:
    """The values that a node has on a path. Raises KeyError for a path that is not known here."""
    if not isinstance(path, BNode):
        predicate = _written(path)
        return lambda lines: _from(lines.of(predicate))
    if inverse := graph.value(path, SH.inversePath):
        predicate = _written(inverse)
        return lambda lines: _from(lines.to(predicate))
    if alternatives := graph.value(path, SH.alternativePath):
        return _any_of([_path(graph, part) for part in Collection(graph, alternatives)])
    if (path, RDF.first, None) not in graph:
        raise KeyError(path)
    return _one_after_another([_path(graph, part) for part in Collection(graph, path)])


def _from(objects: Objects) -> _Values:
    return lambda node: objects.get(node, _NONE)


def _any_of(parts: list[Callable[[Lines], _Values]]) -> Callable[[Lines], _Values]:
    def bound(lines: Lines) -> _Values:
        steps = [part(lines) for part in parts]
        return lambda node: list(dict.fromkeys(value for step in steps for value in step(node)))

    return bound


def _one_after_another(parts: list[Callable[[Lines], _Values]]) -> Callable[[Lines], _Values]:
    def bound(lines: Lines) -> _Values:
        steps = [part(lines) for part in parts]

        def values(node: str) -> list[str]:
            found = [node]
            for step in steps:
                found = [value for there in found for value in step(there)]
            return list(dict.fromkeys(found)) if len(found) > 1 else found

        return values

    return bound


def _on_values(test: _Test) -> _Constraint:
    """A constraint that looks at each value by itself."""
    return lambda _: lambda _, values: all(map(test, values))


def _min_count(_: Graph, count: Node) -> _Constraint:
    least = _number(count)
    return lambda _: lambda _, values: len(values) >= least


def _max_count(_: Graph, count: Node) -> _Constraint:
    most = _number(count)
    return lambda _: lambda _, values: len(values) <= most


def _class(_: Graph, cls: Node) -> _Constraint:
    name = _written(cls)

    def bound(lines: Lines) -> _Check:
        types = lines.of(str(NamedNode(RDF.type)))
        return lambda _, values: all(name in types.get(value, _NONE) for value in values)

    return bound


def _has_value(_: Graph, value: Node) -> _Constraint:
    written = _written(value)
    return lambda _: lambda _, values: written in values


def _less_than(_: Graph, other: Node) -> _Constraint:
    predicate = _written(other)

    def bound(lines: Lines) -> _Check:
        others = lines.of(predicate)
        return lambda node, values: all(
            _is_less(value, larger) for value in values for larger in others.get(node, _NONE)
        )

    return bound


def _is_less(value: str, larger: str) -> bool:
    one, other = integer(value), integer(larger)
    return one is not None and other is not None and one < other


def _equals(_: Graph, other: Node) -> _Constraint:
    predicate = _written(other)

    def bound(lines: Lines) -> _Check:
        others = lines.of(predicate)
        return lambda node, values: set(values) == set(others.get(node, _NONE))

    return bound


def _datatype(_: Graph, datatype: Node) -> _Test:
    if datatype == XSD.string:
        return is_plain
    _IN_PYTHON[datatype]  # raises KeyError where it is not known
    ending = f'"^^{_written(datatype)}'
    return lambda value: value.endswith(ending) and is_sound(value)


def _node_kind(_: Graph, kind: Node) -> _Test:
    if kind != SH.IRI:
        raise KeyError(kind)
    return lambda value: value[0] == "<" and value[1] != "<"


def _min_length(_: Graph, length: Node) -> _Test:
    least = _number(length)
    return lambda value: value[0] != "_" and len(text(value)) >= least


def _pattern(_: Graph, pattern: Node) -> _Test:
    search = re.compile(str(pattern)).search
    return lambda value: value[0] != "_" and bool(search(text(value)))


def _in(graph: Graph, choices: Node) -> _Test:
    written = {_written(choice) for choice in Collection(graph, choices)}
    return written.__contains__


def _min_inclusive(_: Graph, bound: Node) -> _Test:
    least = _number(bound)
    return lambda value: (number := _decimal(value)) is not None and number >= least


def _max_inclusive(_: Graph, bound: Node) -> _Test:
    most = _number(bound)
    return lambda value: (number := _decimal(value)) is not None and number <= most


def _or(graph: Graph, shapes: Node) -> _Test:
    """Shapes that have nothing but tests of the value itself."""
    choices = [
        [_TESTS[name](graph, object) for name, object in graph.predicate_objects(shape)]
        for shape in Collection(graph, shapes)
    ]
    return lambda value: any(all(test(value) for test in tests) for tests in choices)


_TESTS: dict[Node, Callable[[Graph, Node], _Test]] = {
    SH.datatype: _datatype,
    SH.nodeKind: _node_kind,
    SH.minLength: _min_length,
    SH.pattern: _pattern,
    SH["in"]: _in,
    SH.minInclusive: _min_inclusive,
    SH.maxInclusive: _max_inclusive,
    SH["or"]: _or,
}


def _of_values(test: Callable[[Graph, Node], _Test]) -> Callable[[Graph, Node], _Constraint]:
    return lambda graph, value: _on_values(test(graph, value))


_CONSTRAINTS: dict[Node, Callable[[Graph, Node], _Constraint]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH["class"]: _class,
    SH.hasValue: _has_value,
    SH.lessThan: _less_than,
    SH.equals: _equals,
    **{name: _of_values(test) for name, test in _TESTS.items()},
}


def _written(node: Node | None) -> str:
    """What N-Triples writes for it. Raises KeyError for a blank node or None."""
    if isinstance(node, Literal):
        return str(OxLiteral(str(node), datatype=NamedNode(node.datatype or XSD.string)))
    if node is None or isinstance(node, BNode):
        raise KeyError(node)
    return str(NamedNode(str(node)))


def _number(node: Node) -> int:
    return int(str(node))


@lru_cache(maxsize=1 << 14)
def _decimal(written: str) -> int | Decimal | None:
    literal = _literal(written)
    number = None if literal is None else literal.value
    if isinstance(number, Decimal):
        return number if number.is_finite() else None
    return number if type(number) is int else None


def _literal(written: str) -> Literal | None:
    try:
        node = to_node(term(written))
    except Exception:  # noqa: BLE001  pySHACL would stumble too, and that is reported there
        return None
    return node if isinstance(node, Literal) else None
