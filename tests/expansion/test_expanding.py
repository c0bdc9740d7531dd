"""What a query's words are called otherwise is added to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.expansion import Abbreviations, expand, names_in, shipped
from search.expansion.expanding import ALONE, MOST, PART, WHOLE
from search.language import Analyzer
from search.leaves import leaves
from search.model import And, Field, Not, Or, Phrase, Query, Term
from search.querying import parse

ANALYZER = Analyzer()
KNOWN = Abbreviations(
    [
        ("bnpt", ("badan", "nasional", "penanggulangan", "terorisme")),
        ("kemendagri", ("kementerian", "dalam", "negeri")),
        ("pp", ("peraturan", "pemerintah")),
        ("pp", ("pengurus", "pusat")),
        ("uu", ("undang-undang",)),
    ]
)


def expanded(q: str, known: Abbreviations = KNOWN) -> Query:
    return expand(parse(q, ANALYZER).query, [known], ANALYZER.stem)


def terms(query: Query) -> list[Term]:
    return [leaf for leaf in leaves(query) if isinstance(leaf, Term)]


def test_a_short_form_is_searched_in_all_its_long_forms() -> None:
    (word,) = terms(expanded("BNPT"))
    assert word.variants == (Phrase(("badan", "nasional", "penanggulangan", "terorisme")),)
    (first, second) = terms(expanded("pp bom"))
    assert first.variants == (Phrase(("pengurus", "pusat")), Phrase(("peraturan", "pemerintah")))
    assert second.variants == ()


def test_a_long_form_of_one_doubled_word_counts() -> None:
    assert terms(expanded("uu"))[0].variants == (Phrase(("undang-undang",)),)


def test_a_long_form_adds_its_short_one_with_less_weight_in_a_longer_row() -> None:
    *typed, added = terms(expanded("Badan Nasional Penanggulangan Terorisme"))
    assert (added.form, added.weight) == ("bnpt", WHOLE)
    assert [word.weight for word in typed] == [1.0] * 4
    *_, added = terms(expanded("Kepala Badan Nasional Penanggulangan Terorisme"))
    assert (added.form, added.weight) == ("bnpt", PART)


def test_function_words_in_a_long_form_do_not_matter() -> None:
    assert terms(expanded("Kementerian Dalam Negeri"))[-1].form == "kemendagri"


def test_who_types_both_gets_nothing_added() -> None:
    words = terms(expanded("bnpt badan nasional penanggulangan terorisme"))
    assert [word.form for word in words].count("bnpt") == 1


@pytest.mark.parametrize("q", ['"bnpt"', "=bnpt", '"badan nasional penanggulangan terorisme"', "bnpt*"])
def test_what_was_typed_for_exactly_this_is_left_alone(q: str) -> None:
    assert expanded(q) == parse(q, ANALYZER).query


def test_what_must_not_be_there_is_not_called_otherwise() -> None:
    query = expanded("bom -bnpt")
    assert isinstance(query, And)
    assert query.parts[1] == Not(Term("bnpt", "bnpt"))


def test_a_field_holds_for_the_other_names_too() -> None:
    assert terms(expanded("title:bnpt"))[0].variants[0].field is Field.TITLE
    assert terms(expanded("title:(kementerian dalam negeri)"))[-1].field is Field.TITLE


def test_words_that_are_searched_in_different_fields_make_no_long_form() -> None:
    assert all(word.form != "pp" for word in terms(expanded("peraturan title:pemerintah")))


def test_all_words_that_and_joins_may_be_called_otherwise() -> None:
    query = expanded("bnpt AND pp")
    assert isinstance(query, And)
    assert all(word.variants for word in terms(query))


def test_the_form_of_an_only_word_counts_more_than_beside_others() -> None:
    assert terms(expanded("polisi"))[0].surface == ALONE
    assert terms(expanded("polisi tahun:2020"))[0].surface == ALONE
    assert {word.surface for word in terms(expanded("polisi bom"))} == {None}


def test_what_is_added_is_bounded() -> None:
    many = Abbreviations(
        [(f"s{i}", ("kantor", "pusat")) for i in range(20)] + [("x", ("a", f"b{i}")) for i in range(20)]
    )
    assert len(terms(expanded("kantor pusat", many))) == 2 + MOST
    assert len(terms(expanded("x", many))[0].variants) == MOST


@given(st.lists(st.sampled_from("bnpt badan nasional penanggulangan terorisme pp uu -bom ( ) OR AND title:pp".split())))
def test_what_was_typed_stays_in_its_order(words: list[str]) -> None:
    q = " ".join(words)
    typed = [(word.form, word.stem, word.field) for word in terms(parse(q, ANALYZER).query)]
    kept = [(word.form, word.stem, word.field) for word in terms(expanded(q)) if word.weight == 1.0]
    assert kept == typed


def test_the_shipped_table_knows_offices_bodies_and_provinces() -> None:
    known = shipped()
    assert ("menteri", "keuangan") in known.longs("menkeu")
    assert ("wakil", "menteri", "keuangan") in known.longs("wamenkeu")
    assert ("jawa", "barat") in known.longs("jabar")
    assert known.shorts(("kementerian", "keuangan")) == ("kemenkeu",)
    assert known.shorts(("badan", "nasional", "penanggulangan", "terorisme")) == ("bnpt",)


def test_every_form_of_the_shipped_table_is_a_token() -> None:
    for short, long in shipped().pairs():
        assert tuple(token.form for token in ANALYZER.tokens(f"{short} {' '.join(long)}")) == (short, *long)


def test_a_name_that_holds_the_short_form_explains_nothing() -> None:
    assert Abbreviations([("bnpt", ("bnpt", "pusat"))]).longs("bnpt") == ()


def test_what_may_have_another_name_are_words_and_words_that_follow_each_other() -> None:
    assert list(names_in(parse("bom kuta =bali -lama", ANALYZER).query)) == [("bom",), ("kuta",), ("bom", "kuta")]


def test_a_query_without_words_stays() -> None:
    assert expanded("") == parse("", ANALYZER).query
    assert expanded("-") == Or(())
