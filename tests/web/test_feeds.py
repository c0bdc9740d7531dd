"""A feed of any search is Atom that readers understand, whatever releases hold."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from search.config import Settings
from search.model import Release
from search.web import create_app

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client: FlaskClient, query: str = "", **options: Any) -> Any:
    answer = client.get(f"/feed.xml{query}", **options)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml"), answer.text
    root = etree.fromstring(answer.data)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    return root


def texts(node: Any, path: str) -> list[str]:
    return [str(found) for found in node.xpath(path, namespaces=ATOM)]


def test_it_has_what_atom_asks_for(client: FlaskClient) -> None:
    """RFC 4287, 4.1: ids, titles, times, an author everywhere, a link to itself; every id once."""
    root = feed(client, "?q=latihan")
    for node in (root, *root.xpath("a:entry", namespaces=ATOM)):
        for name in ("id", "title", "updated"):
            assert len(texts(node, f"a:{name}/text()")) == 1
    ids = texts(root, "//a:id/text()")
    assert len(set(ids)) == len(ids) == 25
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    assert texts(root, "a:author/a:name/text()")
    assert texts(root, "a:link[@rel='self']/@href") == ["http://localhost/feed.xml?q=latihan"]


def test_the_newest_come_first_whatever_the_searchs_order(client: FlaskClient) -> None:
    for query in ("?q=latihan", "?q=latihan&sort=oldest&page=2&per_page=3"):
        root = feed(client, query)
        times = texts(root, "a:entry/a:updated/text()")
        assert times == sorted(times, reverse=True)
        assert times[0] == texts(root, "a:updated/text()")[0] == "2021-12-24T00:00:00+07:00"
        assert len(times) == 24


def test_ids_stay_whatever_search_finds_the_release_and_wherever_it_is_served(client: FlaskClient) -> None:
    first = feed(client, "?q=duta")
    again = feed(client, "?person=Ani+Wijaya", base_url="https://lain.example/")
    assert texts(first, "a:entry/a:id/text()") == texts(again, "a:entry/a:id/text()")
    assert texts(first, "a:id/text()") != texts(again, "a:id/text()")
    assert texts(again, "a:entry/a:link[@rel='alternate']/@href") == ["https://lain.example/releases/kunjungan"]


def test_the_title_says_what_was_asked(client: FlaskClient) -> None:
    asked = "?q=latihan&person=Budi+Santoso&source=Badan+Contoh&from=2019&to=2021-01"
    assert texts(feed(client, asked), "a:title/text()") == [
        "Siaran pers: latihan, sumber Badan Contoh, tokoh Budi Santoso, 1 Januari 2019 – 31 Januari 2021"
    ]
    assert texts(feed(client), "a:title/text()") == ["Siaran pers"]
    assert texts(feed(client, "?person=budi-santoso"), "a:title/text()") == ["Siaran pers: tokoh Budi Santoso"]


def test_an_entry_leads_to_its_page_and_to_the_publishers(client: FlaskClient) -> None:
    (entry,) = feed(client, "?q=duta").xpath("a:entry", namespaces=ATOM)
    assert texts(entry, "a:link[@rel='alternate']/@href") == ["http://localhost/releases/kunjungan"]
    assert texts(entry, "a:link[@rel='via']/@href") == ["https://contoh.example/siaran/1"]
    assert texts(entry, "a:author/a:name/text()") == ["Badan Contoh"]
    assert "Ani Wijaya" in texts(entry, "a:category/@term")


def test_a_reader_with_the_newest_state_is_told_so(client: FlaskClient) -> None:
    tag = client.get("/feed.xml?q=latihan").headers["ETag"]
    assert client.get("/feed.xml?q=latihan", headers={"If-None-Match": tag}).status_code == 304


def test_a_search_that_finds_nothing_has_an_empty_feed_and_not_that_of_its_correction(client: FlaskClient) -> None:
    for q in ("tidakadakatanya", "latihhan"):
        assert texts(feed(client, f"?q={q}"), "a:entry/a:id/text()") == []


def test_a_bad_value_is_refused_by_name(client: FlaskClient) -> None:
    answer = client.get("/feed.xml?from=kemarin")
    assert (answer.status_code, answer.mimetype, answer.json["parameter"]) == (400, "application/problem+json", "from")  # type: ignore[index]


def test_pages_say_where_their_feed_is(client: FlaskClient) -> None:
    shown = client.get("/?q=latihan&sort=oldest&page=2").text
    assert 'type="application/atom+xml" href="/feed.xml?q=latihan"' in shown
    assert 'type="application/atom+xml" href="/feed.xml"' in client.get("/").text


def test_nothing_in_a_release_breaks_the_feed(make_archive: Any) -> None:
    nasty = "]]> <![CDATA[ & <b>\x00\x0b\x1f\ufffe\U0001f600 &nbsp;"
    given = Release("a\x01b", f"Isi {nasty}", f"Judul {nasty}", date=date(2020, 1, 1), source=nasty, url="javascript:x")
    with make_archive([given, Release("b", "Isi.", "Tanpa tanggal")]) as archive:
        root = feed(create_app(archive).test_client())
    (title,) = texts(root, "a:entry/a:title/text()")
    assert title.startswith("Judul ]]> <![CDATA[ & <b>\ufffd")
    assert not texts(root, "//a:link[@rel='via']/@href")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=50), person=st.text(max_size=50))
def test_nothing_that_is_asked_breaks_the_feed(app: Flask, q: str, person: str) -> None:
    asked = urlencode([(name, text.encode("utf-8", "surrogatepass")) for name, text in (("q", q), ("person", person))])
    feed(app.test_client(), f"?{asked}")


def test_a_feed_reader_understands_it(client: FlaskClient) -> None:
    feedparser: Any = pytest.importorskip("feedparser", reason="feedparser is not installed")
    found = feedparser.parse(client.get("/feed.xml?q=latihan+OR+script").data)
    assert (found.bozo, found.version, len(found.entries)) == (False, "atom10", 25)
    assert found.entries[0].author == "Badan Contoh"
    assert found.entries[0].updated_parsed[:3] == (2021, 12, 23), "midnight in Jakarta is the day before in UTC"


def test_the_operators_word_on_the_address_counts(make_archive: Any) -> None:
    options = Settings(refresh_seconds=0, public_url="https://siaran.example/")
    with make_archive([Release("a", "Isi.", "Judul", date=date(2020, 1, 1))], options) as archive:
        text = create_app(archive).test_client().get("/feed.xml", base_url="http://evil.example").text
    assert "https://siaran.example/releases/a" in text
    assert "evil.example" not in text
