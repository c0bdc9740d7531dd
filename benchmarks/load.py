"""A client that asks a server on this machine over a number of kept connections: `python -m benchmarks.load JSON`.

Plain sockets and asyncio in one process. It shares the machine with the server, so its own time on the processor
is part of the result. Each connection sends its next request as soon as it has the answer to the last one.
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from collections.abc import Sequence
from itertools import count
from typing import Any

from .searching import percentile

_TOTAL = re.compile(rb'"total":\s*(\d+)')


class Load:
    """Requests for `paths` in turn; stops after `seconds` or `requests`, whichever comes first."""

    def __init__(self, host: str, port: int, paths: Sequence[str], totals: Sequence[int]) -> None:
        self._address = (host, port)
        self._requests = [
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: application/json\r\n\r\n".encode() for path in paths
        ]
        self._totals = totals
        self.times: list[float] = []
        self.bytes = 0

    async def run(self, connections: int, seconds: float, requests: int) -> float:
        """Ask; the seconds that it took."""
        numbers = count()
        started = time.perf_counter()
        until = started + seconds
        await asyncio.gather(*(self._connection(numbers, until, requests) for _ in range(connections)))
        return time.perf_counter() - started

    async def _connection(self, numbers: count[int], until: float, requests: int) -> None:
        reader, writer = await asyncio.open_connection(*self._address)
        try:
            while time.perf_counter() < until and (number := next(numbers)) < requests:
                which = number % len(self._requests)
                started = time.perf_counter()
                writer.write(self._requests[which])
                body = await self._answer(reader)
                self.times.append((time.perf_counter() - started) * 1000)
                found = _TOTAL.search(body)
                if found is None or int(found[1]) != self._totals[which]:
                    raise RuntimeError(f"a wrong answer to {self._requests[which]!r}: {body[:300]!r}")
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"an answer that is not 200: {head[:300]!r}")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        body = await reader.readexactly(int(length.partition(b":")[2]))
        self.bytes += len(head) + len(body)
        return body


def main(
    host: str, port: int, paths: list[str], totals: list[int], levels: list[int], seconds: float, requests: int
) -> Any:
    """Facts of each level (number of connections), after one untimed round of all paths."""
    warm = Load(host, port, paths, totals)
    asyncio.run(warm.run(1, 60.0, len(paths)))
    facts = []
    for level in levels:
        load = Load(host, port, paths, totals)
        before = resource.getrusage(resource.RUSAGE_SELF)
        taken = asyncio.run(load.run(level, seconds, requests))
        after = resource.getrusage(resource.RUSAGE_SELF)
        answered = len(load.times)
        client = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        facts.append(
            {
                "connections": level,
                "requests": answered,
                "per_second": answered / taken,
                "p50": percentile(load.times, 0.5),
                "p95": percentile(load.times, 0.95),
                "p99": percentile(load.times, 0.99),
                "client_ms": client / answered * 1000,
                "bytes": load.bytes / answered,
            }
        )
    return facts


if __name__ == "__main__":
    print(json.dumps(main(**json.loads(sys.argv[1]))))
