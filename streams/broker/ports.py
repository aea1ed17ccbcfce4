"""Ports of this machine that nobody listens on."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Collection

from streams.errors import BrokerError

from .config import HOST


def free_ports(count: int, but: Collection[int] = ()) -> list[int]:
    """Ports that are free now, all different, and different from some others."""
    with contextlib.ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count + len(but))]
        for one in taken:
            one.bind((HOST, 0))
        found = [int(one.getsockname()[1]) for one in taken]
    return [port for port in found if port not in but][:count]


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as one:
        # Java's servers set this too: without it, a broker's own old connections would be in its way.
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
        except OSError:
            return False
    return True


def client_ports(wanted: int, nodes: int, last: tuple[int, ...]) -> list[int]:
    """Where the nodes listen: the wanted port and those after it, else the last ones, else any.

    Raises:
        BrokerError: a wanted one is taken.
    """
    if wanted:
        chosen = list(range(wanted, wanted + nodes))
        for port in chosen:
            if port > 65535 or not is_free(port):
                raise BrokerError(
                    f"port {port} is taken: choose another with --port, or --port 0 for a free one"
                )
        return chosen
    if len(last) == nodes and all(map(is_free, last)):
        return list(last)
    return free_ports(nodes)
