"""What every engine says of words side by side in bodies, by the numbers of its snapshot (`engines/base.py`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from analysed import make_release
from asking import opened, word, write

from search.engines.base import Engine, Request, Snapshot
from search.model import Sort


@pytest.fixture
def three(engine: Engine) -> Engine:
    write(
        engine,
        make_release("a", "teroris menyerang kota tua", "desa di kota"),
        make_release("b", "kota tua aman dan kota tua ramai"),
        make_release("c", "desa damai dan tua kota"),
    )
    return engine


def standing(snapshot: Snapshot, *forms: str) -> list[str]:
    numbers = snapshot.standing(forms)
    assert numbers.tolist() == sorted(set(numbers.tolist()))
    return sorted(snapshot.numbered(int(number)).id for number in numbers)


def test_numbers_name_the_releases_in_whose_body_forms_stand_side_by_side(three: Engine) -> None:
    with opened(three) as snapshot:
        assert standing(snapshot, "kota", "tua") == ["a", "b"]
        assert standing(snapshot, "tua", "kota") == ["c"]
        assert standing(snapshot, "dan", "kota", "tua") == ["b"]
        assert standing(snapshot, "desa") == ["c"]
        assert standing(snapshot, "kota", "aman") == []
        assert standing(snapshot, "takada", "kota") == []
        assert standing(snapshot) == []


def test_counts_are_of_bodies_and_in_the_order_of_the_forms(three: Engine) -> None:
    with opened(three) as snapshot:
        assert snapshot.counts(["kota", "desa", "takada", "kota", "dan"]) == [3, 1, 0, 3, 2]
        assert snapshot.counts([]) == []


def test_releases_that_were_removed_or_replaced_are_neither_counted_nor_found(three: Engine) -> None:
    write(three, make_release("c", "kota baru"), make_release("d", "kota tua"), remove=("a",))
    with opened(three) as snapshot:
        assert standing(snapshot, "kota", "tua") == ["b", "d"]
        assert standing(snapshot, "kota") == ["b", "c", "d"]
        assert snapshot.counts(["kota", "tua", "menyerang"]) == [3, 2, 0]


def test_the_release_of_a_number_comes_whole(three: Engine) -> None:
    with opened(three) as snapshot:
        (number,) = snapshot.standing(("menyerang",)).tolist()
        assert snapshot.numbered(number) == snapshot.release("a")


def test_a_search_gives_numbers_too_whose_headings_are_known_without_the_releases(three: Engine) -> None:
    write(
        three, make_release("d", "kota", day="2020-01-02"), make_release("e", "kota", day="2020-01-01"), remove=("b",)
    )
    with opened(three) as snapshot:
        request = Request(word("kota"), sort=Sort.OLDEST, offset=1, limit=2)
        numbers = snapshot.matching(request).tolist()
        assert snapshot.headings(numbers) == [("d", date(2020, 1, 2)), ("a", None)]
        assert [snapshot.shown(n).body for n in numbers] == ["kota", "teroris menyerang kota tua"]
        assert snapshot.matching(replace(request, offset=9)).tolist() == snapshot.headings([]) == []
