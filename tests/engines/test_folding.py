"""Versions of one release are found as one where that is asked for, in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from analysed import make_release
from asking import opened, word, write

from search.engines.base import Engine, Ranking, Request, Snapshot
from search.model import And, Everything, Facet, Filters, Or, Phrase, Query, Sort

GROUPS = (("b", "gone", "a", "c"), ("d", "e"))


@pytest.fixture
def snapshot(engine: Engine) -> Iterator[Snapshot]:
    write(
        engine,
        make_release("a", "kota tua", day="2020-01-01", source="X"),
        make_release("b", "kota baru", day="2021-01-01", source="Y"),
        make_release("c", "kota tua kota tua", day="2022-01-01", source="X"),
        make_release("d", "desa tua", day="2020-01-01", source="X"),
        make_release("e", "desa kota", day="2021-01-01", source="Z"),
        make_release("f", "desa kota tua", day="2022-01-01", source="Z"),
        make_release("gone", "kota"),
    )
    write(engine, remove=("gone",))
    with closing(engine.snapshot().folding(GROUPS)) as folding:
        yield folding


def found(snapshot: Snapshot, query: Query, **how: object) -> str:
    result = snapshot.search(Request(query, fold=True, **how))  # type: ignore[arg-type]
    assert result.total >= len(result.matches)
    return "".join(match.release.id for match in result.matches)


@pytest.mark.parametrize("ranking", list(Ranking))
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Everything(), "bdf"),
        (word("kota"), "bef"),
        (word("tua"), "adf"),
        (Or((word("tua"), word("baru"))), "bdf"),
        (And((word("kota"), word("tua"))), "af"),
        (Phrase(("kota", "tua")), "af"),
        (word("baru"), "b"),
    ],
)
def test_the_first_of_a_group_that_matches_is_found_for_all(
    snapshot: Snapshot, query: Query, ids: str, ranking: Ranking
) -> None:
    for sort in Sort:
        assert snapshot.search(Request(query, fold=True, ranking=ranking, sort=sort, limit=1)).total == len(ids)
    for sort in (Sort.NEWEST, Sort.OLDEST):
        assert sorted(found(snapshot, query, ranking=ranking, sort=sort)) == list(ids)


@pytest.mark.parametrize("ranking", list(Ranking))
@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Everything(), "bdf"),
        (word("tua"), "cdf"),
        (Or((word("tua"), word("baru"))), "bdf"),
        (And((word("kota"), word("tua"))), "cf"),
        (Phrase(("kota", "tua")), "cf"),
        (Phrase(("desa", "kota")), "ef"),
    ],
)
def test_by_relevance_the_best_score_of_a_group_stands_for_all(
    snapshot: Snapshot, query: Query, ids: str, ranking: Ranking
) -> None:
    assert sorted(found(snapshot, query, ranking=ranking)) == list(ids)


def test_one_that_passes_the_filters_is_found(snapshot: Snapshot) -> None:
    assert sorted(found(snapshot, word("kota"), filters=Filters(source=("X",)), sort=Sort.NEWEST)) == ["a"]
    assert sorted(found(snapshot, word("kota"), filters=Filters(source=("X",)))) == ["c"]
    assert sorted(found(snapshot, Everything(), filters=Filters(date_from=date(2021, 6, 1)))) == ["c", "f"]


def test_facets_count_a_group_once(snapshot: Snapshot) -> None:
    result = snapshot.search(Request(Everything(), fold=True))
    assert result.facets["source"] == (Facet("X", 1), Facet("Y", 1), Facet("Z", 1))
    assert result.facets["year"] == (Facet("2022", 1), Facet("2021", 1), Facet("2020", 1))


def test_a_facet_of_a_filter_counts_the_first_that_passes_the_others(snapshot: Snapshot) -> None:
    result = snapshot.search(Request(word("kota"), Filters(source=("X",)), fold=True))
    assert result.facets["source"] == (Facet("Z", 2), Facet("Y", 1))


def test_pages_follow_each_other_without_repeats(snapshot: Snapshot) -> None:
    pages = [found(snapshot, word("kota"), offset=i, limit=1) for i in range(4)]
    assert sorted(pages) == ["", "c", "e", "f"]


def test_all_versions_are_found_where_nothing_is_said(snapshot: Snapshot) -> None:
    assert snapshot.search(Request(Everything())).total == 6


def test_scores_are_those_of_the_releases_that_are_found(snapshot: Snapshot) -> None:
    every = {match.release.id: match.score for match in snapshot.search(Request(word("kota"))).matches}
    for match in snapshot.search(Request(word("kota"), fold=True)).matches:
        assert match.score == pytest.approx(every[match.release.id])


def test_a_snapshot_without_groups_folds_nothing(engine: Engine) -> None:
    write(engine, make_release("a", "kota"), make_release("b", "kota"))
    with opened(engine) as snapshot:
        assert snapshot.search(Request(Everything(), fold=True)).total == 2
