"""Names known beforehand, and what they were made from."""

import pytest

from search.entities.build import contraction, initials
from search.entities.gazetteers import is_common, place_key, places


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Jawa Barat", "Jabar"),
        ("Jawa Tengah", "Jateng"),
        ("Sumatera Utara", "Sumut"),
        ("Sulawesi Tenggara", "Sultra"),
        ("Jakarta Selatan", "Jaksel"),
        ("Tangerang Selatan", "Tangsel"),
        ("Riau", None),
    ],
)
def test_a_region_named_by_a_direction_is_contracted(name: str, short: str | None) -> None:
    assert contraction(name) == short


def test_initials_keep_the_letters_of_a_status() -> None:
    assert initials("Nusa Tenggara Barat") == "NTB"
    assert initials("DI Yogyakarta") == "DIY"
    assert initials("Jawa Barat") is None


def test_two_spellings_share_a_key() -> None:
    assert place_key("Perancis") == place_key("Prancis")
    assert place_key("Belanda") != place_key("Bolanda")


def test_forms_of_one_place_share_their_identity() -> None:
    known = places()
    assert known["jabar"].id == known["jawa barat"].id
    assert known["jabar"].id != known["jateng"].id


@pytest.mark.parametrize(
    "word", ["Pembangunan", "Kewilayahan", "Penyidik", "Menanggulangi", "Infrastruktur", "Kunjungan"]
)
def test_a_word_with_affixes_is_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Sentanurga", "Delacour", "x" * 500, ""])
def test_a_name_is_not_common(word: str) -> None:
    assert not is_common(word)
