"""Lines are sorted as `sorted` does, whatever fits into memory."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.store import ordered
from kb.store.ordered import line, sorted_lines, with_class_first
from kb.vocab import RDF, SCHEMA

lines = st.lists(st.binary(max_size=20).map(lambda data: data.replace(b"\n", b" ") + b"\n"), max_size=200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines)
def test_lines_that_do_not_fit_into_memory_come_in_order_and_leave_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given_lines: list[bytes]
) -> None:
    monkeypatch.setattr(ordered, "AT_ONCE", 30)
    monkeypatch.setattr(ordered, "_RUNS", 4)

    assert list(sorted_lines(given_lines, tmp_path)) == sorted(given_lines)
    assert list(tmp_path.iterdir()) == []


def test_a_subject_stays_together_and_begins_with_its_class() -> None:
    a, ab, early = NamedNode("a:a"), NamedNode("a:a-b"), NamedNode("a:before-rdf")
    triples = [
        Triple(a, RDF.type, SCHEMA.Person),
        Triple(a, early, Literal("tab\tand\nline")),
        Triple(ab, RDF.type, SCHEMA.Person),
        Triple(BlankNode("b1"), RDF.type, SCHEMA.Person),
        Triple(BlankNode("b1"), early, a),
        Triple(BlankNode("b10"), early, a),
    ]
    found = sorted(map(line, triples))

    assert [triple.triple for triple in parse(b"".join(found), RdfFormat.N_TRIPLES)] == [
        triples[2],
        *triples[:2],
        *triples[3:],
    ]
    assert [with_class_first(f"{triple} .\n".encode()) for triple in triples] == list(map(line, triples))
