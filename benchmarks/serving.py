"""Requests a second of a real `siaran serve`, asked by a second process over the loopback."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from search import Archive
from search.config import Settings

from .memory import family, usage
from .queries import WORD_KINDS, Asked
from .sentences import ROOT

LEVELS = (1, 8, 64)
SECONDS = 4.0
REQUESTS = 20_000

_START = "import sys; from search.cli import main; sys.argv[0] = 'siaran'; main()"
_SETTINGS = {"SIARAN_ANSWER_BYTES": "0"}  # every answer is searched for, none is kept
_PATIENCE = 60.0


def measure_http(index: Path, queries: Sequence[Asked], *, seconds: float = SECONDS) -> dict[str, Any]:
    """Facts of each level of connections, and the server's memory after them."""
    asked = [query.q for query in queries if query.kind in WORD_KINDS]
    with Archive.open(None, Settings(index=index)) as archive:
        totals = [archive.search(q).total for q in asked]
    with server(index) as (process, port):
        arguments = {
            "host": "127.0.0.1",
            "port": port,
            "paths": [f"/api/v1/search?q={quote(q)}" for q in asked],
            "totals": totals,
            "levels": LEVELS,
            "seconds": seconds,
            "requests": REQUESTS,
        }
        client = subprocess.run(
            [sys.executable, "-m", "benchmarks.load", json.dumps(arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=_PATIENCE * 5,
            check=False,
        )
        if client.returncode:
            raise RuntimeError(f"the client failed:\n{client.stderr.strip()[-2000:]}")
        sizes = [size for pid in family(process.pid) if (size := usage(pid)) is not None]
    return {
        "levels": json.loads(client.stdout),
        "resident": sum(resident for resident, _ in sizes),
        "private": max((private for _, private in sizes), default=0.0),
        "processes": len(sizes),
        "queries": len(asked),
        "settings": {name: value for name, value in asdict(Settings()).items() if name in ("threads", "workers")},
    }


@contextmanager
def server(index: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A served index: its process and its port."""
    command = [sys.executable, "-c", _START, "serve", "--index", str(index), "--host", "127.0.0.1", "--port", "0"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env={**os.environ, **_SETTINGS})
        try:
            yield process, _port(process, said)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _port(process: subprocess.Popen[bytes], said: Any) -> int:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        said.seek(0)
        text = said.read().decode(errors="replace")
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", text):
            return int(found[1])
        if process.poll() is not None:
            raise RuntimeError(f"siaran serve ended with {process.returncode}: {text[-1000:]}")
        time.sleep(0.05)
    raise RuntimeError(f"siaran serve said no address within {_PATIENCE:.0f} s")
