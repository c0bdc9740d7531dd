"""What people type, and what is understood."""

from __future__ import annotations

from datetime import date

import pytest

from search.errors import QueryError
from search.language import Analyzer
from search.leaves import leaves, wanted
from search.model import (
    And,
    Dated,
    Everything,
    Field,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from search.querying import (
    HEADLINE,
    NO_WORDS,
    ONLY_OPERATORS,
    WORDS_LEFT_OUT,
    correctable,
    exactly,
    parse,
)


class FirstFour:
    """A stemmer whose stems can be told at a glance."""

    fingerprint = "first four letters"

    def stem(self, word: str) -> str:
        return word[:4]


ANALYZER = Analyzer(FirstFour())


def understood(q: str) -> Query:
    return parse(q, ANALYZER).query


def term(form: str, field: Field | None = None) -> Term:
    return Term(form, ANALYZER.stem(form), field)


def any_of(*forms: str) -> Or:
    return Or(tuple(map(term, forms)))


def without(query: Query, *excluded: Query) -> And:
    return And((query, *map(Not, excluded)))


def phrase(text: str, field: Field | None = None) -> Phrase:
    return Phrase(tuple(text.split()), field)


BOM, BALI, TEROR = term("bom"), term("bali"), term("teror")
TITLE = Field.TITLE


@pytest.mark.parametrize("q", ["", "   ", "\n\t", "\u3000", "\u200b", "\u200b \ufeff"])
def test_a_blank_query_is_everything(q: str) -> None:
    assert parse(q, ANALYZER).query == Everything()
    assert parse(q, ANALYZER).hint is None


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("bom", BOM),
        ("Bom BALI", any_of("bom", "bali")),
        ("  bom\u00a0bali\u3000teror ", any_of("bom", "bali", "teror")),
        ("ｂｏｍ　ｂａｌｉ", any_of("bom", "bali")),
        ("b\u00adom ba\u200bli", any_of("bom", "bali")),
        ("Jum’at, COVID-19; undang-undang M.H. 14/07", any_of("jumat", "covid-19", "undang-undang", "mh", "14/07")),
    ],
)
def test_words_are_alternatives(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ('"bom bali"', phrase("bom bali")),
        ('"Bom"', phrase("bom")),
        ("“bom bali”", phrase("bom bali")),
        ("«bom» ＂bali＂", Or((phrase("bom"), phrase("bali")))),
        ('"di bali"', phrase("di bali")),
        ('"teror* -bali (AND"', phrase("teror bali and")),
        ('teror "bom bali" kuta', Or((TEROR, phrase("bom bali"), term("kuta")))),
        ('teror"bom bali"', Or((TEROR, phrase("bom bali")))),
    ],
)
def test_quotes_ask_for_these_forms_side_by_side(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("bom -bali", without(BOM, BALI)),
        ("-bali bom", without(BOM, BALI)),
        ("bom －bali", without(BOM, BALI)),
        ("bom \u200b-bali", without(BOM, BALI)),
        ("bom NOT bali", without(BOM, BALI)),
        ("bom BUKAN bali", without(BOM, BALI)),
        ("BOM BUKAN BALI", without(BOM, BALI)),
        ("bom AND NOT bali", without(BOM, BALI)),
        ("bom OR NOT bali", without(BOM, BALI)),
        ("bom (-bali)", without(BOM, BALI)),
        ('teror -"bom bali" kuta', without(any_of("teror", "kuta"), phrase("bom bali"))),
        ("teror -(bom bali)", without(TEROR, any_of("bom", "bali"))),
        ("teror -title:bom", without(TEROR, term("bom", TITLE))),
        ("teror -bo*", without(TEROR, Prefix("bo"))),
        ("teror -anti-narkoba", without(TEROR, phrase("anti narkoba"))),
        ("-AND bom", without(BOM, term("and"))),
        ("NOT NOT bom", BOM),
        ("NOT -bom", BOM),
        ("teror NOT bom AND NOT bali", without(TEROR, BOM, BALI)),
    ],
)
def test_an_exclusion_holds_for_its_row(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("-bali", Not(BALI)),
        ("NOT bali", Not(BALI)),
        ("-bom -bali", And((Not(BOM), Not(BALI)))),
        ("NOT bom AND NOT bali", And((Not(BOM), Not(BALI)))),
        ("-(-bom -bali)", any_of("bom", "bali")),
    ],
)
def test_exclusions_alone_mean_everything_but_those(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize("text", ["--bali", "- bali", "bali -", "bali --", "bali-", "—bali"])
def test_a_dash_that_excludes_nothing_is_text(text: str) -> None:
    assert understood(text) == BALI


def test_a_dash_inside_a_word_is_no_exclusion() -> None:
    assert understood("anti-terorisme") == any_of("anti", "terorisme")


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("bom AND bali", And((BOM, BALI))),
        ("bom DAN bali", And((BOM, BALI))),
        ("bom OR bali", any_of("bom", "bali")),
        ("bom ATAU bali", any_of("bom", "bali")),
        ("teror bom AND bali", Or((TEROR, And((BOM, BALI))))),
        ("bom AND bali teror", Or((And((BOM, BALI)), TEROR))),
        ("bom AND (bali teror)", And((BOM, any_of("bali", "teror")))),
        ("bom AND(bali)AND teror", And((BOM, BALI, TEROR))),
        ("(bom (bali)) teror", any_of("bom", "bali", "teror")),
        ("(bom -bali) teror", Or((without(BOM, BALI), TEROR))),
        ("bom AND anti-teror", And((BOM, term("anti"), TEROR))),
        ("bom and bali", any_of("bom", "and", "bali")),
    ],
)
def test_operators_bind_not_before_and_before_or(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("ter*", Prefix("ter")),
        ("Ter*", Prefix("ter")),
        ("t*", Prefix("t")),
        ("ter**", Prefix("ter")),
        ("ter*, bom", Or((Prefix("ter"), BOM))),
        ("covid-1*", Prefix("covid-1")),
        ("anti-ter*", Or((term("anti"), Prefix("ter")))),
        ("di*", Prefix("di")),
        ("te*ror", any_of("te", "ror")),
        ("C++*", term("c")),
        ("bom * bali", any_of("bom", "bali")),
    ],
)
def test_a_star_behind_a_word_asks_for_all_that_begin_so(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("title:bom", term("bom", TITLE)),
        ("judul:bom", term("bom", TITLE)),
        ("Judul:Bom", term("bom", TITLE)),
        ("title：bom", term("bom", TITLE)),
        ('title:"bom bali"', phrase("bom bali", TITLE)),
        ("title:bo*", Prefix("bo", TITLE)),
        ("title:bom bali", Or((term("bom", TITLE), BALI))),
        ("title:bom bom", Or((term("bom", TITLE), BOM))),
        ("title:(bom AND bali) teror", Or((And((term("bom", TITLE), term("bali", TITLE))), TEROR))),
        ("title:dan bom", Or((term("dan", TITLE), BOM))),
        ("title:AND", term("and", TITLE)),
    ],
)
def test_a_field_asks_for_words_of_the_title(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("=bom", phrase("bom")),
        ("=Bom, bali", Or((phrase("bom"), BALI))),
        ('="bom bali"', phrase("bom bali")),
        ("title:=bom", phrase("bom", TITLE)),
        ('title:="bom bali"', phrase("bom bali", TITLE)),
        ("teror -=bom", without(TEROR, phrase("bom"))),
        ("=anti-narkoba", phrase("anti narkoba")),
        ("=AND bom", Or((phrase("and"), BOM))),
        ("=ter*", Prefix("ter")),
        ("=yang bom", Or((phrase("yang"), BOM))),
    ],
)
def test_an_equals_sign_asks_for_exactly_this_form(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ('"bom bali"~5', Near(("bom", "bali"), 5)),
        ('"Bom di Bali"~0', Near(("bom", "di", "bali"), 0)),
        ('title:"bom bali"~5', Near(("bom", "bali"), 5, TITLE)),
        ('teror -"bom bali"~5', without(TEROR, Near(("bom", "bali"), 5))),
        ('("bom bali"~5)', Near(("bom", "bali"), 5)),
        ('"bom"~5', phrase("bom")),
        ('"bom bali bom"~5', Near(("bom", "bali", "bom"), 5)),
        ('"bom bali"~' + "9" * 400, Near(("bom", "bali"), 1000)),
    ],
)
def test_a_number_behind_quotes_asks_for_forms_near_each_other(q: str, query: Query) -> None:
    assert understood(q) == query


def named(facet: str, *names: str) -> Query:
    each = tuple(Named(facet, name) for name in names)
    return each[0] if len(each) == 1 else Or(each)


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("person:Ani", named("person", "Ani")),
        ('tokoh:"Ani  Wijaya"', named("person", "Ani Wijaya")),
        ('lembaga:"PT. Contoh (Persero)"', named("organization", "PT. Contoh (Persero)")),
        ("ORGANIZATION:bnpt", named("organization", "bnpt")),
        ("tempat:bali, place:kuta", named("place", "bali", "kuta")),
        ("source:x sumber:y", named("source", "x", "y")),
        ("person:(ani budi)", named("person", "ani", "budi")),
        ('person:("Ani Wijaya" OR budi)', named("person", "Ani Wijaya", "budi")),
        ("person:AND", named("person", "AND")),
        ("person:??? bom", BOM),
    ],
)
def test_a_name_before_a_colon_asks_for_releases_that_have_it(q: str, query: Query) -> None:
    assert understood(q) == query


def year(number: int) -> Dated:
    return Dated(date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("year:2020", year(2020)),
        ("Tahun:2020", year(2020)),
        ("date:2020", year(2020)),
        ("date:2020-02", Dated(date(2020, 2, 1), date(2020, 2, 29))),
        ("tanggal:2020-07-03", Dated(date(2020, 7, 3), date(2020, 7, 3))),
        ("date:2020-07..2020-09", Dated(date(2020, 7, 1), date(2020, 9, 30))),
        ("date:2020..", Dated(date(2020, 1, 1), None)),
        ("date:..2020-09", Dated(None, date(2020, 9, 30))),
        ("date:2021..2020", Dated(date(2020, 1, 1), date(2021, 12, 31))),
        ("date:2020, bom", And((BOM, year(2020)))),
        ('date:"2020"', year(2020)),
        ("date:(2019 OR 2020)", Or((year(2019), year(2020)))),
    ],
)
def test_days_are_asked_for_by_year_month_or_day(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("date:kemarin", any_of("date", "kemarin")),
        ("date:2020-13", any_of("date", "2020", "13")),
        ("tahun:0000", any_of("tahun", "0000")),
        ("tahun:20201", any_of("tahun", "20201")),
        ("date:2020..kemarin", any_of("date", "2020", "kemarin")),
        ("date:..", term("date")),
        ('date:"bom bali"', Or((term("date"), phrase("bom bali")))),
        ("teror -date:kemarin", without(TEROR, phrase("date kemarin"))),
    ],
)
def test_a_date_that_is_none_is_text(q: str, query: Query) -> None:
    assert understood(q) == query


ANI, Y2019, Y2020 = Named("person", "ani"), year(2019), year(2020)


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("bom person:ani", And((BOM, ANI))),
        ("tahun:2020 bom bali", And((any_of("bom", "bali"), Y2020))),
        ("bom person:ani tahun:2020", And((BOM, ANI, Y2020))),
        ("bom tahun:2019 tahun:2020", And((BOM, Or((Y2019, Y2020))))),
        ("bom tahun:2019 OR tahun:2020", And((BOM, Or((Y2019, Y2020))))),
        ("bom (tahun:2019 OR tahun:2020)", And((BOM, Or((Y2019, Y2020))))),
        ("bom (tahun:2020 OR person:ani)", And((BOM, Or((Y2020, ANI))))),
        ("bom AND tahun:2020", And((BOM, Y2020))),
        ("bom OR tahun:2020", Or((BOM, Y2020))),
        ("bali (bom tahun:2020)", Or((BALI, And((BOM, Y2020))))),
        ("bom -tahun:2020", without(BOM, Y2020)),
        ("bom -person:ani", without(BOM, ANI)),
        ("-(bom tahun:2020)", Not(And((BOM, Y2020)))),
        ("yang tahun:2020", And((term("yang"), Y2020))),
    ],
)
def test_names_and_days_narrow_the_row_that_they_stand_in(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("bom Bali", ["bom", "Bali"]),
        ("bom AND (bali -kuta) NOT legian", ["bom", "bali"]),
        ("ter* judul:bom", ["bom"]),
        ('=bom "bali" "bom bali" date:2020 date:kemarin', ["bom", "bali", "date", "kemarin"]),
        ('person:"Ani Wijaya" tokoh:budi', ["Ani", "Wijaya", "budi"]),
        ("“bom\u200b bali”", ["bom", "bali"]),
        ("TERORISME BUKAN AJARAN ISLAM", ["TERORISME", "BUKAN", "AJARAN", "ISLAM"]),
    ],
)
def test_what_may_be_corrected_is_known_by_its_place(q: str, words: list[str]) -> None:
    text, tokens = correctable(q, ANALYZER)
    assert [text[token.start : token.end] for token in tokens] == words


@pytest.mark.parametrize(
    ("q", "form", "narrower"),
    [
        ("bom Bali", "bali", "bom =Bali"),
        ("bom -bali", "bali", "bom -=bali"),
        ("judul:bom", "bom", "judul:=bom"),
        ("“kuta” (bom)", "bom", '"kuta" (=bom)'),
        ("==bom", "bom", "=bom"),
        ("anti-narkoba", "narkoba", "=anti-narkoba"),
        ('"bom"', "bom", None),
        ("=bom", "bom", None),
        ("TERORISME BUKAN AJARAN ISLAM", "islam", None),
        ("bom", "bali", None),
    ],
)
def test_a_word_can_be_narrowed_to_its_form(q: str, form: str, narrower: str | None) -> None:
    assert exactly(q, form, ANALYZER) == narrower
    if narrower:
        assert any(isinstance(leaf, Phrase) and form in leaf.forms for leaf in leaves(understood(narrower)))


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("apa itu bom", BOM),
        ("(apa itu) bom", BOM),
        ("apa itu", any_of("apa", "itu")),
        ("di", term("di")),
        ("di -bali", without(term("di"), BALI)),
        ("yang bom AND bali", And((BOM, BALI))),
        ("di AND bali", And((term("di"), BALI))),
        ("di OR bali", any_of("di", "bali")),
        ("(yang di) AND bom", And((any_of("yang", "di"), BOM))),
        ("bom -di", without(BOM, term("di"))),
        ('"di" bom', Or((phrase("di"), BOM))),
        ('yang "di"', phrase("di")),
    ],
)
def test_function_words_are_left_out_where_there_are_others(q: str, query: Query) -> None:
    assert understood(q) == query


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ('"bom bali', any_of("bom", "bali")),
        ('-"bom bali', any_of("bom", "bali")),
        ('bom" bali', any_of("bom", "bali")),
        ("(bom bali", any_of("bom", "bali")),
        (")bom( bali", any_of("bom", "bali")),
        ("bom AND (bali", And((BOM, BALI))),
        ("bom () bali", any_of("bom", "bali")),
        ("bom AND () bali", any_of("bom", "bali")),
        ("NOT () bali", BALI),
        ("AND bom", BOM),
        ("bom AND", BOM),
        ("bom NOT", BOM),
        ("OR bom OR", BOM),
        ("bom AND AND bali", And((BOM, BALI))),
        ("bom AND OR bali", any_of("bom", "bali")),
        ("bom OR AND bali", any_of("bom", "bali")),
        ("bom AND ??? bali", any_of("bom", "bali")),
        ("NOT AND bom", BOM),
        ("C++", term("c")),
        ("bom:bali", any_of("bom", "bali")),
        ("title:", term("title")),
        ("title: bom", any_of("title", "bom")),
        ("person: bom", any_of("person", "bom")),
        ("orang:bom", any_of("orang", "bom")),
        ("a=bom", any_of("a", "bom")),
        ("= bom", BOM),
        ("==bom", BOM),
        ('"bom bali"~', phrase("bom bali")),
        ('"bom bali" ~5', Or((phrase("bom bali"), term("5")))),
        ('"bom bali"~5x', Or((phrase("bom bali"), term("5x")))),
        ("bom~5", any_of("bom", "5")),
        ("<script>bom</script>", any_of("script", "bom")),
        ("bom\x00bali \ud800", any_of("bom", "bali")),
    ],
)
def test_what_is_not_syntax_is_text(q: str, query: Query) -> None:
    assert understood(q) == query


def test_an_address_is_its_words_and_a_dash_in_it_excludes_nothing() -> None:
    found = list(wanted(understood("https://bnpt.go.id/?q=-bom&title:bali")))
    assert BOM in found
    assert BALI in found


@pytest.mark.parametrize(
    ("q", "hint"),
    [
        ("AND", ONLY_OPERATORS),
        ("bukan".upper(), ONLY_OPERATORS),
        ("( AND OR ) NOT", ONLY_OPERATORS),
        ("-???", ONLY_OPERATORS),
        ("???", NO_WORDS),
        ("*", NO_WORDS),
        ("- -- ---", NO_WORDS),
        ("()", NO_WORDS),
        ('""', NO_WORDS),
        ('"', NO_WORDS),
    ],
)
def test_a_query_without_words_matches_nothing_and_says_why(q: str, hint: str) -> None:
    parsed = parse(q, ANALYZER)
    assert (parsed.query, parsed.hint) == (Or(()), hint)


def test_a_headline_in_capitals_is_no_formula() -> None:
    parsed = parse("TERORISME BUKAN AJARAN ISLAM", ANALYZER)
    assert parsed.query == any_of("terorisme", "ajaran", "islam")
    assert parsed.hint == HEADLINE
    assert parse("BOM BUKAN BALI", ANALYZER).hint is None
    assert parse("TERORISME NOT AJARAN ISLAM", ANALYZER).hint is None
    assert parse("(TEROR ATAU BOM) BUKAN BALI", ANALYZER).query == without(any_of("teror", "bom"), BALI)


def test_repeated_words_count_once() -> None:
    assert understood("bom " * 50) == BOM
    assert understood("bom Bali BOM bali") == any_of("bom", "bali")
    assert understood('"bom bali" "Bom Bali"') == phrase("bom bali")
    assert understood("bom AND bom") == BOM


def test_words_of_one_stem_count_once_and_the_first_is_kept() -> None:
    analyzer = Analyzer()
    query = parse("menanggulangi penanggulangan", analyzer).query
    assert query == Term("menanggulangi", analyzer.stem("penanggulangan"))


def test_the_query_keeps_the_first_words_up_to_the_limit() -> None:
    parsed = parse("satu dua tiga empat lima", ANALYZER, max_words=3)
    assert parsed.query == any_of("satu", "dua", "tiga")
    assert parsed.hint == WORDS_LEFT_OUT
    assert parse("satu dua tiga", ANALYZER, max_words=3).hint is None


def test_words_that_are_not_searched_do_not_count_to_the_limit() -> None:
    parsed = parse("apa itu satu satu satu di dua", ANALYZER, max_words=2)
    assert (parsed.query, parsed.hint) == (any_of("satu", "dua"), None)


def test_a_phrase_counts_as_many_words_as_it_has() -> None:
    parsed = parse('satu "dua tiga empat lima" enam', ANALYZER, max_words=3)
    assert parsed.query == Or((term("satu"), phrase("dua tiga")))
    assert parsed.hint == WORDS_LEFT_OUT


def test_a_query_over_the_length_limit_is_refused_with_the_limit() -> None:
    assert parse("a" * 500, ANALYZER).query
    with pytest.raises(QueryError, match=r"\bq\b.*501.*500") as caught:
        parse("a" * 501, ANALYZER)
    assert caught.value.parameter == "q"


def test_the_wanted_words_are_known() -> None:
    parsed = parse('bom -bali "kuta legian" ter* AND title:teror', ANALYZER)
    assert parsed.terms == (BOM, term("teror", TITLE))
    assert tuple(wanted(parsed.query)) == (BOM, phrase("kuta legian"), Prefix("ter"), term("teror", TITLE))
