"""Headers: what a browser may run and what it may keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import SETTINGS, Settings
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, Kind, Release
from search.web import create_app

ANSWERS = [
    "/", "/?q=latihan", "/?from=x", "/releases/kunjungan", "/tidak-ada", "/static/style.css", "/static/tidak-ada",
    "/api/v1/search", "/api/v1/search?page=0", "/api/v1/releases/kunjungan", "/api/v1/releases/x", "/api/v1/suggest",
    "/api/openapi.json", "/healthz", "/readyz",
]  # fmt: skip
FROM_INDEX = [
    "/", "/?q=latihan", "/releases/kunjungan?q=duta", "/api/v1/search?q=latihan", "/api/v1/releases/kunjungan",
    "/api/v1/suggest?q=b",
]  # fmt: skip


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_forbids_what_it_does_not_need(client: FlaskClient, path: str, method: str) -> None:
    headers = client.open(path, method=method).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"]


@pytest.mark.parametrize("path", FROM_INDEX)
def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "no-cache"


def test_each_address_has_its_own_tag(client: FlaskClient) -> None:
    tags = {client.get(path).headers["ETag"] for path in FROM_INDEX}
    assert len(tags) == len(FROM_INDEX)


def test_errors_are_not_kept(client: FlaskClient) -> None:
    for path in ("/?from=x", "/releases/x", "/api/v1/search?page=0", "/tidak-ada"):
        headers = client.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert "ETag" not in headers


@pytest.fixture
def engine() -> MemoryEngine:
    return MemoryEngine(Analyzer().fingerprint)


@pytest.fixture
def own_client(engine: MemoryEngine) -> Iterator[FlaskClient]:
    with Archive(engine, Analyzer(), Settings(refresh_seconds=0)) as archive:
        yield create_app(archive).test_client()


def test_a_commit_makes_kept_answers_old(own_client: FlaskClient, engine: Any) -> None:
    tag = own_client.get("/?q=a").headers["ETag"]
    with engine.writer() as writer:
        writer.commit()
    assert own_client.get("/?q=a", headers={"If-None-Match": tag}).status_code == 200


def test_a_setting_that_changes_an_answer_makes_a_kept_one_old(engine: MemoryEngine) -> None:
    def asked(settings: Settings, tag: str = "") -> Any:
        with Archive(engine, Analyzer(), settings) as archive:
            return create_app(archive).test_client().get("/api/v1/search?q=a", headers={"If-None-Match": tag})

    before = Settings(refresh_seconds=0)
    tag = asked(before).headers["ETag"]
    assert asked(before, tag).status_code == 304
    changed = asked(replace(before, per_page=7), tag)
    assert (changed.status_code, changed.json["per_page"]) == (200, 7)
    for setting in SETTINGS:
        other = {"public_url": "https://contoh.example", "path_prefix": "/x"}.get(setting.name)
        if other is None:
            value = getattr(before, setting.name)
            other = value + 1 if isinstance(value, int) else next(iter(set(setting.choices) - {value}), "")
        if other != getattr(before, setting.name):
            status = asked(replace(before, **{setting.name: other}), tag).status_code
            assert status == (304 if setting.unseen else 200), setting.name


def test_files_are_kept_for_a_year_under_an_address_that_changes_with_them(client: FlaskClient) -> None:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(client.get("/").text, "lxml")
    for selector, attribute, media_type in (
        ("link[rel=stylesheet]", "href", "text/css"),
        ("script", "src", "text/javascript"),
    ):
        link = soup.select_one(selector)
        assert link is not None
        file = client.get(str(link[attribute]))
        assert file.mimetype == media_type
        assert "immutable" in file.headers["Cache-Control"]
    assert "immutable" not in client.get("/static/style.css?v=old").headers["Cache-Control"]


def size_of_first_view(client: FlaskClient, address: str) -> int:
    """Bytes of a page and all that it needs, uncompressed."""
    from bs4 import BeautifulSoup

    answer = client.get(address)
    parts = BeautifulSoup(answer.text, "lxml").select("link[rel=stylesheet], link[rel=icon], script[src]")
    files = [client.get(str(part.get("src") or part["href"])).data for part in parts]
    assert len(files) >= 3
    return len(answer.data) + sum(map(len, files))


def test_the_first_view_is_small(client: FlaskClient) -> None:
    assert size_of_first_view(client, "/?q=latihan") < 55_000
    assert size_of_first_view(client, "/releases/kunjungan?q=duta") < 45_000
    assert size_of_first_view(client, "/") < 45_000


def test_the_first_view_has_a_bound_where_all_lists_are_full_of_long_names(make_archive: Any) -> None:
    def names(kind: str, n: int) -> list[str]:
        return [f"{kind} Bernama Contoh {(n + i) % 23}" for i in range(4)]

    releases = [
        Release(
            f"siaran-{n}",
            "Pertemuan penanggulangan bencana dan kerja sama di daerah yang terkena dampaknya sejak lama. " * 12,
            f"Pertemuan penanggulangan bencana tingkat daerah ke-{n} digelar bersama",
            date=date(2010 + n % 15, 1 + n % 12, 1 + n % 28),
            source=f"Badan Contoh {n % 20}",
            entities=tuple(Entity(kind, name) for kind in Kind for name in names(kind.value.title(), n)),
        )
        for n in range(300)
    ]
    with make_archive(releases) as archive:
        assert size_of_first_view(create_app(archive).test_client(), "/?q=bencana") < 72_000


def test_the_pages_take_nothing_from_the_network(client: FlaskClient) -> None:
    style = client.get("/static/style.css").text
    assert "@import" not in style
    assert "url(" not in style
    assert "@font-face" not in style


def test_smaller_files_mean_the_same() -> None:
    from search.web.files import _SHORTER

    style = b"""/* a
     b */
    @media (min-width: 3rem) {
      a, b > i { color: red; content: ": "; }
      p:hover { inset: calc(1% + 2px) -0.5em 10.5em 0; }
    }
    """
    assert _SHORTER[".css"](style) == (
        b'@media (min-width: 3rem){a,b > i{color:red;content:": "}p:hover{inset:calc(1% + 2px) -.5em 10.5em 0}}'
    )
    script = b"""// why
    if (a) {
      // because
      b("// c"); // d
    }
    """
    assert _SHORTER[".js"](script) == b'if (a) {\nb("// c"); // d\n}\n'
