"""What an acronym can stand for."""

import pytest

from search.entities.acronyms import backward, is_initials, stands_for


@pytest.mark.parametrize(
    ("acronym", "words"),
    [
        ("BNPL", "Badan Nasional Pengawasan Lautan"),
        ("KRTN", "Kementerian Riset dan Teknologi Nasional"),
        ("Kemendagri", "Kementerian Dalam Negeri"),
        ("Kemendiktisaintek", "Kementerian Pendidikan Tinggi , Sains , dan Teknologi"),
        ("Polri", "Kepolisian Republik Indonesia"),
        ("Polda", "Kepolisian Daerah"),
        ("Kedubes", "Kedutaan Besar"),
        ("Kejari", "Kejaksaan Negeri"),
        ("Pemkot", "Pemerintah Kota"),
        ("Disporapar", "Dinas Kepemudaan , Olahraga , dan Pariwisata"),
    ],
)
def test_initials_and_syllables_stand_for_their_words(acronym: str, words: str) -> None:
    assert stands_for(acronym, words.split())


@pytest.mark.parametrize(
    ("acronym", "words"),
    [
        ("KPK", "Kementerian Agama"),
        ("Kemenkeu", "Kementerian Agama"),
        ("BNPL", "Dewan Nasional"),
        ("", "Badan Nasional"),
        ("BNPL", ""),
        ("B" * 500, "Badan Nasional"),
    ],
)
def test_other_letters_do_not(acronym: str, words: str) -> None:
    assert not stands_for(acronym, words.split())


def test_function_words_may_give_a_letter_or_none() -> None:
    words = ["Badan", "Riset", "dan", "Teknologi"]
    assert is_initials("BRT", words)
    assert is_initials("BRDT", words)
    assert not is_initials("BRTT", words)


def test_the_last_words_with_these_initials_are_counted() -> None:
    assert backward("BRT", ["Ketua", "Badan", "Riset", "dan", "Teknologi"]) == 4
    assert backward("XYZ", ["Ketua", "Badan", "Riset"]) == 0
