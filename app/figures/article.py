"""An article with its statements marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.figures.html import NOTHING, Html, html, joined, known
from app.figures.links import link
from app.figures.statement import card
from app.figures.view import View, names
from kb.highlight import Mark, pieces
from kb.model import Article, Form, Span, Statement
from kb.plain import count

_SNIPPET = 110
"""Characters of a statement in the list of them."""

FORMS = {
    Form.DIRECT: "in quote marks",
    Form.MIXED: "partly in quote marks",
    Form.INDIRECT: "reported in other words",
}


@dataclass(frozen=True, slots=True)
class _Place(Mark):
    """A mark and what it is: a statement's content, or a stretch pointed out: `speaker`, `cue`, `at`."""

    kind: str
    statement: Statement | None = None


def page(view: View, turtle: str | None = None) -> Html:
    """The text, and beside it the statements or the one pointed out, with its triples in `turtle`."""
    beside = card(view, view.statement, turtle) if view.statement else contents(view)
    return html(
        '<div class="article"><div class="text">{}</div><aside class="{}">{}</aside></div>',
        marked_text(view),
        "one" if view.statement else "all",
        beside,
    )


def heading(article: Article) -> Html:
    """Title, and where and when it was published, or that it is not known."""
    fields = [
        html("{}", article.author or ""),
        known(article.publisher, "publisher"),
        known(article.date, "date"),
        html('<span class="id">{}</span>', article.id),
        link(article.url, "source") if article.url else NOTHING,
    ]
    return html(
        '<header class="head"><h1>{}</h1><p class="meta">{}</p></header>',
        known(article.title, "title"),
        joined(fields, " · "),
    )


def legend() -> Html:
    """What the three kinds of underlining mean."""
    keys = (
        html('<li><mark class="{}">{}</mark> {}</li>', form, form, words) for form, words in FORMS.items()
    )
    return html('<ul class="legend" aria-label="How words are given">{}</ul>', joined(keys))


def marked_text(view: View) -> Html:
    """The text, letter for letter, each statement in a `<mark>` that says who said it and how."""
    return joined(
        _piece(words, over, view) for words, over in pieces(view.reading.article.text, _marks(view))
    )


def contents(view: View) -> Html:
    """The statements in the article's order, each leading to its place."""
    statements = view.reading.statements
    if not statements:
        return html('<p class="quiet">No statement was found in this article.</p>')
    rows = (html("<li>{}</li>", _line(view, statement)) for statement in statements)
    return html('<h2>{}</h2><ol class="contents">{}</ol>', count(len(statements), "statement"), joined(rows))


def _marks(view: View) -> Iterator[_Place]:
    for statement in view.reading.statements:
        tip = f"{names(view.reading, statement)} · {view.reading.words(statement.cue)} · {statement.form}"
        for span in statement.content:
            yield _Place(span.start, span.end, tip, "statement", statement)
    if view.statement:
        yield from _stretches(view.statement.speaker, "speaker")
        yield from _stretches(view.statement.cue, "cue")
    if view.at:
        yield from _stretches((view.at,), "at")


def _stretches(spans: Iterable[Span], kind: str) -> Iterator[_Place]:
    return (_Place(span.start, span.end, "", kind) for span in spans)


def _piece(words: str, over: list[_Place], view: View) -> Html:
    """A piece of the text. Where statements stand in each other, it leads to the inner one."""
    shown = html("{}", words)
    for place in over:
        if place.statement is None:
            shown = html('<span class="{}">{}</span>', place.kind, shown)
    statements = [place for place in over if place.statement]
    return _mark(shown, statements, view) if statements else shown


def _mark(shown: Html, over: list[_Place], view: View) -> Html:
    inner = over[-1]
    assert inner.statement  # noqa: S101  _piece gives no other
    chosen = any(place.statement == view.statement for place in over)
    classes = [inner.statement.form.value, "chosen" if chosen else "", "nested" if len(over) > 1 else ""]
    marked = html(
        '<mark class="{}" data-tip="{}">{}</mark>', " ".join(filter(None, classes)), inner.title, shown
    )
    if view.links is None:
        return marked
    address = view.links.article(view.reading.article.id, statement=inner.statement.id)
    return html('<a href="{}" aria-description="{}">{}</a>', address, inner.title, marked)


def _line(view: View, statement: Statement) -> Html:
    said = view.reading.words(statement.content)
    label = html(
        '<span class="who">{}</span> <span class="verb">{}</span> <span class="said {}">{}</span>',
        names(view.reading, statement),
        view.reading.words(statement.cue),
        statement.form,
        said if len(said) <= _SNIPPET else f"{said[:_SNIPPET].rsplit(' ', 1)[0]} …",
    )
    if view.links is None:
        return label
    return link(view.links.article(view.reading.article.id, statement=statement.id), label)
