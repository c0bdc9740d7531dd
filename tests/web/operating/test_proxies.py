"""What proxies say is believed where the operator says so, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from search.archive import Archive
from search.errors import UsageError
from search.web import create_app
from search.web.operating.observing import Observers, Seen

FORGED = {
    "X-Forwarded-For": "198.51.100.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "jahat.example",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "//jahat.example",
    "Forwarded": "for=198.51.100.9;host=jahat.example;proto=https",
}


@pytest.fixture
def behind(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Any:
    def make(observers: Observers | None = None, **given: Any) -> Any:
        monkeypatch.setattr(archive, "settings", replace(archive.settings, **given))
        return create_app(archive, observers).test_client()

    return make


def test_no_header_of_a_client_is_believed_by_default(behind: Any) -> None:
    client = behind()
    for path in ("/?q=latihan", "/feed.xml?q=latihan", "/sitemap.xml", "/opensearch.xml", "/robots.txt"):
        plain, forged = client.get(path).text, client.get(path, headers=FORGED).text
        assert "jahat.example" not in forged
        assert "https://localhost" not in forged
        assert forged.count("http://localhost") == plain.count("http://localhost")


def test_behind_a_proxy_the_scheme_is_the_one_that_readers_use_and_the_host_still_the_one_of_the_request(
    behind: Any,
) -> None:
    feed = behind(proxies=1).get("/feed.xml?q=latihan", headers=FORGED).text
    assert "https://localhost/" in feed
    assert "jahat.example" not in feed
    assert ":666" not in feed


@pytest.mark.parametrize("kept", [True, False], ids=["the proxy leaves the prefix", "the proxy takes it off"])
def test_under_a_prefix_every_link_has_it_and_leads_somewhere(behind: Any, kept: bool) -> None:
    client = behind(path_prefix="/siaran/")
    mount = "/siaran" if kept else ""
    followed = 0
    for path in (
        "/",
        "/?q=latihan",
        "/releases/kunjungan",
        "/quotes?q=",
        "/entities",
        "/overlap",
        "/?q=latihan&lang=en",
    ):
        page = client.get(mount + path)
        assert page.status_code == 200
        links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text))
        assert links
        for link in links:
            assert link.startswith("/siaran/")
            target = link.replace("&amp;", "&")
            assert client.get(target if kept else target.removeprefix("/siaran")).status_code == 200, link
            followed += 1
    assert followed > 50


def test_under_a_prefix_programs_find_their_way_too(behind: Any) -> None:
    client = behind(path_prefix="/siaran", public_url="https://contoh.example/siaran")
    found = client.get("/siaran/api/v1/search?q=latihan").json
    assert found["links"]["next"].startswith("/siaran/api/v1/search?")
    assert client.get("/siaran/api/openapi.json").json["servers"] == [{"url": "/siaran"}]
    assert client.get("/siaran/api/v1/tidak-ada").mimetype == "application/problem+json"
    assert "https://contoh.example/siaran/releases/" in client.get("/siaran/feed.xml?q=latihan").text
    assert "Disallow: /siaran/export" in client.get("/siaran/robots.txt").text
    assert client.get("/siaran").status_code == 200


def test_a_path_that_only_begins_like_the_prefix_is_another(behind: Any) -> None:
    assert behind(path_prefix="/siaran").get("/siaranku").status_code == 404


def test_the_log_says_the_path_as_it_came(behind: Any) -> None:
    told: list[Seen] = []
    behind(Observers(requests=[told.append]), path_prefix="/siaran").get("/siaran/?q=latihan", buffered=True)
    assert [one.path for one in told] == ["/siaran/?q=latihan"]


@pytest.mark.parametrize("text", ["siaran", "https://contoh.example/", "//contoh", "/a b", "/a?b", '/"x'])
def test_a_prefix_that_is_none_is_refused(behind: Any, text: str) -> None:
    with pytest.raises(UsageError, match="SIARAN_PATH_PREFIX"):
        behind(path_prefix=text)
