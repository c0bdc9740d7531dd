"""Kept answers: the same as new ones, never of another state, never more than the limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as checking
from hypothesis import strategies as st

from search.analysis import analyse
from search.answers import Answers, size_of
from search.archive import Archive
from search.config import Settings
from search.engines.base import Request, Result
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, Facet, Filters, Hit, Kind, Page, Release, Snippet, Sort

ANALYZER = Analyzer()


class Watched:
    """An engine that tells what its snapshots are asked, before they answer."""

    def __init__(self, engine: MemoryEngine, asked: Callable[[Request], None]) -> None:
        self._engine = engine
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def snapshot(self) -> Any:
        return WatchedSnapshot(self._engine.snapshot(), self._asked)


class WatchedSnapshot:
    def __init__(self, snapshot: Any, asked: Callable[[Request], None]) -> None:
        self._snapshot = snapshot
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)

    def joining(self, names: Any) -> WatchedSnapshot:
        return WatchedSnapshot(self._snapshot.joining(names), self._asked)

    def search(self, request: Request) -> Result:
        self._asked(request)
        return self._snapshot.search(request)  # type: ignore[no-any-return]


def store(engine: MemoryEngine, *releases: Release) -> None:
    with engine.writer() as writer:
        writer.add(analyse(releases, [release.id for release in releases], ANALYZER, lambda _forms: {}))
        writer.commit()


def release(number: int) -> Release:
    return Release(
        id=f"r{number}",
        title=f"Latihan {number}",
        body=f"Badan Contoh membuka latihan ke-{number} di Bandung.",
        date=date(2020, 1, 1 + number % 28),
        source="Badan Contoh",
        entities=(Entity(Kind.PLACE, "Bandung"),),
    )


@pytest.fixture
def engine() -> MemoryEngine:
    engine = MemoryEngine(ANALYZER.fingerprint)
    store(engine, *map(release, range(12)))
    return engine


@pytest.fixture
def asked() -> list[Request]:
    return []


@pytest.fixture
def archive(engine: MemoryEngine, asked: list[Request]) -> Iterator[Archive]:
    with Archive(Watched(engine, asked.append), ANALYZER, Settings(refresh_seconds=0)) as archive:
        yield archive


def test_what_is_asked_again_is_not_searched_again(archive: Archive, asked: list[Request]) -> None:
    first = archive.search("latihan")
    again = archive.search("latihan")
    assert replace(again, took_ms=0) == replace(first, took_ms=0)
    assert first.total == 12
    assert len(asked) == 1


SEARCHES: list[dict[str, Any]] = [
    {},
    {"q": "latihan"},
    {"q": "Latihan"},
    {"q": "latihan", "sort": "newest"},
    {"q": "latihan", "page": 2, "per_page": 5},
    {"q": "latihan", "per_page": 5},
    {"q": "latihan", "date_from": date(2020, 1, 5)},
    {"q": "latihan", "date_to": date(2020, 1, 5)},
    {"q": "latihan", "place": ["Bandung"]},
    {"q": "latihan", "organization": ["Bandung"]},
    {"q": "latihan", "source": ["Bandung"]},
    {"q": "latihan", "person": ["Bandung"]},
]


def test_every_parameter_tells_answers_apart(archive: Archive, asked: list[Request]) -> None:
    def found() -> list[Page]:
        return [replace(archive.search(**search), took_ms=0) for search in SEARCHES]

    first = found()
    assert len(asked) == len(SEARCHES)
    assert found() == first
    assert len(asked) == len(SEARCHES)


def test_with_a_limit_of_0_everything_is_searched(engine: MemoryEngine, asked: list[Request]) -> None:
    settings = Settings(refresh_seconds=0, answer_bytes=0)
    with Archive(Watched(engine, asked.append), ANALYZER, settings) as archive:
        assert [archive.search("latihan").total for _ in range(3)] == [12, 12, 12]
    assert len(asked) == 3


def test_no_answer_outlives_its_state(archive: Archive, engine: MemoryEngine) -> None:
    for number in range(12, 16):
        assert archive.search("latihan").total == number
        store(engine, release(number))
        assert archive.search("latihan").total == number + 1
    with engine.writer() as writer:
        writer.remove(["r0"])
        writer.commit()
    assert archive.search("latihan").total == 15


def test_under_threads_no_answer_is_older_than_its_question(archive: Archive, engine: MemoryEngine) -> None:
    stored = [12]

    def ask(_: int) -> bool:
        least = stored[0]
        return archive.search("latihan").total >= least

    with ThreadPoolExecutor(4) as several:
        fresh = [several.submit(ask, number) for number in range(150)]
        for number in range(12, 22):
            store(engine, release(number))
            stored[0] = number + 1
            fresh += [several.submit(ask, number) for number in range(20)]
        assert all(future.result() for future in fresh)


def test_an_answer_that_was_kept_says_how_long_it_took_itself(engine: MemoryEngine) -> None:
    with Archive(Watched(engine, lambda _: time.sleep(0.05)), ANALYZER, Settings()) as archive:
        assert archive.search("latihan").took_ms >= 50
        started = time.perf_counter()
        again = archive.search("latihan")
        assert again.took_ms <= (time.perf_counter() - started) * 1000


def test_who_changes_an_answer_changes_no_other(archive: Archive) -> None:
    first: Any = archive.search("latihan")
    first.facets.clear()
    second: Any = archive.search("latihan")
    assert second.facets["place"] == (Facet("Bandung", 12),)
    second.facets.clear()
    assert archive.search("latihan").facets["place"]


def page(q: str, length: int = 0) -> Page:
    hit = Hit(Release(id="r", body="a" * length), 1.0, (Snippet("a" * (length // 2)),))
    return Page(q, Filters(), Sort.RELEVANCE, 1, 10, 1, (hit,))


@checking(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3000)), max_size=40), st.integers(0, 20_000))
def test_what_is_kept_stays_within_the_limit_and_is_right(asked: list[tuple[int, int]], limit: int) -> None:
    answers = Answers(limit)
    for number, length in asked:
        kept = page(f"q{number}", length)
        answers.keep(number, kept)
        assert answers.bytes <= limit
        found = answers.find(number)
        assert found == kept if size_of(kept) <= limit else found != kept
    sizes = [size_of(found) for number in range(10) if (found := answers.find(number))]
    assert (len(sizes), sum(sizes)) == (len(answers), answers.bytes)


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    answers = Answers(3 * size_of(page("q", 100)))
    for number in range(3):
        answers.keep(number, page("q", 100))
    answers.find(0)
    answers.keep(3, page("q", 100))
    assert [number for number in range(4) if answers.find(number)] == [0, 2, 3]


def test_a_longer_text_takes_more_room() -> None:
    assert size_of(page("q", 5000)) - size_of(page("q", 1000)) == 6000


def test_a_closed_archive_answers_nothing_that_it_kept(engine: MemoryEngine) -> None:
    with closing(Archive(engine, ANALYZER, Settings())) as archive:
        archive.search("latihan")
        archive.close()
        with pytest.raises(ValueError, match="closed"):
            archive.search("latihan")
