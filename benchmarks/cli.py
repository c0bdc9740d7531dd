"""The command: what to measure, in which order, and where the results go."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from search.engines.base import Ranking

from . import peers
from .corpus import NoRoom, check_room, make_corpus, work_folder
from .indexing import WHOOSH_LIMIT, Place, ensure_peer, ensure_siaran, measure_indexing
from .machine import machine
from .page import PAGE, NoMarkers, write_page
from .peers.base import FULL, PLAIN, SIARAN
from .peers.siaran import Siaran
from .prepared import Prepared, prepare
from .probes import run
from .queries import WORD_KINDS, Asked, make_queries
from .report import report
from .results import Results, load_results, save_results, summarise
from .searching import Opened, measure, percentile
from .sentences import real_data
from .serving import measure_http

PARTS = ("index", "search", "http")
RIVALS = ("tantivy", "whoosh")


class Disagreement(Exception):
    """Engines found different things: no time of such a run counts."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and with --write put the results into docs/performance.md."""
    options = _options(arguments)
    results: dict[int, Results] = {}
    try:
        names = _usable(options.peers)
        for size in options.sizes:
            results[size] = _measured(size, names, options)
        if options.write:
            given = sys.argv[1:] if arguments is None else arguments
            write_page(results, shlex.join(["python", "-m", "benchmarks", *given]))
            say(f"wrote {PAGE}")
    except (NoRoom, NoMarkers, Disagreement) as error:
        sys.exit(f"benchmarks: {error}")
    print("\n".join(report(results)))


def say(text: str) -> None:
    """Progress, beside the results."""
    print(text, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1000, 10_000], help="releases, as in 1000,10000 (the default)")
    parser.add_argument("--peers", type=_peers, default=list(peers.OTHERS), help=f"of {','.join(peers.OTHERS)}")
    parser.add_argument("--only", choices=(*PARTS, "report"), help="one part; report: print what was measured before")
    parser.add_argument("--queries", type=int, default=20, help="queries of each kind (default 20)")
    parser.add_argument("--rounds", type=int, default=3, help="times that each is asked when warm (default 3)")
    parser.add_argument("--seconds", type=float, default=30.0, help="an engine's most time for one work's pass")
    parser.add_argument("--keep", action="store_true", help="use the indexes of the last run where they are there")
    parser.add_argument("--built", action="store_true", help="built sentences, even where real ones are at hand")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and its chart")
    return parser.parse_args(arguments)


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(part.replace("_", "")) for part in text.split(",")})
    if not sizes or sizes[0] < 20:
        raise argparse.ArgumentTypeError("a corpus has 20 releases or more")
    return sizes


def _peers(text: str) -> list[str]:
    names = [part for part in text.split(",") if part and part != "siaran"]
    if unknown := set(names) - set(peers.OTHERS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: takes some of {', '.join(peers.OTHERS)}")
    return names


def _usable(names: Sequence[str]) -> list[str]:
    usable = []
    for name in names:
        try:
            peers.load(name)
        except peers.NotHere as error:
            say(f"left out: {error}")
        else:
            usable.append(name)
    return usable


def _measured(size: int, names: Sequence[str], options: argparse.Namespace) -> Results:
    folder = work_folder()
    file = folder / f"results-{'built-' if options.built else ''}{size}.json"
    found = load_results(file)
    if options.only == "report":
        return found
    check_room(folder, size, 2 + len(names))
    say(f"{size:,} releases in {folder}")
    corpus = make_corpus(size, folder, real=None if options.built else real_data())
    found |= {"corpus": {**asdict(corpus), "path": corpus.path.name, "texts": corpus.texts}}
    found["machine"] = {**machine(), "versions": {peers.load(name).name: peers.load(name).version() for name in names}}
    place = Place(corpus)
    parts = PARTS if options.only is None else (options.only,)
    if "index" in parts:
        found["index"] = measure_indexing(place, names, baseline="whoosh" in names, say=say)
        save_results(file, found)
    ensure_siaran(place, keep=options.keep or "index" in parts)
    prepared = prepare(corpus, place.siaran)
    queries = make_queries(prepared, options.queries, place.siaran)
    if "search" in parts:
        keep = options.keep or "index" in parts
        found["search"] = _searched(place, prepared, names, queries, options, keep=keep)
        found["more"] = _more(place, prepared, queries)
    if "http" in parts:
        say("http")
        found["http"] = measure_http(place.siaran, queries)
    save_results(file, found)
    return found


def _searched(
    place: Place,
    prepared: Prepared,
    names: Sequence[str],
    queries: list[Asked],
    options: argparse.Namespace,
    *,
    keep: bool,
) -> Results:
    with ExitStack() as stack:
        plain, ours = Siaran(place.siaran, ranking=Ranking.WHOOSH), Siaran(place.siaran)
        engines = {PLAIN: Opened(plain, plain), SIARAN: Opened(ours, ours)}
        for name in names:
            if name == "whoosh" and place.corpus.size > WHOOSH_LIMIT:
                continue
            ensure_peer(place, prepared, name, keep=keep)
            kind = peers.load(name)
            engines[name] = Opened(kind(place.peer(name, "stems")), kind(place.peer(name, "forms")))
        for opened in engines.values():
            stack.callback(opened.close)
        say(f"searching: {len(queries)} queries, {', '.join(engines)}")
        measured = measure(engines, queries, rounds=options.rounds, seconds=options.seconds)
    if differences := measured.agreement.differences:
        shown = "\n  ".join(differences[:10])
        raise Disagreement(f"{len(differences)} of {measured.agreement.compared} answers differ:\n  {shown}")
    return summarise(measured, queries, RIVALS)


def _more(place: Place, prepared: Prepared, queries: Sequence[Asked]) -> Results:
    """What is measured in processes of its own, of siaran alone."""
    asked = [query.q for query in queries]
    firsts = [run("first_query", index=place.siaran, q=q) for q in asked[:5]]
    people = [name for document in prepared.documents(limit=200) for name in document.person[:1]]
    typed = [name[:length] for name in people[:20] for length in (2, 4)] + [q.strip('"*')[:3] for q in asked[:20]]
    return {
        "first_ms": percentile([facts["seconds"] * 1000 for facts in firsts], 0.5),
        "imports_ms": percentile([facts["imports"] * 1000 for facts in firsts], 0.5),
        "serving": run("serving", index=place.siaran, queries=asked),
        "suggest": run("suggest", index=place.siaran, typed=typed),
        "refresh_ms": _refresh_cost(place.siaran, [query for query in queries if query.kind in WORD_KINDS]),
    }


def _refresh_cost(index: Path, queries: Sequence[Asked]) -> float:
    """Median ms that a search takes longer where a new state is looked for each time."""

    engines: dict[str, Any] = {}
    for name, seconds in (("siaran", 3600), ("always", 0)):
        opened = Siaran(index, refresh_seconds=seconds)
        engines[name] = Opened(opened, opened)
    samples = measure(engines, queries, rounds=2, seconds=20, works=(FULL,)).samples
    for opened in engines.values():
        opened.close()
    never, always = ([ms for _, ms in samples[name][FULL]["warm"]] for name in ("siaran", "always"))
    return max(0.0, percentile(always, 0.5) - percentile(never, 0.5))
