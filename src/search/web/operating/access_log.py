"""The access log: a line a request, on stderr. It names nobody: no address, no browser, no referrer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from .observing import Seen

LONGEST_PATH = 2_000
"""Characters of a path that are logged. A line stays below 4,096 bytes, which a pipe takes whole (POSIX, PIPE_BUF):
lines of several processes do not run into each other."""


def writer(form: str) -> Callable[[Seen], None]:
    """Writes lines in this form: `text` or `json`."""
    in_form = {"text": as_text, "json": as_json}[form]

    def write(seen: Seen) -> None:
        # Where nobody reads stderr any more, the answer still counts.
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{in_form(seen, datetime.now(UTC))}\n")
            sys.stderr.flush()

    return write


def as_text(seen: Seen, now: datetime) -> str:
    """`2026-01-31T08:30:00.123Z GET /?q=teror 200 18231 3.2ms`: time (UTC), method, path, status, bytes, time taken."""
    return f"{_time(now)} {_plain(seen.method)} {_short(seen)} {seen.status} {seen.bytes} {seen.seconds * 1000:.1f}ms"


def as_json(seen: Seen, now: datetime) -> str:
    """The same as an object, its time taken in `ms`."""
    return json.dumps(
        {
            "time": _time(now),
            "method": _plain(seen.method),
            "path": _short(seen),
            "status": seen.status,
            "bytes": seen.bytes,
            "ms": round(seen.seconds * 1000, 1),
        }
    )


def _time(now: datetime) -> str:
    return f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z"


def _short(seen: Seen) -> str:
    path = _plain(seen.path)
    return path if len(path) <= LONGEST_PATH else f"{path[: LONGEST_PATH - 3]}..."


def _plain(text: str) -> str:
    """On one line, its parts parted by no space, whatever a client sent: a log that can be forged is none."""
    if text.isascii() and text.isprintable() and " " not in text:
        return text
    return "".join(c if c.isascii() and c.isprintable() and c != " " else f"%{ord(c):02X}" for c in text)
