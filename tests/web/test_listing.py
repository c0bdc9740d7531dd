"""Everything for programs that keep a copy: all releases by cursor, counts by time, fields, depth of facets, links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import Settings
from search.indexing import index_paths
from search.web import create_app
from search.web.api_tables import HEAVY


def get(client: FlaskClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json


def refused(client: FlaskClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, query_string=parameters)
    assert answer.status_code == 400, answer.text
    assert answer.mimetype == "application/problem+json"
    return answer.json


def links(answer: Any) -> dict[str, str]:
    return {rel: address for address, rel in re.findall(r'<([^>]*)>; rel="([\w-]+)"', answer.headers["Link"])}


@pytest.fixture
def mirrored(tmp_path: Path) -> Iterator[tuple[FlaskClient, Path]]:
    """A client of an index in a folder, and the file that it was made of."""
    path = tmp_path / "releases.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"r{n}", "body": f"Isi ke-{n}."}) for n in range(5)), "utf-8")
    settings = Settings(index=tmp_path / "index", refresh_seconds=0)
    index_paths(settings, [path], jobs=1)
    with Archive.open(settings=settings) as archive:
        yield create_app(archive).test_client(), path


def test_following_next_gives_every_release_once(mirrored: tuple[FlaskClient, Path]) -> None:
    client, _ = mirrored
    address, found = "/api/v1/releases?limit=2&fields=title", []
    while True:
        answer = client.get(address)
        page = answer.json
        assert page is not None
        assert [set(release) for release in page["releases"]] == [{"id", "title"}] * len(page["releases"])
        found += [release["id"] for release in page["releases"]]
        assert links(answer).get("next") == page["links"]["next"]
        assert links(answer)["first"] == "/api/v1/releases?limit=2&fields=title"
        if page["links"]["next"] is None:
            break
        address = page["links"]["next"]
    assert sorted(found) == [f"r{n}" for n in range(5)]
    assert page["remaining"] == 0


def test_the_last_cursor_gives_what_came_later(mirrored: tuple[FlaskClient, Path]) -> None:
    client, path = mirrored
    end = get(client, "/api/v1/releases")
    assert len(end["releases"]) == 5
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[1:], json.dumps({"id": "baru", "body": "Isi baru."})]), "utf-8")
    index_paths(Settings(index=path.parent / "index"), [path], jobs=1)
    later = get(client, "/api/v1/releases", cursor=end["cursor"])
    assert ([release["id"] for release in later["releases"]], later["removed"]) == (["baru"], ["r0"])
    assert get(client, "/api/v1/releases", cursor=later["cursor"])["releases"] == []


def test_a_bad_cursor_is_said_to_be_one(client: FlaskClient) -> None:
    for cursor in ("x", "A" * 24, "A" * 200, "%00", "💥"):
        assert refused(client, "/api/v1/releases", cursor=cursor)["parameter"] == "cursor"


def test_since_and_limit_are_bounded(client: FlaskClient) -> None:
    assert get(client, "/api/v1/releases", since="2000-01-01", limit=100)["releases"]
    assert get(client, "/api/v1/releases", since="9999-12-31T23:59:59Z")["releases"] == []
    for since in ("kemarin", "2020", "0001-01-01T00:00:00+23:59", "2020-01-01T99:00"):
        assert refused(client, "/api/v1/releases", since=since)["parameter"] == "since"
    assert refused(client, "/api/v1/releases", limit=101)["parameter"] == "limit"
    assert refused(client, "/api/v1/releases", page=2)["parameter"] == "page"


def test_what_takes_as_much_as_the_text_is_given_where_it_is_asked_for(client: FlaskClient) -> None:
    plain = get(client, "/api/v1/releases", limit=1)["releases"][0]
    assert not plain.keys() & set(HEAVY)
    assert plain["body"]
    full = get(client, "/api/v1/releases", limit=1, fields=",".join(HEAVY))["releases"][0]
    assert set(full) == {"id", *HEAVY}


@pytest.mark.parametrize("path", ["search", "quotes", "releases"])
def test_unknown_fields_are_named_with_those_there_are(client: FlaskClient, path: str) -> None:
    detail = refused(client, f"/api/v1/{path}", fields="id,judul,text")["detail"]
    assert "'judul'" in detail or "'id'" in detail
    assert "there are: " in detail


def test_results_have_the_fields_that_are_asked_for(client: FlaskClient) -> None:
    (hit, *_) = get(client, "/api/v1/search", q="latihan", fields="title, date")["hits"]
    assert list(hit) == ["id", "title", "date"]
    (hit, *_) = get(client, "/api/v1/search", q="latihan", fields="id,reasons", explain=1)["hits"]
    assert list(hit) == ["id", "reasons"]


def test_facets_are_as_deep_as_asked(client: FlaskClient) -> None:
    all_years = get(client, "/api/v1/search", facet_values=1000)["facets"]["year"]
    assert get(client, "/api/v1/search", facet_values=2)["facets"]["year"] == all_years[:2]
    assert refused(client, "/api/v1/search", facet_values=1001)["parameter"] == "facet_values"
    assert refused(client, "/api/v1/quotes", facet_values=0)["parameter"] == "facet_values"


def test_the_timeline_counts_every_release_of_the_result(client: FlaskClient) -> None:
    months = get(client, "/api/v1/timeline", q="latihan", unit="month")
    years = get(client, "/api/v1/timeline", q="latihan")
    total = get(client, "/api/v1/search", q="latihan")["total"]
    for found in (months, years):
        assert sum(period["count"] for period in found["periods"]) + found["undated"] == found["total"] == total
        assert found["periods"] == sorted(found["periods"], key=lambda period: period["from"])
        for period in found["periods"]:
            within = get(client, "/api/v1/search", q="latihan", **{"from": period["from"], "to": period["to"]})
            assert within["total"] == period["count"]
    assert get(client, "/api/v1/timeline")["undated"] == 1
    assert get(client, "/api/v1/timeline", q="tidakadakatanya")["periods"] == []
    assert refused(client, "/api/v1/timeline", unit="hari")["parameter"] == "unit"


@pytest.mark.parametrize("path", ["search?per_page=2", "quotes?per_page=2", "entities?per_page=2", "releases?limit=2"])
def test_pages_link_to_their_neighbours_in_the_header(client: FlaskClient, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    found = links(first)
    assert {"self", "first", "describedby", "service-doc"} <= found.keys()
    assert [client.get(found[rel]).status_code for rel in ("describedby", "service-doc")] == [200, 200]
    assert all(not urlsplit(address).netloc for address in found.values())
    assert first.json is not None
    assert found.get("next") == first.json["links"]["next"]
    if "next" in found and not path.startswith("releases"):
        second = links(client.get(found["next"]))
        assert second["prev"] == found["first"]


def test_pages_of_other_sites_may_read_answers_for_programs_only(client: FlaskClient) -> None:
    for path in (
        "/api/v1/search",
        "/api/v1/search?page=x",
        "/api/v1/releases/tidak-ada",
        "/api/openapi.json",
        "/api/x",
    ):
        answer = client.get(path, headers={"Origin": "https://lain.example"})
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert "Link" in answer.headers["Access-Control-Expose-Headers"]
    for path in ("/", "/releases/kunjungan", "/feed.xml", "/healthz"):
        assert "Access-Control-Allow-Origin" not in client.get(path).headers


def test_browsers_are_told_which_methods_pages_of_other_sites_may_use(client: FlaskClient) -> None:
    asking = {"Origin": "https://lain.example", "Access-Control-Request-Headers": "content-type"}
    for path, method in (("/api/v1/overlap", "POST"), ("/api/v1/search", "GET"), ("/api/v1/releases/a", "GET")):
        answer = client.options(path, headers=asking | {"Access-Control-Request-Method": method})
        assert answer.status_code == 200
        assert method in answer.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Methods" not in client.options("/").headers


@pytest.mark.parametrize(
    "path",
    ["search?q=a", "quotes?q=a", "entities", "entities/person/budi-santoso", "releases", "releases/kunjungan",
     "timeline", "suggest?q=b", "../openapi.json"],
)  # fmt: skip
def test_every_answer_has_a_tag_and_is_not_sent_again(client: FlaskClient, path: str) -> None:
    address = f"/api/v1/{path}".replace("/v1/..", "")
    answer = client.get(address)
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == answer.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
