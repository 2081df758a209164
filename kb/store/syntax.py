"""What SPARQL typed by a person may not hold, and why a text is no SPARQL.

The worker loads this file by itself, so it imports nothing of `kb`, and rdflib only where it must.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

READ_ONLY = "A query here only reads: SELECT, ASK, CONSTRUCT or DESCRIBE."

_OUTSIDE = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_EXPLAINED = 20_000
"""Characters of the longest query that rdflib is given: it reads about so many in a second."""

_TOKEN = re.compile(
    r"""
      \#[^\r\n]*                                               # a comment
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
    | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
    | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*'
    | [?$][A-Za-z0-9_]+                                        # a variable
    | @[A-Za-z]+(?:-[A-Za-z0-9]+)*                             # a language
    | :[A-Za-z0-9_:][A-Za-z0-9_:-]*                            # the part of a name after its prefix
    | \\.                                                      # an escape in a name
    | (?P<word> [A-Za-z0-9_]+ )                                # a keyword, a prefix, a number
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_KEYWORD = re.compile("service|from", re.IGNORECASE)
_SENTENCE = re.compile("[a-z]{2} [a-z]{2}")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


class Refused(Exception):
    """The query would write, or reach outside."""


def check(query: str) -> None:
    """Raise Refused where the query reaches outside, SyntaxError where that cannot be told.

    Without the keyword there is no such clause, and most queries need no more. Where it is there, the parse
    tree says whether it is one. Oxigraph takes FROM for graphs of this store, so of it no more is asked.
    Where one parser may see SERVICE and another does not, the query is refused too.
    """
    words = keywords(query)
    if not words:
        return
    names = {_OUTSIDE[name] for name in _names(_parsed(query)) if name in _OUTSIDE}
    if names:
        raise Refused(f"{max(names)} is not allowed: a query reads this store and nothing else.")
    if "SERVICE" in words:
        raise Refused(
            "SERVICE is not allowed, and here it may be a clause or a part of a name."
            " If it is part of a prefix, rename the prefix."
        )


def keywords(query: str) -> set[str]:
    """SERVICE and FROM, where a token of the query may be one of them.

    Oxigraph reads without tokens: `SERVICEx:y` may be a clause, and in `1<'b>'` it sees a comparison with a
    text, where others see an IRI. So a prefix counts as a word, and after an IRI that may be something else
    (it holds a quote or a comment, and no `//`, which nothing else can) we trust no token.
    """
    if not _KEYWORD.search(query):
        return set()
    found = set()
    for token in _TOKEN.finditer(query):
        if word := token["word"]:
            found |= set(_KEYWORD.findall(word))
        elif (iri := token["iri"]) and ("'" in iri or "#" in iri) and not _ABSOLUTE.match(iri):
            found |= set(_KEYWORD.findall(query))
    return {word.upper() for word in found}


def _parsed(query: str) -> Any:
    """The parse tree, by rdflib. Raises SyntaxError."""
    from pyparsing import ParseException  # noqa: PLC0415  a fifth of a second that most queries need not pay
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415  the same

    if len(query) > _EXPLAINED:
        raise Refused(
            f"A query with the word SERVICE or FROM has at most {_EXPLAINED:,} characters,"
            f" and this one has {len(query):,}. Write it without the word, or shorter."
        )
    try:
        return parseQuery(_lines(query))
    except ParseException as error:
        raise SyntaxError(str(error)) from error


def _lines(query: str) -> str:
    """The query with line ends as rdflib knows them; it would read on in a comment that ends in CR."""
    return query.replace("\r\n", "\n").replace("\r", "\n")


def _names(tree: Any) -> Iterator[str]:
    """Names of all nodes of rdflib's parse tree."""
    if hasattr(tree, "name"):
        yield tree.name
    parts = tree.values() if isinstance(tree, dict) else tree
    if isinstance(parts, str) or not hasattr(parts, "__iter__"):
        return
    for part in parts:
        yield from _names(part)


def explain(query: str, error: str) -> tuple[str, int | None, int | None]:
    """One line on why this is no SPARQL query, with the 1-based line and column of the place.

    `error` is what Oxigraph says: it knows what is wrong with a query that has the right form; where the form
    is wrong it only knows how far it looked ahead, and rdflib knows where the clause begins that cannot be
    read. What is said of an update ends in READ_ONLY.
    """
    from pyparsing import ParseException  # noqa: PLC0415  only errors need it
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate  # noqa: PLC0415  the same

    if len(query) > _EXPLAINED:
        return _looked(error)
    query = _lines(query)
    try:
        parseQuery(query)
    except ParseException as wrong:
        try:
            steps = [step.name for step in parseUpdate(query).request or ()]
        except ParseException:
            steps = []
        return _written(steps[0], query, wrong.loc) if steps else _misread(query, wrong.loc)
    except RecursionError:
        return "The query is nested too deeply. Write it with fewer brackets inside brackets.", None, None
    return _senseless(query, error)


def _written(step: str, query: str, place: int) -> tuple[str, int, int]:
    line, column = _position(query, place)
    verb = "DELETE or INSERT" if step == "Modify" else re.sub("(?<=[a-z])(?=[A-Z])", " ", step).upper()
    return f"Line {line}, column {column}: {verb} would change the store. {READ_ONLY}", line, column


def _misread(query: str, place: int) -> tuple[str, int, int]:
    line, column = _position(query, place)
    rest = " ".join(query[place:].partition("\n")[0].split())  # there are other ends of lines than ours
    if not rest:
        return f"Line {line}, column {column}: the query ends too early.", line, column
    shown = rest if len(rest) <= 40 else rest[:40] + "…"
    return f"Line {line}, column {column}: cannot read the query from here on: {shown}", line, column


def _looked(error: str) -> tuple[str, int | None, int | None]:
    """Where Oxigraph gave up, which is all that is known of a long query."""
    if found := re.match(r"error at (\d+):(\d+)", error):
        line, column = int(found[1]), int(found[2])
        return f"Line {line}, column {column}: cannot read the query up to here.", line, column
    return f"The query makes no sense: {_first(error)}.", None, None


def _senseless(query: str, error: str) -> tuple[str, int | None, int | None]:
    found = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", error, re.DOTALL)
    reason = found[3] if found else error
    if found and "Prefix not found" in reason:
        line, column = int(found[1]), int(found[2])
        name = re.split(r"[\s(){};,.^|/!*+?\[\]]", query.split("\n")[line - 1][: column - 1])[-1]
        column -= len(name)
        prefix = name.partition(":")[0]
        message = (
            f"Line {line}, column {column}: the prefix {prefix}: is not declared."
            f" Add PREFIX {prefix}: <…> at the top."
        )
        return message, line, column
    if found and not _SENTENCE.search(reason):  # it names what it would read, not what is wrong
        return _looked(error)
    return f"The query makes no sense: {_first(reason)}.", None, None


def _first(reason: str) -> str:
    return " ".join(reason.partition(", [")[0].partition("\n")[0].split())


def _position(query: str, place: int) -> tuple[int, int]:
    before = query[:place].split("\n")
    return len(before), len(before[-1]) + 1
