"""The numbers that the project wants to reach, and where a run stands: floor and goal, both of ratios or plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .peers.base import COUNT, FULL, PLAIN
from .results import Results


@dataclass(frozen=True, slots=True)
class Target:
    """`value` reads the number from a size's results (raising KeyError where it was not measured).

    `more` says that more is better; `size` is the corpus that the target is about.
    """

    what: str
    size: int
    unit: str
    floor: float
    goal: float
    value: Callable[[Results], float]
    more: bool = False

    def verdict(self, value: float) -> str:
        """ "goal", "floor" or "short"."""
        sign = 1 if self.more else -1
        if sign * value >= sign * self.goal:
            return "goal"
        return "floor" if sign * value >= sign * self.floor else "short"


def _ratio(rival: str, work: str, share: str) -> Callable[[Results], float]:
    return lambda results: float(results["search"]["ratios"][rival][work][share])


def _plain_ratio(share: str) -> Callable[[Results], float]:
    return lambda results: float(results["search"]["plain_ratios"]["tantivy"][COUNT][share])


def _faster(work: str) -> Callable[[Results], float]:
    return lambda results: 1 / float(results["search"]["ratios"]["whoosh"][work]["p50"])


def _index_ratio(results: Results) -> float:
    index = results["index"]
    return float(index["baseline"]["seconds"] / index["siaran"]["seconds"])


def _engine_ratio(results: Results) -> float:
    index = results["index"]
    return float(index["tantivy"]["seconds"] / index["siaran"]["engine_seconds"])


def _connections(results: Results) -> float:
    return float(next(level["per_second"] for level in results["http"]["levels"] if level["connections"] == 8))


_T = "x tantivy's time"
_W = "x the time with Whoosh's formula"
TARGETS = (
    Target(f"{FULL}, p50", 10_000, _T, 0.9, 0.4, _ratio("tantivy", FULL, "p50")),
    Target(f"{FULL}, p95", 10_000, _T, 1.2, 0.6, _ratio("tantivy", FULL, "p95")),
    Target(f"{FULL}, p50", 100_000, _T, 0.6, 0.3, _ratio("tantivy", FULL, "p50")),
    Target(f"{FULL}, p95", 100_000, _T, 0.8, 0.5, _ratio("tantivy", FULL, "p95")),
    Target(f"{COUNT}, Whoosh's formula, p50", 100_000, _T, 0.8, 0.5, _plain_ratio("p50")),
    Target(f"{COUNT}, Whoosh's formula, p95", 100_000, _T, 1.7, 1.0, _plain_ratio("p95")),
    Target(f"{FULL}, siaran's ranking, p50", 10_000, _W, 1.5, 1.1, _ratio(PLAIN, FULL, "p50")),
    Target(f"{FULL}, siaran's ranking, p50", 100_000, _W, 1.5, 1.1, _ratio(PLAIN, FULL, "p50")),
    Target(f"{FULL}, p50", 10_000, "x as fast as stock Whoosh", 100, 300, _faster(FULL), more=True),
    Target("indexing from files, stems cold, names found", 10_000, "x stock Whoosh's rate", 6, 15, _index_ratio,
           more=True),
    Target("indexing, batches ready", 10_000, "x tantivy's rate", 0.6, 1, _engine_ratio, more=True),
    Target("add 10 releases", 100_000, "s", 2, 0.3, lambda r: float(r["index"]["siaran"]["add_seconds"])),
    Target("index again, nothing changed", 10_000, "s", 5, 1,
           lambda r: float(r["index"]["siaran"]["unchanged_seconds"])),
    Target("open and answer", 100_000, "ms", 200, 50, lambda r: float(r["more"]["first_ms"])),
    Target("private memory, indexing, a process", 100_000, "MB", 1000, 500,
           lambda r: float(r["index"]["siaran"]["memory"]["private"])),
    Target("private memory, serving", 100_000, "MB", 300, 150, lambda r: float(r["more"]["serving"]["private"])),
    Target("bytes on disk", 100_000, "x the text", 1.3, 0.8,
           lambda r: float(r["index"]["siaran"]["bytes"] / r["corpus"]["bytes"])),
    Target("HTTP, 8 connections", 10_000, "requests/s", 400, 1500, _connections, more=True),
    Target("suggest, p50", 100_000, "ms", 5, 1, lambda r: float(r["more"]["suggest"]["p50"])),
)  # fmt: skip


def standing(results: dict[int, Results]) -> list[tuple[Target, float, str]]:
    """Each target that the results speak of, its value, and its verdict."""
    found = []
    for target in TARGETS:
        try:
            value = target.value(results[target.size])
        except KeyError:
            continue
        found.append((target, value, target.verdict(value)))
    return found
