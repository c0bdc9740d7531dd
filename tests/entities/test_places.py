"""Places come from the gazetteer, from their heads, and from prepositions and datelines."""

import pytest

from search.entities import annotate
from search.model import Kind


def places(body: str) -> list[str]:
    return [entity.name for entity in annotate(body) if entity.kind is Kind.PLACE]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Tamu dari Korea Selatan dan Papua Nugini datang.", ["Korea Selatan", "Papua Nugini"]),
        ("Jepang dan Jerman adalah mitra.", ["Jepang", "Jerman"]),
        ("Semarang - Acara itu dibuka kemarin.", ["Semarang"]),
        ("Rapat berlangsung di Surabaya, Selasa (14/07).", ["Surabaya"]),
        ("Warga Kabupaten Wringinsari mengungsi.", ["Kabupaten Wringinsari"]),
        ("Warga kota Bandung mengungsi.", ["Bandung"]),
        ("Mereka bertemu di Wringinsari kemarin.", ["Wringinsari"]),
        ("Mereka lewat Jalan Melati Raya kemarin.", ["Jalan Melati Raya"]),
        ("Mereka tiba di Lombok Timur kemarin.", ["Lombok Timur"]),
    ],
)
def test_places_are_found(body: str, expected: list[str]) -> None:
    assert places(body) == expected


@pytest.mark.parametrize(("old", "new"), [("Perancis", "Prancis"), ("Beritania Raya", "Britania Raya")])
def test_a_country_is_known_in_either_spelling_and_shown_as_it_stands(old: str, new: str) -> None:
    assert places(f"Tamu dari {old} datang.") == [old]
    assert places(f"Tamu dari {new} datang.") == [new]


def test_short_and_long_forms_of_a_region_are_one_place() -> None:
    (place,) = annotate("Warga Jawa Tengah mengungsi. Di Jateng hujan deras. Provinsi Jawa Tengah siaga.")
    assert place.name == "Jawa Tengah"
    assert {mention.text for mention in place.mentions} == {"Jawa Tengah", "Jateng", "Provinsi Jawa Tengah"}


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("Gubernur Jawa Barat Wirya Sentanu hadir.", "Jawa Barat"),
        ("Wakil Wali Kota Bandung Wirya Sentanu hadir.", "Bandung"),
    ],
)
def test_a_region_in_an_office_is_a_place(body: str, region: str) -> None:
    assert places(body) == [region]


def test_a_place_inside_a_bodys_name_is_not_marked_apart() -> None:
    (entity,) = annotate("Menurut Universitas Negeri Semarang, hasilnya baik.")
    assert entity.name == "Universitas Negeri Semarang"


def test_the_government_of_a_country_is_the_country() -> None:
    (entity,) = annotate("Rencana itu didukung Pemerintah Jepang sejak awal.")
    assert (entity.kind, entity.name) == (Kind.PLACE, "Jepang")


def test_a_city_that_is_somebodys_first_name_is_the_person() -> None:
    (entity,) = annotate("Menurut Vienna Pramudita, hasilnya baik. Vienna mengatakan acara itu perlu.")
    assert (entity.kind, entity.name) == (Kind.PERSON, "Vienna Pramudita")


def test_the_building_is_not_the_name_of_the_office() -> None:
    found = {(entity.kind, entity.name) for entity in annotate("Rapat di Kantor BNPT Semarang. Ketua BNPT hadir.")}
    assert found == {(Kind.ORGANIZATION, "BNPT"), (Kind.PLACE, "Semarang")}
