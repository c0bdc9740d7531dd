"""Every engine that is installed finds what siaran finds on a small corpus; and a difference would be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.agreement import Agreement
from benchmarks.corpus import make_corpus
from benchmarks.peers.base import COUNT, FULL, PLAIN, SIARAN, WORK, Answer
from benchmarks.peers.siaran import Siaran
from benchmarks.prepared import Prepared, prepare
from benchmarks.queries import KINDS, Asked, make_queries
from benchmarks.results import summarise
from benchmarks.searching import Opened, measure

from benchmarks import peers
from search.config import Settings
from search.engines.base import Ranking
from search.indexing import index_paths

SIZE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def prepared(folder: Path) -> Prepared:
    corpus = make_corpus(SIZE, folder)
    report = index_paths(Settings(index=folder / "siaran"), [corpus.path], jobs=1)
    assert report.added == SIZE
    return prepare(corpus, folder / "siaran")


@pytest.fixture(scope="module")
def ours(folder: Path, prepared: Prepared) -> Iterator[Siaran]:
    opened = Siaran(folder / "siaran")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plain(folder: Path, prepared: Prepared) -> Iterator[Siaran]:
    opened = Siaran(folder / "siaran", ranking=Ranking.WHOOSH)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def queries(folder: Path, prepared: Prepared) -> list[Asked]:
    return make_queries(prepared, 3, folder / "siaran")


def test_queries_of_every_kind_are_found_and_are_the_same_each_time(
    folder: Path, prepared: Prepared, queries: list[Asked]
) -> None:
    assert {asked.kind for asked in queries} == set(KINDS)
    assert make_queries(prepared, 3, folder / "siaran") == queries


def test_each_query_has_an_answer(ours: Siaran, queries: list[Asked]) -> None:
    totals = {asked.q: ours.answer(COUNT, asked).total for asked in queries}
    assert all(totals.values()), totals


@pytest.mark.parametrize("name", peers.OTHERS)
def test_an_engine_agrees_with_siaran(
    name: str, folder: Path, prepared: Prepared, plain: Siaran, ours: Siaran, queries: list[Asked]
) -> None:
    try:
        kind = peers.load(name)
    except peers.NotHere as error:
        pytest.skip(str(error))
    for words in ("stems", "forms"):
        (folder / f"{name}-{words}").mkdir()
        kind.build(list(prepared.documents(words)), folder / f"{name}-{words}")
    theirs = Opened(kind(folder / f"{name}-stems"), kind(folder / f"{name}-forms"))
    engines = {PLAIN: Opened(plain, plain), SIARAN: Opened(ours, ours), name: theirs}
    try:
        measured = measure(engines, queries, rounds=1, seconds=60)
    finally:
        theirs.close()
    assert measured.agreement.differences == []
    can = [(work, asked.kind) in kind.can for work in WORK for asked in queries]
    assert measured.agreement.compared == len(can) + sum(can)
    assert kind.whoosh_scores is (kind.name not in measured.agreement.common)
    found = summarise(measured, queries, [name])
    assert found["engines"][name][FULL]["warm"]["n"] > 0
    for ratios in ("ratios", "plain_ratios"):
        assert found[ratios][name][FULL]["p50"] > 0
    assert found["ratios"][PLAIN][FULL]["p50"] > 0


@pytest.mark.parametrize("work", WORK)
def test_siaran_has_a_ranking_of_its_own_and_whooshs_when_asked(
    work: str, plain: Siaran, ours: Siaran, queries: list[Asked]
) -> None:
    asked = next(asked for asked in queries if asked.kind == "3 words")
    own, theirs = ours.answer(work, asked), plain.answer(work, asked)
    assert (own.total, own.facets) == (theirs.total, theirs.facets)
    assert own.scores != theirs.scores


@pytest.mark.parametrize("name", [name for name in peers.OTHERS if name != "bm25s"])
def test_releases_can_be_added_to_an_engine(
    name: str, tmp_path: Path, prepared: Prepared, queries: list[Asked]
) -> None:
    try:
        kind = peers.load(name)
    except peers.NotHere as error:
        pytest.skip(str(error))
    documents = list(prepared.documents(limit=30))
    kind.build(documents[:20], tmp_path)
    index = kind(tmp_path)
    index.add(documents[20:])
    index.close()
    word = documents[25].body.split()[0]
    asked = replace(next(asked for asked in queries if asked.kind == "rare"), words=(word,))
    index = kind(tmp_path)
    answer = index.answer(COUNT, asked)
    index.close()
    assert answer.total == sum(word in f"{d.title} {d.body}".split() for d in documents)


class Engine:
    """As much of an engine as a comparison looks at."""

    name = "other"
    whoosh_scores = True
    exact_facets = True


GOOD = Answer(["a", "b", "c"], [3.0, 2.0, 1.0], 7, 3, {"person": {"X": 4, "Y": 2, "Z": 1}})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"total": 8}, "8 found, siaran 7"),
        ({"scores": [3.0, 2.1, 1.0]}, "a score of 2.1"),
        ({"ids": ["a", "x", "c"]}, "lacks ['b']"),
        ({"ids": ["a"], "scores": [3.0]}, "1 hits"),
        ({"facets": {"person": {"X": 5, "Y": 2, "Z": 1}}}, "facet person"),
        ({"facets": {"person": {"X": 4, "W": 2, "Z": 1}}}, "'Y' None times"),
    ],
)
def test_a_wrong_answer_is_seen(changed: dict[str, object], said: str, queries: list[Asked]) -> None:
    asked = next(asked for asked in queries if asked.kind == "2 words")
    agreement = Agreement()
    agreement.compare(asked, FULL, GOOD, Engine(), replace(GOOD, **changed))  # type: ignore[arg-type]
    assert len(agreement.differences) == 1
    assert said in agreement.differences[0]


def test_the_last_of_the_ten_may_be_another_one_of_the_same_score(queries: list[Asked]) -> None:
    asked = next(asked for asked in queries if asked.kind == "2 words")
    agreement = Agreement()
    agreement.compare(asked, FULL, GOOD, Engine(), replace(GOOD, ids=["a", "b", "x"]))  # type: ignore[arg-type]
    assert agreement.differences == []
