"""What is wrong: an error, a validation report, what is in quarantine."""

from __future__ import annotations

from collections.abc import Iterable

from app.figures.html import NOTHING, Html, html, joined
from app.figures.links import Links, link, url
from app.figures.table import prefixed
from kb.errors import OnRecordError, QuerySyntaxError
from kb.ingest import Outcome, Status
from kb.plain import count
from kb.quarantine import Entry
from kb.sources import Refused
from kb.validation import Report, Result

_PREVIEW = 600
"""Characters of a refused item that are shown."""


def problem(error: OnRecordError) -> Html:
    """An error as one line for a person."""
    return html('<p class="alert" role="alert">{}</p>', error)


def syntax_problem(error: QuerySyntaxError, sparql: str) -> Html:
    """The error, and the line it is in with a caret under the place."""
    return html("{}{}", problem(error), _pointed(error, sparql))


def done(message: object) -> Html:
    return html('<p class="alert good" role="status">{}</p>', message)


def refused(item: Refused) -> Html:
    """What could not be read, and why."""
    where = f"line {item.line}: " if item.line else ""
    return html('<p class="alert" role="alert">{}{}</p>', where, item.reason)


_DONE = {
    Status.ADDED: "Stored",
    Status.REVISED: "Stored as a new version",
    Status.UPDATED: "Stored anew",
    Status.UNCHANGED: "Already stored, nothing changed",
}


def outcome(of: Outcome, links: Links) -> Html:
    """What became of an article that was to be stored, leading to it."""
    if of.status is Status.QUARANTINED or of.article is None:
        shown = link(url("quality"), "Data quality")
        return html('<p class="alert" role="alert">Not stored: {} It is kept under {}.</p>', of.reason, shown)
    warning = html(" {}", of.warning) if of.warning else NOTHING
    return done(html("{}: {}.{}", _DONE[of.status], link(links.article(of.article), of.article), warning))


def report(found: Report, links: Links) -> Html:
    """Whether all is well, and what is not, node by node."""
    warnings = len(found.results) - len(found.violations)
    if found.conforms:
        more = f", {count(warnings, 'remark')}" if warnings else ""
        summary = done(f"Everything conforms to the shapes{more}.")
    else:
        summary = html('<p class="alert" role="alert">{}.</p>', count(len(found.violations), "violation"))
    return html("{}{}", summary, results(found.results, links))


def results(found: Iterable[Result], links: Links) -> Html:
    rows = (html("<li>{}</li>", _result(result, links)) for result in found)
    return html('<ul class="rows">{}</ul>', joined(rows))


def quarantine(entries: Iterable[Entry]) -> Html:
    """What was refused, why, and how it begins."""
    rows = (html("<li>{}</li>", _entry(entry)) for entry in entries)
    return html('<ul class="rows">{}</ul>', joined(rows))


def _pointed(error: QuerySyntaxError, sparql: str) -> Html:
    lines = sparql.splitlines()
    if error.line is None or not 0 < error.line <= len(lines):
        return NOTHING
    caret = "" if error.column is None else " " * (error.column - 1) + "^"
    return html('<pre class="pointed">{}\n{}</pre>', lines[error.line - 1], caret)


def _result(result: Result, links: Links) -> Html:
    address = links.of(result.focus)
    focus = links.label(result.focus)
    seen = html(" (seen: {})", result.value) if result.value is not None else NOTHING
    fields = [
        html('<span class="tag {}">{}</span>', result.severity, result.severity),
        link(address, focus) if address else html("{}", focus),
        html("{}", prefixed(result.path)) if result.path else NOTHING,
    ]
    return html('<p>{}{}</p><p class="meta">{}</p>', result.message, seen, joined(fields, " · "))


def _entry(entry: Entry) -> Html:
    where = f"{entry.name}, line {entry.line}" if entry.line else entry.name
    fields = [html("refused {}", entry.when), html("article {}", entry.article) if entry.article else NOTHING]
    found = joined(html("<p>{}</p>", result.message) for result in entry.results)
    return html(
        '<p class="title">{}</p><p>{}</p><p class="meta">{}</p>'
        "<details><summary>What was refused</summary>{}<pre>{}</pre></details>",
        where,
        entry.reason,
        joined(fields, " · "),
        found,
        _beginning(entry.payload),
    )


def _beginning(payload: bytes) -> str:
    words = payload[: 4 * _PREVIEW].decode("utf-8", "replace")
    return f"{words[:_PREVIEW]} …" if len(words) > _PREVIEW else words
