"""What the commands that listen on a port share: is it free, and who can reach it."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from kb.errors import OnRecordError


def check_free(host: str, port: int, command: str, default: int) -> None:
    """Raise OnRecordError where that port is taken; `default` is the one that the command takes by itself."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise OnRecordError(
            f"Cannot serve on {host}:{port}: {error.strerror}. Close what is using it, or choose"
            f" another port: {command} --port {port + 1 if port < 65535 else default}."
        ) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
