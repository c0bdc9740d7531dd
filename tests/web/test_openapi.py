"""The description of the interface says what the interface does: it is held against real answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.asking.overlap import OVERLAP
from search.asking.tables import SUGGEST
from search.web.api_tables import SEARCH_API

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


@pytest.fixture
def document(client: FlaskClient) -> Any:
    answer = client.get("/api/openapi.json")
    assert answer.mimetype == "application/json"
    return answer.json


def resolve(document: Any, node: Any) -> Any:
    while "$ref" in node:
        found = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def differences(document: Any, schema: Any, value: Any, where: str = "$") -> list[str]:
    """Where a value is not as its schema says; a key that the schema doesn't name is a difference too."""
    schema = resolve(document, schema)
    if "anyOf" in schema:
        return min((differences(document, part, value, where) for part in schema["anyOf"]), key=len)
    allowed = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, TYPES[name]) for name in allowed):
        return [f"{where}: {value!r} is no {allowed}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    if isinstance(value, dict):
        wrong = [f"{where}: no {key}" for key in schema["required"] if key not in value]
        wrong += [f"{where}: {key} is not described" for key in value if key not in schema["properties"]]
        parts = [(schema["properties"].get(key), value[key], f"{where}.{key}") for key in value]
        return wrong + [w for part, v, at in parts if part for w in differences(document, part, v, at)]
    if isinstance(value, list):
        return [w for i, v in enumerate(value) for w in differences(document, schema["items"], v, f"{where}[{i}]")]
    return []


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/v1/search", "/api/v1/search?q=latihan&per_page=3&page=2", 200),
        ("/api/v1/search", "/api/v1/search?q=tidakadakatanya", 200),
        ("/api/v1/search", "/api/v1/search?q=&explain=1", 200),
        ("/api/v1/search", "/api/v1/search?q=judul:latihan+-bom+OR+ter*+AND+tahun:2020&explain=1", 200),
        ("/api/v1/search", '/api/v1/search?q="a+b"~5+tokoh:ani+=bom&explain=1', 200),
        ("/api/v1/search", "/api/v1/search?explain=x", 400),
        ("/api/v1/search", "/api/v1/search?sort=x", 400),
        ("/api/v1/search", "/api/v1/search?fields=id,score&facet_values=3", 200),
        ("/api/v1/quotes", "/api/v1/quotes?fields=text", 200),
        ("/api/v1/timeline", "/api/v1/timeline?q=latihan&unit=month", 200),
        ("/api/v1/timeline", "/api/v1/timeline?unit=x", 400),
        ("/api/v1/releases", "/api/v1/releases?limit=20", 200),
        ("/api/v1/releases", "/api/v1/releases?limit=20&fields=entities,quotes,event_dates", 200),
        ("/api/v1/releases", "/api/v1/releases?cursor=x", 400),
        ("/api/v1/releases/{id}", "/api/v1/releases/kunjungan", 200),
        ("/api/v1/releases/{id}", "/api/v1/releases/tanpa-judul", 200),
        ("/api/v1/releases/{id}", "/api/v1/releases/tidak-ada", 404),
        ("/api/v1/releases/{id}/history", "/api/v1/releases/kunjungan/history", 200),
        ("/api/v1/releases/{id}/history", "/api/v1/releases/tidak-ada/history", 404),
        ("/api/v1/quotes", "/api/v1/quotes?q=kerja&speaker=x", 200),
        ("/api/v1/entities", "/api/v1/entities?q=budi&kind=person", 200),
        ("/api/v1/entities", "/api/v1/entities?kind=x", 400),
        ("/api/v1/entities/{kind}/{id}", "/api/v1/entities/person/budi-santoso", 200),
        ("/api/v1/entities/{kind}/{id}", "/api/v1/entities/person/x", 404),
        ("/api/v1/quotes", "/api/v1/quotes?sort=x", 400),
        ("/api/v1/suggest", "/api/v1/suggest?q=bu", 200),
        ("/healthz", "/healthz", 200),
        ("/readyz", "/readyz", 200),
    ],
)
def test_answers_are_as_described(client: FlaskClient, document: Any, path: str, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    described = resolve(document, document["paths"][path]["get"]["responses"][str(status)])
    assert list(described["content"]) == [answer.mimetype]
    assert differences(document, described["content"][answer.mimetype]["schema"], answer.json) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (
            {
                "text": "Ani Wijaya, menyambut kunjungan duta besar. Kedua negara membahas",
                "limit": 3,
            },
            200,
        ),
        ({"text": ""}, 200),
        ({"text": 1}, 400),
        ("x" * 300_000, 413),
        (None, 415),
    ],
)
def test_answers_to_a_text_are_as_described(client: FlaskClient, document: Any, body: Any, status: int) -> None:
    answer = client.post("/api/v1/overlap", json=body) if body is not None else client.post("/api/v1/overlap")
    assert answer.status_code == status
    described = resolve(document, document["paths"]["/api/v1/overlap"]["post"]["responses"][str(status)])
    assert list(described["content"]) == [answer.mimetype]
    assert differences(document, described["content"][answer.mimetype]["schema"], answer.json) == []


def test_the_body_of_a_text_comes_from_the_table(document: Any) -> None:
    described = document["paths"]["/api/v1/overlap"]["post"]["requestBody"]["content"]["application/json"]
    assert list(described["schema"]["properties"]) == [row.name for row in OVERLAP] == list(described["example"])
    assert described["schema"]["properties"]["text"]["maxLength"] == 20_000


def test_every_route_for_programs_is_described(app: Flask, document: Any) -> None:
    routes = {
        re.sub(r"<(?:anything:)?(?:[a-z]+_)?([a-z]+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("api.", "entities."))
    }
    assert set(document["paths"]) == routes - {"/api/openapi.json"}


def test_parameters_come_from_the_table(document: Any) -> None:
    for path, table in (("/api/v1/search", SEARCH_API), ("/api/v1/suggest", SUGGEST)):
        described = document["paths"][path]["get"]["parameters"]
        assert [p["name"] for p in described] == [parameter.name for parameter in table]
        assert [p["description"] for p in described] == [parameter.meaning for parameter in table]
        assert all({"in", "schema", "example"} <= p.keys() for p in described)


def test_limits_are_those_in_force(document: Any, app: Flask) -> None:
    by_name = {p["name"]: p["schema"] for p in document["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert by_name["q"]["maxLength"] == 500
    assert (by_name["per_page"]["default"], by_name["per_page"]["maximum"]) == (10, 100)
    assert by_name["person"]["type"] == "array"


def test_the_document_holds_together(document: Any) -> None:
    """Every reference leads somewhere, every operation has its own name and says what it answers."""
    assert document["openapi"].startswith("3.1.")
    assert {"title", "version"} <= document["info"].keys()
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        for answer in operation["responses"].values():
            assert resolve(document, answer)["description"]

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            resolve(document, node)
            if "required" in node and "properties" in node:
                assert set(node["required"]) <= set(node["properties"])
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(document)


def test_path_parameters_are_described(document: Any) -> None:
    (parameter,) = document["paths"]["/api/v1/releases/{id}"]["get"]["parameters"]
    assert (parameter["name"], parameter["in"], parameter["required"]) == ("id", "path", True)


def test_the_server_is_where_the_application_is_mounted(client: FlaskClient) -> None:
    answer = client.get("/api/openapi.json", environ_overrides={"SCRIPT_NAME": "/cari"}).json
    assert answer is not None
    assert answer["servers"] == [{"url": "/cari"}]
