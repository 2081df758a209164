"""Whether a graph is wholly clean, found out fast; whatever may be wrong is left to pySHACL.

    if not surely_clean(Lines(ntriples)):
        report = validate(quads)

It says only that `validate` would find nothing, never what is wrong, and errs towards no: what it does not
know, such as a datatype or a number that it cannot read, is not clean.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from rdflib import RDFS

from kb.model import Span, words
from kb.validation.compiled import compiled, is_sound
from kb.validation.lines import Lines, integer, text
from kb.validation.text import WORDINGS, is_edtf
from kb.vocab import OA, ONR, SCHEMA

_SUBCLASS = f"<{RDFS.subClassOf}>"

_Place = tuple[Span, str]
"""Where it is, and in which text."""

_is_edtf = lru_cache(maxsize=1 << 12)(is_edtf)


def surely_clean(lines: Lines) -> bool:
    """Whether neither the shapes nor `check_text` find anything. Raises OnRecordError where no shapes are."""
    shapes = compiled()
    return (
        _is_plain_rdf(lines)
        and all(fits(lines) for fits in shapes)
        and _digests(lines)
        and _words(lines)
        and all(_is_edtf(text(time)) for times in lines.of(ONR.edtf).values() for time in times)
    )


def _is_plain_rdf(lines: Lines) -> bool:
    """Whether there is nothing that pySHACL may take in another way than the functions here."""
    return not lines.strange and not lines.of(_SUBCLASS) and all(map(is_sound, lines.typed))


def _digests(lines: Lines) -> bool:
    digests = lines.of(ONR.sha256)
    return all(
        text(digest) == sha256(text(body).encode("utf-8", "surrogatepass")).hexdigest()
        for article, bodies in lines.of(SCHEMA.articleBody).items()
        for body in bodies
        for digest in digests.get(article, ())
    )


def _words(lines: Lines) -> bool:
    """Whether every place has its article's words, and every wording those of its places."""
    bodies = {a: text(found[0]) for a, found in lines.of(SCHEMA.articleBody).items() if len(found) == 1}
    places: dict[str, _Place] = {}
    for node in lines.instances(OA.SpecificResource):
        place = _place(lines, node, bodies)
        if place is None:
            return False
        places[node] = place
    return all(
        len(values) == 1 and _are_words(values[0], lines.of(where).get(node, []), places)
        for wording, where in WORDINGS.items()
        for node, values in lines.of(wording).items()
    )


def _place(lines: Lines, node: str, bodies: dict[str, str]) -> _Place | None:
    """A place that has its words; None where they are others, or anything is missing or there twice."""
    selectors = lines.of(OA.hasSelector).get(node, [])
    try:
        (source,) = lines.of(OA.hasSource).get(node, [])
        (start,), (end,), (exact,) = (
            [value for selector in selectors for value in lines.of(part).get(selector, [])]
            for part in (OA.start, OA.end, OA.exact)
        )
    except ValueError:
        return None
    body, begins, ends = bodies.get(source), integer(start), integer(end)
    if body is None or begins is None or ends is None or not begins < ends <= len(body):
        return None
    return (Span(begins, ends), body) if body[begins:ends] == text(exact) else None


def _are_words(value: str, nodes: list[str], places: dict[str, _Place]) -> bool:
    found = [places.get(node) for node in nodes]
    if not found or None in found:
        return False
    spans, bodies = zip(*found, strict=True)
    return words(sorted(spans), bodies[0]) == text(value)
