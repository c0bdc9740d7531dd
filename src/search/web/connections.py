"""Connections as waitress keeps them, with this program's word on three things that waitress leaves open.

- A client that takes nothing of its answer is let go of. Waitress closes connections on which nothing comes, but only
  where no answer waits to be taken, and there a thread may wait for the client without end.
- The application knows how much waits to be taken, and can refuse to make more.
- The application answers requests that waitress refuses (too large, malformed), as it answers all others.

Classes of waitress are extended where it looks them up (`channel_class`, `task_class`, `error_task_class`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from socket import socket
from typing import Any
from urllib.parse import unquote_to_bytes

from waitress.adjustments import Adjustments
from waitress.channel import ClientDisconnected, HTTPChannel
from waitress.server import MultiSocketServer, TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from .refusals import REFUSED, UNSENT

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_METHOD = re.compile(rb"[A-Z]{1,20}")
_PASSED_ON = ("ACCEPT", "HOST")
"""Headers that tell how a request is answered that is not read."""


def listening_server(application: Application, sockets: Sequence[socket], **adjustments: Any) -> Any:
    """A server that accepts from these sockets: `run` it until KeyboardInterrupt, then `close` it. `adjustments` are
    those of waitress."""
    adjusted = Adjustments(sockets=list(sockets), **adjustments)
    dispatcher, map_ = ThreadedTaskDispatcher(), {}  # type: ignore[var-annotated]
    dispatcher.set_thread_count(adjusted.threads)
    for each in sockets:
        about = (each.family, each.type, each.proto, each.getsockname())
        _Server(application, map_, True, each, dispatcher, adjusted, about, bind_socket=False)
    return MultiSocketServer(map_, adjusted, [], dispatcher)


class _Task(WSGITask):  # type: ignore[misc]
    """A request that the application answers."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[UNSENT] = self.channel.server.unsent
        return environ


class _Refusal(WSGITask):  # type: ignore[misc]
    """A request that waitress refuses, told to the application without what could not be read of it."""

    def execute(self) -> None:
        self.set_close_on_finish()  # what is left of the request on the connection is no request
        try:
            super().execute()
        except (ClientDisconnected, OSError):
            raise
        except Exception:
            # Waitress may be here because the application fails.
            self.logger.exception("a refusal could not be answered")
            if not self.wrote_header:
                self.response_headers.clear()
                self.complete = True
                ErrorTask.execute(self)

    def get_environment(self) -> dict[str, Any]:
        request, server = self.request, self.channel.server
        method, target = _asked(request)
        path, _, query = target.partition(b"?")
        # Waitress and its log look at these, which a request that could not be read need not have.
        request.command = method
        request.path = "/" + unquote_to_bytes(path).decode("latin-1").lstrip("/-")
        return {
            "REMOTE_ADDR": self.channel.addr[0],
            "REQUEST_METHOD": method,
            "SERVER_NAME": server.server_name,
            "SERVER_PORT": str(server.effective_port),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "SCRIPT_NAME": "",
            "PATH_INFO": request.path,
            "QUERY_STRING": query.decode("latin-1"),
            "REQUEST_URI": target.decode("latin-1"),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": server.adj.url_scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **{f"HTTP_{name}": request.headers[name] for name in _PASSED_ON if name in request.headers},
            REFUSED: (request.error.code, _why(request.error, server.adj)),
        }


def _why(error: Any, limits: Any) -> str:
    most = {413: limits.max_request_body_size, 431: limits.max_request_header_size}
    return str(most.get(error.code, error.body))


def _asked(request: Any) -> tuple[str, bytes]:
    """Method and target of a request as far as they were read, each `-` where it was not."""
    # Where the headers are too long, waitress goes on with a first line of its own.
    line = request.header_plus if request.error.code == 431 else getattr(request, "first_line", b"")
    method, _, rest = line.lstrip().partition(b"\r\n")[0].partition(b" ")
    target = rest.partition(b" ")[0]
    known = _METHOD.fullmatch(method) is not None
    return method.decode() if known else "-", target if known and target.startswith(b"/") else b"-"


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _Task
    error_task_class = _Refusal

    def close(self) -> None:
        """Called where the server ends; waitress would leave the temporary files to chance."""
        self.handle_close()

    def stalled(self, since: float) -> bool:
        """Whether what could be sent was not taken since that time."""
        sendable = self.total_outbufs_len >= (self.adj.send_bytes if self.requests else 1)
        return bool(sendable and self.last_activity < since)


class _Server(TcpWSGIServer):  # type: ignore[misc]
    channel_class = _Channel

    def unsent(self) -> int:
        """Bytes of answers that were made and wait until they are taken, in memory and in temporary files."""
        return sum(channel.total_outbufs_len for channel in tuple(self.active_channels.values()))

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in tuple(self.active_channels.values()):
            if channel.stalled(now - self.adj.channel_timeout):
                # Not by `will_close`, which waits until the client takes something. A thread that waits is told.
                channel.will_close = True
                channel.handle_close()
