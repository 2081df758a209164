"""A report reads well as text, as Turtle and as JSON."""

import json

from full import QUADS, STATEMENT, also, instead, without
from pyoxigraph import Literal, NamedNode
from rdflib import RDF, SH, Graph, URIRef

from kb.validation import Report, report_json, report_text, report_turtle, validate
from kb.vocab import ONR

BROKEN = validate(instead(STATEMENT, ONR.hedge, Literal("<b>\n" + "x" * 200)))


def test_the_text_sums_up_first_and_then_goes_node_by_node() -> None:
    report = validate(without(STATEMENT, ONR.cue))
    lines = report_text(report).splitlines()
    assert lines[:3] == ["Not valid: 1 violation.", "", STATEMENT.value]
    assert lines[3].startswith("  violation: This statement has no cue, or several.")


def test_the_text_of_a_valid_report_says_so() -> None:
    assert report_text(validate(QUADS)) == "Valid: there is nothing to mend.\n"
    assert report_text(validate([])).startswith("Valid: 1 more to look at.")


def test_a_long_value_is_cut_to_one_line() -> None:
    (line,) = [line for line in report_text(BROKEN).splitlines() if "seen:" in line]
    assert "(seen: <b> xxx" in line
    assert line.endswith("x…)")


def test_the_json_has_every_field() -> None:
    found = json.loads(report_json(BROKEN))
    assert found["conforms"] is False
    (result,) = found["results"]
    assert set(result) == {"focus", "path", "value", "severity", "shape", "message"}
    assert result["path"] == ONR.hedge.value


def test_the_turtle_is_a_shacl_report() -> None:
    graph = Graph().parse(data=report_turtle(BROKEN), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).value is False
    (result,) = graph.objects(report, SH.result)
    assert graph.value(result, SH.focusNode) == URIRef(STATEMENT.value)
    assert graph.value(result, SH.resultSeverity) == SH.Violation
    assert str(graph.value(result, SH.value)) == BROKEN.results[0].value


def test_a_path_that_is_no_property_is_written_as_in_sparql() -> None:
    stranger = NamedNode("https://w3id.org/onrecord/id/actor/place/larkhill")
    said = {result.path for result in validate(also(stranger, ONR.said, STATEMENT)).results}
    assert said == {f"^{ONR.said.value}"}
    unknown = [quad for quad in QUADS if quad.predicate not in (ONR.descriptor, ONR.unstated)]
    assert {result.path for result in validate(unknown).results} == {
        f"{ONR.descriptor.value}|{ONR.unstated.value}"
    }


def test_an_empty_report_conforms() -> None:
    assert Report().conforms
