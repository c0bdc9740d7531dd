"""What is being typed is completed, one slip forgiven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.archive import Archive
from search.model import Entity, Kind, Release
from search.suggesting import Beginnings, edits

MakeArchive = Callable[[Sequence[Release]], Archive]

PEOPLE = ("Ani Wijaya", "Ánibal Santoso", "Budi Anwar")


def releases() -> list[Release]:
    people = tuple(Entity(Kind.PERSON, name) for name in PEOPLE)
    body = "Latihan penanggulangan bencana bersama Ani Wijaya, Ánibal Santoso, dan Budi Anwar."
    return [
        Release("a", body, "Latihan Penanggulangan Bencana", date=date(2020, 1, 1), entities=people),
        Release("b", body, "Latihan penanggulangan banjir", date=date(2021, 1, 1), entities=people[:1]),
        Release("c", "Rapat latihan.", "Rapat latihan tertutup.", title_derived=True, date=date(2022, 1, 1)),
    ]


@pytest.fixture
def archive(make_archive: MakeArchive) -> Archive:
    return make_archive(releases())


def suggested(archive: Archive, q: str, **options: int) -> list[tuple[str, str]]:
    return [(suggestion.kind, suggestion.text) for suggestion in archive.suggest(q, **options)]


@pytest.mark.parametrize("q", ["an", "AN", "án", "  an "])
def test_names_come_first_whatever_the_case_and_diacritics(archive: Archive, q: str) -> None:
    found = suggested(archive, q)
    assert found[:3] == [("person", "Ani Wijaya"), ("person", "Budi Anwar"), ("person", "Ánibal Santoso")]
    assert ("word", "ani") in found


@pytest.mark.parametrize("q", ["latihan penang", "LATIHAN  PENANG", "penanggulangan lat"])
def test_titles_are_found_by_their_words_the_newest_first(archive: Archive, q: str) -> None:
    found = suggested(archive, q)
    assert found == [("title", "Latihan penanggulangan banjir"), ("title", "Latihan Penanggulangan Bencana")]


def test_a_title_tells_its_release_where_no_other_has_it(make_archive: MakeArchive) -> None:
    found = make_archive([*releases(), Release("d", "Isi.", "Latihan Penanggulangan Bencana")]).suggest(
        "latihan penang"
    )
    assert [(s.count, s.id) for s in found] == [(1, "b"), (2, None)]


def test_a_title_made_of_a_lead_sentence_is_none(archive: Archive) -> None:
    assert suggested(archive, "rapat") == [("word", "rapat")]


def test_names_leave_room_for_titles_and_words(archive: Archive) -> None:
    assert [kind for kind, _ in suggested(archive, "lat", limit=3)] == ["title", "title", "word"]
    assert [kind for kind, _ in suggested(archive, "b", limit=3)] == ["person", "word", "word"]
    assert suggested(archive, "an", limit=1) == [("person", "Ani Wijaya")]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("penangu", ("title", "Latihan penanggulangan banjir")),
        ("pennaggu", ("title", "Latihan penanggulangan banjir")),
        ("wijya", ("person", "Ani Wijaya")),
        ("ani wijaja", ("person", "Ani Wijaya")),
        ("latihhan penang", ("title", "Latihan penanggulangan banjir")),
        ("bencanq", ("title", "Latihan Penanggulangan Bencana")),
    ],
)
def test_one_slip_is_forgiven(archive: Archive, q: str, first: tuple[str, str]) -> None:
    assert suggested(archive, q)[0] == first


@pytest.mark.parametrize("q", ["", "  ", "???", "xyzxyz", "wij wxy", "a" * 500, "bxn", '"', "السلام"])
def test_what_nothing_begins_with_has_no_completions(archive: Archive, q: str) -> None:
    assert suggested(archive, q) == []


def test_an_empty_archive_suggests_nothing(make_archive: MakeArchive) -> None:
    assert make_archive([]).suggest("latihan") == ()


@given(
    st.text("abc", min_size=1, max_size=5), st.lists(st.text("abc", min_size=1, max_size=7), max_size=6, unique=True)
)
def test_beginnings_one_edit_away_are_found_the_most_usual_first(typed: str, forms: list[str]) -> None:
    counts = range(1, len(forms) + 1)
    beginnings = Beginnings("".join(forms).encode(), [len(form) for form in forms], list(counts))
    uses = {
        other: sum(count for form, count in zip(forms, counts, strict=True) if form.startswith(other))
        for other in edits(typed)
        if other
    }
    expected = sorted((other for other, use in uses.items() if use), key=lambda other: (-uses[other], other))
    assert beginnings.near(typed) == expected
