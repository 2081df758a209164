"""One statement, with all that was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.figures.html import NOTHING, Html, html, joined
from app.figures.links import Links, link
from app.figures.view import View, actor, actors, names, quoted, role_words, time_words
from kb.model import Polarity, Statement, Tense


def card(view: View, statement: Statement, turtle: str | None = None) -> Html:
    """Who said what and how; `turtle` are its triples, shown on demand."""
    return html(
        '<section class="card" aria-label="Statement">{}<p class="who">{} <span class="verb">{}</span></p>'
        '<blockquote class="{}">{}</blockquote><dl>{}</dl>{}</section>',
        _steps(view, view.links, statement) if view.links else NOTHING,
        actors(view, statement.speakers, " and "),
        view.reading.words(statement.cue),
        statement.form,
        view.reading.words(statement.content),
        _fields(_details(view, statement)),
        html("<details><summary>Triples</summary><pre>{}</pre></details>", turtle) if turtle else NOTHING,
    )


def _steps(view: View, links: Links, statement: Statement) -> Html:
    """To the statements before and after, and to all."""
    article, statements = view.reading.article.id, view.reading.statements
    number = statements.index(statement)
    before, after = statements[max(number - 1, 0) : number], statements[number + 1 : number + 2]
    return html(
        '<nav aria-label="Statements of this article">{} {} <span class="meta">{} of {}</span>{}</nav>',
        _step(links, article, before, html('<span aria-label="previous statement">←</span>')),
        _step(links, article, after, html('<span aria-label="next statement">→</span>')),
        number + 1,
        len(statements),
        html('<a class="all" href="{}">all statements</a>', links.article(article)),
    )


def _step(links: Links, article: str, to: tuple[Statement, ...], sign: Html) -> Html:
    if not to:
        return html('<span class="quiet" aria-hidden="true">{}</span>', sign)
    return link(links.article(article, statement=to[0].id), sign)


def _details(view: View, statement: Statement) -> Iterator[tuple[str, Html]]:
    reading = view.reading
    yield "form", html('<mark class="{}">{}</mark> {}', statement.form, statement.form, statement.mode)
    yield "certainty", _certainty(view, statement)
    yield "hedged by", quoted(reading, statement.hedge)
    yield "condition", quoted(reading, statement.condition)
    yield "said", time_words(statement.said_at)
    yield "role", joined((role_words(view, r) for r in reading.roles if r.actor in statement.speakers), " · ")
    yield "about", joined((_topic(view, id) for id in statement.about), ", ")
    yield (
        "within",
        joined(
            html("what {} {}", names(reading, outer), reading.words(outer.cue))
            for outer in reading.statements
            if outer.id == statement.within
        ),
    )
    if statement.confidence is not None:
        yield "machine", html("{} sure of this reading", f"{statement.confidence:.0%}")


def _certainty(view: View, statement: Statement) -> Html:
    by = quoted(view.reading, statement.certainty_cue)
    parts = [
        html("{} ({})", statement.certainty, by) if by else html("{}", statement.certainty),
        html("negative" if statement.polarity is Polarity.NEGATIVE else ""),
        html("future" if statement.tense is Tense.FUTURE else ""),
    ]
    return joined(parts, ", ")


def _fields(fields: Iterable[tuple[str, Html]]) -> Html:
    return joined(html("<div><dt>{}</dt><dd>{}</dd></div>", name, value) for name, value in fields if value)


def _topic(view: View, id: str) -> Html:
    """A name for an id in `about`: an actor's, or an event's trigger."""
    event = next((event for event in view.reading.events if event.id == id), None)
    return html("“{}”", view.reading.words(event.trigger)) if event else actor(view, id)
