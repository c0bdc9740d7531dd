"""Cleaning, decoding, derived titles, the rule for titles of text files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.readers.encoding import decode
from search.readers.text import clean, has_words, one_line, shorten
from search.readers.titles import derived_title, is_letterhead
from search.readers.txt import record

INDONESIAN = "Kata “damai” — ujarnya – dan café.\nTetap aman."


def test_control_characters_and_surplus_white_space_go_and_the_rest_stays():
    assert clean("\ufeffa\x00b \t\r\nc\x85d\r\r\r\r\re\x1b\u200b\u202e<script>&amp; ") == (
        "ab\nc\nd\n\n\ne\u200b\u202e<script>&amp;"
    )


def test_a_lone_surrogate_becomes_a_replacement_character():
    assert clean("a\ud800b") == "a\ufffdb"


def test_two_blank_lines_stay_and_more_become_two():
    assert clean("a\n\n\nb") == "a\n\n\nb"
    assert clean("a\n\n \n\n\n\nb") == "a\n\n\nb"


@settings(max_examples=200)
@given(st.text(st.characters(codec=None, categories=["L", "Cc", "Cs", "Zs", "Po"])))
def test_cleaning_again_changes_nothing_and_encodes(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_a_text_is_shortened_between_words():
    assert shorten("satu dua tiga empat", 12) == "satu dua…"
    assert shorten("satu dua", 12) == "satu dua"
    assert shorten("x" * 50, 12) == "x" * 11 + "…"


@settings(max_examples=100)
@given(st.text(), st.integers(10, 40))
def test_a_shortened_text_keeps_to_the_limit(text, limit):
    assert len(shorten(one_line(text), limit)) <= limit


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_a_mark_is_decoded_silently(encoding):
    text, note = decode(INDONESIAN.encode(encoding))
    assert (text, note) == (INDONESIAN, None)


def test_windows_1252_is_detected_and_said():
    text, note = decode(INDONESIAN.encode("cp1252"))
    assert text == INDONESIAN
    assert "windows-1252" in note


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Посольство Российской Федерации в Индонезии"),
        ("cp1256", "السلام عليكم ورحمة الله وبركاته في هذا اليوم"),
        ("shift_jis", "これはテストの文章です。日本大使館の人々"),
    ],
)
def test_a_detected_encoding_that_is_not_western_is_said(encoding, text):
    decoded, note = decode(text.encode(encoding))
    assert decoded == text
    assert "encoding detected" in note


def test_a_declared_encoding_is_used_where_it_fits_and_utf_8_wins_where_it_is_that():
    assert decode("čaj".encode("cp1250"), "windows-1250") == ("čaj", None)
    assert decode("“a”".encode("cp1252"), "iso-8859-1") == ("“a”", None)
    assert decode("“a”".encode(), "iso-8859-1") == ("“a”", None)
    text, note = decode("“a” b".encode("cp1252"), "x-no-such")
    assert text == "“a” b"
    assert "x-no-such" in note


@pytest.mark.parametrize(
    "label", ["unicode_escape", "idna", "punycode", "rot13", "undefined", "utf-7", "utf-16", "", "\0"]
)
def test_a_label_of_no_encoding_of_files_is_never_obeyed(label):
    text, _ = decode(b"a \\x \x93b\x94", label)
    assert text == "a \\x “b”"


def test_a_declared_encoding_that_does_not_fit_gives_way_to_detection():
    text, note = decode("Kata “aman” –".encode("cp1252"), "big5")
    assert text == "Kata “aman” –"
    assert "windows-1252" in note


def test_damaged_utf_16_is_read_and_said():
    text, note = decode("Kata".encode("utf-16") + b"x")
    assert text.startswith("Kata")
    assert "not valid utf-16" in note


def test_damaged_utf_8_stays_utf_8():
    text, note = decode("Kata “damai” — ujarnya".encode() + b"\xff" + b" aman")
    assert text == "Kata “damai” — ujarnya\ufffd aman"
    assert "not valid UTF-8" in note


def test_a_title_is_derived_from_the_sentence_behind_letterhead_and_dateline():
    body = "SIARAN PERS\nNomor: 12/HM/2020\n\nJakarta, 3 September 2020 – Badan itu bekerja. Lalu selesai."
    assert derived_title(body) == "Badan itu bekerja."
    assert derived_title("Jakarta - Kepala BNPT datang. Ia pulang.") == "Kepala BNPT datang."
    assert derived_title("Sentul, Bogor (14/07) — Ia datang.") == "Ia datang."
    assert derived_title("kata kunci - arti kata.") == "kata kunci - arti kata."


def test_a_long_lead_is_cut_between_words():
    title = derived_title("Jakarta - " + "kata " * 100)
    assert len(title) <= 160
    assert title.endswith("kata…")


@settings(max_examples=100)
@given(st.text(min_size=1))
def test_every_body_with_words_has_a_derived_title_within_the_limit(text):
    body = clean(text)
    if has_words(body):
        assert 0 < len(derived_title(body)) <= 160


def test_the_title_of_a_long_run_of_symbols_is_taken_from_the_first_word():
    assert derived_title("*" * 10_000 + " Kata ini.") == "Kata ini."
    assert derived_title("!" * 300 + "kata") == "kata"
    assert derived_title("x" * 1_000_000) == "x" * 159 + "…"


@pytest.mark.parametrize("line", ["SIARAN PERS", "Siaran Pers BNPT", "Nomor: 12/2020", "No. 3/HM"])
def test_letterhead_is_known(line):
    assert is_letterhead(line)


def test_a_header_line_gives_date_and_source():
    assert record("Thu, 2020 September 03 | by BNPT\nJakarta - Isi.\n\n\nLagi.") == {
        "date": "Thu, 2020 September 03",
        "source": "BNPT",
        "body": "Jakarta - Isi.\n\n\nLagi.",
    }


def test_a_line_set_apart_is_a_title_with_and_without_a_header():
    text = "Kepala BNPT Terima Duta Besar\n\nJakarta - Kepala BNPT menerima duta besar."
    assert record(text)["title"] == "Kepala BNPT Terima Duta Besar"
    assert record(text)["body"].strip() == "Jakarta - Kepala BNPT menerima duta besar."
    assert record("2020-09-03 | oleh Humas\r\n" + text.replace("\n", "\r\n"))["title"] == record(text)["title"]


@pytest.mark.parametrize(
    "text",
    [
        "Kepala BNPT datang.\n\nIa lalu pulang lagi ke kantor.",
        "Kepala BNPT datang\nIa lalu pulang lagi ke kantor.",
        "Jakarta - Kepala BNPT datang\n\nIa lalu pulang lagi ke kantor itu.",
        "SIARAN PERS\n\nIa lalu pulang lagi ke kantor.",
        "Menimbang:\n\nIa lalu pulang lagi ke kantor.",
        "Kata\n\nIa lalu pulang lagi ke kantor.",
        "Kepala BNPT datang lagi ke kantor pusat\n\nIa pulang.",
        "k " * 120 + "\n\n" + "kata " * 100,
        "Hanya satu baris",
    ],
)
def test_a_first_line_that_may_be_text_is_no_title(text):
    assert "title" not in record(text)
    assert record(text)["body"] == text


def test_a_line_with_a_bar_is_no_header_without_a_date():
    assert "source" not in record("Tanpa tanggal | by BNPT\nIsi.")
