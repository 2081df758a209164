"""`kb list`, `show`, `query`, `validate`, `export`: what a store has to say."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb import export as exporting
from kb import queries
from kb.base import KnowledgeBase, validate_file
from kb.cli.options import with_base
from kb.cli.output import progress, say, table
from kb.cli.output import show as show_lines
from kb.errors import OnRecordError
from kb.plain import to_text
from kb.store import LIMITS, Answer, Graph, Limits, Result, Table, serialize, text
from kb.validation import report_json, report_text, report_turtle
from kb.vocab import BASE

_REPORTS = {"text": report_text, "turtle": report_turtle, "json": report_json}


@click.command("list")
@with_base
def list_(base: KnowledgeBase) -> None:
    """List the articles of the store.

    \b
    Examples:
      kb list
      kb list --store my-store
    """
    rows = [
        (a.id, a.title or "", a.published or "", a.publisher or "", str(a.statements), str(a.events))
        for a in base.articles()
    ]
    table(("id", "title", "published", "publisher", "statements", "events"), rows)


@click.command()
@click.argument("id")
@with_base
def show(base: KnowledgeBase, *, id: str) -> None:
    """Show one article: each statement in plain words, with its place in the text.

    \b
    Examples:
      kb show miami-talks
    """
    click.echo(to_text(base.article(id)), nl=False)


@click.command()
@click.argument("query", required=False)
@click.option(
    "-f",
    "--file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Read the SPARQL from a file.",
)
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Parameter of a named query.")
@click.option(
    "--format",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    help="[default: table, and turtle for CONSTRUCT and DESCRIBE]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=10,
    show_default=True,
    help="Seconds that SPARQL of your own may take.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=LIMITS.max_rows,
    show_default=True,
    help="Rows or triples that SPARQL of your own may give; where there are more, that is said.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    help="What was recorded by the end of that day, month or year, or at that moment.",
)
@with_base
def query(
    base: KnowledgeBase,
    *,
    query: str | None,
    file: Path | None,
    params: tuple[str, ...],
    format: str | None,
    timeout: float,
    max_rows: int,
    as_of: str | None,
) -> None:
    """Ask the store: a named query, or SPARQL of your own. Without either, list the named queries.

    SPARQL reads the union of all articles; GRAPH ?article { … } tells which article says it. What several
    articles say of an actor comes once for each: write DISTINCT, also inside COUNT. SPARQL cannot change
    the store or reach the network, and the usual prefixes need not be declared.

    \b
    Examples:
      kb query
      kb query said-by --param speaker="Marco Rubio" --format csv
      kb query 'SELECT ?actor ?text { ?actor onr:said/schema:text ?text }' --format json
      kb query -f my-query.rq
      kb query most-quoted --as-of 2026-03
    """
    if query is None and file is None:
        _list_queries()
        return
    if query is not None and file is not None:
        raise click.UsageError("Give a query or --file, not both.")
    asked = query if file is None else _text_of(file)
    limits = Limits(timeout_s=timeout, max_rows=max_rows)
    base = base.as_of(as_of) if as_of else base
    found = base.query(asked or "", limits=limits, **_parameters(params))
    _print_result(found, format)
    if not isinstance(found, Answer) and found.more:
        say(f"The first {max_rows:,} of more: add LIMIT or ask narrower, or allow more with --max-rows.")


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format", type=click.Choice(list(_REPORTS)), default="text", show_default=True, help="Of the report."
)
@with_base
@click.pass_context
def validate(ctx: click.Context, base: KnowledgeBase, *, file: Path | None, format: str) -> None:
    """Check the store, or an RDF file, against the shapes. Exits with 1 where there are violations.

    \b
    Examples:
      kb validate
      kb validate export.ttl --format json
    """
    if file is not None:
        report = validate_file(file)
    else:
        with progress("Checking", None) as advance:
            report = base.validate(tell=lambda _: advance(""))
    show_lines(_REPORTS[format](report))
    if not report.conforms:
        ctx.exit(1)


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--format", type=click.Choice(exporting.FORMATS), help="[default: by the ending of the file's name]"
)
@click.option("--article", metavar="ID", help="Only this article.")
@click.option("--actor", metavar="NAME", help="Only what this actor said: a name, an id or an IRI.")
@click.option("--no-text", is_flag=True, help="Leave the bodies of the articles out.")
@with_base
def export(
    base: KnowledgeBase,
    *,
    out: Path,
    format: str | None,
    article: str | None,
    actor: str | None,
    no_text: bool,
) -> None:
    """Write the store, or a part of it, to a file. The same store always gives the same bytes.

    \b
    Examples:
      kb export all.ttl
      kb export all.nq --no-text
      kb export talks.jsonld --article miami-talks
      kb export rubio.csv --actor "Marco Rubio"
    """
    size = base.export(out, format=format, article=article, actor=actor, text=not no_text)
    say(f"Wrote {out} ({size:,} bytes).")


def _list_queries() -> None:
    rows = []
    for named in queries.named():
        parameters = (f"{p.name}{'' if p.required else '?'}" for p in named.parameters)
        rows.append((named.name, named.title, " ".join(parameters)))
    table(("query", "what it finds", "parameters (? may be left out)"), rows)


def _text_of(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise OnRecordError(f"{file} cannot be read as UTF-8 text: {error}.") from error


def _parameters(params: tuple[str, ...]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    if wrong := [name for name, equals, _ in pairs if not (equals and name.isidentifier())]:
        raise click.UsageError(f"--param {wrong[0]!r}: expected NAME=VALUE, such as speaker='Ada Finch'.")
    return {name: value for name, _, value in pairs}


def _print_result(result: Result, format: str | None) -> None:
    format = format or ("turtle" if isinstance(result, Graph) else "table")
    match format, result:
        case "table", Table(columns, rows):
            table(columns, [[text(term).removeprefix(BASE) for term in row] for row in rows])
        case "table", Answer(value):
            click.echo("yes" if value else "no")
        case "table", Graph():
            raise click.UsageError("The query gave triples, which are no table: use --format turtle.")
        case _:
            sys.stdout.write(serialize(result, format))
