"""What a run found, as plain data: kept as JSON beside the corpus, so that a page can be made of several runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .peers.base import PLAIN, SIARAN, WORK
from .queries import KINDS, WORD_KINDS, Asked
from .searching import Measured, Sample, common, percentile

Results = dict[str, Any]
Stats = dict[str, float]
_Works = Mapping[str, Mapping[str, Sequence[Sample]]]


def load_results(path: Path) -> Results:
    """The results of earlier runs over a corpus; empty where there are none."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def save_results(path: Path, results: Results) -> None:
    """Keep results."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False), "utf-8")


def summarise(measured: Measured, queries: Sequence[Asked], rivals: Sequence[str]) -> Results:
    """Percentiles of each engine and work over queries of words, medians of each kind, ratios to the rivals."""
    words = {i for i, asked in enumerate(queries) if asked.kind in WORD_KINDS}
    engines: Results = {}
    for name, works in measured.samples.items():
        engines[name] = {
            work: {
                "cold": stats(_of(passes["cold"], words)),
                "warm": stats(_of(passes["warm"], words)),
                "kinds": _kinds(passes["warm"], queries),
            }
            for work, passes in works.items()
        }
    return {
        "engines": engines,
        "ratios": _all_ratios(measured, SIARAN, (PLAIN, *rivals), words),
        "plain_ratios": _all_ratios(measured, PLAIN, rivals, words),
        "queries": {kind: sum(asked.kind == kind for asked in queries) for kind in KINDS},
        "compared": measured.agreement.compared,
        "common": {name: sum(shares) / len(shares) for name, shares in measured.agreement.common.items()},
    }


def stats(samples: Sequence[Sample]) -> Stats:
    """p50, p95, p99 in ms, and how many; empty where there are no samples."""
    times = [ms for _, ms in samples]
    if not times:
        return {}
    return {**{f"p{share}": percentile(times, share / 100) for share in (50, 95, 99)}, "n": len(times)}


def _of(samples: Sequence[Sample], numbers: set[int]) -> list[Sample]:
    return [sample for sample in samples if sample[0] in numbers]


def _kinds(samples: Sequence[Sample], queries: Sequence[Asked]) -> Mapping[str, float]:
    times: dict[str, list[float]] = {}
    for i, ms in samples:
        times.setdefault(queries[i].kind, []).append(ms)
    return {kind: percentile(found, 0.5) for kind, found in times.items()}


def _all_ratios(measured: Measured, ours: str, rivals: Sequence[str], words: set[int]) -> Results:
    return {
        rival: _ratios(measured.samples[ours], measured.samples[rival], words)
        for rival in rivals
        if {ours, rival} <= measured.samples.keys()
    }


def _ratios(ours: _Works, rivals: _Works, words: set[int]) -> Results:
    """Our time over the rival's, on the queries that both were asked."""
    found: Results = {}
    for work in WORK:
        mine = ours.get(work)
        theirs = rivals.get(work)
        if mine is None or theirs is None:
            continue
        times, others = common(_of(mine["warm"], words), _of(theirs["warm"], words))
        if times and others:
            found[work] = {f"p{s}": percentile(times, s / 100) / percentile(others, s / 100) for s in (50, 95, 99)}
    return found
