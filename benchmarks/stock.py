"""The Whoosh engine beside Whoosh's own searcher, on one index: python -m benchmarks.stock DATA [--stems none]

DATA is a folder with `releases.jsonl` (keys id, title, date, body, source) and `queries.tsv` (id, text). Both sides
are given the same analysed queries, answer with a total, the ten best and, where asked, five facets; totals and
scores are compared, and a difference ends the run. The query's analysis, the reading of DATA, and Whoosh's loading
of hits' texts are not timed; our side does restore its ten releases. Where it groups, Whoosh scores and sorts all
hits. Names are stand-ins (runs of capitalised words), so that facets have something to count. Warm: each set of
queries is asked once before it is timed.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher
from whoosh.sorting import FieldFacet

from search.engines.base import Batch, Column, Ranking, Request
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.layout import read_manifest
from search.engines.whoosh.storage import INDEX_NAME
from search.engines.whoosh_scoring import K1, TITLE_WEIGHT, B
from search.language import Analyzer
from search.model import FACETS, Entity, Kind, Or, Release, Term

_NAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)+")
_KINDS = {2: Kind.PERSON, 3: Kind.ORGANIZATION}
_BATCH = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--queries", type=int, default=50, help="queries of each kind")
    parser.add_argument("--stems", choices=("analyzer", "none"), default="analyzer")
    arguments = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {version('numpy')}")
    analyzer = Analyzer()
    stem = analyzer.stems if arguments.stems == "analyzer" else lambda forms: {form: form for form in forms}
    releases = list(read_releases(arguments.data / "releases.jsonl"))
    started = time.perf_counter()
    batches = [analyse(analyzer, stem, releases[i : i + _BATCH]) for i in range(0, len(releases), _BATCH)]
    print(f"analysed {len(releases)} releases in {time.perf_counter() - started:.1f} s (not counted below)")
    queries = read_queries(arguments.data / "queries.tsv", analyzer, stem, arguments.queries)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index")
        index(path, batches, len(releases))
        compare(path, queries)


def read_releases(path: Path) -> Iterator[Release]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            names = dict.fromkeys(_NAME.findall(row["body"]))
            yield Release(
                id=row["id"],
                body=row["body"],
                title=row.get("title") or "",
                date=date.fromisoformat(row["date"][:10]) if row.get("date") else None,
                source=row.get("source"),
                entities=tuple(Entity(_KINDS.get(len(name.split()), Kind.PLACE), name) for name in names),
            )


Stem = Callable[[Sequence[str]], dict[str, str]]


def analyse(analyzer: Analyzer, stem: Stem, releases: Sequence[Release]) -> Batch:
    forms: dict[str, int] = {}
    columns = []
    for texts in ([release.title for release in releases], [release.body for release in releases]):
        rows = [[forms.setdefault(token.form, len(forms)) for token in analyzer.tokens(text)] for text in texts]
        ends = np.cumsum([len(row) for row in rows]).astype(np.uint32)
        columns.append(Column(np.array([word for row in rows for word in row], np.uint32), ends))
    stems = stem(list(forms))
    return Batch(
        releases=tuple(releases),
        hashes=("",) * len(releases),
        forms=tuple(forms),
        stems=tuple(stems[form] for form in forms),
        title=columns[0],
        body=columns[1],
    )


def read_queries(path: Path, analyzer: Analyzer, stem: Stem, limit: int) -> dict[str, list[list[Term]]]:
    """The first `limit` queries of each kind (what stands before the hyphen of a query's id)."""
    kinds: dict[str, list[list[Term]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            name, text = line.rstrip("\n").split("\t")[:2]
            kind = kinds.setdefault(name.split("-")[0], [])
            if len(kind) < limit:
                forms = [token.form for token in analyzer.tokens(text)]
                stems = stem(forms)
                kind.append([Term(form, stems[form]) for form in dict.fromkeys(forms)])
    return kinds


def index(path: Path, batches: Sequence[Batch], count: int) -> None:
    with closing(WhooshEngine.create(path, "")) as engine:
        started = time.perf_counter()
        with engine.writer() as writer:
            for batch in batches:
                writer.add(batch)
            writer.commit()
        seconds = time.perf_counter() - started
        with closing(engine.snapshot()) as snapshot:
            size = snapshot.stats().bytes / 1e6
    print(f"written {count / seconds:.0f} releases/s, {size:.1f} MB")
    started = time.perf_counter()
    with closing(WhooshEngine.open(path, "")) as engine, closing(engine.snapshot()) as snapshot:
        snapshot.search(Request(Term("kota", "kota")))
        print(f"open and answer {1e3 * (time.perf_counter() - started):.0f} ms")


@contextmanager
def whoosh_searcher(path: Path) -> Iterator[Searcher]:
    storage = FileStorage(str(path / read_manifest(path).generation))
    with FileIndex(storage, indexname=INDEX_NAME).searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        yield searcher


def compare(path: Path, queries: dict[str, list[list[Term]]]) -> None:
    facets = {facet: FieldFacet(facet, allow_overlap=True) for facet in FACETS}
    print(f"{'':34s}{'siaran p50 / p95':>20s}{'Whoosh p50 / p95':>22s}  ms")
    with (
        closing(WhooshEngine.open(path, "")) as engine,
        closing(engine.snapshot()) as snapshot,
        whoosh_searcher(path) as searcher,
    ):

        def ours(terms: list[Term], names: Sequence[str], ranking: Ranking = Ranking.BM25F) -> Answer:
            result = snapshot.search(Request(Or(tuple(terms)), facets=names, ranking=ranking))
            return result.total, [match.score for match in result.matches]

        def theirs(terms: list[Term], names: Sequence[str]) -> tuple[int, list[float]]:
            grouped = {"groupedby": {name: facets[name] for name in names}} if names else {}
            hits = searcher.search(as_whoosh(terms), limit=10, **grouped)
            return len(hits), [hits.score(i) for i in range(min(10, hits.scored_length()))]

        for kind, asked in queries.items():
            for names in ((), FACETS):
                mine, his = timed(ours, asked, names), timed(theirs, asked, names)
                checked = [ours(terms, (), Ranking.WHOOSH) for terms in asked]  # timed is this project's own ranking
                for (total, scores), (their_total, their_scores) in zip(checked, his[0], strict=True):
                    if total != their_total or not np.allclose(scores, their_scores, atol=1e-6):
                        sys.exit("the two do not agree")
                words = statistics.median(len(terms) for terms in asked)
                label = f"{kind}, {words:.0f} words, top 10{' + 5 facets' if names else ''}"
                print(f"{label:34s}{spread(mine[1]):>20s}{spread(his[1]):>22s}")


Answer = tuple[int, list[float]]


def timed(
    ask: Callable[[list[Term], Sequence[str]], Answer], queries: list[list[Term]], names: Sequence[str]
) -> tuple[list[Answer], list[float]]:
    answers, times = [ask(terms, names) for terms in queries], []
    for terms in queries:
        started = time.perf_counter()
        ask(terms, names)
        times.append(1e3 * (time.perf_counter() - started))
    return answers, times


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:.2f} / {ordered[int(len(ordered) * 0.95)]:.2f}"


def as_whoosh(terms: list[Term]) -> whoosh_query.Query:
    return whoosh_query.Or(
        [
            whoosh_query.Term(field, term.stem, boost=boost)
            for term in terms
            for field, boost in (("title", TITLE_WEIGHT), ("body", 1.0))
        ]
    )


if __name__ == "__main__":
    main()
