"""`kb add` and `kb read`: articles in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from kb.base import KnowledgeBase, read_paths, reading_turtle
from kb.cli.options import with_base, with_input, with_reader
from kb.cli.output import place, progress, say
from kb.errors import MappingError
from kb.ingest import Outcome, Status
from kb.jsonl import to_line
from kb.model import Reading
from kb.plain import count as counted
from kb.plain import to_text
from kb.reading import Reader
from kb.sources import Loaded, Options, Refused, count

SOME_REFUSED = 3
"""Exit code where some articles went to quarantine, or could not be read, and the rest went well."""

ACTORS = ("persons", "organizations", "countries", "places", "groups", "unnamed sources")


@click.command()
@with_base
@with_input
@with_reader
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Read on the Dask cluster whose scheduler is at this address, such as tcp://10.0.0.5:8786.",
)
@click.pass_context
def add(
    ctx: click.Context,
    base: KnowledgeBase,
    *,
    paths: tuple[Path, ...],
    options: Options,
    reader: Reader,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Read articles into the store.

    PATH is a file, a folder (read to the bottom) or - for standard input. Text, Markdown, HTML and JSON
    Lines are told by their names, each also with .gz. What is known beside the text comes from the options,
    else from a metadata.toml beside the file, else from the page or the line itself.

    What cannot be taken goes to quarantine with its reason (see `kb quarantine`), and the rest goes in. An
    article that is there already is skipped; the same id or web address with another text is a revision.

    \b
    Examples:
      kb add articles/
      kb add speech.txt --title "The bridge stays shut" --date 2025-12-21 --publisher "Marsh Post"
      kb add headlines.txt --lines --date 2025-12
      kb add corpus.jsonl.gz           {"id", "text", "title", "date", "publisher", "url"} a line
      curl -s https://news.example/bridge | kb add - --url https://news.example/bridge
    """
    if jobs is not None and scheduler is not None:
        raise click.UsageError(
            "Give --jobs or --scheduler, not both: a cluster has as many as it has workers."
        )
    with progress("Reading", count(paths, options)) as advance:
        outcomes = base.add(
            *paths,
            options=options,
            reader=reader,
            jobs=jobs,
            scheduler=scheduler,
            tell=lambda outcome: advance(_remark(outcome)),
        )
    for line in _summary(outcomes, base):
        click.echo(line)
    if any(outcome.status is Status.QUARANTINED for outcome in outcomes):
        say("What was refused is kept, with its reasons: kb quarantine")
        ctx.exit(SOME_REFUSED)


@click.command()
@with_input
@click.option(
    "--format",
    type=click.Choice(["text", "jsonl", "turtle"]),
    default="text",
    show_default=True,
    help="Plain words, one JSON object an article, or RDF.",
)
@with_reader
@click.pass_context
def read(
    ctx: click.Context,
    *,
    paths: tuple[Path, ...],
    options: Options,
    format: str,
    reader: Reader,
    jobs: int | None,
) -> None:
    """Read articles and print what was read, without a store.

    Takes the same PATHs as `kb add`. Offsets count the characters of the article's text from 0.

    \b
    Examples:
      kb read speech.txt
      kb read articles/ --format jsonl > readings.jsonl
      kb read articles/ --min-confidence 0.8
      echo "Ada Finch said the bridge is safe." | kb read - --format turtle
    """
    with closing(read_paths(paths, options, reader, jobs)) as items:
        refused = sum(not _print(item, format) for item in items)
    if refused:
        ctx.exit(SOME_REFUSED)


def _print(item: tuple[Loaded, Reading] | Refused, format: str) -> bool:
    """Print what was read, or say why it was not, and give whether it was."""
    if isinstance(item, Refused):
        say(f"{place(item.name, item.line)}: {item.reason}")
        return False
    loaded, reading = item
    try:
        click.echo(_rendered(reading, format))
    except MappingError as error:
        say(f"{place(loaded.name, loaded.line)}: {error}")
        return False
    return True


def _rendered(reading: Reading, format: str) -> str:
    match format:
        case "jsonl":
            return to_line(reading)
        case "turtle":
            return reading_turtle(reading)
    return to_text(reading)


def _remark(outcome: Outcome) -> str:
    """What a person should know about one item at once: why it was refused, or a warning."""
    remark = outcome.reason or outcome.warning
    return f"{place(outcome.name, outcome.line)}: {remark}" if remark else ""


def _summary(outcomes: Iterable[Outcome], base: KnowledgeBase) -> list[str]:
    """What became of the items, what was found in them, and what the store holds now."""
    outcomes = list(outcomes)
    became = Counter(outcome.status for outcome in outcomes)
    statuses = ", ".join(f"{became[status]:,} {status}" for status in Status if became[status])
    violations = sum(len(outcome.report.violations) for outcome in outcomes if outcome.report)
    actors = frozenset[str]().union(*(outcome.actors for outcome in outcomes))
    found = [
        counted(len(actors), "actor"),
        counted(sum(outcome.statements for outcome in outcomes), "statement"),
        counted(sum(outcome.events for outcome in outcomes), "event"),
        counted(violations, "violation"),
    ]
    lines = [f"{counted(len(outcomes), 'article')}: {statuses}."]
    if set(became) - {Status.UNCHANGED}:
        lines.append(f"Read: {', '.join(found)}.")
    return [*lines, f"In {place(base.name)}: {stored(base.counts())}."]


def stored(counts: dict[str, int]) -> str:
    """What a store holds, in a line."""
    kinds = {
        "article": counts["articles"],
        "actor": sum(counts[kind] for kind in ACTORS),
        "statement": counts["statements"],
        "event": counts["events"],
    }
    return ", ".join(counted(number, noun) for noun, number in kinds.items())
