"""What makes the Whoosh engine fast changes no answer: passing over frequent words, rows of bits, caches, merging."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from analysed import make_batch, make_release

from search.engines.base import Engine, Ranking, Request, Result
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine, bits, completing, facets, neighbours, paging, ranking, terms, writing
from search.engines.whoosh.cache import Cache
from search.engines.whoosh.codec import SegmentSize
from search.engines.whoosh.impacts import Impact
from search.engines.whoosh.merging import LARGEST, SMALL, halving
from search.engines.whoosh.state import State
from search.engines.whoosh.words import Word
from search.model import And, Dated, Filters, Kind, Named, Not, Or, Phrase, Release, Sort, Term

COUNT = 1500


def _releases() -> list[Release]:
    """Words and names of very unlike frequencies, many equal scores and dates."""
    draw = random.Random(4)
    words = [f"{letter}{letter}{letter}{letter}{i}" for i, letter in enumerate("abcdefghijklmnopqrstuvwxyz")]
    weights = [1 / (i + 1) ** 1.3 for i in range(len(words))]
    names = [f"Nama {i:03d}" for i in range(150)]
    return [
        make_release(
            f"r{draw.randrange(10**6):06d}-{i}",
            " ".join(draw.choices(words, weights, k=draw.randint(1, 12))),
            " ".join(draw.choices(words, weights, k=2)),
            day=(date(2020, 1, 1) + timedelta(days=draw.randrange(800))).isoformat() if draw.random() < 0.9 else None,
            person=sorted({names[min(int(draw.paretovariate(0.6)) - 1, 149)] for _ in range(3)}),
            source=draw.choice(["BNPT", "Bnpt", None]),
        )
        for i in range(COUNT)
    ]


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    releases = _releases()
    plain = MemoryEngine("test")
    engine = WhooshEngine.create(tmp_path_factory.mktemp("large") / "index", "test")
    for each in (plain, engine):
        # two segments, of which the first has lost some releases
        for part, removed in ((releases[:1200], []), (releases[1200:], releases[:300:9])):
            with each.writer() as writer:
                writer.add(make_batch(*part))
                writer.remove([release.id for release in removed])
                writer.commit()
    with closing(engine):
        yield plain, engine


def _answers(engine: Engine, requests: Sequence[Request]) -> list[Result]:
    with closing(engine.snapshot()) as snapshot:
        return [snapshot.search(request) for request in requests]


def _requests() -> list[Request]:
    draw = random.Random(5)
    stems = [letter * 4 for letter in "abcdefghijklmnopqrstuvwxyz"]
    requests = []
    for i in range(60):
        terms = tuple(Term(stem, stem) for stem in draw.sample(stems, draw.choice((1, 2, 3, 5))))
        request = Request(Or(terms) if len(terms) > 1 else terms[0], offset=draw.choice((0, 0, 7)), limit=10)
        if i % 4 == 1:
            request = replace(request, filters=Filters(date_from=date(2020, 6, 1), person=("nama 001", "nama 020")))
        if i % 6 == 2:
            request = replace(request, sort=draw.choice([Sort.NEWEST, Sort.OLDEST]))
        if i % 10 == 3:
            request = replace(request, query=Not(request.query), limit=40)
        if i % 10 == 7:
            beside = (Not(Term("mmmm", "mmmm")), Named("source", "bnpt"), Dated(date(2020, 2, 1)))
            request = replace(request, query=And((request.query, *beside[: draw.randint(1, 3)])))
        if i % 7 == 4:
            phrases = tuple(Phrase(tuple(draw.choices(stems[:8], k=2))) for _ in range(2))
            added = Term(stems[i % 26], stems[i % 26], weight=0.3)
            request = replace(request, query=Or((replace(terms[0], variants=phrases, surface=0.5), *terms[1:], added)))
        if i % 3 == 1:
            request = replace(request, ranking=Ranking.WHOOSH)
        requests.append(replace(request, facet_values=draw.choice((3, 20))))
    return requests


@pytest.fixture(scope="module")
def expected(engines: tuple[Engine, Engine]) -> list[Result]:
    return _answers(engines[0], _requests())


def assert_alike(found: Sequence[Result], expected: Sequence[Result]) -> None:
    for one, other in zip(expected, found, strict=True):
        assert (other.total, other.facets) == (one.total, one.facets)
        assert [match.release.id for match in other.matches] == [match.release.id for match in one.matches]
        scores = [match.score for match in one.matches]
        assert [match.score for match in other.matches] == pytest.approx(scores, abs=1e-9)


@pytest.mark.parametrize("frequent", [ranking._FREQUENT, 10**9, 0])
@pytest.mark.parametrize("few", [1, 10**9])
def test_frequent_words_are_passed_over_and_names_counted_in_rows_without_a_difference(
    engines: tuple[Engine, Engine],
    expected: list[Result],
    monkeypatch: pytest.MonkeyPatch,
    frequent: int,
    few: int,
) -> None:
    monkeypatch.setattr(ranking, "_FREQUENT", frequent)  # never, as it is, always
    monkeypatch.setattr(ranking, "_FEW", 1)
    monkeypatch.setattr(facets, "_FEW", few)
    monkeypatch.setattr(paging, "_FEW", few)
    monkeypatch.setattr(paging, "_MANY", few)
    requests = _requests()
    assert_alike(_answers(engines[1], requests), expected)
    assert_alike(_answers(engines[1], requests), expected)  # from what is kept


@pytest.mark.parametrize(("times", "most"), [(0, 0), (0, neighbours._MOST), (10**9, 0)])
@pytest.mark.parametrize("at_first", [1, 10**6])
def test_neighbours_are_found_in_stages_and_kept_without_a_difference(
    engines: tuple[Engine, Engine],
    expected: list[Result],
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    most: int,
    at_first: int,
) -> None:
    monkeypatch.setattr(ranking, "_AT_FIRST", at_first)
    monkeypatch.setattr(neighbours, "_TIMES", times)
    monkeypatch.setattr(neighbours, "_MOST", most)  # never all, all when asked again, always all
    engine = engines[1]
    assert isinstance(engine, WhooshEngine)
    with closing(WhooshEngine.open(engine.path, "test")) as fresh:
        requests = _requests()
        assert_alike(_answers(fresh, requests), expected)
        assert_alike(_answers(fresh, requests), expected)
        with closing(fresh.snapshot()) as snapshot:
            assert bool(snapshot.contents.pairs._entries) is (times > 0 or most > 0)


def test_words_are_in_fact_passed_over(engines: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "_FREQUENT", 10**9)
    monkeypatch.setattr(ranking, "_FEW", 1)
    taken: list[str] = []
    impact = State.impact

    def noted(state: State, word: Word) -> Impact:
        taken.append(word.key[0])
        return impact(state, word)

    monkeypatch.setattr(State, "impact", noted)
    _answers(engines[1], [Request(Or((Term("zzzz", "zzzz"), Term("aaaa", "aaaa"))), limit=1)])
    assert set(taken) == {"zzzz"}


def test_nothing_is_kept_where_the_limit_is_0(
    engines: tuple[Engine, Engine], expected: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines[1]
    assert isinstance(engine, WhooshEngine)
    with closing(WhooshEngine.open(engine.path, "test", cache_bytes=0)) as bare:
        assert_alike(_answers(bare, _requests()), expected)
        with closing(bare.snapshot()) as snapshot:
            assert not snapshot.contents._impacts._entries


def test_terms_too_large_to_be_read_whole_are_looked_up_without_a_difference(
    engines: tuple[Engine, Engine], expected: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "_LARGE", 0)
    engine = engines[1]
    assert isinstance(engine, WhooshEngine)
    with closing(WhooshEngine.open(engine.path, "test")) as fresh:
        assert_alike(_answers(fresh, _requests()), expected)
        assert_alike(_answers(fresh, _requests()), expected)  # of what is kept


def test_a_cache_holds_no_more_than_its_limit() -> None:
    cache: Cache[int, bytes] = Cache(1000, len)
    for i in range(10):
        assert cache.get(i, lambda: b"x" * 200) == b"x" * 200
    assert sum(cache.peek(i) is not None for i in range(10)) == 2  # each counts 200 bytes more than its value
    assert cache.get(50, lambda: b"x" * 2000) == b"x" * 2000
    assert cache.peek(50) is None


def test_bits_are_counted_alike_with_and_without_numpy_2(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(1)
    rows, mask = draw.random((5, 300)) < 0.4, draw.random(300) < 0.4
    counts = [(row & mask).sum() for row in rows]
    assert bits.count_common(bits.pack(rows), bits.pack(mask)).tolist() == counts
    monkeypatch.delattr(np, "bitwise_count", raising=False)
    assert bits.count_common(bits.pack(rows), bits.pack(mask)).tolist() == counts


def test_a_writer_flushes_what_it_gathered_and_replaces_what_it_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FLUSH_BYTES", 1)
    with closing(WhooshEngine.create(tmp_path / "index", "test")) as engine:
        with engine.writer() as writer:
            writer.add(make_batch(*(make_release(f"a{i}", "lama") for i in range(5))))
            writer.add(make_batch(make_release("a1", "baru"), make_release("a1", "terbaru")))
            assert writer.remove(["a2"]) == 1
            writer.commit()
        (everything,) = _answers(engine, [Request(Or((Term("lama", "lama"), Term("terb", "terb"))))])
        assert {match.release.body for match in everything.matches} == {"lama", "terbaru"}
        assert everything.total == 4
        assert engine.check() == []
        assert len(list((tmp_path / "index").glob("g*/*.npseg"))) == 1


def test_merging_keeps_few_segments_and_leaves_large_ones_alone() -> None:
    def policy(*live: int) -> list[list[int]]:
        return halving([SegmentSize(size, 0) for size in live])

    assert policy() == policy(100_000) == policy(100_000, 10) == []
    assert policy(100_000, 10, 10) == [[1, 2]]
    assert policy(*[8000] * 13) == [list(range(13))]
    assert policy(100_000, 50_000) == [[0, 1]]
    assert policy(LARGEST, LARGEST, 10) == []
    assert policy(SMALL - 1, 1) == [[0, 1]]
    assert halving([SegmentSize(5000, 4000), SegmentSize(5, 0)]) == [[0]]
    assert halving([SegmentSize(50_000, 40_000)]) == [[0]]


def test_completions_need_not_read_all_terms(engines: tuple[Engine, Engine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completing, "_AT_FIRST", 2)
    with closing(engines[0].snapshot()) as plain, closing(engines[1].snapshot()) as snapshot:
        for typed in ("", "n", "nama", "nama 01", "1", "nama 149"):
            for limit in (1, 4, 200):
                expected = plain.names_beginning(Kind.PERSON, typed, limit)
                assert snapshot.names_beginning(Kind.PERSON, typed, limit) == expected
        for typed in ("", "a", "zzzz"):
            for limit in (1, 3, 100):
                assert snapshot.complete(typed, limit) == plain.complete(typed, limit)
