"""What news sites do to a text, and what lists, streets and branches tell."""

import pytest

from search.entities import annotate
from search.entities.words import read_words
from search.model import Kind


def names(body: str, kind: Kind) -> list[str]:
    return [entity.name for entity in annotate(body) if entity.kind is kind]


@pytest.mark.parametrize(
    ("glued", "words"),
    [
        ("dilansirdetikNews", ["dilansir", "detikNews"]),
        ("DilansirdetikFinance", ["Dilansir", "detikFinance"]),
        ("pantauandetikcomdi", ["pantauan", "detikcom", "di"]),
        ("dilansirdetikNewsdariNew", ["dilansir", "detikNews", "dari", "New"]),
        ("dilaporkanSaudi", ["dilaporkan", "Saudi"]),
    ],
)
def test_words_that_lost_their_space_at_a_link_are_taken_apart(glued: str, words: list[str]) -> None:
    found = read_words(glued)
    assert found.surface == words
    assert "".join(glued[start:end] for start, end in zip(found.start, found.end, strict=True)) == glued


@pytest.mark.parametrize("word", ["GoPay", "BukaLapak", "detikMedan", "McDonald", "PhD", "MoU", "detik" * 30 + "é"])
def test_names_with_a_capital_inside_stay_whole(word: str) -> None:
    assert read_words(word).surface == [word]


@pytest.mark.parametrize(
    ("body", "medium"),
    [
        ("Hal itu disampaikan Bupati kepada detikcom, Selasa.", "detikcom"),
        ("Kopi menambah tenaga, dilansir dari healthnews, Selasa.", "healthnews"),
        ("Perusahaan itu tepercaya menurut versi Newsday.", "Newsday"),
    ],
)
def test_a_medium_that_is_cited_is_a_body(body: str, medium: str) -> None:
    assert names(body, Kind.ORGANIZATION) == [medium]


def test_a_name_in_a_list_of_people_is_a_person() -> None:
    body = "Yang hadir adalah Bapak Wirya Sentanu, Uyo Kuyong, dan Ibu Galuh Prameswari."
    assert names(body, Kind.PERSON) == ["Wirya Sentanu", "Uyo Kuyong", "Galuh Prameswari"]


@pytest.mark.parametrize(
    "street", ["Jalan Kapten Muslim", "Jalan Jenderal Sudirman", "Jl. Letjen Suprapto", "Jalan Dr. Soetomo"]
)
def test_a_street_is_named_after_a_person_with_a_rank(street: str) -> None:
    body = f"Kecelakaan itu terjadi di {street}, Kecamatan Tahunan, kemarin."
    assert street in names(body, Kind.PLACE)
    assert names(body, Kind.PERSON) == []


@pytest.mark.parametrize("body", ["Universitas Jenderal Soedirman", "RSUD Dr. Soetomo", "DPRD Kabupaten Jepara"])
def test_a_body_named_after_a_person_or_a_region_is_one_name(body: str) -> None:
    assert names(f"Hal itu disampaikan pihak {body} kemarin.", Kind.ORGANIZATION) == [body]


def test_two_well_known_bodies_with_a_hyphen_between_are_two() -> None:
    assert names("Acara itu dijaga personel TNI-Polri sejak pagi.", Kind.ORGANIZATION) == ["TNI", "Polri"]


@pytest.mark.parametrize("phrase", ["Bank Sentral", "Majelis Hakim", "Badan Usaha Milik Negara"])
def test_a_kind_of_body_is_no_body(phrase: str) -> None:
    assert names(f"Hal itu disampaikan kepada {phrase} kemarin.", Kind.ORGANIZATION) == []


def test_a_well_known_body_and_its_letters_are_one_without_brackets() -> None:
    (body,) = annotate("Bank Indonesia menahan suku bunga. Menurut BI, inflasi terjaga.")
    assert (body.name, body.aliases) == ("Bank Indonesia", ("BI",))


def test_a_contracted_region_is_the_region() -> None:
    (place,) = annotate("Warga di Flores Timur mengungsi. Hujan di Flotim belum reda.")
    assert place.name == "Flores Timur"


def test_city_and_regency_of_one_name_are_two_places() -> None:
    body = "Hujan turun di Kota Bogor sejak pagi. Di Kabupaten Bogor belum turun hujan. Warga Kota Bogor senang."
    assert len(names(body, Kind.PLACE)) == 2


def test_somebody_with_a_country_s_name_and_an_age_is_a_person() -> None:
    assert names("Truk saya rusak, kata Libanon (31), sopir truk.", Kind.PERSON) == ["Libanon"]
