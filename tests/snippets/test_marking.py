"""Marks stand on whole words, exactly where the analyzer sees them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.language import Analyzer
from search.model import And, Dated, Everything, Field, Named, Near, Not, Or, Phrase, Prefix, Term
from search.snippets import Marker, marker_for, markers

ANALYZER = Analyzer()
LONG = " Selanjutnya acara berlangsung sebagaimana direncanakan semula." * 5  # long enough not to be analysed whole


def marked(text: str, marker: Marker) -> list[str]:
    return [text[start:end] for start, end in marker.marks(text)]


@pytest.mark.parametrize("more", ["", LONG])
@pytest.mark.parametrize(
    ("text", "word", "surfaces"),
    [
        ("Penanggulangan teror dan TEROR.", "teror", ["teror", "TEROR"]),
        ("teroris, meteor, eteror", "teror", []),
        ("(teror) „Teror“ teror-teror anti-teror", "teror", ["teror", "Teror", "teror"]),
        ("salat Jum’at, jum'at, Jumat, Jum at", "jumat", ["Jum’at", "jum'at", "Jumat"]),
        ("te\u00adror te\u200bror ter\u00e9or \ufb01tur", "teror", ["te\u00adror", "te\u200bror"]),
        ("kasus COVID-19, Covid–19 dan COVID 19", "covid-19", ["COVID-19", "Covid–19"]),
        ("Boy Rafli Amar, M.H., dan MH. Fulan", "mh", ["M.H.", "MH"]),
        ("Rp1.500 dan 1500 dan 1.500,5", "1500", ["1.500", "1500"]),
        ("Rp5 miliar, 5 orang, 15 orang", "5", ["5", "5"]),
        ("Rp5 miliar, rp lima", "rp", ["Rp", "rp"]),
        ("pada 14/07/2020 dan 14/07", "14/07", ["14/07"]),
        ("وزير الإرهاب، الإرهاب.", "الارهاب", ["الإرهاب", "الإرهاب"]),
        ("кафе é café CAFÉ cafe\u0301", "cafe", ["café", "CAFÉ", "cafe\u0301"]),
        ("ｔｅｒｏｒ", "teror", ["ｔｅｒｏｒ"]),
        ("x" * 100 + " x" + " " + "x" * 64, "x" * 64, ["x" * 100, "x" * 64]),
        ("<b>teror</b><i>teror", "teror", ["teror", "teror"]),
    ],
)
def test_words_are_marked_in_the_form_that_stands_there(text: str, word: str, surfaces: list[str], more: str) -> None:
    assert marked(text + more, Marker({word})) == surfaces


@pytest.mark.parametrize("more", ["", LONG])
def test_a_phrase_is_marked_as_its_words_only_where_it_stands(more: str) -> None:
    text = "Bom Bali: korban bom  “Bali”, bom di Bali, bom - bali & bom. Bali bom" + more
    marker = Marker(phrases=[("bom", "bali")])
    assert marked(text, marker) == ["Bom", "Bali", "bom", "Bali", "bom", "bali", "bom", "Bali"]


@pytest.mark.parametrize("more", ["", LONG])
@pytest.mark.parametrize("between", ["di", "2002", "é", "di\n", "(di)"])
def test_a_phrase_does_not_stand_where_a_word_is_between(between: str, more: str) -> None:
    assert marked(f"bom {between} bali{more}", Marker(phrases=[("bom", "bali")])) == []


@pytest.mark.parametrize("more", ["", LONG])
def test_overlapping_phrases_are_marked_once(more: str) -> None:
    marker = Marker(["a"], phrases=[("a", "a"), ("a", "a", "b")])
    assert marked("a a a b c" + more, marker) == ["a", "a", "a", "b"]


@pytest.mark.parametrize("more", ["", LONG])
def test_a_prefix_marks_whole_words(more: str) -> None:
    text = "Teror, teroris, deteror, te\u00adroris; terorisme-terorisme" + more
    assert marked(text, Marker(prefixes=["teror"])) == [
        "Teror",
        "teroris",
        "te\u00adroris",
        *marked("terorisme-terorisme", Marker(prefixes=["teror"])),
    ]
    assert marked("covid-19 covid-20 covid" + more, Marker(prefixes=["covid-1"])) == ["covid-19"]


@pytest.mark.parametrize("text", ["", " ", "\n", "..."])
def test_a_text_without_words_has_no_marks(text: str) -> None:
    assert Marker({"teror"}).marks(text) == ()


def test_a_marker_of_nothing_is_false_and_marks_nothing() -> None:
    assert not Marker()
    assert Marker().marks("teror" + LONG) == ()


# --- The law: marking is analysing and comparing, however much of the text is passed over.

PIECES = st.one_of(
    st.sampled_from(
        "teror Teror terorisme bom bali COVID-19 covid 19 M.H. mh Jum'at Jum’at jumat undang-undang anti-teror "
        "Rp5 Rp1.500 1.500 1500 1,5 14/07 2020-an te\u00adror te\u200bror ｔｅｒｏｒ café الإرهاب - & ... ( “ ’ é a_b "
        "teror.Bom bom,bali x/y S.I.K. ke-75".split(" ")
    ),
    st.text(alphabet="abrt15.,'’-–/:é\u00ad\u200b\u0301_“ ", max_size=8),
    st.text(max_size=6),
)
TEXTS = st.lists(
    st.tuples(PIECES, st.sampled_from([" ", " ", "\n", "\u00a0", "\u2003", "\u200b", ""])), max_size=40
).map(lambda pairs: "".join(piece + space for piece, space in pairs))
FORMS = st.sampled_from(
    "teror terorisme bom bali covid-19 covid mh jumat undang-undang anti rp 5 1500 1,5 14/07 2020-an cafe الارهاب "
    "a b sik ke 75 x e".split()
)


def by_analysing(text: str, words: set[str], phrases: list[tuple[str, ...]], prefixes: list[str]) -> tuple[object, ...]:
    tokens = ANALYZER.tokens(text)
    forms = [token.form for token in tokens]
    chosen = {
        place + i
        for place in range(len(forms))
        for phrase in phrases
        if tuple(forms[place : place + len(phrase)]) == phrase
        for i in range(len(phrase))
    }
    return tuple(
        (token.start, token.end)
        for place, token in enumerate(tokens)
        if place in chosen or token.form in words or any(map(token.form.startswith, prefixes))
    )


@pytest.mark.parametrize("filling", ["", LONG * 8], ids=["short", "long"])
@given(
    text=TEXTS,
    words=st.sets(st.one_of(FORMS, PIECES), max_size=4),
    phrases=st.lists(st.lists(FORMS, min_size=1, max_size=3).map(tuple), max_size=2),
    prefixes=st.lists(st.one_of(FORMS, FORMS.map(lambda form: form[:2])), max_size=2),
)
@example(text="ʹ", words={"teror"}, phrases=[], prefixes=[])
@example(text="Rp1.500teror 1,5bom 7:30teror 14/07bom", words={"bom"}, phrases=[], prefixes=["teror"])
@settings(max_examples=250, deadline=None)
def test_marks_are_what_analysing_and_comparing_gives(
    filling: str, text: str, words: set[str], phrases: list[tuple[str, ...]], prefixes: list[str]
) -> None:
    whole = text + filling + "\n" + text
    marks = Marker(words, phrases, prefixes).marks(whole)
    assert marks == by_analysing(whole, words, phrases, prefixes)


def test_thousands_of_words_are_marked_as_one_is() -> None:
    words = {f"kata{number}" for number in range(5000)} | {"teror"}
    text = "kata17 kata4999 kata5000 teror " + LONG
    assert marked(text, Marker(words)) == ["kata17", "kata4999", "teror"]


@pytest.mark.parametrize(
    "text",
    ["teror" * 100_000, "teror " * 50_000, "teror-" * 50_000, "te'" * 50_000, "té" * 50_000, " " * 500_000],
)
def test_huge_texts_are_marked_like_small_ones(text: str) -> None:
    assert Marker({"teror"}).marks(text) == by_analysing(text, {"teror"}, [], [])


# --- From a query

FAMILIES = {"tanggulang": ["menanggulangi", "penanggulangan"], "teror": ["teror", "terorisme"], "bom": ["bom"]}


def forms_of(stem: str) -> list[str]:
    return FAMILIES.get(stem, [])


def test_a_word_marks_every_form_of_its_stem() -> None:
    marker = marker_for(Term("menanggulangi", "tanggulang"), Field.BODY, forms_of)
    assert marked("Badan Penanggulangan menanggulangi, tanggulang", marker) == ["Penanggulangan", "menanggulangi"]


def test_a_word_that_was_never_indexed_marks_its_own_form() -> None:
    assert marked("Xyz xy", marker_for(Term("xyz", "xy"), Field.BODY, forms_of)) == ["Xyz"]


def test_excluded_words_are_not_marked() -> None:
    query = And((Term("bom", "bom"), Not(Or((Term("teror", "teror"), Prefix("ba"))))))
    assert marked("bom teror bali", marker_for(query, Field.BODY, forms_of)) == ["bom"]
    assert not marker_for(Not(Term("teror", "teror")), Field.BODY, forms_of)


def test_words_wanted_in_the_title_are_marked_there_only() -> None:
    query = Or((Term("bom", "bom", Field.TITLE), Phrase(("bali", "utara"), Field.TITLE), Term("teror", "teror")))
    text = "bom bali utara terorisme"
    assert marked(text, marker_for(query, Field.TITLE, forms_of)) == ["bom", "bali", "utara", "terorisme"]
    assert marked(text, marker_for(query, Field.BODY, forms_of)) == ["terorisme"]


def test_everything_marks_nothing() -> None:
    assert not marker_for(Everything(), Field.BODY, forms_of)


def test_forms_near_each_other_are_marked_as_they_stand_and_conditions_are_not() -> None:
    query = And((Near(("bom", "bali"), 5), Named("person", "teror"), Dated()))
    assert marked("bom teror bali bombali", marker_for(query, Field.BODY, forms_of)) == ["bom", "bali"]
    assert not marker_for(Near(("bom", "bali"), 5, Field.TITLE), Field.BODY, forms_of)


def test_titles_and_bodies_have_one_marker_where_no_field_is_asked_for() -> None:
    in_title, in_body = markers(Or((Term("bom", "bom"), Prefix("teror"))), forms_of)
    assert in_title is in_body
    in_title, in_body = markers(Or((Term("bom", "bom"), Prefix("teror", Field.TITLE))), forms_of)
    assert (marked("bom teroris", in_title), marked("bom teroris", in_body)) == (["bom", "teroris"], ["bom"])


@pytest.mark.parametrize("text", ["mengirim", "Dikirim,", "(kiriman)", "pengiriman-pengiriman", "kirim/terkirim"])
def test_forms_of_a_stem_are_found_by_what_they_share(text: str) -> None:
    words = dict.fromkeys(["kirim", "dikirim", "mengirim", "kiriman", "pengiriman", "terkirim"], "kirim")
    tokens = [(token.start, token.end) for token in ANALYZER.tokens(text) if token.form in words]
    for surrounding in ("", LONG):
        assert Marker(words).marks(text + surrounding) == tuple(tokens)
