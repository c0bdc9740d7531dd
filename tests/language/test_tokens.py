"""Tokens: forms, positions and offsets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import FORM_LENGTH, Analyzer, Token, fold

SEED = (
    "Komjen Pol. Dr. Boy Rafli Amar, M.H. menerima kunjungan Duta Besar Perancis, H.E. Oliver Chambard, "
    "pada Selasa (14/07)."
)


def tokens(text):
    return Analyzer().tokens(text)


def forms(text):
    return [token.form for token in tokens(text)]


def test_tokens_stand_in_order_with_the_offsets_of_their_surface():
    assert tokens(SEED) == [
        ("komjen", 0, 6),
        ("pol", 7, 10),
        ("dr", 12, 14),
        ("boy", 16, 19),
        ("rafli", 20, 25),
        ("amar", 26, 30),
        ("mh", 32, 36),
        ("menerima", 37, 45),
        ("kunjungan", 46, 55),
        ("duta", 56, 60),
        ("besar", 61, 66),
        ("perancis", 67, 75),
        ("he", 77, 81),
        ("oliver", 82, 88),
        ("chambard", 89, 97),
        ("pada", 99, 103),
        ("selasa", 104, 110),
        ("14/07", 112, 117),
    ]


def test_offsets_point_into_the_original_text_where_folding_changes_lengths():
    text = "“Straße ﬁnal”, te\u00adror\u200b!"
    assert [(t.form, text[t.start : t.end]) for t in tokens(text)] == [
        ("strasse", "Straße"),
        ("final", "ﬁnal"),
        ("teror", "te\u00adror"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jum'at Jum’at Jumat", ["jumat"] * 3),
        ("Ma'ruf 'halo' Qur’an.", ["maruf", "halo", "quran"]),
        ("‘dia’ berkata", ["dia", "berkata"]),
        ("TERORISME DI INDONESIA", ["terorisme", "di", "indonesia"]),
        ("a_b #IndonesiaMaju @bnpt", ["a", "b", "indonesiamaju", "bnpt"]),
        ("bnpt.go.id humas@bnpt.go.id", ["bnpt", "go", "id", "humas", "bnpt", "go", "id"]),
        ("terorisme.Kegiatan", ["terorisme", "kegiatan"]),
        ("dan/atau", ["dan", "atau"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize("text", ["M.H.", "M.H", "MH", "m.h.", "mh", "M.H.,"])
def test_an_abbreviation_has_one_form_with_and_without_its_stops(text):
    assert forms(text) == ["mh"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S.I.K., M.Si.", ["sik", "msi"]),
        ("S.Sos., M.Kom", ["ssos", "mkom"]),
        ("Ph.D. ph.d", ["phd", "phd"]),
        ("K.H. Ma'ruf Amin", ["kh", "maruf", "amin"]),
        ("S.B.Yudhoyono", ["sb", "yudhoyono"]),
        ("D.I.Yogyakarta", ["di", "yogyakarta"]),
        ("A. B. Nasution", ["a", "b", "nasution"]),
    ],
)
def test_abbreviations(text, expected):
    assert forms(text) == expected


def test_an_initial_without_a_space_leaves_the_name_whole():
    assert forms("M.Said dan H.Ali") == ["m", "said", "dan", "h", "ali"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1500 1.500", ["1500", "1500"]),
        ("Rp1.500.000,50", ["rp", "1500000,50"]),
        ("Rp1,5 miliar", ["rp", "1,5", "miliar"]),
        ("Rp 1,5 miliar", ["rp", "1,5", "miliar"]),
        ("US$1,500,000.25", ["us", "1500000,25"]),
        ("1,5 1.5 0.500 1.50", ["1,5", "1.5", "0.500", "1.50"]),
        ("15.30 15:30 WIB", ["15.30", "15.30", "wib"]),
        ("10.30WIB", ["10.30", "wib"]),
        ("(14/07), 14/07/2020.", ["14/07", "14/07/2020"]),
        ("2025/2026", ["2025/2026"]),
        ("PUU-XXII/2024", ["puu", "xxii", "2024"]),
        ("2020-2024", ["2020", "2024"]),
        ("500-1.500 orang", ["500", "1500", "orang"]),
        ("14/07-15/07", ["14/07", "15/07"]),
        ("5%", ["5"]),
    ],
)
def test_numbers_dates_and_times(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COVID-19", ["covid-19"]),
        ("COVID–19", ["covid-19"]),
        ("pasca-COVID-19", ["pasca", "covid-19"]),
        ("Covid19 27A 3x3 P3K", ["covid19", "27a", "3x3", "p3k"]),
        ("2020-an 2020an", ["2020-an", "2020an"]),
        ("HUT ke-75", ["hut", "ke", "75"]),
        ("Kuartal III-2025", ["kuartal", "iii", "2025"]),
        ("KPK-nya", ["kpk", "nya"]),
        ("Jakarta-Bandung", ["jakarta", "bandung"]),
        ("Al-Qur'an", ["al", "quran"]),
        ("II-III", ["ii", "iii"]),
        ("Rina-Rani", ["rina", "rani"]),
    ],
)
def test_hyphens_join_letters_and_digits_only(text, expected):
    assert forms(text) == expected


@pytest.mark.parametrize(
    "word",
    """undang-undang program-program kelompok-kelompoknya hak-haknya besar-besaran buah-buahan berhati-hati
    sehari-hari sebaik-baiknya kemerah-merahan tolong-menolong surat-menyurat pukul-memukul hormat-menghormati
    meniru-nirukan bolak-balik sayur-mayur warna-warni turun-temurun anak-anaklah""".split(),
)
def test_a_doubled_word_is_one_token(word):
    assert tokens(f"({word.title()})") == [(word, 1, 1 + len(word))]


def test_a_clitic_after_a_doubled_word_stands_alone():
    assert forms("undang-undang-nya") == ["undang-undang", "nya"]


def test_emoji_and_signs_are_no_tokens():
    assert forms("😀 siap 👨‍👩‍👧 – … § 🇮🇩 maju") == ["siap", "maju"]


def test_marks_and_other_scripts_stay_inside_their_words():
    assert forms("مُحَمَّد नमस्ते Москва 北京 ꦗꦮ") == ["محمد", "नमस्ते", "москва", "北京", "ꦗꦮ"]
    assert forms("Cafe\u0301 Besar") == ["cafe", "besar"]


def test_a_long_word_is_one_token_whose_form_is_cut():
    assert tokens("x " + "A" * 10_000 + " y")[1] == ("a" * FORM_LENGTH, 2, 10_002)
    assert [len(form) for form in forms("é" * 1000)] == [FORM_LENGTH]
    assert [len(form) for form in forms("1" + ".111" * 1000)] == [FORM_LENGTH]


def test_text_that_is_only_apostrophe_letters_has_no_tokens():
    assert tokens("ʼ ʼʼ ـ") == []


@pytest.mark.parametrize(
    "unit",
    [".", "a.", "a-", "1.", "1/", "1-1.5", "a'", "a\u0301", "\u00ad", "x", "é", "😀", "a.b", "undang-", " "],
    ids=ascii,
)
def test_a_hundred_thousand_of_anything_is_taken_apart(unit):
    text = "a" + unit * 100_000
    check_laws(text, tokens(text))


TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            "undang program m.h. S.I.K M.Si covid -19 14/07 1.500 1,5 rp Rp ke 2020 -an nya Jum'at ’ ‘ - – . , / : "
            "' é ﬁ \u00ad \u200b \u0301 مُحَمَّد 😀 \ufe0f ʼ ـ ſ İ ß ² ½ ㈠ _ @ q.".split(" ")
        ),
        st.sampled_from([" ", "\n"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


def check_laws(text, found):
    end = 0
    for token in found:
        assert end <= token.start < token.end <= len(text), "ascending and disjoint"
        assert 0 < len(token.form) <= FORM_LENGTH
        end = token.end


@settings(max_examples=300)
@given(TEXT)
def test_offsets_ascend_and_never_overlap(text):
    check_laws(text, tokens(text))


@settings(max_examples=300)
@given(TEXT)
def test_a_form_is_its_folded_surface_but_for_the_stops_of_numbers_and_abbreviations(text):
    def bare(word):
        return word.replace(".", "").replace(",", "").replace(":", "")

    for form, start, end in tokens(text):
        assert bare(form) == bare(fold(text[start:end]))[:FORM_LENGTH]


@settings(max_examples=300)
@given(TEXT)
def test_a_surface_alone_gives_the_same_token(text):
    for form, start, end in tokens(text):
        surface = text[start:end]
        assert tokens(surface) == [Token(form, 0, len(surface))]


@settings(max_examples=200)
@given(TEXT)
def test_the_fast_way_and_the_general_way_agree(text):
    # An emoji at the end sends the whole text the general way.
    assert tokens(text + " 😀") == tokens(text + " .")


@settings(max_examples=100)
@given(TEXT)
def test_case_of_the_text_does_not_change_the_forms(text):
    if text.isascii():
        assert forms(text.upper()) == forms(text) == forms(text.lower())


@settings(max_examples=300)
@given(st.one_of(TEXT, st.text(max_size=60)))
def test_forms_without_places_are_those_of_the_tokens(text):
    assert Analyzer().forms(text) == forms(text)
