"""The socket that all processes accept from, and who of them takes the next connection."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import RawArray

from ..errors import UsageError

YIELD_SECONDS = 0.002
"""How long a process with more open connections than another leaves the next one to that other."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError where the address can't be listened on."""
    # Made here and not by waitress, which lets the socket leak where the address is taken.
    if not 0 <= port <= 65_535:
        # The system would take it modulo 65,536 and listen somewhere else.
        raise UsageError(f"{port} is no port; choose one from 0 to 65535 with --port")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"can't listen on {host} port {port} ({error}); choose another with --host and --port"
        ) from error


def address(listening: socket.socket) -> str:
    """Where a browser finds what listens there."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Load:
    """How many connections each of some processes has open, in memory that all of them share.

    The processes wait for connections at one socket. The system wakes them all and any may be first: with eight kept
    connections and two processes it is usual that one gets six of them, which then wait for each other while a
    processor is idle.
    """

    def __init__(self, processes: int) -> None:
        self._open = RawArray("i", processes)

    def join(self, listening: socket.socket, process: int) -> socket.socket:
        """The socket as that process shall accept from it; what an earlier process of its number had open is closed."""
        self._open[process] = 0
        return _Shared(listening, self, process)

    @property
    def total(self) -> int:
        """How many all processes have open together."""
        return sum(self._open)

    def opened(self, process: int) -> None:
        self._open[process] += 1

    def closed(self, process: int) -> None:
        self._open[process] -= 1

    def is_least(self, process: int) -> bool:
        """Whether no other process has fewer connections open."""
        return bool(self._open[process] <= min(self._open))


class _Shared(socket.socket):
    """Accepts at once while this process has the fewest connections, else only what no other took in the meantime."""

    def __init__(self, listening: socket.socket, load: Load, process: int) -> None:
        super().__init__(listening.family, listening.type, listening.proto, fileno=listening.detach())
        self._load = load
        self._process = process

    def accept(self) -> tuple[socket.socket, object]:
        if not self._load.is_least(self._process):
            time.sleep(YIELD_SECONDS)
        connection, peer = super().accept()
        self._load.opened(self._process)
        return _Counted(connection, lambda: self._load.closed(self._process)), peer


class _Counted(socket.socket):
    """Says once that it was closed."""

    def __init__(self, connection: socket.socket, closed: Callable[[], None]) -> None:
        super().__init__(connection.family, connection.type, connection.proto, fileno=connection.detach())
        self._closed_by: Callable[[], None] | None = closed

    def close(self) -> None:
        super().close()
        if self._closed_by is not None:
            self._closed_by()
            self._closed_by = None
