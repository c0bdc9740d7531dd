"""Compressed answers say the same, and are kept and asked for again as others are."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from flask.testing import FlaskClient

PAGES = ["/", "/?q=latihan", "/releases/kunjungan?q=duta", "/api/openapi.json", "/static/style.css"]
FROM_INDEX = ["/", "/?q=latihan", "/api/v1/search?q=latihan", "/api/v1/releases/kunjungan"]


def get(client: FlaskClient, path: str, accepted: str | None, method: str = "GET", **headers: str) -> Any:
    return client.open(path, method=method, headers=headers | ({"Accept-Encoding": accepted} if accepted else {}))


@pytest.mark.parametrize("path", PAGES)
def test_a_compressed_answer_says_the_same_in_fewer_bytes(client: FlaskClient, path: str) -> None:
    plain, packed = get(client, path, None), get(client, path, "gzip, deflate, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data)
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]


def test_results_are_compressed_too(client: FlaskClient) -> None:
    packed = get(client, "/api/v1/search?q=latihan", "gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert b'"total":24' in gzip.decompress(packed.data)


def test_a_long_page_about_an_error_is_compressed(client: FlaskClient) -> None:
    packed = get(client, "/?from=x", "gzip")
    assert (packed.status_code, packed.headers["Content-Encoding"]) == (400, "gzip")
    assert b"<!doctype html>" in gzip.decompress(packed.data)


@pytest.mark.parametrize("accepted", [None, "", "br", "gzip;q=0", "identity", "gzip;q=0.5, identity", "*;q=0", "x;;,="])
@pytest.mark.parametrize("path", PAGES)
def test_who_would_rather_not_is_not_sent_gzip(client: FlaskClient, path: str, accepted: str | None) -> None:
    answer = get(client, path, accepted)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "accepted", ["gzip", "*", "GZIP", "br, gzip;q=0.1", "gzip;q=1.0, identity;q=0.5", "identity;q=0, *"]
)
def test_who_takes_gzip_is_sent_it(client: FlaskClient, accepted: str) -> None:
    for path in PAGES:
        assert get(client, path, accepted).headers["Content-Encoding"] == "gzip"


def test_what_fits_a_packet_goes_as_it_is(client: FlaskClient) -> None:
    for path in ("/healthz", "/api/v1/search?page=0", "/static/icon.svg"):
        assert "Content-Encoding" not in get(client, path, "gzip").headers


@pytest.mark.parametrize("accepted", [None, "gzip"])
@pytest.mark.parametrize("path", [*PAGES, *FROM_INDEX, "/healthz"])
def test_caches_are_told_that_answers_differ(client: FlaskClient, path: str, accepted: str | None) -> None:
    assert get(client, path, accepted).headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", FROM_INDEX)
def test_one_tag_holds_for_either_encoding(client: FlaskClient, path: str) -> None:
    plain, packed = get(client, path, None), get(client, path, "gzip")
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert packed.headers["ETag"].startswith("W/")
    for accepted in (None, "gzip"):
        again = get(client, path, accepted, **{"If-None-Match": plain.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Vary"] == "Accept-Encoding"
        assert "Content-Encoding" not in again.headers


def test_a_file_has_a_tag_for_each_encoding(client: FlaskClient) -> None:
    path = "/static/style.css"
    tags = {accepted: get(client, path, accepted).headers["ETag"] for accepted in ("identity", "gzip")}
    assert tags["identity"] != tags["gzip"]
    for accepted in tags:
        for of, tag in tags.items():
            again = get(client, path, accepted, **{"If-None-Match": tag})
            assert again.status_code == (304 if of == accepted else 200)
            assert again.headers["Vary"] == "Accept-Encoding"
            assert bool(again.data) == (of != accepted)


@pytest.mark.parametrize("path", PAGES)
def test_head_tells_what_get_would_send(client: FlaskClient, path: str) -> None:
    got, head = (get(client, path, "gzip", method) for method in ("GET", "HEAD"))
    assert head.data == b""
    kept = ("Content-Encoding", "Content-Length", "Content-Type", "ETag", "Vary", "Cache-Control")
    assert [head.headers.get(name) for name in kept] == [got.headers.get(name) for name in kept]


@pytest.mark.parametrize("path", ["/static/", "/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"])
def test_only_the_applications_own_files_are_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
