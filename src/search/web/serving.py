"""The application on a production WSGI server: waitress, in as many processes as there are processors.

Python runs one thread of a process at a time, so threads alone use one processor. The processes accept from one
listening socket and map the same index files, whose pages the system keeps in memory once.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress

from ..archive import Archive
from .connections import listening_server
from .listening import address
from .operating.equipping import Common, common, equipped
from .overlap import most_bytes
from .processes import interrupted_by, run_side_by_side

HEADER_BYTES = 16_384
"""Longest request line and headers together; a longer request is answered with 431."""

BODY_BYTES = 16_384
"""Longest request body, or twice the longest that `overlap.py` reads (whose answer says the limit) where that is more:
one that is longer still is answered with 413 before it is taken in."""

CONNECTIONS = 800
"""Open connections of a process, most of them idle or slow: they cost memory alone, since a thread is given whole
requests only. Below 1,024, the files that a process may usually have open. The next ones wait to be accepted."""

SEND_BYTES = 262_144
"""An answer below this size is handed over whole and sent by the thread that waits for the connections. Where a thread
sends its own, as is waitress's way, the waiting one polls without a pause until that thread's turn has come again:
with four threads on busy processors that took 2 ms a request."""

IDLE_SECONDS = 60
"""After how long a connection is closed on which nothing comes, or nothing is taken of what waits to be sent."""

WAITING_BYTES = 268_435_456
"""So much of an answer may wait for its client, what is more than a megabyte in a temporary file, while the thread that
makes it goes on: a thread is busy as long as this machine takes, not as long as the client does. What is longer still
is made as it is taken."""


def serve(
    archive: Archive,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 2,
    *,
    workers: int = 1,
    announce: Callable[[str], None] | None = None,
    beside: Callable[[], None] | None = None,
) -> None:
    """Serve the archive until the process is told to stop (SIGINT, SIGTERM), then return.

    With several `workers` (0: one for each processor) the archive is closed, and each process opens the one that
    its settings name. Port 0 takes any free one. `announce` is called once with a line that says the address, as
    soon as requests are accepted. `beside` is what one more process does meanwhile. Raises UsageError where an address
    can't be listened on or a setting not be used.
    """
    # A full queue is no news for whoever runs this: the requests wait, and are answered in their order.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    count = workers or _processors()
    with (
        interrupted_by(signal.SIGTERM),
        suppress(KeyboardInterrupt),
        common(archive.settings, host, port, count) as all_,
    ):
        line = f"serving {address(all_.pages)} (Ctrl-C stops)"

        def started() -> None:
            if announce is not None:
                announce(line)

        if count == 1 and beside is None:
            _answer(archive, all_, 0, threads, started)
            return
        # What is open here would be kept open, on disk too, after every process has gone on to a newer state.
        archive.close()

        def work(process: int) -> None:
            if beside is not None and process == count:
                beside()
                return
            with Archive.open(None, archive.settings) as own:
                _answer(own, all_, process, threads)

        run_side_by_side(work, count + (beside is not None), started)


def _answer(
    archive: Archive, all_: Common, process: int, threads: int, started: Callable[[], None] | None = None
) -> None:
    with equipped(archive, all_) as app:
        server = listening_server(
            app,
            all_.sockets(process),
            threads=threads,
            ident=None,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            asyncore_use_poll=True,
            send_bytes=SEND_BYTES,
            outbuf_high_watermark=WAITING_BYTES,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=max(BODY_BYTES, 2 * most_bytes(archive.settings)),
            # Else it takes them out of every request.
            clear_untrusted_proxy_headers=not archive.settings.proxies,
        )
        try:
            if started is not None:
                started()
            server.run()  # returns on KeyboardInterrupt and SystemExit
        finally:
            server.close()


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
