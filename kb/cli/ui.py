"""`kb ui`: the dashboard."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kb import resources
from kb.base import KnowledgeBase
from kb.cli.listening import is_loopback, listen
from kb.cli.options import with_base
from kb.cli.output import say
from kb.errors import OnRecordError


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on. Anything but the default lets other machines read and add.",
)
@with_base
def ui(base: KnowledgeBase, *, port: int, host: str) -> None:
    """Serve the dashboard on this machine, until it is stopped with Ctrl-C.

    \b
    Examples:
      kb ui
      kb ui --port 8600 --store my-store
    """
    script = resources.dashboard() / "app" / "main.py"
    if not script.is_file():
        raise OnRecordError(f"The dashboard is missing ({script}). Install On Record again.")
    listen(host, port, "kb ui", default=8501).close()
    if not is_loopback(host):
        say(f"Warning: whoever reaches {host} can read the store and add to it; there is no password.")
    click.echo(f"Dashboard: http://{host}:{port} (stop it with Ctrl-C)")
    sys.stdout.flush()
    # In place of this process, so that whoever stops `kb ui` stops the dashboard.
    os.execve(sys.executable, _command(script, host, port), _environment(base))  # noqa: S606  our own list


def _command(script: Path, host: str, port: int) -> list[str]:
    settings = {
        "server.address": host,
        "server.port": port,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags]


def _environment(base: KnowledgeBase) -> dict[str, str]:
    paths = filter(None, (str(resources.dashboard()), os.environ.get("PYTHONPATH")))
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "KB_STORE": base.name}
