"""How a query was understood, in words and forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from search.archive import Archive
from search.explaining import FORMS, in_words
from search.language import Analyzer
from search.model import Or, Release
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
