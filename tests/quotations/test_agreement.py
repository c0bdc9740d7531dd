"""Random archives and random questions: quotes are found in the index of releases as they are as documents."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query_trees import FIELDS, phrases_of, trees_of
from search.analysis import analyse
from search.companions import Followed, make_anew
from search.engines.base import Ranking, Request, Snapshot
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine
from search.language import Analyzer
from search.model import (
    Everything,
    Filters,
    Query,
    Quote,
    Release,
    Sort,
    Term,
)
from search.quotations import QuotesIndex, quotes_of

ANALYZER = Analyzer()
WORDS = ("vaksin", "vaksinasi", "divaksinasi", "teror", "ke-75", "anak-anak", "Jum'at", "1.500", "M.H.", "śri", "東京")
SPEAKERS = ("Ani", "ANI", "Boy Rafli", "東京", "Śri", "śri")
ROLES = ("Kepala Dinas", "vaksinasi")
TITLE = " ".join((*SPEAKERS, *ROLES))
IDS = "abcdefg"


class Piece(NamedTuple):
    words: list[str]
    quoted: bool
    speaker: str | None
    role: str | None
    cut: int


def release_of(release_id: str, pieces: Sequence[Piece], day: date | None, source: str | None) -> Release:
    body, quotes = "", []
    for words, quoted, speaker, role, cut in pieces:
        text = " ".join(words)
        if quoted and len(text) > 2 * cut:  # a cut goes through words
            start = len(body) + 1 + cut
            end = len(body) + 1 + len(text) - cut
            quotes.append(Quote(start, end, text[cut : len(text) - cut], speaker, role=role))
            text = f'"{text}"' if not cut else f" {text}"
        body += text + ("" if cut > 1 else " ")
    return Release(release_id, body, TITLE, date=day, source=source, quotes=tuple(quotes))


forms = st.sampled_from([form for word in (*WORDS, *SPEAKERS, *ROLES) for form in ANALYZER.forms(word)])
days = st.none() | st.dates(date(2019, 12, 30), date(2020, 1, 3))
pieces = st.builds(
    Piece,
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.booleans(),
    st.none() | st.sampled_from(SPEAKERS),
    st.none() | st.sampled_from(ROLES),
    st.sampled_from([0, 0, 0, 0, 1, 2]),
)
releases = st.builds(
    release_of, st.sampled_from(IDS), st.lists(pieces, max_size=6), days, st.none() | st.sampled_from(SPEAKERS)
)
commits = st.lists(
    st.tuples(st.lists(st.sampled_from(IDS), max_size=2), st.lists(releases, max_size=4)), min_size=1, max_size=4
)

plain_terms = st.builds(lambda form, field: Term(form, ANALYZER.stem(form), field), forms, FIELDS)
terms = plain_terms | st.builds(replace, plain_terms, variants=st.lists(phrases_of(forms), max_size=2).map(tuple))
queries = trees_of(forms, terms, ["", "v", "vaks", "anak-", "x", "śr"], SPEAKERS, days)
some = st.lists(st.sampled_from(SPEAKERS), max_size=2).map(tuple)
requests = st.builds(
    Request,
    query=queries,
    filters=st.just(Filters()) | st.builds(Filters, date_from=days, date_to=days, person=some, place=some, source=some),
    sort=st.sampled_from(list(Sort)),
    offset=st.integers(0, 3),
    limit=st.integers(0, 12),
    facets=st.just(("year", "month", "person", "organization", "source")),
    facet_values=st.integers(1, 4),
    ranking=st.sampled_from([Ranking.BM25F, Ranking.BM25F, Ranking.WHOOSH]),
)
History = Sequence[tuple[list[str], list[Release]]]


def write(engine: Followed | MemoryEngine, history: History) -> None:
    for removed, added in history:
        last = [*{release.id: release for release in added}.values()]  # the last of each id
        with engine.writer() as writer:
            writer.remove(removed)
            writer.add(analyse(last, [repr(release) for release in last], ANALYZER, lambda _: {}))
            writer.commit()


@contextmanager
def both(history: History) -> Iterator[tuple[Snapshot, Snapshot, Snapshot, Path]]:
    """The quotes as documents, and as the index has them; the releases, and a folder for more."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plain, kept = MemoryEngine(), QuotesIndex(folder / "derived", ANALYZER)
        engine = Followed(WhooshEngine.create(folder / "index", "test"), [kept])
        stack.callback(engine.close)
        for each in (plain, engine):
            write(each, history)
        releases = stack.enter_context(closing(engine.snapshot()))
        assert kept.state == releases.state
        expected = stack.enter_context(closing(quotes_of(plain.snapshot(), ANALYZER)))
        yield expected, stack.enter_context(closing(kept.open(releases))), releases, folder


def assert_alike(expected: Snapshot, found: Snapshot, request: Request) -> None:
    one, other = expected.search(request), found.search(request)
    assert (other.total, other.facets) == (one.total, one.facets)
    assert [match.release.id for match in other.matches] == [match.release.id for match in one.matches]
    scores = [match.score for match in one.matches]
    assert [match.score for match in other.matches] == pytest.approx(scores, abs=1e-9)


moderately = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@moderately
@given(commits, st.lists(requests, min_size=1, max_size=6))
def test_quotes_are_found_as_documents_are_whatever_was_added_and_removed(
    history: History, asked: list[Request]
) -> None:
    with both(history) as (expected, found, _, _):
        for request in (Request(Everything(), limit=50, facets=()), *asked):
            assert_alike(expected, found, request)


@moderately
@given(commits, st.lists(requests, min_size=1, max_size=4))
def test_what_follows_the_commits_is_what_is_made_anew(history: History, asked: list[Request]) -> None:
    with both(history) as (_, found, releases, folder):
        anew = QuotesIndex(folder / "anew", ANALYZER)
        make_anew([anew], releases)
        with closing(anew.open(releases)) as other:
            for request in asked:
                assert_alike(found, other, request)


@given(commits, queries)
@moderately
def test_why_a_quote_scores_adds_up(history: History, query: Query) -> None:
    with both(history) as (expected, found, _, _):
        request = Request(query, limit=5, facets=())
        for match in found.search(request).matches:
            assert found.explain(request, match.release.id) == expected.explain(request, match.release.id)
