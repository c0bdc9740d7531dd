"""What counts as another version of a release, and what does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import edited, release

from search.duplicates.alignment import aligned
from search.duplicates.comparing import Text, are_versions

PRICE = (
    "Harga emas batangan Antam pada {} naik Rp {}.000 menjadi Rp {}.000 per gram. Harga pembelian kembali berubah ke "
    "Rp {}.000 per gram. Harga itu belum termasuk pajak bagi pembeli yang tidak memiliki nomor pokok wajib pajak."
)
OPENING = (
    "Kepala kantor {} meresmikan gedung pelayanan baru di {}, {}. Gedung itu melayani warga setiap hari kerja dengan "
    "layanan terpadu. Hadir dalam peresmian itu {} dan sejumlah pejabat. Ia berharap pelayanan semakin cepat."
)


def versions(one: str, other: str) -> bool:
    found = are_versions(Text(one), Text(other))
    assert are_versions(Text(other), Text(one)) is found
    return found


@pytest.mark.parametrize("share", [0.01, 0.05, 0.1, 0.15])
@pytest.mark.parametrize("seed", range(5))
def test_a_text_with_a_share_of_its_words_edited_is_a_version(share: float, seed: int) -> None:
    assert versions(release(seed), edited(release(seed), share, seed))


def test_the_same_text_in_other_letters_spaces_and_marks_is_a_version() -> None:
    assert versions(release(1), release(1).upper().replace(" ", "\n").replace(".", " -"))


def test_texts_of_one_vocabulary_are_not_versions() -> None:
    assert not versions(release(1), release(2))


def test_a_title_before_the_text_makes_no_other_release() -> None:
    assert versions(release(1), f"Pemerintah Perkuat Program Pelatihan Warga di Ambon\n{release(1)}")


def test_another_dateline_makes_no_other_release() -> None:
    assert versions(f"Jakarta, 14 Juli 2020 - {release(1)}", f"BOGOR, Kamis (16/7/2020), Humas BNPT - {release(1)}")


def test_another_boilerplate_paragraph_makes_no_other_release() -> None:
    first = (
        "Tentang kami: lembaga ini berdiri sejak 1999 dan melayani 34 provinsi dengan 120 kantor. Telepon 021 555 0199."
    )
    second = (
        "Untuk pertanyaan hubungi bagian humas pada hari kerja pukul 8 sampai 16 melalui surat atau laman resmi kami."
    )
    assert versions(f"{release(1)}\n{first}", f"{release(1)}\n{second}")


def test_a_text_without_its_last_paragraphs_is_a_version() -> None:
    words = release(1, 200).split()
    assert versions(" ".join(words), " ".join(words[:140]))


def test_what_a_digest_joins_is_no_version_of_one_another_through_it() -> None:
    first, second = release(1), release(2)
    assert not (versions(first, f"{first}\n{second}") and versions(second, f"{first}\n{second}"))


def test_two_days_of_one_price_are_two_releases() -> None:
    assert not versions(PRICE.format("Senin", 5, 1905, 1754), PRICE.format("Selasa", 12, 1917, 1766))


def test_two_openings_in_one_wording_are_two_releases() -> None:
    first = OPENING.format("Budi Santoso", "Ambon", "Senin (6/1/2025)", "Wali Kota Andi Wijaya")
    assert not versions(first, OPENING.format("Siti Rahma", "Kupang", "Rabu (9/4/2025)", "Bupati Agus Salim"))


def test_one_corrected_figure_leaves_it_the_same_release() -> None:
    assert versions(
        f"{release(1)} {PRICE.format('Senin', 5, 1905, 1754)}", f"{release(1)} {PRICE.format('Senin', 5, 1905, 1755)}"
    )


def test_texts_of_a_few_words_are_never_versions() -> None:
    assert not versions("Rapat ditunda ke hari Senin.", "Rapat ditunda ke hari Senin.")


def test_a_short_text_with_another_name_or_number_is_another_release() -> None:
    text = (
        "Gubernur membuka latihan menanggulangi bencana di {}. Kementerian mengirim {} regu untuk membantu warga desa."
    )
    assert versions(text.format("Ambon", 3), text.format("Ambon", 3).replace("membantu", "menolong"))
    assert not versions(text.format("Ambon", 3), text.format("Kupang", 3))
    assert not versions(text.format("Ambon", 3), text.format("Ambon", 4))


def test_titles_with_other_numbers_are_of_two_releases() -> None:
    assert are_versions(Text(release(1), "Siaran pers no. 12"), Text(release(1), "Siaran Pers No. 12"))
    assert are_versions(Text(release(1), "Siaran pers no. 12"), Text(release(1)))
    assert not are_versions(Text(release(1), "Siaran pers no. 12"), Text(release(1), "Siaran pers no. 13"))


def test_a_short_text_under_another_title_is_another_release() -> None:
    short = release(1, 30)
    assert are_versions(Text(short, "Rapat Kerja"), Text(short, "rapat kerja!"))
    assert are_versions(Text(short, "Rapat Kerja"), Text(short))
    assert not are_versions(Text(short, "Rapat Kerja"), Text(short, "Rapat Tahunan"))


def test_a_word_a_thousand_times_over_is_compared_at_once() -> None:
    assert versions("lagi " * 20_000, "lagi " * 20_001)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_aligned_words_are_equal_and_in_order_in_both_texts(one: list[str], other: list[str]) -> None:
    pairs = aligned(one, other)
    assert all(one[i] == other[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@given(st.lists(st.sampled_from("abcd")))
def test_a_text_is_aligned_with_itself_word_by_word(words: list[str]) -> None:
    assert aligned(words, words) == [(i, i) for i in range(len(words))]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    versions(one, one)
    versions(one, other)
