"""The only way from text to markup: a template of ours, with every value escaped.

    html('<a href="{}">{}</a>', url, title)

A value that is `Html` already goes in as it is. Templates are written in this package, never made of data.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is safe to show, as everything in it that came from outside is escaped."""

    __slots__ = ()


NOTHING = Html("")


def html(template: str, *values: object) -> Html:
    """`template` with each `{}` replaced by a value: escaped, unless it is Html."""
    return Html(template.format(*(_safe(value) for value in values)))


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """The parts that are not empty, with `between` (a text) between them."""
    return Html(escape(between).join(part for part in parts if part))


def known(value: object, what: str) -> Html:
    """The value, or in quiet style that it is not known: `title not known`."""
    return html("{}", value) if value else html('<span class="quiet">{} not known</span>', what)


def _safe(value: object) -> str:
    return value if isinstance(value, Html) else escape(str(value))
