"""What crawlers and browsers find the site by."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from lxml import etree

from search.config import Settings
from search.model import Release
from search.web import crawling, create_app

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OPEN_SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
HOSTILE = "https://contoh.example/a//b?c=d#e"


def document(client: FlaskClient, path: str, media_type: str = "application/xml") -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    return etree.fromstring(answer.data)


def test_the_sitemap_lists_every_release_once_and_its_addresses_work(client: FlaskClient, archive: Any) -> None:
    parts = document(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
    assert parts == ["http://localhost/sitemap-1.xml", "http://localhost/sitemap-entities-1.xml"]
    listed = document(client, "/sitemap-1.xml")
    addresses = listed.xpath("//s:loc/text()", namespaces=SITEMAP)
    assert len(set(addresses)) == len(addresses) == 27
    assert [address for address in addresses if client.get(address).status_code != 200] == []
    assert "2020-09-03" in listed.xpath("//s:lastmod/text()", namespaces=SITEMAP)
    for path in ("/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-99999999999.xml"):
        assert client.get(path).status_code == 404


def test_the_sitemap_lists_who_is_named_in_several_releases(client: FlaskClient) -> None:
    listed = document(client, "/sitemap-entities-1.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
    assert listed == [
        f"http://localhost/entities/{path}"
        for path in ("organization/badan-contoh", "place/bandung", "person/budi-santoso")
    ]
    assert [address for address in listed if client.get(address).status_code != 200] == []
    for path in ("/sitemap-entities-0.xml", "/sitemap-entities-2.xml", "/sitemap-entities-x.xml"):
        assert client.get(path).status_code == 404


def test_many_entities_are_listed_in_parts_each_once(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = document(client, "/sitemap-entities-1.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
    monkeypatch.setattr(crawling, "ENTITIES", 2)
    _, *parts = document(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
    listed = [document(client, part).xpath("//s:loc/text()", namespaces=SITEMAP) for part in parts]
    assert [len(part) for part in listed] == [2, 1]
    assert [address for part in listed for address in part] == whole


def test_a_large_archive_has_several_parts_and_new_releases_change_the_last(
    make_archive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawling, "PART", 3)
    given = [Release(f"r{n}", "Isi.", "Judul", date=date(2000 + n, 1, 1)) for n in range(8)]
    with make_archive(given) as archive:
        client = create_app(archive).test_client()
        parts = document(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=SITEMAP)
        listed = [document(client, part).xpath("//s:loc/text()", namespaces=SITEMAP) for part in parts]
    assert [len(addresses) for addresses in listed] == [3, 3, 2]
    assert [address.rpartition("/")[2] for part in listed for address in part] == [release.id for release in given]


def test_an_empty_archive_has_an_empty_sitemap(make_archive: Any) -> None:
    with make_archive([]) as archive:
        client = create_app(archive).test_client()
        assert not document(client, "/sitemap-1.xml").xpath("//s:loc", namespaces=SITEMAP)
        assert len(document(client, "/sitemap.xml").xpath("//s:loc", namespaces=SITEMAP)) == 1


def test_crawlers_are_kept_to_releases(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]
    for path in ("/", "/releases/kunjungan", "/entities/person/ani-wijaya", "/static/style.css", "/sitemap-1.xml"):
        assert robots.can_fetch("*", path), path
    for path in ("/feed.xml?q=a", "/export?format=csv&q=a", "/cite/ris/kunjungan", "/api/v1/search?q=a"):
        assert not robots.can_fetch("*", path), path
    assert "Disallow: /*?\n" in answer.text, "wildcards are RFC 9309, which Python's parser does not know"


def test_browsers_can_add_the_search(client: FlaskClient) -> None:
    root = document(client, "/opensearch.xml", "application/opensearchdescription+xml")
    assert len(root.xpath("string(o:ShortName)", namespaces=OPEN_SEARCH)) in range(1, 17)
    templates = {url.get("type"): url.get("template") for url in root.xpath("o:Url", namespaces=OPEN_SEARCH)}
    for media_type in ("text/html", "application/atom+xml", "application/json"):
        filled = templates[media_type].replace("{searchTerms}", "duta")
        for optional in ("{startPage?}", "{count?}"):
            filled = filled.replace(optional, "")
        answer = client.get(filled)
        assert (answer.status_code, answer.mimetype) == (200, media_type)
        assert "Kepala Badan Contoh" in answer.text
    assert 'href="/opensearch.xml"' in client.get("/").text


@pytest.mark.parametrize("host", ['evil"b', "evil b", "<evil>", "evil/b", "evil@b", "-evil", "evil:b", "evil:1:2"])
def test_a_strange_host_comes_into_no_document(client: FlaskClient, host: str) -> None:
    for path in ("/feed.xml", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/opensearch.xml"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_a_mounted_application_says_where_it_is(make_archive: Any) -> None:
    options = Settings(refresh_seconds=0, public_url="https://badan.example/cari")
    with make_archive([Release("a", "Isi.", "Judul")], options) as archive:
        client = create_app(archive).test_client()
        text = client.get("/sitemap-1.xml", environ_overrides={"SCRIPT_NAME": "/cari"}).text
    assert "https://badan.example/cari/releases/a<" in text


def test_a_release_tells_machines_what_it_is(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/releases/kunjungan?q=duta").text, "lxml")
    told = json.loads(soup.select_one("script[type='application/ld+json']").get_text())  # type: ignore[union-attr]
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert told["headline"] == "Kepala Badan Contoh menerima duta besar"
    assert told["datePublished"] == "2020-09-03"
    assert told["publisher"] == {"@type": "Organization", "name": "Badan Contoh"}
    assert told["isBasedOn"] == "https://contoh.example/siaran/1"
    assert {"@type": "Person", "name": "Ani Wijaya"} in told["mentions"]
    assert soup.select_one("link[rel=canonical]")["href"] == told["url"] == "/releases/kunjungan"  # type: ignore[index]
    content = {str(tag.get("property") or tag.get("name")): tag["content"] for tag in soup.select("meta[content]")}
    assert content["og:type"] == "article"
    assert content["og:title"] == content["DC.title"] == told["headline"]
    assert content["DC.date"] == content["article:published_time"] == "2020-09-03"
    assert content["DC.identifier"] == "https://contoh.example/siaran/1"
    assert "og:url" not in content


def test_with_a_known_address_cards_have_it(make_archive: Any) -> None:
    options = Settings(refresh_seconds=0, public_url="https://siaran.example")
    with make_archive([Release("a", "Isi.", "Judul")], options) as archive:
        shown = create_app(archive).test_client().get("/releases/a").text
    assert '<meta property="og:url" content="https://siaran.example/releases/a">' in shown
    assert '<link rel="canonical" href="https://siaran.example/releases/a">' in shown


def test_nothing_in_a_release_ends_its_data(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/releases/" + quote(HOSTILE, safe="")).text, "lxml")
    told = json.loads(soup.select_one("script[type='application/ld+json']").get_text())  # type: ignore[union-attr]
    assert told["headline"].startswith("<script>alert(1)</script>")
    assert "isBasedOn" not in told
