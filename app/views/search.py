"""Search: statements by their words, the best first. The URL keeps what is looked for (`?q=…`)."""

from __future__ import annotations

import streamlit as st

from app import data
from app.figures import rows as figures
from app.figures.html import html
from app.views import parts

_LIMIT = 50

_HELP = html(
    '<p class="meta">All of the words, whatever their capitals and accents.'
    ' <code>"nuclear talks"</code> is a phrase, <code>negotiat*</code> a beginning,'
    " <code>talks OR visit</code> one or the other, <code>-nuclear</code> without that word.</p>"
)


def render() -> None:
    parts.title("Search", "Statements by their words, the best first. Each row leads to its place.")
    parts.stop_if_empty()
    words = st.text_input("Words of statements", key="q", bind="query-params", placeholder="nuclear talks")
    st.html(_HELP)
    if not words:
        return
    found = data.search(words, _LIMIT).records()
    parts.show(bool(found), figures.statements(found, data.links()), "No statement holds these words.")
    if len(found) == _LIMIT:
        parts.quiet(f"These are the best {_LIMIT}. Add words to find fewer.")
