"""Sentences as spans of the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import sentences
from search.language.sentences import Borders


def split(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kepala BNPT, Komjen Pol. Dr. Boy Rafli Amar, M.H. menerima kunjungan Duta Besar.",
        "Duta Besar untuk Timor Leste, H.E. Oliver Chambard, hadir.",
        "Direktur Kerja Sama Bilateral, Brigjen Pol. Kris Erlangga.",
        "Hadir Drs. Ahmad, Ir. Budi, K.H. Ma'ruf dan Prof. Dr. A. B. Nasution.",
        "Ia adalah Boy Rafli Amar, S.I.K., M.Si. dan bukan orang lain.",
        "Hadir Irfan Idris, S.H. M.H. di Jakarta.",
        "Ia tinggal di Jl. Merdeka No. 5, Kec. Gambir.",
        "Kerja sama dengan PT. Maju dan CV. Jaya.",
        "Nilainya Rp 1.500.000,50 atau 1.5 persen pada pukul 15.30 WIB.",
        "“Benarkah?” tanya Chambard.",
        "Kata dia, “Awas!” lalu pergi.",
        "Situs bnpt.go.id dan KOMPAS.com memuatnya.",
        "Laman Kompas.Com memuatnya.",
        "Buku, pena, dll. dibawa serta.",
        "Entahlah... mungkin besok.",
        "1. Pertama kali.",
        "Pasal 5 hal. 7 dibaca.",
        "Tanpa titik",
    ],
)
def test_a_sentence_stays_whole(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu. Dua! Tiga?", ["Satu.", "Dua!", "Tiga?"]),
        ("“Kami senang.” Ia pergi.", ["“Kami senang.”", "Ia pergi."]),
        ("“Benarkah?” Ia diam.", ["“Benarkah?”", "Ia diam."]),
        ("Ia diam... Kami pergi.", ["Ia diam...", "Kami pergi."]),
        ("Ia hadir (14/07). Kami juga.", ["Ia hadir (14/07).", "Kami juga."]),
        ("Jumlahnya 5. Kami hadir.", ["Jumlahnya 5.", "Kami hadir."]),
        ("Perang melawan terorisme.Kegiatan itu.", ["Perang melawan terorisme.", "Kegiatan itu."]),
        ("Dipimpin Boy Rafli Amar, M.H. Kegiatan itu usai.", ["Dipimpin Boy Rafli Amar, M.H.", "Kegiatan itu usai."]),
        ("Ia anggota K.P. Dalam rapat ia diam.", ["Ia anggota K.P.", "Dalam rapat ia diam."]),
        ("Dalam segala hal. Kami setuju.", ["Dalam segala hal.", "Kami setuju."]),
        ("Kami. 14 orang hadir.", ["Kami.", "14 orang hadir."]),
        ("ia datang. ia pergi.", ["ia datang.", "ia pergi."]),
        ("Judul\nIsi satu. Isi dua.\r\n\r\nAkhir", ["Judul", "Isi satu.", "Isi dua.", "Akhir"]),
        ("  Satu.   Dua.  \n \n", ["Satu.", "Dua."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end(text, expected):
    assert split(text) == expected


def test_spans_are_offsets_into_the_text():
    assert sentences("  Satu.  Dua.\nTiga") == [(2, 7), (9, 13), (14, 18)]


PIECES = st.sampled_from([*".?!…”\"')“(", " ", "\n", "\xa0", "Kami", "ia", "M.H", "Dr", "5", ",", "é", "\u2028"])


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_sentences_are_trimmed_ascending_disjoint_and_hold_all_that_is_not_white(text):
    end = 0
    for start, stop in sentences(text):
        assert end <= start < stop
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@given(st.lists(PIECES, max_size=12).map("".join).filter(lambda text: len(text) <= 60))
@settings(max_examples=300)
def test_told_backwards_the_borders_are_those_between_the_sentences(text):
    borders, found = Borders(text), []
    high = len(text)
    while (border := borders.last(0, high)) is not None:
        high, end, start = border
        if text[:end].strip() and text[start:].strip():
            found.append((end, start))
    spans = sentences(text)
    assert list(dict.fromkeys(reversed(found))) == [(end, start) for (_, end), (start, _) in pairwise(spans)]


@pytest.mark.parametrize(
    "unit", [".", '"', "a.", "a'.", "A. ", "Aa. ", '."', ". " + " " * 50, "?\n", "Aa.Bb", "a. b\n"], ids=ascii
)
def test_a_megabyte_of_anything_is_taken_apart(unit):
    text = unit * (1_000_000 // len(unit))
    assert sentences(text)[-1][1] == len(text.rstrip())
