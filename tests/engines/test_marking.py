"""Releases that are known to have been changed pass the filter for them, in every engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from analysed import make_release
from asking import opened, word, write

from search.engines.base import Engine, Request, Snapshot
from search.engines.names import NO_NAMES
from search.model import Everything, Facet, Filters, Phrase, Query, Sort

CHANGED = Filters(changed=True)


@pytest.fixture
def snapshot(engine: Engine) -> Iterator[Snapshot]:
    write(
        engine,
        make_release("a", "kota tua", day="2020-01-01", source="X"),
        make_release("b", "kota baru", day="2021-01-01", source="Y"),
        make_release("c", "kota tua kota tua", day="2022-01-01", source="X"),
        make_release("gone", "kota"),
    )
    write(engine, remove=("gone",))
    with closing(engine.snapshot().marking(["a", "gone", "b", "nobody"])) as marking:
        yield marking


@pytest.mark.parametrize(
    ("query", "ids"), [(Everything(), "ab"), (word("kota"), "ab"), (word("tua"), "a"), (Phrase(("kota", "tua")), "a")]
)
def test_only_what_was_changed_passes(snapshot: Snapshot, query: Query, ids: str) -> None:
    for sort in Sort:
        result = snapshot.search(Request(query, CHANGED, sort))
        assert sorted(match.release.id for match in result.matches) == list(ids)
        assert result.total == len(ids)


def test_all_pass_where_it_is_not_asked(snapshot: Snapshot) -> None:
    assert snapshot.search(Request(Everything())).total == 3


def test_it_holds_with_other_filters_and_facets_count_what_passes(snapshot: Snapshot) -> None:
    result = snapshot.search(Request(word("kota"), Filters(source=("X",), changed=True)))
    assert result.total == 1
    assert result.facets["source"] == (Facet("X", 1), Facet("Y", 1))


def test_marks_folds_and_joined_names_stand_together(engine: Engine, snapshot: Snapshot) -> None:
    with closing(engine.snapshot().marking(["a", "b"]).folding([("c", "a", "b")]).joining(NO_NAMES)) as both:
        result = both.search(Request(word("kota"), CHANGED, Sort.NEWEST, fold=True))
        assert [match.release.id for match in result.matches] == ["a"]
        assert both.search(Request(word("kota"), sort=Sort.NEWEST, fold=True)).matches[0].release.id == "c"


def test_without_marks_nothing_passes(engine: Engine) -> None:
    write(engine, make_release("a", "kota"))
    with opened(engine) as snapshot:
        assert snapshot.search(Request(Everything(), CHANGED)).total == 0


def test_marks_belong_to_one_snapshot(engine: Engine) -> None:
    write(engine, make_release("a", "kota"), make_release("b", "kota"))
    for marked in (["a"], ["b"], []):
        with closing(engine.snapshot().marking(marked)) as snapshot:
            found = snapshot.search(Request(Everything(), CHANGED)).matches
            assert [match.release.id for match in found] == marked
