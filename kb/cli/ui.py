"""`kb ui`: the dashboard."""

from __future__ import annotations

import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import click

from kb import resources
from kb.base import KnowledgeBase
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
    _check_free(host, port)
    if not _is_loopback(host):
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
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "KB_STORE": str(base.path.absolute())}


def _check_free(host: str, port: int) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise OnRecordError(
            f"Cannot serve on {host}:{port}: {error.strerror}. Close what is using it, or choose"
            f" another port: kb ui --port {port + 1 if port < 65535 else 8501}."
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
