"""The page about the interface says what the OpenAPI document says, and its links work."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from search.web.openapi import document
from search.web.samples import sample


@pytest.fixture
def described(client: FlaskClient) -> Any:
    return client.get("/api/openapi.json").json


@pytest.fixture
def page(client: FlaskClient) -> BeautifulSoup:
    answer = client.get("/api/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    return BeautifulSoup(answer.text, "lxml")


def test_the_page_has_every_operation_with_every_parameter(page: BeautifulSoup, described: Any) -> None:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            heading = page.find(id=f"api-{operation['operationId']}")
            assert heading is not None
            assert heading.get_text() == f"{method.upper()} {path}"
            section = heading.find_parent("section")
            assert section is not None
            names = [each.get_text() for each in section.select("dl.parameters dt")]
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            wanted = [parameter["name"] for parameter in operation.get("parameters", [])]
            assert names == wanted + list(body.get("properties", ()))
            for parameter in operation.get("parameters", []):
                assert parameter.get("description", "") in section.get_text()


def test_every_link_of_the_page_works(client: FlaskClient, page: BeautifulSoup) -> None:
    tried = {str(a["href"]) for a in page.select("section.operation a")}
    assert len(tried) > 30
    assert {address: code for address in tried if (code := client.get(address).status_code) != 200} == {}
    anchors = {str(a["href"])[1:] for a in page.select('main a[href^="#"]')}
    assert all(page.find(id=anchor) for anchor in anchors)


def test_examples_are_json_of_their_schema(page: BeautifulSoup, described: Any) -> None:
    from test_openapi import differences

    for methods in described["paths"].values():
        for operation in methods.values():
            heading = page.find(id=f"api-{operation['operationId']}")
            assert heading is not None and heading.parent is not None
            shown = json.loads(heading.parent.select("pre")[-1].get_text())
            (content,) = operation["responses"]["200"]["content"].values()
            assert differences(described, content["schema"], shown) == []
            assert shown == sample(described, content["schema"])


def test_limits_and_defaults_are_told(page: BeautifulSoup) -> None:
    search = page.find(id="api-search")
    assert search is not None and search.parent is not None
    told = {dt.get_text(): dt.find_next_sibling("dd").get_text() for dt in search.parent.select("dt")}  # type: ignore[union-attr]
    assert "Bilangan 1–100." in told["per_page"]
    assert "Bawaan: 10." in told["per_page"]
    assert "Paling panjang 500 karakter." in told["q"]
    assert "Boleh diulang, sampai 20 kali." in told["person"]
    assert "relevance, newest, oldest" in told["sort"]


def test_the_page_is_small_and_has_no_script(client: FlaskClient) -> None:
    class Loaded(HTMLParser):
        files: tuple[str, ...] = ()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if tag == "script" or (tag == "link" and given.get("rel") == "stylesheet"):
                self.files += (str(given.get("src") or given.get("href")),)

    answer = client.get("/api/docs?lang=en")
    loaded = Loaded()
    loaded.feed(answer.text)
    assert [path.partition("?")[0] for path in loaded.files] == ["/static/style.css"]
    assert len(answer.data) + sum(len(client.get(path).data) for path in loaded.files) < 60_000


def test_the_page_speaks_english_where_the_address_says_so(client: FlaskClient) -> None:
    text = client.get("/api/docs?lang=en").text
    assert "API for programmers" in text
    assert "Default: 10." in text


def test_the_page_is_linked_from_the_footer_and_the_document(client: FlaskClient, described: Any) -> None:
    assert 'href="/api/docs"' in client.get("/").text
    assert described["externalDocs"]["url"] == "/api/docs"


def test_links_are_right_where_the_application_is_mounted_below_a_path(app: Flask) -> None:
    text = app.test_client().get("/api/docs", environ_overrides={"SCRIPT_NAME": "/cari"}).text
    assert 'href="/cari/api/v1/search?q=' in text
    assert document(app.extensions["siaran.archive"].settings, "/cari")["externalDocs"]["url"] == "/cari/api/docs"
