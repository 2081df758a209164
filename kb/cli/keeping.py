"""`kb remove`, `quarantine`, `info`: looking after a store."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kb.base import Info, KnowledgeBase
from kb.cli.options import with_base
from kb.cli.output import place, say, show, table
from kb.cli.reading import stored
from kb.doctor import Finding
from kb.plain import count
from kb.quarantine import Entry
from kb.validation import report_text


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@with_base
def remove(base: KnowledgeBase, *, ids: tuple[str, ...]) -> None:
    """Withdraw articles from the store, with all that was read from them. A copy stays in its history.

    \b
    Examples:
      kb remove miami-talks
    """
    for id in ids:
        base.remove(id)
        click.echo(f"Removed {id}. What was there is kept in {place(str(base.path.absolute()))}/history.")


@click.command()
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--payload", is_flag=True, help="Write the refused item itself, to mend it and add it again.")
@click.option("--remove", is_flag=True, help="Throw these entries away.")
@with_base
def quarantine(base: KnowledgeBase, *, keys: tuple[str, ...], payload: bool, remove: bool) -> None:
    """List what was refused and why; with KEYs, show those entries in full.

    An entry leaves by itself when the mended file goes in with `kb add`.

    \b
    Examples:
      kb quarantine
      kb quarantine 1f0c5e2a9b7d
      kb quarantine 1f0c5e2a9b7d --payload > mended.jsonl
      kb quarantine 1f0c5e2a9b7d --remove
    """
    held = base.quarantine()
    if not keys and (payload or remove):
        raise click.UsageError("Say which entry: give its KEY, as `kb quarantine` lists it.")
    if not keys:
        _list_entries(list(held))
    for key in keys:
        entry = held.get(key)
        if remove:
            held.remove(key)
            click.echo(f"Removed {key}.")
        elif payload:
            sys.stdout.buffer.write(entry.payload)
        else:
            _show(entry)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_base
def backup(base: KnowledgeBase, *, folder: Path) -> None:
    """Copy the store to FOLDER while it is in use. Again into the same FOLDER, it copies what changed.

    A backup is a store itself: `kb list --store FOLDER` shows what is in it.

    \b
    Examples:
      kb backup /media/disk/on-record
    """
    size = base.back_up(folder)
    say(f"Backed up to {place(str(folder))} ({size:,} bytes).")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@with_base
def restore(base: KnowledgeBase, *, folder: Path) -> None:
    """Make the store, which is not there yet, of the backup in FOLDER. Nothing is overwritten.

    \b
    Examples:
      kb restore /media/disk/on-record --store restored
    """
    base.restore(folder)
    say(f"Restored to {place(base.name)}.")


@click.command()
@click.option("--repair", is_flag=True, help="Make anew what can be: database, index, who is who.")
@with_base
@click.pass_context
def doctor(ctx: click.Context, base: KnowledgeBase, *, repair: bool) -> None:
    """Check that everything in the store's folder is sound. Exits with 1 where something is not.

    It compares the index with one made anew from the articles, which takes a minute for a large store.

    \b
    Examples:
      kb doctor
      kb doctor --repair
    """
    if repair:
        base.mend()
    troubles = [found for found in map(_told, base.examine()) if found.trouble]
    if any(found.mendable for found in troubles) and not repair:
        click.echo("Put right what can be: kb doctor --repair.")
    if troubles:
        ctx.exit(1)


def _told(found: Finding) -> Finding:
    click.echo(f"{found.what}: {found.trouble or 'sound'}")
    return found


@click.command()
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or programs.",
)
@with_base
def info(base: KnowledgeBase, *, format: str) -> None:
    """Show versions, the reader and the digest of its models, and what the store holds.

    \b
    Examples:
      kb info
      kb info --format json
    """
    found = base.info()
    if format == "json":
        click.echo(json.dumps(asdict(found), default=str, indent=1))
    else:
        table(("", ""), _facts(found))


def _facts(found: Info) -> list[tuple[str, str]]:
    packages = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    held = stored(found.counts) if found.counts else "nothing yet: kb add PATH"
    return [
        ("On Record", found.version),
        ("Python", found.python),
        ("packages", packages),
        ("reader", f"{found.reader.name} {found.reader.version}"),
        ("models", f"sha256 {found.reader.digest}"),
        ("store", found.path),
        *([] if found.size is None else [("size", f"{found.size:,} bytes")]),
        ("holds", held),
        ("quarantine", count(found.quarantined, "item")),
    ]


def _list_entries(entries: list[Entry]) -> None:
    if not entries:
        click.echo("Nothing is in quarantine.")
        return
    rows = [(entry.key, entry.when, place(entry.name, entry.line), entry.reason) for entry in entries]
    table(("key", "refused", "from", "reason"), rows)


def _show(entry: Entry) -> None:
    show(f"{entry.key}, refused {entry.when}\n{place(entry.name, entry.line)}: {entry.reason}")
    if entry.results:
        show(f"{report_text(entry.report)}\n")
    show(f"{count(len(entry.payload), 'byte')} kept: kb quarantine {entry.key} --payload")
