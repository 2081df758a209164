"""What SHACL cannot check: that words are the article's, at their place, and that times are EDTF.

Reported as results like those of the shapes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from kb.model import Span, is_date, words
from kb.validation.report import Result, Severity
from kb.vocab import OA, ONR, SCHEMA

SHAPES = "https://w3id.org/onrecord/shapes#"

WORDINGS = {
    SCHEMA.text: ONR.contentSpan,
    ONR.cue: ONR.cueSpan,
    ONR.certaintyCue: ONR.certaintyCueSpan,
    ONR.hedge: ONR.hedgeSpan,
    ONR.condition: ONR.conditionSpan,
    ONR.trigger: ONR.triggerSpan,
    ONR.anonymity: ONR.anonymitySpan,
}
"""Property that repeats the article's words, and the one that says where they stand."""

_UNUSUAL_EDTF = re.compile(
    r"\d{4}-2[1-4]"  # a season
    r"|\d{3}X|\d{2}XX|\d{4}-XX(-XX)?|\d{4}-(0[1-9]|1[0-2])-XX"  # digits nobody knows
    r"|Y-?\d{5,}"  # beyond four digits
)


def check_text(graph: Graph) -> Iterator[Result]:
    """Violations of what the text of the graph's articles says. What SHACL reports is passed over here."""
    yield from _digests(graph)
    yield from _places(graph)
    yield from _wordings(graph)
    yield from _times(graph)


def is_edtf(value: str) -> bool:
    """Whether `value` is an Extended Date/Time Format string of level 0 or 1, with days that exist."""
    begin, slash, end = value.partition("/")
    if slash:
        known = [side for side in (begin, end) if side not in ("", "..")]
        return bool(known) and all(map(_is_edtf_date, known))
    return _is_edtf_date(value)


def _is_edtf_date(value: str) -> bool:
    value = re.sub(r"[?~%]$", "", value)
    return is_date(value.removeprefix("-")) or bool(_UNUSUAL_EDTF.fullmatch(value))


def _digests(graph: Graph) -> Iterator[Result]:
    for article, body in graph.subject_objects(_ref(SCHEMA.articleBody)):
        digest = graph.value(article, _ref(ONR.sha256))
        actual = hashlib.sha256(str(body).encode("utf-8", "surrogatepass")).hexdigest()
        if digest is not None and str(digest) != actual:
            yield _violation(
                article,
                ONR.sha256,
                digest,
                "article-unchanged",
                "The text of this article is not the one that was read: its SHA-256 is another. "
                "Read the article again.",
            )


def _places(graph: Graph) -> Iterator[Result]:
    for node in graph.subjects(RDF.type, _ref(OA.SpecificResource)):
        span, body, exact = _span(graph, node), _body(graph, node), _part(graph, node, OA.exact)
        if span is None or body is None or exact is None:
            continue
        if span.end > len(body):
            message = (
                f"This place ends at character {span.end}, and the article has {len(body)}. "
                "Every place lies inside its article: correct the offsets, or read the article again."
            )
            yield _violation(node, OA.hasSelector, Literal(span.end), "span-inside", message)
        elif span.of(body) != str(exact):
            message = (
                f"These words are not what the article says from character {span.start} to {span.end}, "
                f"which is {span.of(body)[:80]!r}. Correct the words or the offsets, or read it again."
            )
            yield _violation(node, OA.exact, exact, "span-exact", message)


def _wordings(graph: Graph) -> Iterator[Result]:
    for wording, where in WORDINGS.items():
        for node, value in graph.subject_objects(_ref(wording)):
            places = [
                (_span(graph, place), _body(graph, place)) for place in graph.objects(node, _ref(where))
            ]
            spans = sorted(span for span, _ in places if span is not None)
            body = next((body for _, body in places if body is not None), "")
            if words(spans, body) != str(value):
                name = wording.value.rpartition("#")[2].rpartition("/")[2]
                yield _violation(
                    node,
                    wording,
                    value,
                    f"words-{name}",
                    "These words are not the article's words at the place given for them. "
                    "Every quoted word is taken from the article letter for letter, with its place.",
                )


def _times(graph: Graph) -> Iterator[Result]:
    for node, value in graph.subject_objects(_ref(ONR.edtf)):
        if not is_edtf(str(value)):
            yield _violation(
                node,
                ONR.edtf,
                value,
                "edtf-valid",
                "This is no time that exists, in the Extended Date/Time Format (level 0 or 1). "
                "Write one such as 2025, 2025-12-21, 2025-12-20/2025-12-21 or 2025-12?, "
                "or leave it out where it is not known.",
            )


def _span(graph: Graph, node: Node) -> Span | None:
    """The offsets of a place, or None where they are missing or make no span."""
    start, end = _part(graph, node, OA.start), _part(graph, node, OA.end)
    try:
        return Span(int(str(start)), int(str(end)))
    except ValueError:
        return None


def _part(graph: Graph, node: Node, predicate: NamedNode) -> Node | None:
    """The value of the first selector of a place that has this property."""
    for selector in graph.objects(node, _ref(OA.hasSelector)):
        if (value := graph.value(selector, _ref(predicate))) is not None:
            return value
    return None


def _body(graph: Graph, node: Node) -> str | None:
    source = graph.value(node, _ref(OA.hasSource))
    body = None if source is None else graph.value(source, _ref(SCHEMA.articleBody))
    return None if body is None else str(body)


def _violation(focus: Node, path: NamedNode, value: Node, shape: str, message: str) -> Result:
    return Result(str(focus), path.value, str(value), Severity.VIOLATION, SHAPES + shape, message)


@cache
def _ref(term: NamedNode) -> URIRef:
    return URIRef(term.value)
