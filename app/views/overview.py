"""Overview: how much there is, who is quoted most, what is new."""

from __future__ import annotations

import streamlit as st

from app import data
from app.figures import rows as figures
from app.views import parts

_ACTORS = ("persons", "organizations", "countries", "places", "groups")


def render() -> None:
    parts.title("On Record", "Who said what, when, how surely and in which words, as news articles have it.")
    parts.stop_if_empty()
    links = data.links()
    st.html(figures.tiles(_counts()))
    left, right = st.columns([3, 2], gap="large")
    with left:
        parts.section("Newest statements")
        newest = data.rows("newest", limit=6)
        parts.show(bool(newest), figures.statements(newest, links), "No statement was found yet.")
    with right:
        parts.section("Most quoted")
        quoted = data.rows("most-quoted", limit=8)
        parts.show(bool(quoted), figures.most_quoted(quoted, links), "Nobody was quoted yet.")
        parts.section("Latest articles")
        latest = data.rows("articles", limit=5)
        parts.show(bool(latest), figures.articles(latest, links), "No article is stored.")


def _counts() -> list[tuple[str, int, str]]:
    found = {str(row["what"]): int(str(row["count"])) for row in data.rows("counts")}
    return [
        ("articles", found["articles"], "articles"),
        ("statements", found["statements"], "statements"),
        ("actors", sum(found[kind] for kind in _ACTORS), "actors"),
        ("unnamed sources", found["unnamed sources"], "actors?type=unnamed"),
        ("events", found["events"], "events"),
    ]
