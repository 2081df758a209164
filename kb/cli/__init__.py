"""The command line: parse, call `kb.base`, print. `kb --help` is its documentation.

Exit codes: 0 done; 1 something asked for was not done, or `kb validate` found violations; 2 the command
was not understood; 3 some articles went to quarantine, and the rest went in.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from kb.cli import actors, asking, keeping, reading, search, serve, ui
from kb.errors import OnRecordError


class Commands(click.Group):
    """A group that says what went wrong in one line: a person's mistake is no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnRecordError as error:
            raise click.ClickException(str(error)) from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        del ctx
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="on-record", prog_name="kb")
def cli() -> None:
    """On Record: who said what, when, how surely and in which words, as a knowledge base you can check.

    \b
    Begin:
      kb add articles/            read files and folders into the store
      kb list                     see what is there
      kb show ID                  one article's statements in plain words
      kb query said-by --param speaker="Ada Finch"
      kb ui                       browse it all at http://127.0.0.1:8501

    \b
    Exit codes:
      0  done
      1  not done, with one line that says why; or `kb validate` found violations
      2  the command was not understood
      3  some articles went to quarantine (see `kb quarantine`), and the rest went in
    """


for command in (
    reading.add,
    reading.read,
    asking.list_,
    asking.show,
    asking.query,
    search.search,
    asking.validate,
    asking.export,
    actors.actors,
    keeping.remove,
    keeping.quarantine,
    keeping.backup,
    keeping.restore,
    keeping.doctor,
    ui.ui,
    serve.serve,
    keeping.info,
):
    cli.add_command(command)


def main() -> None:
    """Entry point of the `kb` command."""
    for stream in (sys.stdout, sys.stderr):
        # News has letters that some locales lack, and JSON Lines are UTF-8 wherever they are written.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    cli(prog_name="kb")
