"""The release that the project began with: who, which bodies and which places it names."""

from pathlib import Path

import pytest

from search.entities import annotate
from search.model import Entity, Kind

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def entities() -> tuple[Entity, ...]:
    (path,) = SEEDS.glob("*.txt")
    return annotate(path.read_text(encoding="utf-8").partition("\n")[2])


def names(entities: tuple[Entity, ...], kind: Kind) -> list[str]:
    return [entity.name for entity in entities if entity.kind is kind]


def test_its_six_people_without_titles(entities: tuple[Entity, ...]) -> None:
    assert names(entities, Kind.PERSON) == [
        "Boy Rafli Amar",
        "Oliver Chambard",
        "Pierre Vincent",
        "Yann Bernitzky",
        "Andhika Chrisnayudhanto",
        "Kris Erlangga",
    ]


def test_its_two_bodies_and_nothing_else(entities: tuple[Entity, ...]) -> None:
    agency, embassy = (entity for entity in entities if entity.kind is Kind.ORGANIZATION)
    assert agency.name == "BNPT"
    assert agency.aliases == ("Badan Nasional Penanggulangan Terorisme",)
    assert embassy.name == "Kedutaan Besar Perancis"
    assert "Kedubes Perancis" in embassy.aliases


def test_its_four_places_and_nothing_else(entities: tuple[Entity, ...]) -> None:
    assert set(names(entities, Kind.PLACE)) == {"Jakarta", "Perancis", "Indonesia", "Timor Leste"}


def test_short_and_misspelt_names_lead_to_the_full_ones(entities: tuple[Entity, ...]) -> None:
    aliases = {entity.name: entity.aliases for entity in entities}
    assert aliases["Boy Rafli Amar"] == ("Boy",)
    assert aliases["Oliver Chambard"] == ("Olivier",)
