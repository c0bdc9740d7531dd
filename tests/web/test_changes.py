"""What a release said before: in the endpoints, feeds and files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree
from test_openapi import differences

from search.archive import Archive
from search.config import Settings
from search.web import create_app

HOSTILE = "<img src=x onerror=alert(1)>"
BEFORE = f"Rapat pertama dihadiri tujuh {HOSTILE} gubernur dari pulau Contoh."
AFTER = f"Rapat pertama dihadiri delapan {HOSTILE} gubernur dari pulau Contoh."
IndexHourly = Callable[[Path, datetime, Sequence[Sequence[dict[str, Any]]]], Settings]
FIRST = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def record(release_id: str, body: str, title: str = "Rapat", source: str = "Badan Contoh") -> dict[str, str]:
    return {"id": release_id, "title": title, "body": body, "source": source, "date": "2026-02-01"}


RUNS: Sequence[Sequence[dict[str, str]]] = (
    (
        record("a", BEFORE, f"Judul {HOSTILE} lama"),
        record("a/history", "Rapat lain, tentang arsip."),
        record("b", "Rapat ketiga membahas pangan dan air."),
        record("c", "Rapat keempat membahas jalan."),
    ),
    (
        record("a", AFTER, f"Judul {HOSTILE} baru"),
        record("a/history", "Rapat lain, tentang perpustakaan."),
        record("b", "Rapat ketiga membahas pangan dan air."),
        record("c", "Rapat keempat membahas jalan.", source="Kantor Contoh"),
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, index_hourly: IndexHourly) -> Iterator[Archive]:
    settings = index_hourly(tmp_path_factory.mktemp("changes"), FIRST, RUNS)
    with Archive.open(None, settings) as archive:
        yield archive


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def asked(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.json


def test_only_releases_whose_text_was_changed_are_found_where_that_is_asked_for(client: FlaskClient) -> None:
    found = asked(client, "/api/v1/search?q=rapat&changed=1")
    assert {hit["id"]: hit["changed"] for hit in found["hits"]} == {
        "a": "2026-03-01T09:30:00Z",
        "a/history": "2026-03-01T09:30:00Z",
    }
    assert found["query"]["changed"] is True
    assert "changed=1" in found["links"]["self"]


def test_hits_say_when_their_text_was_changed_whether_or_not_that_is_asked_for(client: FlaskClient) -> None:
    found = asked(client, "/api/v1/search?q=rapat&changed=0")
    assert found["query"]["changed"] is False
    assert {hit["id"] for hit in found["hits"] if hit["changed"] is None} == {"b", "c"}
    assert found["total"] == 4


def test_what_the_filter_takes_is_said_where_it_is_given_something_else(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?changed=ya")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["errors"][0]["parameter"] == "changed"


def test_feeds_files_and_counts_take_the_filter(client: FlaskClient) -> None:
    assert client.get("/feed.xml?q=rapat&changed=1").text.count("<entry>") == 2
    lines = client.get("/export?format=jsonl&q=rapat&changed=1").text.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {"a", "a/history"}
    assert asked(client, "/api/v1/timeline?q=rapat&changed=1")["total"] == 2


def test_a_release_says_how_often_and_when_it_was_changed(client: FlaskClient) -> None:
    at = "2026-03-01T09:30:00Z"
    assert asked(client, "/api/v1/releases/a")["changed"] == {
        "count": 1, "last": at, "text": at, "parts": ["title", "body"],
    }  # fmt: skip
    assert asked(client, "/api/v1/releases/c")["changed"] == {
        "count": 1, "last": at, "text": None, "parts": ["source"],
    }  # fmt: skip
    assert asked(client, "/api/v1/releases/b")["changed"] is None


def test_the_history_of_a_release_has_what_it_said_before(client: FlaskClient) -> None:
    found = asked(client, "/api/v1/releases/b/history")
    assert found == {"id": "b", "history": []}
    (earlier,) = asked(client, "/api/v1/releases/c/history")["history"]
    assert (earlier["source"], earlier["number"], earlier["since"]) == ("Badan Contoh", 1, None)
    assert (earlier["until"], earlier["changed"]) == ("2026-03-01T09:30:00Z", ["source"])


def test_an_id_that_ends_like_the_address_of_a_history_is_a_release(client: FlaskClient) -> None:
    assert asked(client, "/api/v1/releases/a/history")["body"] == "Rapat lain, tentang perpustakaan."
    found = asked(client, f"/api/v1/releases/{quote('a/history', safe='')}/history")
    assert [earlier["body"] for earlier in found["history"]] == ["Rapat lain, tentang arsip."]


def test_a_history_takes_no_parameters_and_is_not_there_for_what_is_not(client: FlaskClient) -> None:
    assert client.get("/api/v1/releases/b/history?page=2").status_code == 400
    assert client.get("/api/v1/releases/nobody/history").status_code == 404


def test_the_sitemap_tells_crawlers_of_changes_that_left_the_date_alone(client: FlaskClient) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = etree.fromstring(client.get("/sitemap-1.xml").data)
    assert {
        url.findtext("s:loc", namespaces=spaces): url.findtext("s:lastmod", namespaces=spaces)
        for url in listed.iterfind("s:url", spaces)
    } == {
        "http://localhost/releases/a": "2026-03-01T09:30:00+00:00",
        "http://localhost/releases/a/history": "2026-03-01T09:30:00+00:00",
        "http://localhost/releases/b": "2026-02-01",
        "http://localhost/releases/c": "2026-03-01T09:30:00+00:00",
    }


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/v1/search", "/api/v1/search?changed=1"),
        ("/api/v1/releases/{id}", "/api/v1/releases/a"),
        ("/api/v1/releases/{id}", "/api/v1/releases/c"),
        ("/api/v1/releases/{id}/history", "/api/v1/releases/c/history"),
    ],
)
def test_answers_about_changes_are_as_described(client: FlaskClient, path: str, address: str) -> None:
    document = asked(client, "/api/openapi.json")
    described = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert differences(document, described, asked(client, address)) == []
