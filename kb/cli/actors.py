"""`kb actors`: a person's word on who is who across articles."""

from __future__ import annotations

from pathlib import Path

import click

from kb.base import KnowledgeBase
from kb.cli.options import with_base
from kb.cli.output import show, table
from kb.tracking import Decision

_because = click.option("--because", metavar="TEXT", help="Why; kept with the decision.")


@click.group()
def actors() -> None:
    """Say who is who: join actors, set them apart, take that back, name known ones.

    On Record takes actors of several articles for one on evidence: name, role, days apart. Who was taken
    for whom, and why, says `kb query identity --param actor=NAME`. A person's word outranks the evidence,
    stays on record and can be taken back. An ACTOR is a name, an id such as person/ada-finch, or an IRI.

    \b
    Examples:
      kb actors merge person/bob-lee person/robert-lee
      kb actors split person/ron-johnson ferguson-2014
      kb actors link data/actors.csv
    """


@actors.command()
@click.argument("actor")
@click.argument("same_as", metavar="SAME_AS")
@_because
@with_base
def merge(base: KnowledgeBase, *, actor: str, same_as: str, because: str | None) -> None:
    """Say that two actors are the same.

    \b
    Examples:
      kb actors merge person/bob-lee person/robert-lee --because "his own website"
    """
    decision = base.merge(actor, same_as, because)
    show(f"{_words(decision, base.iris)}. To take it back: kb actors undo {decision.id}")


@actors.command()
@click.argument("actor")
@click.argument("article")
@_because
@with_base
def split(base: KnowledgeBase, *, actor: str, article: str, because: str | None) -> None:
    """Say that an ARTICLE, by its id, names somebody else than ACTOR.

    \b
    Examples:
      kb actors split person/ron-johnson ferguson-2014 --because "a police captain"
    """
    decision = base.split(actor, article, because)
    show(f"{_words(decision, base.iris)}. To take it back: kb actors undo {decision.id}")


@actors.command()
@click.argument("decision")
@with_base
def undo(base: KnowledgeBase, *, decision: str) -> None:
    """Take a decision back, by its id.

    \b
    Examples:
      kb actors undo 3f9c1a7be204
    """
    show(f"Taken back: {_words(base.undo(decision), base.iris)}.")


@actors.command()
@with_base
def decisions(base: KnowledgeBase) -> None:
    """List the decisions that stand.

    \b
    Examples:
      kb actors decisions
    """
    found = base.decisions()
    if not found:
        click.echo("Nobody has decided anything about who is who.")
        return
    rows = [(one.id, one.made_at, _words(one, base.iris), one.because or "") for one in found]
    table(("id", "made", "decision", "because"), rows)


@actors.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_base
def link(base: KnowledgeBase, *, file: Path) -> None:
    """Name known actors: a CSV FILE with the columns name, aliases (parted by |) and QID.

    Whoever bears one of the names gets the Wikidata item; actors that the names of one line fit become
    one. The table takes the place of the one before.

    \b
    Examples:
      kb actors link data/actors.csv
    """
    found = base.link(file)
    linked = [(entry, actor) for entry, actor in found if actor is not None]
    if linked:
        rows = [(actor.removeprefix(f"{base.iris}actor/"), entry.wikidata) for entry, actor in linked]
        table(("actor", "item"), rows)
    show(f"{len(linked)} of {len(found)} in the table linked.")
    for entry, actor in found:
        if actor is None:
            show(f"Not linked: {entry.name}. No article names them, or several actors share the name.")


def _words(decision: Decision, base: str) -> str:
    actor = _shown(decision.actor, base)
    if decision.same_as is None:
        return f"{actor} is nobody else"
    return f"{actor} is {_shown(decision.same_as, base)}"


def _shown(actor: str, base: str) -> str:
    """An article's actor as a person would write it: "person/ada-finch in bridge"."""
    article, _, id = actor.removeprefix(f"{base}article/").rpartition("/actor/")
    return f"{id} in {article}"
