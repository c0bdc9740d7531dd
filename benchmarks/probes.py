"""Work that is measured in a process of its own: `python -m benchmarks.probes NAME JSON` prints JSON.

`run` starts one and watches its memory. Each imports what it needs and no more, so that time and memory are its own.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from .memory import Watch, usage
from .sentences import ROOT

Facts = dict[str, Any]


def run(probe: str, **arguments: object) -> Facts:
    """Do a probe in a fresh process; its facts, with `memory` (peaks, MB) and `load` (before). Raises RuntimeError."""
    command = [sys.executable, "-m", "benchmarks.probes", probe, json.dumps(arguments, default=str)]
    pipe, load = subprocess.PIPE, os.getloadavg()[0]
    with (
        subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT) as process,
        Watch(process.pid) as watch,
    ):
        output, complaints = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{probe} {arguments} ended with {process.returncode}:\n{complaints.strip()[-3000:]}")
    facts: Facts = json.loads(output.splitlines()[-1])
    return {**facts, "memory": asdict(watch.peak), "load": load}


def index(index: str, paths: list[str]) -> Facts:
    """siaran, from files to commit, as `siaran index` does it; stems are cold in a new index."""
    from search.config import Settings
    from search.indexing import index_paths

    started = time.perf_counter()
    report = index_paths(Settings(index=Path(index)), [Path(path) for path in paths])
    if report.failed:
        raise RuntimeError(f"not all was indexed: {report.failed[:3]}")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "added": report.added, "unchanged": report.unchanged}


def engine(index: str, folder: str) -> Facts:
    """siaran's engine alone: batches are ready; `add` and `commit` are timed."""
    from search.analysis import analyse
    from search.engines.whoosh import WhooshEngine
    from search.language import Analyzer

    analyzer = Analyzer()
    with (
        closing(WhooshEngine.open(index, analyzer.fingerprint)) as source,
        closing(source.snapshot()) as snapshot,
        closing(WhooshEngine.create(folder, analyzer.fingerprint)) as target,
        target.writer() as writer,
    ):
        seconds, count, releases = 0.0, 0, snapshot.releases()
        while chunk := list(islice(releases, 128)):
            batch = analyse(chunk, [""] * len(chunk), analyzer, snapshot.stems)
            started = time.perf_counter()
            writer.add(batch)
            seconds += time.perf_counter() - started
            count += len(chunk)
        started = time.perf_counter()
        writer.commit()
        seconds += time.perf_counter() - started
    return {"seconds": seconds, "added": count}


def peer(name: str, prepared: str, folder: str, words: str) -> Facts:
    """Another engine's index of prepared documents, which are all in memory beforehand."""
    from .peers import load
    from .prepared import Prepared

    kind = load(name)
    documents = list(Prepared(Path(prepared)).documents(words))
    Path(folder).mkdir(parents=True)
    before = usage()
    started = time.perf_counter()
    kind.build(documents, Path(folder))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "added": len(documents), "before": before or (0.0, 0.0)}


def peer_add(name: str, prepared: str, folder: str, count: int) -> Facts:
    """Ten more releases for another engine: copies under new ids."""
    from .peers import load
    from .prepared import Prepared

    more = [replace(d, id=f"more{d.id}") for d in Prepared(Path(prepared)).documents("stems", count)]
    started = time.perf_counter()
    opened = load(name)(Path(folder))
    opened.add(more)
    return {"seconds": time.perf_counter() - started, "added": len(more)}


def whoosh_raw(corpus: str, folder: str) -> Facts:
    """Stock Whoosh from the same file, with a Sastrawi analyzer that remembers words."""
    from .peers.stock_whoosh import index_raw

    Path(folder).mkdir(parents=True)
    started = time.perf_counter()
    with Path(corpus).open(encoding="utf-8") as lines:
        index_raw((json.loads(line) for line in lines), Path(folder))
    return {"seconds": time.perf_counter() - started}


def first_query(index: str, q: str) -> Facts:
    """Open siaran's index in a new process and answer; imports are counted apart."""
    started = time.perf_counter()
    from search import Archive
    from search.config import Settings

    imported = time.perf_counter()
    with Archive.open(None, Settings(index=Path(index))) as archive:
        total = archive.search(q).total
        done = time.perf_counter()
    return {"imports": imported - started, "seconds": done - imported, "total": total}


def serving(index: str, queries: list[str]) -> Facts:
    """Memory of a process that has answered many queries."""
    from search import Archive
    from search.config import Settings

    with Archive.open(None, Settings(index=Path(index))) as archive:
        for q in queries:
            archive.search(q)
        resident, private = usage() or (0.0, 0.0)
    return {"resident": resident, "private": private}


def suggest(index: str, typed: list[str]) -> Facts:
    """Times of `Archive.suggest`, warm."""
    from search import Archive
    from search.config import Settings

    from .searching import percentile

    times = []
    with Archive.open(None, Settings(index=Path(index))) as archive:
        for text in typed * 2:
            started = time.perf_counter()
            archive.suggest(text)
            times.append((time.perf_counter() - started) * 1000)
    warm = times[len(typed) :]
    return {"p50": percentile(warm, 0.5), "p95": percentile(warm, 0.95), "first": times[0]}


PROBES: dict[str, Callable[..., Facts]] = {
    function.__name__: function
    for function in (index, engine, peer, peer_add, whoosh_raw, first_query, serving, suggest)
}

if __name__ == "__main__":
    print(json.dumps(PROBES[sys.argv[1]](**json.loads(sys.argv[2]))))
