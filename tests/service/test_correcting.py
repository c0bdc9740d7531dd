"""What was probably meant is suggested, and searched where nothing else is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from search.analysis import analyse
from search.archive import Archive
from search.correcting import CORRECTED, answered
from search.language import Analyzer
from search.model import Entity, Kind, Release

MakeArchive = Callable[[Sequence[Release]], Archive]


def release(number: int, body: str, *people: str) -> Release:
    entities = tuple(Entity(Kind.PERSON, name) for name in people)
    return Release(f"r{number:02}", body, f"Siaran {number}", date=date(2020, 1, number), entities=entities)


def releases() -> list[Release]:
    many = [release(n, "Upaya penanggulangan terorisme dan deradikalisasi terus berjalan.") for n in range(1, 13)]
    return [
        *many,
        release(20, "Duta besar Oliver Chambard memuji penanggunlangan teror.", "Oliver Chambard"),
        release(21, "Olivier Dupont hadir.", "Olivier Dupont"),
    ]


@pytest.fixture
def archive(make_archive: MakeArchive) -> Archive:
    return make_archive(releases())


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ("penanggunlangan", "penanggulangan"),
        ("deradikalsasi", "deradikalisasi"),
        ("Terorsime", "Terorisme"),
        ("Olivier Chambard", "Oliver Chambard"),
        ('"Olivier Chambard"', '"Oliver Chambard"'),
        ('tokoh:"Olivier Chambard"', 'tokoh:"Oliver Chambard"'),
        ("judul:siaran terorsime -bali", "judul:siaran terorisme -bali"),
    ],
)
def test_a_misspelt_query_comes_with_what_was_meant(archive: Archive, q: str, meant: str) -> None:
    assert archive.search(q).did_you_mean == meant


@pytest.mark.parametrize(
    "q",
    ["", "terorisme", "penanggulangan terorisme", "Oliver Chambard", "Olivier Dupont", "upaya", "berolahraga",
     "mencuri", "=terorsime", "terors*", "-terorsime teror", "2020", "???", "AND"],
)  # fmt: skip
def test_what_may_stand_is_left_alone(archive: Archive, q: str) -> None:
    assert archive.search(q).did_you_mean is None


def test_with_results_a_correction_is_only_suggested(archive: Archive) -> None:
    page = archive.search("penanggunlangan")
    assert [hit.release.id for hit in page.hits] == ["r20"]
    assert page.hint is None
    assert answered(page) == "penanggunlangan"


def test_without_results_the_correction_is_searched_and_it_is_said(archive: Archive) -> None:
    page = archive.search("deradikalsasi", per_page=5, page=2)
    assert (page.total, page.hint, page.q) == (12, CORRECTED, "deradikalsasi")
    assert answered(page) == page.did_you_mean == "deradikalisasi"
    assert len(page.hits) == 5
    assert page.hits[0].snippets[0].marks
    assert {facet.value: facet.count for facet in page.facets["year"]} == {"2020": 12}


def test_a_correction_that_finds_nothing_either_is_no_help(archive: Archive) -> None:
    page = archive.search("deradikalsasi", person=["Oliver Chambard"])
    assert (page.total, page.did_you_mean, page.hint) == (0, None, None)


def test_a_pasted_sentence_is_left_alone_unless_nothing_is_found(archive: Archive) -> None:
    sentence = "upaya penanggulangan terorsime dan deradikalisasi terus berjalan menurut siaran"
    assert archive.search(sentence).did_you_mean is None
    joined = " AND ".join([*sentence.split()[:7], "penanggulangan", "upaya"])
    assert archive.search(joined).hint == CORRECTED


def test_words_of_a_new_state_are_known(make_archive: MakeArchive) -> None:
    archive = make_archive(releases())
    assert archive.search("gunungapi").did_you_mean is None
    more = [Release(f"g{n}", "Erupsi gunungapi hari ini.", "Gunungapi") for n in range(12)]
    with archive._engine.writer() as writer:
        writer.add(analyse(more, [each.id for each in more], Analyzer(), lambda _forms: {}))
        writer.commit()
    assert archive.search("gunungapu").did_you_mean == "gunungapi"
