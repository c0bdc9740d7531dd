"""Entities as data: lists, profiles, and how their ids are used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.analysis import analyse
from search.archive import Archive
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, Kind, Quote, Release
from search.web import create_app

AGENCY = "Badan Contoh Nusantara"


def entity(kind: str, name: str, *aliases: str, **given: Any) -> Entity:
    return Entity(Kind(kind), name, aliases, **given)


RELEASES = (
    Release(
        "a",
        "BCN dan Ani Wijaya.",
        "Satu",
        date=date(2019, 5, 1),
        entities=(
            entity("organization", "BCN", AGENCY),
            entity("person", "Ani Wijaya", "Ani", titles=("Dr.",), roles=("Kepala BCN",)),
        ),
        quotes=(Quote(0, 3, "BCN", speaker="Ani Wijaya"),),
    ),
    Release(
        "b",
        f"{AGENCY} dan Ani Wijaya.",
        "Dua",
        date=date(2021, 5, 1),
        entities=(
            entity("organization", AGENCY),
            entity("person", "Ani Wijaya", roles=("Kepala BCN", "Dosen")),
            entity("place", "Śrinagar"),
        ),
    ),
    Release("c", "Budi.", "Tiga", entities=(entity("person", "Budi"), entity("place", "Budi"))),
)


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    engine = MemoryEngine("test")
    with engine.writer() as writer:
        writer.add(analyse(RELEASES, [release.id for release in RELEASES], Analyzer(), lambda _forms: {}))
        writer.commit()
    with Archive(engine, settings=Settings(refresh_seconds=0)) as archive:
        yield create_app(archive).test_client()


def data(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_entities_are_listed_most_frequent_first_each_once(client: FlaskClient) -> None:
    found = data(client, "/api/v1/entities")
    assert [(e["kind"], e["id"], e["name"], e["count"]) for e in found["entities"]] == [
        ("person", "ani-wijaya", "Ani Wijaya", 2),
        ("organization", "bcn", "BCN", 2),
        ("person", "budi", "Budi", 1),
        ("place", "budi", "Budi", 1),
        ("place", "srinagar", "Śrinagar", 1),
    ]
    assert found["query"] == {"q": "", "kind": None}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=contoh+nus", ["bcn"]),
        ("q=BADAN", ["bcn"]),
        ("q=srinagar", ["srinagar"]),
        ("q=ŚRI", ["srinagar"]),
        ("q=wijaya+ani", ["ani-wijaya"]),
        ("q=ijaya", []),
        ("q=%21", []),
        ("q=budi", ["budi", "budi"]),
        ("q=budi&kind=place", ["budi"]),
        ("kind=organization", ["bcn"]),
        ("per_page=2&page=2", ["budi", "budi"]),
    ],
)
def test_a_list_is_narrowed_by_words_of_any_name_and_by_kind(client: FlaskClient, query: str, ids: list[str]) -> None:
    assert [entity["id"] for entity in data(client, f"/api/v1/entities?{query}")["entities"]] == ids


def test_lists_are_paged_with_links(client: FlaskClient) -> None:
    first = data(client, "/api/v1/entities?per_page=2")
    assert (first["total"], first["links"]["prev"]) == (5, None)
    second = data(client, first["links"]["next"])
    assert second["page"] == 2
    assert data(client, second["links"]["next"])["links"]["next"] is None


def test_a_profile_tells_what_the_releases_say(client: FlaskClient) -> None:
    found = data(client, "/api/v1/entities/person/ani-wijaya")
    assert found["aliases"] == ["Ani"]
    assert found["names"] == [{"name": "Ani", "count": 1, "reason": "alias"}]
    assert found["titles"] == [{"text": "Dr.", "count": 1, "from": "2019", "to": "2019"}]
    assert found["roles"] == [
        {"text": "Kepala BCN", "count": 2, "from": "2019", "to": "2021"},
        {"text": "Dosen", "count": 1, "from": "2021", "to": "2021"},
    ]
    assert (found["releases"], found["from"], found["to"]) == (2, "2019-05-01", "2021-05-01")
    assert found["years"] == [{"value": "2021", "count": 1}, {"value": "2019", "count": 1}]
    assert found["beside"]["organization"] == [{"id": "bcn", "name": "BCN", "count": 2}]
    assert found["beside"]["person"] == []
    assert data(client, found["links"]["releases"])["total"] == 2
    assert data(client, found["links"]["self"]) == found


def test_any_name_leads_to_the_entity(client: FlaskClient) -> None:
    for address in ("bcn", "badan-contoh-nusantara", "BCN", "Badan%20Contoh%20Nusantara"):
        assert data(client, f"/api/v1/entities/organization/{address}")["id"] == "bcn"


@pytest.mark.parametrize("value", ["bcn", "BCN", "badan-contoh-nusantara", AGENCY])
def test_a_search_takes_an_id_or_any_name_and_counts_the_entity_once(client: FlaskClient, value: str) -> None:
    found = client.get("/api/v1/search", query_string={"organization": value}).json
    assert found is not None
    assert [hit["id"] for hit in found["hits"]] == ["b", "a"]
    assert found["facets"]["organization"] == [{"value": "BCN", "count": 2}]
    assert found["query"]["organization"] == [value]
    asked = client.get("/api/v1/search", query_string={"q": f'lembaga:"{value}" wijaya'}).json
    assert asked is not None
    assert asked["total"] == 2


def test_a_search_by_part_of_a_persons_name_finds_who_has_it(client: FlaskClient) -> None:
    assert data(client, "/api/v1/search?q=tokoh:wijaya")["total"] == 2
    assert data(client, "/api/v1/search?person=Ani")["total"] == 2
    assert data(client, "/api/v1/search?person=siapa")["total"] == 0


def test_a_releases_entities_and_speakers_have_ids(client: FlaskClient) -> None:
    found = data(client, "/api/v1/releases/b")
    assert [entity["id"] for entity in found["entities"]] == ["bcn", "ani-wijaya", "srinagar"]
    assert data(client, "/api/v1/releases/a")["quotes"][0]["speaker"] == {"id": "ani-wijaya", "name": "Ani Wijaya"}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/entities/person/nobody", 404),
        ("/api/v1/entities/person/bcn", 404),
        ("/api/v1/entities/dewa/ani-wijaya", 404),
        ("/api/v1/entities/person/%00", 404),
        ("/api/v1/entities/person/x", 404),
        ("/api/v1/entities/person/" + "a" * 5000, 404),
        ("/api/v1/entities/person/" + "-" * 50, 404),
        ("/api/v1/entities/person/ani-wijaya?kind=person", 400),
        ("/api/v1/entities?kind=dewa", 400),
        ("/api/v1/entities?per_page=100000", 400),
        ("/api/v1/entities?q=" + "a" * 501, 400),
        ("/api/v1/entities?name=ani", 400),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
