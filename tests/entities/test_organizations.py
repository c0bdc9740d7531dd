"""Organizations are found by their heads, by acronyms in brackets, and by how they act."""

import pytest

from search.entities import annotate
from search.entities.recognition import annotate_with
from search.model import Entity, Kind


def bodies(body: str, title: str = "") -> list[Entity]:
    return [entity for entity in annotate(body, title) if entity.kind is Kind.ORGANIZATION]


def names(body: str) -> list[str]:
    return [entity.name for entity in bodies(body)]


@pytest.mark.parametrize(
    ("body", "shown", "long"),
    [
        (
            "Kepala Badan Nasional Pengawasan Lautan (BNPL) hadir.",
            "BNPL",
            "Badan Nasional Pengawasan Lautan",
        ),
        (
            "Menurut Badan Riset dan Teknologi (BRT), hasilnya baik.",
            "BRT",
            "Badan Riset dan Teknologi",
        ),
        (
            "Menurut BNPL (Badan Nasional Pengawasan Lautan), hasilnya baik.",
            "BNPL",
            "Badan Nasional Pengawasan Lautan",
        ),
        (
            "Menurut Kementerian Urusan Samudra (Kemensam), hasilnya baik.",
            "Kemensam",
            "Kementerian Urusan Samudra",
        ),
        (
            "Menurut Dinas Kelautan, Pertanian, dan Perikanan (DKPP), hasilnya baik.",
            "DKPP",
            "Dinas Kelautan, Pertanian, dan Perikanan",
        ),
    ],
)
def test_an_explained_acronym_and_its_long_name_are_one_body_shown_by_the_acronym(
    body: str, shown: str, long: str
) -> None:
    (entity,) = bodies(body)
    assert entity.name == shown
    assert entity.aliases == (long,)


def test_without_an_acronym_the_long_name_is_shown() -> None:
    assert names("Menurut Badan Nasional Pengawasan Lautan, hasilnya baik.") == ["Badan Nasional Pengawasan Lautan"]


def test_letters_behind_a_body_are_its_acronym_even_if_it_is_translated() -> None:
    (entity,) = bodies("Menurut Organisasi Pengawasan Lautan Dunia (WQX), hasilnya baik.")
    assert (entity.name, entity.aliases) == ("WQX", ("Organisasi Pengawasan Lautan Dunia",))


def test_letters_of_another_body_or_place_are_not_the_acronym_of_the_body_before() -> None:
    (entity, other) = bodies("Menurut Badan Nasional Pengawasan Lautan (KPK), hasilnya baik.")
    assert (entity.name, other.name) == ("Badan Nasional Pengawasan Lautan", "KPK")


def test_an_acronym_of_things_is_no_body() -> None:
    body = "Latihan memakai unsur Kimia, Biologi, Radiologi dan Nuklir (KBRN). Pelatihan KBRN berlanjut."
    assert names(body) == []


def test_an_acronym_in_the_middle_of_a_name_stays_in_it() -> None:
    body = "Berkas itu di Kejaksaan Negeri (Kejari) Kota Samudra. Kejari Kota Samudra memeriksa saksi."
    (entity,) = bodies(body)
    assert [mention.text for mention in entity.mentions] == [
        "Kejaksaan Negeri (Kejari) Kota Samudra",
        "Kejari Kota Samudra",
    ]


def test_a_contracted_head_is_the_same_body() -> None:
    (entity,) = bodies("Tamu dari Kedutaan Besar Jepang datang. Menurut Kedubes Jepang, acara itu perlu.")
    assert entity.name == "Kedutaan Besar Jepang"
    assert entity.aliases == ("Kedubes Jepang",)


def test_a_company_is_also_named_without_its_legal_form() -> None:
    (entity,) = bodies("Menurut PT Samudraraya (Persero), hasilnya baik. Program Samudraraya berlanjut.")
    assert [mention.text for mention in entity.mentions] == ["PT Samudraraya (Persero)", "Samudraraya"]


def test_a_body_ends_where_a_rank_begins() -> None:
    first, second = annotate("Kasat Reskrim Polres Jepara AKP Wirya Sentanu hadir.")
    assert (first.name, second.name) == ("Polres Jepara", "Wirya Sentanu")


def test_a_body_ends_where_its_heads_name_begins() -> None:
    first, second = annotate("Kepala Dinas Kesehatan Wirya Sentanu hadir. Menurut Wirya, hasilnya baik.")
    assert (first.name, second.name) == ("Dinas Kesehatan", "Wirya Sentanu")


@pytest.mark.parametrize(
    "body",
    [
        "Ketua XQPL hadir dalam acara itu.",
        "Hasil itu disampaikan oleh anggota XQPL kemarin.",
        "Menurut jubir XQPL, hasilnya baik.",
    ],
)
def test_letters_are_a_body_by_the_rules_where_it_has_people(body: str) -> None:
    assert [(entity.kind, entity.name) for entity in annotate_with(None, body)] == [(Kind.ORGANIZATION, "XQPL")]


def test_words_of_an_acronym_in_the_title_count_in_the_body() -> None:
    body = "Pelatihan ini dibuka. Materi XQPL sudah selesai."
    assert names(body) == []
    assert [entity.name for entity in bodies(body, "Badan Xenia Qolbu Peduli Lautan (XQPL) Gelar Pelatihan")] == [
        "XQPL"
    ]


def test_the_name_of_a_body_never_crosses_a_line() -> None:
    assert names("Kantor Dinas Kesehatan\nKota Jepara ramai.") == ["Dinas Kesehatan"]
