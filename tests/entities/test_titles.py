"""Titles, ranks and degrees stand beside a person's name and are kept apart from it; so are offices."""

from pathlib import Path

import pytest

from search.entities import annotate
from search.model import Entity, Kind

SEEDS = Path(__file__).parents[2] / "seeds"


def person(body: str, name: str = "Wirya Sentanu") -> Entity:
    (found,) = (entity for entity in annotate(body) if entity.name == name)
    return found


@pytest.mark.parametrize(
    ("body", "titles"),
    [
        ("Acara dibuka Komjen Pol. Dr. Wirya Sentanu, M.H. di aula.", ("Komjen Pol.", "Dr.", "M.H.")),
        ("Acara dibuka Brigjen TNI Wirya Sentanu di aula.", ("Brigjen TNI",)),
        ("Acara dibuka H.E. Wirya Sentanu kemarin.", ("H.E.",)),
        ("Acara dibuka Bapak Wirya Sentanu, S.I.K., M.Si., kemarin.", ("Bapak", "S.I.K.", "M.Si.")),
        ("Acara dibuka Bupati Wirya Sentanu kemarin.", ()),
    ],
)
def test_titles_before_and_degrees_behind_a_name(body: str, titles: tuple[str, ...]) -> None:
    assert person(body).titles == titles


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Kepala BNPT, Komjen Pol. Wirya Sentanu, hadir.", "Kepala BNPT"),
        (
            "Kepala Badan Nasional Penanggulangan Terorisme (BNPT) Wirya Sentanu hadir di sana.",
            "Kepala Badan Nasional Penanggulangan Terorisme (BNPT)",
        ),
        (
            "Kami menyambut Duta Besar Prancis untuk Indonesia dan Timor Leste, H.E. Wirya Sentanu.",
            "Duta Besar Prancis untuk Indonesia dan Timor Leste",
        ),
        ("Kami menyambut Bapak Wirya Sentanu selaku Kepala BNPT pada Selasa (14/07).", "Kepala BNPT"),
        ("Hadir pula Bapak Wirya Sentanu, Direktur Pencegahan BNPT.", "Direktur Pencegahan BNPT"),
        ("Menurut mantan Gubernur Jawa Barat Wirya Sentanu, hasilnya baik.", "mantan Gubernur Jawa Barat"),
    ],
)
def test_an_office_before_or_behind_a_name(body: str, role: str) -> None:
    assert person(body).roles == (role,)


def test_the_office_behind_one_name_is_not_the_next_one_s() -> None:
    body = "Hadir Bapak Wirya Sentanu selaku Kepala BNPT dan Bapak Galuh Prameswari sebagai Sekretaris BNPT."
    assert person(body).roles == ("Kepala BNPT",)
    assert person(body, "Galuh Prameswari").roles == ("Sekretaris BNPT",)


def test_several_offices_of_a_text_are_all_kept_once() -> None:
    body = "Kepala BNPT Wirya Sentanu hadir. Ketua PSSI Wirya Sentanu pulang. Kepala BNPT Wirya Sentanu kembali."
    assert person(body).roles == ("Kepala BNPT", "Ketua PSSI")


def test_bodies_and_places_have_neither() -> None:
    for entity in annotate("Kepala BNPT Wirya Sentanu tiba di Jakarta bersama Dinas Kesehatan."):
        if entity.kind is not Kind.PERSON:
            assert (entity.titles, entity.roles) == ((), ())


def test_the_people_of_the_first_release() -> None:
    (path,) = SEEDS.glob("*.txt")
    people = {e.name: e for e in annotate(path.read_text(encoding="utf-8").partition("\n")[2]) if e.kind is Kind.PERSON}
    assert people["Boy Rafli Amar"].titles[:3] == ("Komjen Pol.", "Dr.", "M.H.")
    assert people["Boy Rafli Amar"].roles == (
        "Kepala Badan Nasional Penanggulangan Terorisme (BNPT)",
        "Kepala BNPT",
    )
    assert people["Oliver Chambard"].titles[0] == "H.E."
    assert people["Oliver Chambard"].roles[0] == "Duta Besar Perancis untuk Indonesia dan Timor Leste"
    assert people["Pierre Vincent"].roles == ("Penasihat Kedubes Perancis",)
    assert (people["Yann Bernitzky"].titles, people["Yann Bernitzky"].roles) == (
        ("Superintendent",),
        ("Atase Polisi Kedutaan",),
    )
    assert people["Andhika Chrisnayudhanto"].roles == ("Deputi Bidang Kerja Sama Internasional BNPT",)
    assert people["Kris Erlangga"].titles == ("Brigjen Pol.",)
    assert people["Kris Erlangga"].roles == ("Direktur Kerja Sama Bilateral BNPT",)
