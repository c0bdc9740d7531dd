"""Names of organizations and places: joined with evidence, and not without."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import archive, body, one, place, registry

from search.model import Entity, Kind

LONG = "Badan Umum Xenon"
BNPT = "Badan Nasional Penanggulangan Terorisme"


@pytest.mark.parametrize(
    ("entities", "names"),
    [
        ([body("BUX", LONG), body(LONG), body("BUX")], f"BUX|{LONG}"),
        ([body(LONG, "BUX"), body("BUX")], f"BUX|{LONG}"),
        ([body("BUX", LONG), body(f"{LONG} RI")], f"BUX|{LONG} RI"),
        ([body("BNPT"), body(BNPT)], f"BNPT|{BNPT}"),
        ([body("Angin Ribut"), body("PT Angin Ribut (Persero) Tbk")], "Angin Ribut|PT Angin Ribut (Persero) Tbk"),
        ([body("Kementerian XYZ", "XYZ"), body("XYZ")], "XYZ|Kementerian XYZ"),
        ([body("Kejaksaan Tinggi X", "Kejati X"), body("Kejati X")], "Kejati X|Kejaksaan Tinggi X"),
        ([body("DPRD Jatim"), body("DPRD Jawa Timur")], "DPRD Jatim|DPRD Jawa Timur"),
        ([body("Pemprov Jatim"), body("Pemprov Jawa Timur")], "Pemprov Jatim|Pemprov Jawa Timur"),
    ],
)  # fmt: skip
def test_names_with_evidence_are_one_body(entities: list[Entity], names: str, tmp_path: Path) -> None:
    assert one(registry(tmp_path, archive(*entities)), Kind.ORGANIZATION, *names.split("|"))


@pytest.mark.parametrize(
    ("entities", "names"),
    [
        ([body("BUX", LONG), body("BUX", "Badan Usaha Xilofon"), body(LONG)], f"BUX|{LONG}"),
        ([body("BUX"), body(LONG)], f"BUX|{LONG}"),
        ([body("Kementerian Xenon", "Kementerian"), body("Kementerian")], "Kementerian|Kementerian Xenon"),
        ([body("Kedutaan Besar RI"), body("Kedutaan Besar")], "Kedutaan Besar RI|Kedutaan Besar"),
        ([body("PT MA"), body("MA")], "PT MA|MA"),
        ([body("KPK", "KPU"), body("KPU")], "KPK|KPU"),
        ([body("BBRI", "Bank Indonesia"), body("BBRI", "Bank Buana Rakyat Indonesia"), body("BI")], "BBRI|BI"),
    ],
)
def test_bodies_without_evidence_are_not(entities: list[Entity], names: str, tmp_path: Path) -> None:
    assert not one(registry(tmp_path, archive(*entities)), Kind.ORGANIZATION, *names.split("|"))


def test_letters_are_one_bodys_though_a_release_in_twenty_errs(tmp_path: Path) -> None:
    entities = [*[body("BUX", LONG)] * 20, body("BUX", "Badan Usaha Xilofon"), body(LONG), body("Badan Usaha Xilofon")]
    found = registry(tmp_path, archive(*entities))
    assert one(found, Kind.ORGANIZATION, "BUX", LONG)
    assert not one(found, Kind.ORGANIZATION, "BUX", "Badan Usaha Xilofon")


def test_letters_that_rival_others_of_a_body_weakly_are_not_taken_for_it(tmp_path: Path) -> None:
    entities = [*[body("Baxen", "Badan Xenon")] * 10, body("BAX", "Badan Xenon"), body("Badan Xenon")]
    found = registry(tmp_path, archive(*entities))
    assert one(found, Kind.ORGANIZATION, "Baxen", "Badan Xenon")
    assert not one(found, Kind.ORGANIZATION, "BAX", "Badan Xenon")


@pytest.mark.parametrize(
    ("entities", "names"),
    [
        ([place("Perancis"), place("Prancis")], "Perancis|Prancis"),
        ([place("Jawa Tengah"), place("Provinsi Jawa Tengah")], "Jawa Tengah|Provinsi Jawa Tengah"),
        ([place("Amerika Serikat", "AS"), place("AS")], "AS|Amerika Serikat"),
        ([place("Palembang", "Kota Palembang"), place("Kota Palembang")], "Palembang|Kota Palembang"),
        ([place("Tiongkok"), place("China")], "Tiongkok|China"),
    ],
)
def test_names_with_evidence_are_one_place(entities: list[Entity], names: str, tmp_path: Path) -> None:
    assert one(registry(tmp_path, archive(*entities)), Kind.PLACE, *names.split("|"))


@pytest.mark.parametrize(
    ("entities", "names"),
    [
        ([place("Amerika Serikat"), place("AS")], "AS|Amerika Serikat"),
        ([place("Palembang"), place("Kota Palembang")], "Palembang|Kota Palembang"),
        (
            [place("Bandung", "Kota Bandung"), place("Kota Bandung"), place("Kabupaten Bandung")],
            "Bandung|Kota Bandung",
        ),
        ([place("Kabupaten Bogor", "Bogor"), place("Bogor")], "Bogor|Kabupaten Bogor"),
        ([place("Papua"), place("Papua Barat")], "Papua|Papua Barat"),
    ],
)
def test_places_without_evidence_are_not(entities: list[Entity], names: str, tmp_path: Path) -> None:
    assert not one(registry(tmp_path, archive(*entities)), Kind.PLACE, *names.split("|"))
