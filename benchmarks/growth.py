"""From a measured curve to larger archives: power laws through the two largest sizes that were measured."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from .peers.base import FULL
from .results import Results

SIZES = (1_000_000, 10_000_000, 100_000_000)

PATIENCE_MS = 100.0
"""An answer that takes longer is felt as waiting (J. Nielsen, Usability Engineering, 1993, ch. 5)."""

MACHINE_MEMORY, MACHINE_DISK = 64e9, 2e12
"""One ordinary server."""

REBUILD_SECONDS = 86_400.0
"""An index should be made anew within a day."""

NODE_BYTES = 500e9
"""Index that one node of a cluster serves well: shards of 10-50 GB, ten to fifty of them (OpenSearch's own advice)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an archive of `size` releases would take on one machine, and the nodes of a cluster with one replica."""

    size: int
    p50_ms: float
    p95_ms: float
    bytes: float
    rebuild_seconds: float
    reasons: tuple[str, ...]
    nodes: int


class Falling(Exception):
    """Something got cheaper with size: the smaller size was measured on a busier machine, and nothing follows."""


def law(points: list[tuple[int, float]], size: int) -> float:
    """Extrapolate y = a * x ** b through the last two points. Raises Falling where the last one is the lower one."""
    (x1, y1), (x2, y2) = points[-2:]
    if y2 < y1:
        raise Falling(f"{y1:.3g} at {x1:,} releases, {y2:.3g} at {x2:,}")
    slope = math.log(y2 / y1) / math.log(x2 / x1)
    return float(y2 * (size / x2) ** slope)


def estimates(results: dict[int, Results], wanted: Iterable[int] = SIZES) -> list[Estimate]:
    """Estimates for these sizes; none where fewer than two sizes were measured whole. Raises Falling."""
    sizes = sorted(size for size, found in results.items() if {"search", "index"} <= found.keys())
    if len(sizes) < 2:
        return []

    def curve(size: int, read: str) -> float:
        return law([(s, _read(results[s], read)) for s in sizes], size)

    found = []
    for size in wanted:
        p50, p95, stored, seconds = (curve(size, name) for name in ("p50", "p95", "bytes", "seconds"))
        reasons = tuple(
            reason
            for reason, outgrown in (
                (f"answers over {PATIENCE_MS:.0f} ms", p95 > PATIENCE_MS),
                (f"index over {MACHINE_MEMORY / 1e9:.0f} GB of memory", stored > MACHINE_MEMORY),
                (f"index over {MACHINE_DISK / 1e12:.0f} TB of disk, twice while rebuilding", 2 * stored > MACHINE_DISK),
                ("more than a day to rebuild", seconds > REBUILD_SECONDS),
            )
            if outgrown
        )
        found.append(Estimate(size, p50, p95, stored, seconds, reasons, max(3, math.ceil(2 * stored / NODE_BYTES))))
    return found


def outgrown_at(results: dict[int, Results]) -> tuple[int, str] | None:
    """The first size (of three a decade) that one machine does not carry, and why; None where it can't be said.

    Raises Falling.
    """
    sizes = [digit * 10**zeros for zeros in range(5, 10) for digit in (1, 2, 5)]
    return next(((found.size, found.reasons[0]) for found in estimates(results, sizes) if found.reasons), None)


def _read(results: Results, name: str) -> float:
    if name in ("p50", "p95"):
        return float(results["search"]["engines"]["siaran"][FULL]["warm"][name])
    return float(results["index"]["siaran"][name])
