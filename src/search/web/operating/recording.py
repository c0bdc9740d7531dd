"""Hands what was searched and not found to a thread that writes it: no request waits for it, none fails by it."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable

from ...model import Filters, Page
from ...unanswered import Unanswered
from ..moments import today

WAITING = 1_000
"""Queries that may wait to be written; further ones are dropped."""

CLOSING_SECONDS = 2.0
"""How long the end of a process waits for what is still to be written."""

_log = logging.getLogger(__name__)


class Recorder:
    """Writes in a thread that begins with the first query, thus in the process that answers. Close it."""

    def __init__(self, unanswered: Unanswered, log: Callable[..., None] = _log.error) -> None:
        self._unanswered = unanswered
        self._say = log
        self._failed = False
        self._waiting: queue.Queue[str | None] = queue.Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def search(self, page: Page) -> None:
        """Keep its query if nothing was found, and nothing but the query can be the reason."""
        if page.total or page.filters != Filters() or not page.q.strip():
            return
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._write, name="siaran-queries", daemon=True)
                    self._thread.start()
        try:
            self._waiting.put_nowait(page.q)
        except queue.Full:
            self._complain("more was not found than can be written")

    def close(self) -> None:
        """Write what waits, and end."""
        if self._thread is not None:
            try:
                self._waiting.put(None, timeout=CLOSING_SECONDS)
            except queue.Full:
                return
            self._thread.join(CLOSING_SECONDS)

    def _write(self) -> None:
        while True:
            taken = [self._waiting.get()]
            while len(taken) < WAITING and not self._waiting.empty():
                taken.append(self._waiting.get())
            try:
                self._unanswered.add((q for q in taken if q is not None), today())
                self._failed = False
            except (OSError, sqlite3.Error) as error:
                self._complain(str(error))
            if None in taken:
                return

    def _complain(self, reason: str) -> None:
        """Once until it works again: a full disk shall not fill the log too."""
        if not self._failed:
            self._failed = True
            self._say("what is not found can't be kept now (SIARAN_QUERIES): %s", reason)
