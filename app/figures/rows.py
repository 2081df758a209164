"""Rows of the named queries as lists: statements, events, roles, articles, actors, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.figures.html import NOTHING, Html, html, joined, known
from app.figures.links import Links, link, url
from kb.highlight import Mark, pieces
from kb.plain import count
from kb.store import Value, places

Row = Mapping[str, Value]


def statements(rows: Iterable[Row], links: Links) -> Html:
    """Each with its words, leading to their place, then who said it, how, where and when."""
    return _list((_statement(row, links) for row in rows), "quotes")


def events(rows: Iterable[Row], links: Links) -> Html:
    """Who did what to whom, where and when, each leading to its place."""
    return _list((_event(row, links) for row in rows), "rows")


def roles(rows: Iterable[Row], links: Links) -> Html:
    return _list((_role(row, links) for row in rows), "rows")


def notes(rows: Iterable[Row], links: Links) -> Html:
    """What the reader wants known, each leading to its place."""
    return _list((_note(row, links) for row in rows), "rows")


def articles(rows: Iterable[Row], links: Links) -> Html:
    """Title, publisher, date, and how much was read."""
    return _list((_article(row, links) for row in rows), "rows")


def actors(rows: Iterable[Row], links: Links) -> Html:
    """Each with the kind of actor, other names and number of statements."""
    return _list((_actor(row, links) for row in rows), "rows")


def most_quoted(rows: Sequence[Row], links: Links) -> Html:
    """A bar for each actor, as long as the number of statements."""
    longest = max((_number(row, "statements") for row in rows), default=0)
    return _list((_bar(row, longest, links) for row in rows), "bars")


def tiles(counts: Iterable[tuple[str, int, str]]) -> Html:
    """Name, number and page of each thing that is counted."""
    tiles = (
        html('<li><a href="{}"><strong>{}</strong> {}</a></li>', url(page), f"{number:,}", name)
        for name, number, page in counts
    )
    return html('<ul class="tiles">{}</ul>', joined(tiles))


def _list(rows: Iterable[Html], style: str) -> Html:
    return html('<ul class="{}">{}</ul>', style, joined(html("<li>{}</li>", row) for row in rows))


def _statement(row: Row, links: Links) -> Html:
    words = html('<a class="said {}" href="{}">{}</a>', row["form"], _place(row, links), _words(row))
    how = [
        html("{} {}", _speakers(row, links), row["cue"]),
        html('<mark class="{}">{}</mark>', row["form"], row["form"]),
        html("{}", row["certainty"]) if row["certainty"] != "certain" else NOTHING,
        html("negative") if row["polarity"] == "negative" else NOTHING,
        html("hedged by “{}”", row["hedge"]) if row["hedge"] else NOTHING,
        html("said {}", row["said_at"]) if row["said_at"] else NOTHING,
    ]
    return html('{}<p class="meta">{}</p>{}', words, joined(how, " · "), _source(row, links))


def _words(row: Row) -> Html:
    """The statement, with what was found in it marked where it was searched for."""
    marks = (Mark(start, end, "found") for start, end in places(str(row.get("found") or "")))
    return joined(
        html('<mark class="found">{}</mark>', words) if over else html("{}", words)
        for words, over in pieces(str(row["text"]), marks)
    )


def _speakers(row: Row, links: Links) -> Html:
    """The speakers, each leading to their page; in the query they are two lists in one order."""
    names, actors = str(row["speakers"]).split("; "), str(row["actors"]).split()
    if len(names) != len(actors):
        return html("{}", row["speakers"])
    pairs = zip(names, actors, strict=True)
    return joined((_speaker(name, iri, links) for name, iri in pairs), " and ")


def _speaker(name: str, iri: str, links: Links) -> Html:
    unnamed = html(" (unnamed source)") if links.describes(iri) else NOTHING
    return html('<a class="who" href="{}">{}</a>{}', links.actor(iri), name, unnamed)


def _event(row: Row, links: Links) -> Html:
    trigger = link(_place(row, links), html("<strong>{}</strong>", row["trigger"]))
    words = [html("{}", row["agents"] or ""), trigger, html("{}", row["patients"] or "")]
    fields = [
        html('<span class="tag">{}</span>', str(row["type"]).lower()) if row["type"] else NOTHING,
        html("in {}", link(links.actor(str(row["place"])), row["place_name"]))
        if row["place_name"]
        else NOTHING,
        _time(row),
        html("{}", row["certainty"]) if row["certainty"] != "certain" else NOTHING,
        html("negative") if row["polarity"] == "negative" else NOTHING,
        html("hedged by “{}”", row["hedge"]) if row["hedge"] else NOTHING,
        _said(row, links),
    ]
    return html(
        '<p>{}</p><p class="meta">{}</p>{}', joined(words, " "), joined(fields, " · "), _source(row, links)
    )


def _time(row: Row) -> Html:
    words, value = row["time_text"], row["time"]
    if words and value and str(value) not in str(words):
        return html("“{}”, that is {}", words, value)
    return html("“{}”", words) if words else html("{}", value or "")


def _said(row: Row, links: Links) -> Html:
    if not row["statement"]:
        return NOTHING
    address = links.article(str(row["article"]), statement=str(row["statement"]))
    return link(address, "within a statement")


def _role(row: Row, links: Links) -> Html:
    status = "" if row["status"] == "held" else f"{row['status']} "
    of = row["organization_name"]
    where = html(" of {}", link(links.actor(str(row["organization"])), of)) if of else NOTHING
    as_of = html(' <span class="meta">as of {}</span>', row["as_of"]) if row["as_of"] else NOTHING
    words = link(_place(row, links), row["role"])
    return html("<p>{}{}{}{}</p>{}", status, words, where, as_of, _source(row, links))


def _note(row: Row, links: Links) -> Html:
    placed = row["start"] is not None
    message = link(_place(row, links), row["message"]) if placed else html("{}", row["message"])
    return html('<p><span class="tag">{}</span> {}</p>{}', row["level"], message, _source(row, links))


def _article(row: Row, links: Links) -> Html:
    read = [
        html("{}", count(_number(row, "statements"), "statement")),
        html("{}", count(_number(row, "events"), "event")),
    ]
    fields = joined([*_published(row), *read], " · ")
    return html('<p class="title">{}</p><p class="meta">{}</p>', _title(row, links), fields)


def _actor(row: Row, links: Links) -> Html:
    name = html('<a class="title" href="{}">{}</a>', links.actor(str(row["actor"])), row["name"])
    fields = [
        html("{}", kind(row["type"])),
        html("{}", count(_number(row, "statements"), "statement")),
        html("{}", count(_number(row, "articles"), "article")),
        html("also {}", row["aliases"]) if row["aliases"] else NOTHING,
    ]
    return html('{}<p class="meta">{}</p>', name, joined(fields, " · "))


def identity(rows: Iterable[Row], links: Links) -> Html:
    """The articles that name an actor, under which name, and why it is taken for this one."""
    return _list((_named(row, links) for row in rows), "rows")


def elsewhere(iri: Value) -> Html:
    """Where else an actor or a place is described, if that is known."""
    if not iri:
        return NOTHING
    return link(str(iri), "Wikidata" if "wikidata" in str(iri) else "GeoNames")


def kind(type: Value) -> str:
    """What people call a type of actor."""
    return {"unnamed": "unnamed source"}.get(str(type), str(type))


def _named(row: Row, links: Links) -> Html:
    evidence = html('<span class="meta">{}</span>', row["evidence"]) if row["evidence"] else NOTHING
    return html("<p>{} {}</p>{}", row["name"], evidence, _source(row, links))


def _bar(row: Row, longest: int, links: Links) -> Html:
    number = _number(row, "statements")
    return html(
        '<a href="{}">{}</a> <span class="number">{}</span><span class="bar" style="width: {}%"></span>',
        links.actor(str(row["actor"])),
        row["name"],
        number,
        round(100 * number / longest),
    )


def _source(row: Row, links: Links) -> Html:
    """The article a row comes from."""
    return html('<p class="meta source">{}</p>', joined([_title(row, links), *_published(row)], " · "))


def _title(row: Row, links: Links) -> Html:
    """The article's title, or that it is not known, and then its id, so that it can be told from others."""
    id = str(row["article"])
    title = link(links.article(id), known(row["title"], "title"))
    return title if row["title"] else html('{} <span class="id">{}</span>', title, links.label(id))


def _published(row: Row) -> list[Html]:
    return [html("{}", row["publisher"] or ""), known(row["published"], "date")]


def _place(row: Row, links: Links) -> str:
    """Where in its article a row stands."""
    statement = row.get("statement")
    if "trigger" not in row and statement:
        return links.article(str(row["article"]), statement=str(statement))
    return links.article(str(row["article"]), at=f"{row['start']}-{row['end']}")


def _number(row: Row, column: str) -> int:
    return int(str(row[column] or 0))
