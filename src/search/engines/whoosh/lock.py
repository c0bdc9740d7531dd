"""One writer over all processes: a lock of the operating system, which ends with the process that holds it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import IndexLocked
from .damage import writing
from .layout import LOCK, OWNER


class WriterLock:
    """Held from construction until `release`. Raises IndexLocked, naming the holder, after `seconds` of waiting."""

    def __init__(self, root: Path, seconds: float = 0) -> None:
        self._owner = root / OWNER
        self._lock = FileLock(root / LOCK, timeout=seconds, thread_local=False)
        with writing(root):
            try:
                self._lock.acquire()
            except Timeout:  # an OSError itself
                raise IndexLocked(_held(root, self._owner)) from None
        with suppress(OSError):  # who holds it is a courtesy: the lock holds without
            self._owner.write_text(json.dumps(_me()), encoding="utf-8")

    def release(self) -> None:
        """Let the next writer begin. May be called again."""
        if self._lock.is_locked:
            self._owner.unlink(missing_ok=True)
            self._lock.release()


def _me() -> dict[str, object]:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}


def _held(root: Path, owner: Path) -> str:
    try:
        who = json.loads(owner.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(who["since"]).astimezone()
        day = "" if since.date() == datetime.now().astimezone().date() else f"{since:%Y-%m-%d} "
        host = "" if who["host"] == socket.gethostname() else f" on {who['host']}"
        holder = f" (process {int(who['pid'])}{host}, since {day}{since:%H:%M:%S})"
    except (OSError, ValueError, KeyError, TypeError):
        holder = ""
    return f"another `siaran index`{holder} is writing to {root}; wait for it, or give --wait"
