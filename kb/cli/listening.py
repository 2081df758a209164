"""What the commands that listen on a port share: is it free, and who can reach it."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from kb.errors import OnRecordError


def listen(host: str, port: int, command: str, default: int) -> socket.socket:
    """A socket that listens there; the caller closes it.

    Raises OnRecordError where that cannot be; `default` is the port that the command takes by itself.
    """
    server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((host, port))
        server.listen()
    except OSError as error:
        server.close()
        raise OnRecordError(
            f"Cannot serve on {host}:{port}: {error.strerror}. Close what is using it, or choose"
            f" another port: {command} --port {port + 1 if port < 65535 else default}."
        ) from error
    return server


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
