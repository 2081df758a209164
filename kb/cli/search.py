"""`kb search`: statements by their words."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click
from rich.text import Text

from kb.base import KnowledgeBase
from kb.cli.options import with_base
from kb.cli.output import say, table
from kb.highlight import Mark, pieces
from kb.plain import visible
from kb.store import Table, Value, places, serialize

_LIMIT = 20


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=_LIMIT, show_default=True, help="At most so many."
)
@click.option(
    "--format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="Of what is found.",
)
@with_base
def search(base: KnowledgeBase, *, words: tuple[str, ...], limit: int, format: str) -> None:
    """Find statements that hold all of these words, the best first.

    "…" is a phrase (mind the quotes of your shell), word* a beginning, OR is one or the other, -word is
    without. Capitals and accents do not matter. A terminal shows what was found in bold; the column `found`
    of the other formats has its places in the text, as 12-19.

    \b
    Examples:
      kb search nuclear talks
      kb search '"nuclear talks" OR negotiat*' -ceasefire
      kb search obstacles --format json
    """
    if unknown := [word for word in words if word.startswith("--")]:
        raise click.NoSuchOption(unknown[0].partition("=")[0])
    found = base.search(" ".join(words), limit=limit)
    if format != "table":
        sys.stdout.write(serialize(found, format))
    elif len(found):
        table(("text", "speakers", "article", "published", "place"), _rows(found, base.iris))
    else:
        say("No statement holds these words.")


def _rows(found: Table, iris: str) -> Iterable[list[str | Text]]:
    for row in found.records():
        article = str(row["article"]).removeprefix(f"{iris}article/")
        speakers, published = str(row["speakers"] or ""), str(row["published"] or "")
        yield [_marked(row), speakers, article, published, f"{row['start']}-{row['end']}"]


def _marked(row: dict[str, Value]) -> Text:
    """The statement, with what was found in bold."""
    shown = Text()
    marks = (Mark(start, end, "found") for start, end in places(str(row["found"])))
    for words, over in pieces(str(row["text"]), marks):
        shown.append(visible(words), "bold" if over else "")
    return shown
