"""The application on a production WSGI server (waitress: pure Python, threads, no dependency of its own)."""

from __future__ import annotations

import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from waitress.server import create_server

from ..archive import Archive
from ..errors import UsageError
from .app import create_app

HEADER_BYTES = 16_384
"""Longest request line and headers together; a longer request is answered with 431."""

BODY_BYTES = 16_384
"""Longest request body, of which no route reads any; a longer one is answered with 413."""


def serve(
    archive: Archive,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 4,
    *,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve the archive until the process is told to stop (SIGINT, SIGTERM), then return.

    Port 0 takes any free one. `announce` is called once with a line that says the address, as
    soon as requests are accepted. Raises UsageError where the address can't be listened on.
    """
    # A full queue is no news for whoever runs this: the requests wait, and are answered in their order.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    with _listen(host, port) as listening, _stopping_on_terminate():
        server = create_server(
            create_app(archive),
            sockets=[listening],
            threads=threads,
            ident=None,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
        )
        try:
            if announce is not None:
                announce(f"serving {_address(listening)} (Ctrl-C stops)")
            server.run()  # returns on KeyboardInterrupt and SystemExit
        except KeyboardInterrupt:
            pass
        finally:
            server.close()


def _listen(host: str, port: int) -> socket.socket:
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


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _stopping_on_terminate() -> Iterator[None]:
    """Let SIGTERM end the server as Ctrl-C does. Only the main thread may set a signal's handler."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
