"""Writes the pages of commands, named queries and shapes from what these say of themselves.

`make docs` writes them; `--check` writes nothing and exits with 1 where one of them is not up to date.
It runs in the checkout's folder, as the help names the default store relative to where one stands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rdflib import SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from kb import queries, resources
from kb.cli import cli
from kb.queries import NamedQuery, Parameter

DOCS = Path(__file__).parents[2] / "docs"
WIDTH = 100

COMMANDS = """# Commands

What `kb --help` and `kb COMMAND --help` say. This page is written by `make docs`, and a test compares it.
"""

QUERIES = """# Named queries

Questions that come with On Record, one file each in [`kb/queries/`](../kb/queries). This page is written from
those files by `make docs`, and a test compares it. How to ask them:

```sh
kb query                                                        # lists them
kb query said-by --param speaker="Marco Rubio"
kb query statements --param certainty=possible --param words=negotiations --format csv
```

In Python, `kb.open().query("said-by", speaker="Marco Rubio").records()` gives the rows as dicts. In the dashboard
they are on the SPARQL page, each with its SPARQL to look at.

Types of parameters: *text* is any text, or one of the values listed; *integer* is 0 or more; *date* is `2025`,
`2025-12` or `2025-12-21`; *actor* is a name (`Rubio`), an id (`person/marco-rubio`) or an IRI, and stands for that
actor in [all articles](actors.md); *article* is an id or an IRI. A parameter that is left out restricts nothing.
"""

SHAPES = """# Shapes

What an article's graph must hold to be stored: [`shapes/`](../shapes), one file per class. An article that breaks
one of them is not stored; it goes to [quarantine](store.md#quarantine) with the message below. What SHACL cannot
check is checked [in code](vocabulary.md#what-shacl-cannot-check) and reported in the same way. This page is written
from those files by `make docs`, and a test compares it.

```sh
kb validate                        # the store
kb validate --format json          # text, Turtle or JSON
```
"""


def commands() -> str:
    """The page of commands, in the order of use."""
    top = click.Context(cli, info_name="kb", terminal_width=WIDTH, help_option_names=["-h", "--help"])
    return "\n".join([COMMANDS, f"## kb\n\n{_fenced(cli.get_help(top))}", *_commands(cli, top, "kb")])


def _commands(group: click.Group, above: click.Context, called: str) -> Iterator[str]:
    for name in group.list_commands(above):
        command, title = group.commands[name], f"{called} {name}"
        context = click.Context(command, parent=above, info_name=name, terminal_width=WIDTH)
        yield f"## {title}\n\n{_fenced(command.get_help(context))}"
        if isinstance(command, click.Group):
            yield from _commands(command, context, title)


def named_queries() -> str:
    """The page of named queries, in the order of their names."""
    found = queries.named()
    contents = "\n".join(f"- [`{query.name}`](#{query.name}): {query.title}" for query in found)
    return "\n".join([QUERIES, contents, "", *("\n".join(_query(query)) for query in found)])


def shapes() -> str:
    """The page of shapes, by file, in the order in which each file has them."""
    files = sorted(resources.shapes().glob("*.ttl"), key=lambda file: file.stem)
    return "\n".join([SHAPES, *("\n".join(_shapes(file)) for file in files)])


def _fenced(help: str) -> str:
    return f"```text\n{help.rstrip()}\n```\n"


def _query(query: NamedQuery) -> Iterator[str]:
    yield f"## {query.name}\n\n**{query.title}.** {query.description}\n"
    yield "| parameter | type | |"
    yield "|---|---|---|"
    yield from (_row(parameter) for parameter in query.parameters)
    columns = prepareQuery(query.sparql).algebra["PV"]
    yield f"\nColumns: {', '.join(f'`{column}`' for column in columns)}.\n"


def _row(parameter: Parameter) -> str:
    choices = ", ".join(f"`{choice}`" for choice in parameter.choices)
    notes = [parameter.description, f"one of {choices}" if choices else ""]
    notes.append(f"by default {parameter.default}" if parameter.default is not None else "")
    needed = " (required)" if parameter.required else ""
    return f"| `{parameter.name}`{needed} | {parameter.type} | {'; '.join(filter(None, notes))} |"


def _shapes(file: Path) -> Iterator[str]:
    turtle = file.read_text(encoding="utf-8")
    graph = Graph().parse(data=turtle, format="turtle")
    messages = {str(shape): str(message) for shape, message in graph.subject_objects(SH.message)}
    names = sorted(messages, key=lambda iri: turtle.index(f"shape:{iri.rpartition('#')[2]} a "))
    yield f"## {file.stem}\n\n{turtle.splitlines()[0].removeprefix('# ')}\n"
    yield "| shape | says |"
    yield "|---|---|"
    yield from (f"| `{URIRef(name).fragment}` | {messages[name]} |" for name in names)
    yield ""


PAGES = {
    DOCS / "commands.md": commands,
    DOCS / "queries.md": named_queries,
    DOCS / "shapes.md": shapes,
}


def main() -> None:
    """Write the pages, or with `--check` name those that are not up to date."""
    stale = [page for page, write in PAGES.items() if not page.is_file() or page.read_text() != write()]
    if sys.argv[1:] == ["--check"]:
        sys.exit(f"Not up to date: {', '.join(map(str, stale))}. Run: make docs" if stale else 0)
    for page in stale:
        page.write_text(PAGES[page]())


if __name__ == "__main__":
    main()
