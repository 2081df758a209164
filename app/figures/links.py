"""Where things are shown: every article, statement and actor has an address of its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.figures.html import Html, html
from kb.rdf import article_id


def url(page: str, **params: object) -> str:
    """Address of a page, relative to any other; parameters that are None are left out."""
    given = {name: str(value) for name, value in params.items() if value is not None}
    return f"{page or '.'}?{urlencode(given)}" if given else page or "."


def link(address: str, label: object) -> Html:
    return html('<a href="{}">{}</a>', address, label)


def back(page: str) -> Html:
    """From one of a kind to all of them; Streamlit's own navigation stays where it is."""
    return html('<nav class="back"><a href="{}">← All {}</a></nav>', page, page)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of what a store names; `base` is the IRI that its names begin with."""

    base: str

    def article(self, article: str, *, statement: str | None = None, at: str | None = None) -> str:
        """An article by IRI or id, at one of its statements (IRI or id) or at a stretch `start-end`."""
        tail = None if statement is None else statement.rpartition("/statement/")[2]
        return url("articles", article=article_id(article, self.base), statement=tail, at=at)

    def actor(self, actor: str) -> str:
        """An actor by IRI or id; one of an article leads to who that is across articles."""
        return url("actors", actor=actor.removeprefix(f"{self.base}actor/").removeprefix(self.base))

    def of(self, iri: str) -> str | None:
        """Where an IRI is shown; None where this store has no page for it."""
        kind, _, id = iri.removeprefix(self.base).partition("/")
        if not iri.startswith(self.base) or not id:
            return None
        if kind == "actor" or "/actor/" in id:
            return self.actor(iri)
        if kind != "article":
            return None
        article, part, tail = _parts(id)
        return self.article(article, statement=tail if part == "statement" else None)

    def label(self, iri: str) -> str:
        """The end of an IRI of this store, which tells it from others of its kind."""
        kind, _, id = iri.removeprefix(self.base).partition("/")
        return _parts(id)[2] or id if kind == "article" else id or iri

    def describes(self, iri: str) -> bool:
        """Whether an actor's IRI is that of an unnamed source."""
        return iri.startswith(self.base) and "/actor/unnamed/" in iri


def _parts(id: str) -> tuple[str, str, str]:
    """`talks/event/9f2` is the part `event` of `talks` with the id `9f2`; an article has no part."""
    for part in ("statement", "event", "actor", "span", "role", "note"):
        article, slash, tail = id.partition(f"/{part}/")
        if slash:
            return article, part, tail
    return id, "", ""
