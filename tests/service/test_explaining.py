"""How a query was understood, in words and forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from search.archive import Archive
from search.explaining import FORMS, in_words, reason_in_words
from search.language import Analyzer
from search.model import Entity, Kind, Mention, Or, Release
from search.querying import parse

MakeArchive = Callable[[Sequence[Release]], Archive]


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("", "everything"),
        ("???", "nothing"),
        ("bom", "bom in any form"),
        ("bom bali", "bom in any form or bali in any form"),
        ("judul:bom", "bom in any form in the title"),
        ('"bom bali" =bom ter*', 'exactly "bom bali" or exactly "bom" or words that begin with ter'),
        ('"bom bali"~5', "bom, bali with at most 5 other words among them"),
        ("bom AND (bali OR kuta)", "bom in any form and (bali in any form or kuta in any form)"),
        ("bom -(bali AND kuta)", "bom in any form and not (bali in any form and kuta in any form)"),
        ("bom tokoh:ani tahun:2020", 'bom in any form and person "ani" and dated from 2020-01-01 to 2020-12-31'),
        ("date:2020-09-03", "of 2020-09-03"),
        ("date:2020..", "dated from 2020-01-01"),
        ("date:..2020", "dated to 2020-12-31"),
    ],
)
def test_a_query_is_told_in_words(q: str, words: str) -> None:
    assert in_words(parse(q, Analyzer()).query) == words


def test_each_word_has_its_forms_the_most_frequent_first(make_archive: MakeArchive) -> None:
    archive = make_archive(
        [
            Release("a", "Penanggulangan bencana dan menanggulangi banjir.", "Satu"),
            Release("b", "Penanggulangan bencana.", "Dua"),
            Release("c", "Bom.", "Tiga"),
        ]
    )
    explanation = archive.explain("Menanggulangi bom -tidakadakatanya")
    assert [word.term.form for word in explanation.words] == ["menanggulangi", "bom", "tidakadakatanya"]
    first, second, third = explanation.words
    assert first.forms == ("penanggulangan", "menanggulangi")
    assert first.exactly == "=Menanggulangi bom -tidakadakatanya"
    assert (second.forms, second.exactly) == (("bom",), None)
    assert (third.forms, third.exactly) == ((), None)


def test_of_many_forms_the_first_are_listed_and_the_others_counted(make_archive: MakeArchive) -> None:
    body = " ".join(f"covid-{n}" for n in range(1, FORMS + 6))
    (word,) = make_archive([Release("a", body, "Satu")]).explain("covid").words
    assert len(word.forms) == FORMS
    assert word.others == 5


def test_a_query_without_words_is_explained_too(make_archive: MakeArchive) -> None:
    explanation = make_archive([]).explain("AND")
    assert (explanation.query, explanation.words, explanation.understood) == (Or(()), (), "nothing")
    assert explanation.hint == "only-operators"


@pytest.mark.parametrize(
    ("q", "words"),
    [
        (
            "menanggulangi",
            [
                '"menanggulangi" in any form (tanggulang): 1 of 2 words of the title, 1 of 4 words of the body',
                '"menanggulangi" exactly so: 1 of 4 words of the body',
            ],
        ),
        (
            '"bencana besar"',
            [
                'bencana of "bencana besar": 1 of 4 words of the body',
                'besar of "bencana besar": 1 of 4 words of the body',
            ],
        ),
        ("bes*", ['a word that begins with "bes"']),
    ],
)
def test_why_a_hit_scored_is_told_in_words(make_archive: MakeArchive, q: str, words: list[str]) -> None:
    archive = make_archive([Release("a", "Kami menanggulangi bencana besar.", "Penanggulangan banjir")])
    page = archive.search(q)
    (reasons,) = archive.reasons(page)
    assert [reason_in_words(reason) for reason in reasons] == words
    assert sum(reason.score for reason in reasons) == pytest.approx(page.hits[0].score)


def test_words_side_by_side_are_a_reason(make_archive: MakeArchive) -> None:
    archive = make_archive([Release("a", "Bencana besar di sini.", "Satu"), Release("b", "Bencana itu besar.", "Dua")])
    first, second = archive.reasons(archive.search("bencana besar"))
    assert reason_in_words(first[-1]) == '"bencana" "besar" side by side'
    assert "side by side" not in "".join(map(reason_in_words, second))


def test_a_release_that_is_gone_by_now_has_no_reasons(make_archive: MakeArchive) -> None:
    archive = make_archive([Release("a", "Bencana.", "Satu")])
    page = archive.search("bencana")
    (hit,) = page.hits
    gone = replace(hit, release=replace(hit.release, id="x"))
    none, some = archive.reasons(replace(page, hits=(gone, hit)))
    assert none == ()
    assert some


def test_what_a_word_was_searched_as_besides_is_told(make_archive: MakeArchive) -> None:
    archive = make_archive([Release("a", "Menteri Keuangan hadir.", "Satu"), Release("b", "Kemenkeu.", "Dua")])
    explanation = archive.explain("menkeu")
    assert explanation.understood == 'menkeu in any form or "menteri keuangan"'
    assert [hit.release.id for hit in archive.search("menkeu").hits] == ["a"]
    assert explanation.words[0].exactly == "=menkeu"
    explanation = archive.explain("kementerian keuangan")
    assert explanation.understood.endswith("or kemenkeu in any form, which was added")
    assert "b" in [hit.release.id for hit in archive.search("kementerian keuangan").hits]


def test_a_long_form_that_an_abbreviation_found_is_marked(make_archive: MakeArchive) -> None:
    archive = make_archive([Release("a", "Hari ini Menteri Keuangan hadir.", "Satu")])
    (snippet,) = archive.search("menkeu").hits[0].snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Menteri", "Keuangan"]


def test_conditions_beside_words_leave_the_reasons_as_they_are(make_archive: MakeArchive) -> None:
    body = "Ketua BNPT Ani Wijaya menanggulangi bencana."
    who = Entity(Kind.PERSON, "Ani Wijaya", mentions=(Mention(11, 21, "Ani Wijaya"),))
    archive = make_archive([Release("a", body, "Satu", date=date(2020, 5, 6), entities=(who,))])
    for q in ("bencana tokoh:ani", 'bencana tokoh:"Ani Wijaya" tahun:2020', "bencana -banjir"):
        page = archive.search(q)
        (reasons,) = archive.reasons(page)
        assert reasons == archive.reasons(archive.search("bencana"))[0], q
