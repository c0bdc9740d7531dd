"""Random archives and random queries: the Whoosh engine agrees with the plain one, and its scores with Whoosh's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from analysed import make_batch, make_release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh_query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from query_trees import FIELDS, phrases_of, trees_of
from search.engines.base import Engine, Ranking, Request, Snapshot
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh import snapshot as whoosh_snapshot
from search.engines.whoosh.layout import read_manifest
from search.engines.whoosh.storage import INDEX_NAME
from search.engines.whoosh_scoring import K1, TITLE_WEIGHT, B
from search.model import (
    FACETS,
    And,
    EventDate,
    Field,
    Filters,
    Kind,
    Or,
    Phrase,
    Prefix,
    Query,
    Release,
    Sort,
    Term,
)

WORDS = ("kota", "kotak", "desa", "desain", "teror", "teroris", "a", "ab", "śri", "東京")
NAMES = ("Ani", "ANI", "Boy Rafli", "東京", "Śri", "śri")

forms = st.sampled_from(WORDS)
texts = st.lists(forms, max_size=25).map(" ".join)
names = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
days = st.none() | st.dates(date(2019, 12, 30), date(2020, 1, 3))

spans = st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2020, 1, 9)), st.integers(0, 4)), max_size=2)
releases = st.builds(
    lambda release_id, body, title, day, person, place, source, events: make_release(
        release_id,
        body,
        title,
        day=day.isoformat() if day else None,
        person=person,
        place=place,
        source=source,
        origin=f"o{len(body) % 3}",
        event_dates=tuple(
            EventDate(0, 0, "", first, first + timedelta(days) if days else None) for first, days in events
        ),
    ),
    st.sampled_from("abcdefgh"),
    texts,
    texts,
    days,
    names,
    names,
    st.none() | st.sampled_from(NAMES),
    spans,
)
commits = st.lists(
    st.tuples(st.lists(st.sampled_from("abcdefgh"), max_size=2), st.lists(releases, max_size=5)),
    min_size=1,
    max_size=4,
)

plain_terms = st.builds(lambda form, field: Term(form, form[:4], field), forms, FIELDS)
terms = plain_terms | st.builds(
    replace,
    plain_terms,
    variants=st.lists(phrases_of(forms), max_size=2).map(tuple),
    weight=st.sampled_from([1.0, 0.3]),
    surface=st.sampled_from([None, 0.5]),
)
queries = trees_of(forms, terms, ["", "k", "kot", "de", "ter", "x", "śr"], NAMES, days)
some_names = st.lists(st.sampled_from(NAMES), max_size=2).map(tuple)
filters = st.builds(
    Filters,
    date_from=days,
    date_to=days,
    person=some_names,
    place=some_names,
    source=some_names,
    event_from=days | st.dates(date(2020, 1, 1), date(2020, 1, 12)),
    event_to=days | st.dates(date(2020, 1, 1), date(2020, 1, 12)),
)
requests = st.builds(
    Request,
    query=queries,
    filters=st.just(Filters()) | filters,
    sort=st.sampled_from(list(Sort)),
    offset=st.integers(0, 3),
    limit=st.integers(0, 8),
    facets=st.just((*FACETS, "month")),
    facet_values=st.integers(1, 4),
    ranking=st.sampled_from([Ranking.BM25F, Ranking.BM25F, Ranking.WHOOSH]),
    fold=st.booleans(),
)
groups = st.tuples(st.permutations("abcdefgh"), st.integers(0, 3), st.integers(4, 8)).map(
    lambda drawn: [drawn[0][: drawn[1]], drawn[0][drawn[1] : drawn[2]], ["x", drawn[0][-1]][: 8 - drawn[2]]]
)

moderately = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def write(engine: Engine, history: Sequence[tuple[list[str], list[Release]]]) -> None:
    for removed, added in history:
        with engine.writer() as writer:
            writer.remove(removed)
            writer.add(make_batch(*added))
            writer.commit()


@contextmanager
def whoosh_engine() -> Iterator[WhooshEngine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = WhooshEngine.create(Path(folder, "index"), "test")
        with closing(engine):
            yield engine


@moderately
@given(commits, st.lists(requests, min_size=1, max_size=6), groups)
def test_both_engines_answer_alike_whatever_is_stored_and_asked(
    history: list[tuple[list[str], list[Release]]], asked: list[Request], versions: list[list[str]]
) -> None:
    plain = MemoryEngine()
    with whoosh_engine() as engine:
        for each in (plain, engine):
            write(each, history)
        with (
            closing(plain.snapshot().folding(versions)) as expected,
            closing(engine.snapshot().folding(versions)) as found,
        ):
            for request in asked:
                assert_alike(expected, found, request)
            assert {release.id: release for release in found.releases()} == {
                release.id: release for release in expected.releases()
            }
            assert found.values(Kind.PERSON) == expected.values(Kind.PERSON)
            assert found.complete("k", 2) == expected.complete("k", 2)
            for typed in ("", "a", "rafli", "BOY r", "śri", "東", "x"):
                for limit in (0, 1, 10):
                    assert found.names_beginning(Kind.PERSON, typed, limit) == expected.names_beginning(
                        Kind.PERSON, typed, limit
                    )
            assert found.complete("", 20) == expected.complete("", 20)
            assert found.forms("desa") == expected.forms("desa")
            assert found.stems(WORDS) == expected.stems(WORDS)
            assert found.origins() == expected.origins()
            assert found.ids_from("o1") == expected.ids_from("o1")
            assert found.hashes("abcdefgh") == expected.hashes("abcdefgh")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(whoosh_snapshot, "MANY", 0)  # each id is looked for by itself
                assert found.hashes("abcdefgh") == expected.hashes("abcdefgh")
        assert engine.check() == []


def assert_alike(expected: Snapshot, found: Snapshot, request: Request) -> None:
    one, other = expected.search(request), found.search(request)
    assert (other.total, other.facets) == (one.total, one.facets)
    assert [match.release.id for match in other.matches] == [match.release.id for match in one.matches]
    scores = [match.score for match in one.matches]
    assert [match.score for match in other.matches] == pytest.approx(scores, abs=1e-9)
    headings = [(match.release.id, match.release.date) for match in one.matches]
    for snapshot in (expected, found):
        assert snapshot.headings(snapshot.matching(request).tolist()) == headings


@moderately
@given(commits, st.lists(requests, min_size=1, max_size=3))
def test_the_reasons_of_a_score_add_up_to_it_and_are_the_same_in_both_engines(
    history: list[tuple[list[str], list[Release]]], asked: list[Request]
) -> None:
    plain = MemoryEngine()
    with whoosh_engine() as engine:
        for each in (plain, engine):
            write(each, history)
        with closing(plain.snapshot()) as expected, closing(engine.snapshot()) as found:
            for request in asked:
                everything = replace(request, filters=Filters(), offset=0, limit=100)
                scores = {match.release.id: match.score for match in found.search(everything).matches}
                for release in found.releases():
                    reasons = found.explain(request, release.id)
                    assert sum(reason.score for reason in reasons) == pytest.approx(scores.get(release.id, 0), abs=1e-9)
                    assert reasons == expected.explain(request, release.id)


@contextmanager
def whoosh_searcher(path: Path) -> Iterator[Searcher]:
    """Whoosh's own searcher on the current generation: the only place of the tests that knows where that is."""
    storage = FileStorage(str(path / read_manifest(path).generation))
    with FileIndex(storage, indexname=INDEX_NAME).searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        yield searcher


WEIGHTS = {Field.TITLE: TITLE_WEIGHT, Field.BODY: 1.0}


def as_whoosh(query: Query) -> whoosh_query.Query:
    """The same query in Whoosh's words."""
    match query:
        case Term(stem=stem, field=field):
            return _over(field, lambda each: whoosh_query.Term(each.value, stem, boost=WEIGHTS[each]))
        case Phrase(words, field):
            return _over(
                field,
                lambda each: whoosh_query.Phrase(f"{each}_forms", list(words), boost=WEIGHTS[each]),
            )
        case Prefix(text, field):
            either = _over(field, lambda each: whoosh_query.Prefix(f"{each}_forms", text))
            return whoosh_query.ConstantScoreQuery(either, 1.0)
        case And(parts):
            return whoosh_query.And([as_whoosh(part) for part in parts])
        case Or(parts):
            return whoosh_query.Or([as_whoosh(part) for part in parts])
    raise AssertionError(query)


def _over(field: Field | None, make: object) -> whoosh_query.Query:
    parts = [make(each) for each in (Field if field is None else [field])]  # type: ignore[operator]
    return whoosh_query.Or(parts)


some_prefixes = st.builds(Prefix, st.sampled_from(["k", "kot", "de", "ter", "x", "śr"]), FIELDS)
whoosh_queries = st.recursive(
    plain_terms | plain_terms | phrases_of(forms) | some_prefixes,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(tuple).map(And)
        | st.lists(parts, min_size=1, max_size=4).map(tuple).map(Or)
    ),
    max_leaves=6,
)
distinct_releases = st.lists(st.lists(releases, max_size=6), min_size=1, max_size=2).map(
    lambda parts: [
        (
            [],
            [make_release(f"{i}-{j}", release.body, release.title, day="2020-01-01") for j, release in enumerate(part)],
        )
        for i, part in enumerate(parts)
    ]
)


@moderately
@given(distinct_releases, st.lists(whoosh_queries, min_size=1, max_size=6))
def test_scores_are_those_of_whooshs_own_searcher(
    history: list[tuple[list[str], list[Release]]], asked: list[Query]
) -> None:
    with whoosh_engine() as engine:
        # A large commit and then a small one: two segments, and no merging, at which Whoosh forgets exact lengths.
        write(engine, [([], [*history[0][1], *(make_release(f"x{i}", "kota desa") for i in range(30))])])
        write(engine, history[1:])
        with closing(engine.snapshot()) as snapshot, whoosh_searcher(engine.path) as searcher:
            for query in asked:
                asked_of_whoosh = Request(query, limit=100, ranking=Ranking.WHOOSH)
                ours = {m.release.id: m.score for m in snapshot.search(asked_of_whoosh).matches}
                hits = searcher.search(as_whoosh(query), limit=None)
                theirs = {_id(searcher, hit.docnum): hit.score for hit in hits}
                assert ours == pytest.approx(theirs, abs=1e-6)


def _id(searcher: Searcher, number: int) -> str:
    return searcher.reader().column_reader("ids", translate=False)[number].decode()
