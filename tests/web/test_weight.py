"""What a browser has to load before a page stands: HTML, style and scripts of every kind of page, on an archive with
hundreds of names and ten years, of which every release was changed, stay below 60 KB uncompressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import Settings
from search.history import History
from search.history.store import Store
from search.history.texts import PARTS, pack
from search.model import Entity, Kind, Mention, Quote, Release
from search.web import create_app

BOUND = 60_000

SYLLABLES = "ba di ka la man nu pra ra san ti wan yu".split()
OFTEN_CHANGED = "siaran-007"
CHOSEN = ("Prabandi Santirawan", "Kalamandi Nuratiyu")


def names(random: Random, count: int, begin: str = "") -> list[str]:
    def word() -> str:
        return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4))).capitalize()

    return [f"{begin}{word()} {word()}" for _ in range(count)]


def releases() -> Iterator[Release]:
    random = Random(7)
    people = [*CHOSEN, *names(random, 400)]
    bodies, places = names(random, 300, "Kementerian "), names(random, 200)
    sources = names(random, 30, "Kantor Berita ")
    for n in range(400):
        told = "Menteri mengatakan penanggulangan bencana itu berlangsung bersama warga dan menteri lain di daerah. "
        said = {
            Kind.PERSON: [*CHOSEN, *random.sample(people, 4)],
            Kind.ORGANIZATION: random.sample(bodies, 5),
            Kind.PLACE: random.sample(places, 4),
        }
        listed = [(kind, name) for kind, given in said.items() for name in dict.fromkeys(given)]
        body = told + "\n".join(f"{told}{name} hadir." for _, name in listed) + "\n" + told * 3
        entities = tuple(
            Entity(kind, name, mentions=(Mention(body.find(name), body.find(name) + len(name), name),))
            for kind, name in listed
        )
        quotes = tuple(
            Quote(at - len(told), at - 1, told.strip(), name)
            for name in said[Kind.PERSON]
            if (at := body.find(name)) >= 0
        )
        title = f"Menteri menanggulangi bencana ke-{n} bersama warga di daerah dan para pejabat dari pusat"
        day = date(2015 + n % 10, 1 + n % 12, 1 + n % 28)
        yield Release(
            id=f"siaran-{n:03}",
            body=body,
            title=title,
            date=day,
            source=random.choice(sources),
            entities=entities,
            quotes=quotes,
        )


def changes(release: Release) -> Iterator[tuple[str, str, tuple[str, ...], bytes]]:
    """One for each release, and for one of them as many as are kept."""
    for n in range(Settings().history_texts if release.id == OFTEN_CHANGED else 1):
        words = release.body.replace("Menteri", "Wakil menteri").replace("warga", f"penduduk {n}")
        earlier = replace(release, title=f"Rencana: {release.title}", body=words, source=f"Redaksi {n}", date=None)
        yield release.id, f"2025-12-{n + 1:02}T08:30:00+00:00", PARTS, pack(earlier)


@pytest.fixture(scope="module")
def archive_of_years(make_archive: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    made, store = list(releases()), Store(tmp_path_factory.mktemp("years"))
    store.announce((change for release in made for change in changes(release)), ())
    store.settle(Settings().history_texts)
    with pytest.MonkeyPatch.context() as patch:
        # An index in memory has no folder in which texts could be kept.
        patch.setattr(History, "load", lambda _index, _snapshot: History(store.rows(), store))
        with make_archive(made) as archive:
            yield archive


@pytest.fixture
def reader(archive_of_years: Archive) -> FlaskClient:
    return create_app(archive_of_years).test_client()


TWO = "&".join(f"person={name.replace(' ', '+')}" for name in CHOSEN)
KINDS = {
    "start": "/",
    "everything": "/?q=",
    "results": "/?q=menteri+bencana",
    "explained": "/?q=menteri+bencana&explain=1",
    "months": "/?q=menteri&from=2018&to=2019",
    "narrowed by two": f"/?q=menteri+bencana&{TWO}",
    "narrowed, months": f"/?q=menteri&{TWO}&from=2018&to=2019&changed=1",
    "nothing": f"/?q=tidakadakatanya&{TWO}",
    "error": "/?q=menteri&from=kemarin",
    "release": f"/releases/{OFTEN_CHANGED}?q=menteri+bencana",
    "change": f"/changes/10/{OFTEN_CHANGED}",
    "quotes": "/quotes?q=menteri",
    "quotes, months": "/quotes?q=menteri&from=2018&to=2019",
    "person": "/entities/person/prabandi-santirawan",
    "entities": "/entities",
    "facet": "/facets/person?q=menteri",
    "facet of quotes": "/quotes/facets/speaker?q=menteri",
    "overlap": "/overlap",
    "not found": "/releases/tidak-ada",
}


def weight(reader: FlaskClient, address: str) -> dict[str, int]:
    answer = reader.get(address)
    soup = BeautifulSoup(answer.text, "lxml")
    files = [str(tag.get("href") or tag.get("src")) for tag in soup.select("link[rel=stylesheet], script[src]")]
    return {"html": len(answer.data), **{file: len(reader.get(file).data) for file in files}}


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_view_stays_below_its_bound(reader: FlaskClient, kind: str, language: str) -> None:
    address = KINDS[kind]
    parts = weight(reader, f"{address}{'&' if '?' in address else '?'}lang=en" if language else address)
    assert sum(parts.values()) < BOUND, parts


def test_the_bound_is_measured_on_full_pages(reader: FlaskClient) -> None:
    soup = BeautifulSoup(reader.get(KINDS["narrowed, months"]).text, "lxml")
    assert len(soup.select(".hit")) == 10
    assert len(soup.select(".timeline svg a")) >= 12
    assert len(soup.select(".all-values")) == 4
    assert len(soup.select(".hit .edited")) == 10
    soup = BeautifulSoup(reader.get(KINDS["release"]).text, "lxml")
    assert len(soup.select("#changes li")) == Settings().history_texts
