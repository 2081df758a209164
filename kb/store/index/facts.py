"""The quads of one graph by subject and predicate, as plain text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kb.vocab import OA, RDF


class Facts:
    """What a graph says of each subject; a literal counts by its text."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._instances: dict[str, list[str]] = defaultdict(list)
        kind = RDF.type.value
        for quad in quads:
            subject, predicate = str(quad.subject.value), quad.predicate.value  # type: ignore[union-attr]
            object = quad.object.value  # type: ignore[union-attr]
            self._about[subject][predicate].append(object)
            if predicate == kind:
                self._instances[object].append(subject)

    def instances(self, cls: NamedNode) -> list[str]:
        """The subjects of that class, sorted."""
        return sorted(self._instances.get(cls.value, ()))

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """The values, sorted."""
        return sorted(self._about.get(subject, {}).get(predicate.value, ()))

    def one(self, subject: str, predicate: NamedNode) -> str | None:
        """The value; the first in order where there are several, None where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def tail(self, subject: str, predicate: NamedNode) -> str | None:
        """What stands after the # of the value: the name of a concept."""
        value = self.one(subject, predicate)
        return None if value is None else value.partition("#")[2]

    def stretch(self, subject: str, where: NamedNode) -> tuple[int | None, int | None]:
        """Where the first of the spans begins, and where the first to end ends; as in the named queries."""
        starts: list[int] = []
        ends: list[int] = []
        for span in self.all(subject, where):
            for selector in self.all(span, OA.hasSelector):
                starts += map(int, self.all(selector, OA.start))
                ends += map(int, self.all(selector, OA.end))
        return (min(starts), min(ends)) if starts and ends else (None, None)
