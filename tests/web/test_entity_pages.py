"""The pages of people, organizations and places, and how other pages lead to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import analyse
from search.archive import Archive
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, Kind, Quote, Release
from search.web import create_app

AGENCY = "Badan Contoh Nusantara"
SCRIPT = "<script>alert(1)</script>"
INJECTION = f'"><img src=x onerror=alert(1)> {SCRIPT} {{{{7*7}}}}'
ARABIC = "السلام عليكم"
LONG = "a" * 500


def entity(kind: str, name: str, *aliases: str, **given: Any) -> Entity:
    return Entity(Kind(kind), name, aliases, **given)


def said(speaker: str, body: str) -> tuple[Quote, ...]:
    return (Quote(0, len(body), body, speaker=speaker, role="Kepala BCN"),)


ANI = "Ani Wijaya"
WORK = f"Ani Wijaya bekerja di {AGENCY} bersama Citra Dewi."

RELEASES = (
    Release(
        "2019",
        WORK,
        "Yang pertama",
        date=date(2019, 5, 1),
        entities=(
            entity("organization", "BCN", AGENCY),
            entity("person", ANI, "Ani", titles=("Dr.",), roles=("Kepala BCN",)),
            entity("person", "Citra Dewi"),
        ),
        quotes=said(ANI, WORK),
    ),
    Release(
        "2021",
        f"{AGENCY} dan Ani Wijaya di Bandung.",
        "Yang kedua",
        date=date(2021, 5, 1),
        entities=(
            entity("organization", AGENCY),
            entity("person", ANI, roles=("Kepala BCN", "Dosen")),
            entity("place", "Bandung"),
        ),
        quotes=said("BCN", "BCN"),
    ),
    Release("x", "Ani Wijaya.", f"Judul {SCRIPT}", entities=(entity("person", ANI),), quotes=said("Siapa", "Ani")),
    Release(
        "hostile",
        "Isi.",
        "Judul",
        entities=tuple(
            Entity(kind, name, (f"{name} lain",), roles=(name,), titles=(name,))
            for kind in Kind
            for name in (INJECTION, ARABIC, LONG, "a/b?c#d", "..", "a\nb", "%00")
        ),
    ),
)


def made(releases: tuple[Release, ...]) -> Archive:
    engine = MemoryEngine("test")
    with engine.writer() as writer:
        writer.add(analyse(releases, [release.id for release in releases], Analyzer(), lambda _forms: {}))
        writer.commit()
    return Archive(engine, settings=Settings(refresh_seconds=0))


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with made(RELEASES) as archive:
        yield archive


@pytest.fixture(scope="module")
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def page(client: FlaskClient, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    return BeautifulSoup(answer.text, "lxml")


def text(node: Tag | BeautifulSoup) -> str:
    return re.sub(r"\s+", " ", node.get_text(" ")).strip()


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def query(href: Any) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(str(href)).query, keep_blank_values=True)


def part(soup: BeautifulSoup, heading: str) -> Tag:
    """The section with this heading."""
    return next(section for section in soup.select("section") if text(one(section, "h2")) == heading)


def total(client: FlaskClient, href: Any) -> int:
    """How many results a link leads to."""
    return int(text(one(page(client, str(href)), ".total strong")))


# --- One of them


def test_a_person_has_a_page_with_names_offices_and_times(client: FlaskClient) -> None:
    soup = page(client, "/entities/person/ani-wijaya")
    assert text(one(soup, "h1")) == ANI
    assert text(one(soup, ".byline")) == "Tokoh 3 siaran 1 Mei 2019 – 1 Mei 2021"
    assert [text(item) for item in part(soup, "Jabatan").select("li")] == [
        "Kepala BCN 2019–2021, 2 siaran",
        "Dosen 2021, 1 siaran",
    ]
    assert text(one(part(soup, "Gelar dan sapaan"), "li")) == "Dr. 2019, 1 siaran"
    assert text(one(part(soup, "Nama lain"), "li")).startswith("Ani 1 siaran, disebut demikian")


def test_it_shows_the_newest_releases_that_name_it_and_leads_to_all(client: FlaskClient) -> None:
    soup = page(client, "/entities/organization/bcn")
    listed = part(soup, "Siaran terbaru yang menyebutnya")
    assert [text(title) for title in listed.select(".hit-title")] == ["Yang kedua", "Yang pertama"]
    search = one(soup, ".ways a")
    assert query(search["href"]) == [("q", ""), ("organization", "BCN")]
    assert total(client, search["href"]) == 2


def test_a_persons_quotes_are_shown_and_lead_to_all_of_them(client: FlaskClient) -> None:
    soup = page(client, "/entities/person/ani-wijaya")
    assert [text(quote) for quote in part(soup, "Kutipan terbaru").select("blockquote")] == [WORK]
    every = next(link for link in soup.select(".ways a") if "kutipan" in text(link))
    assert total(client, every["href"]) == 1
    assert "Kutipan terbaru" not in text(page(client, "/entities/person/citra-dewi"))


def test_who_is_named_beside_it_leads_to_a_page_and_to_the_releases_that_name_both(client: FlaskClient) -> None:
    beside = part(page(client, "/entities/person/ani-wijaya"), "Disebut bersama")
    found = {}
    for item in beside.select("li"):
        name, both = item.select("a")
        assert text(one(page(client, str(name["href"])), "h1")) == text(name)
        assert f"{total(client, both['href'])} siaran" in text(both)
        found[text(name)] = query(both["href"])
    assert found == {
        "Citra Dewi": [("person", ANI), ("q", 'tokoh:"Citra Dewi"')],
        "BCN": [("q", ""), ("person", ANI), ("organization", "BCN")],
        "Bandung": [("q", ""), ("person", ANI), ("place", "Bandung")],
    }


def test_times_lead_to_the_releases_of_each(client: FlaskClient) -> None:
    soup = part(page(client, "/entities/person/ani-wijaya"), "Dari waktu ke waktu")
    bars = {text(one(link, "title")): link["href"] for link in soup.select("svg a")}
    assert len(bars) == 2
    rows = [(text(one(row, "th a")), text(one(row, "td")), one(row, "th a")["href"]) for row in soup.select("tbody tr")]
    assert {f"{time}: {count} siaran": href for time, count, href in rows} == bars
    assert {href for *_, href in rows} == set(bars.values())
    for href in bars.values():
        assert ("person", ANI) in query(href)
        assert total(client, href) == 1


def test_of_few_years_the_months_are_told(client: FlaskClient) -> None:
    days = [date(2020, 1, 2), date(2020, 1, 30), date(2020, 3, 1)]
    given = [Release(str(n), ANI, "Judul", date=day, entities=RELEASES[2].entities) for n, day in enumerate(days)]
    with made(tuple(given)) as archive:
        own = create_app(archive).test_client()
        soup = part(page(own, "/entities/person/ani-wijaya"), "Dari waktu ke waktu")
        assert [total(own, row["href"]) for row in soup.select("tbody a")] == [1, 2]
    undated = page(client, "/entities/person/citra-dewi")
    assert not undated.select(".timeline"), "one time is no course of time"


def test_it_has_a_feed(client: FlaskClient) -> None:
    soup = page(client, "/entities/person/ani-wijaya")
    address = one(soup, "link[type='application/atom+xml']")["href"]
    assert [link["href"] for link in soup.select("a[type='application/atom+xml']")] == [address]
    feed = client.get(str(address))
    assert (feed.status_code, feed.mimetype) == (200, "application/atom+xml")
    assert feed.text.count("<entry>") == 2, "a release without a date is no news"


@pytest.mark.parametrize(
    ("path", "kind", "told"),
    [
        ("person/ani-wijaya", "Person", {"jobTitle": ["Kepala BCN", "Dosen"], "alternateName": ["Ani"]}),
        ("organization/bcn", "Organization", {"alternateName": [AGENCY]}),
        ("place/bandung", "Place", {}),
    ],
)
def test_machines_are_told_who_it_is(client: FlaskClient, path: str, kind: str, told: dict[str, Any]) -> None:
    soup = page(client, f"/entities/{path}")
    found = json.loads(one(soup, "script[type='application/ld+json']").get_text())
    assert (found["@context"], found["@type"]) == ("https://schema.org", kind)
    assert {key: found.get(key) for key in told} == told
    assert ("jobTitle" in found) == (kind == "Person")
    assert one(soup, "link[rel=canonical]")["href"] == found["url"] == f"/entities/{path}"
    assert not soup.select("meta[name=robots]")


@pytest.mark.parametrize("given", ["BCN", "badan-contoh-nusantara", AGENCY, f"{AGENCY.upper()}", "bcN"])
def test_another_id_or_name_leads_to_the_one_address(client: FlaskClient, given: str) -> None:
    answer = client.get(f"/entities/organization/{quote(given)}?q=a")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/entities/organization/bcn")
    mounted = client.get("/entities/organization/BCN", environ_overrides={"SCRIPT_NAME": "/cari"})
    assert mounted.headers["Location"] == "/cari/entities/organization/bcn"
    assert answer.headers["Cache-Control"] == "no-store", "tomorrow the name may be another's"


@pytest.mark.parametrize(
    "path",
    ["person/tidak-ada", "person/bcn", "dewa/bcn", "person/%00", "person/x", "person/" + "a" * 5000, "place/%0A/%ff"],
)
def test_nobody_is_a_page_with_a_search_box(client: FlaskClient, path: str) -> None:
    soup = page(client, f"/entities/{path}", 404)
    assert one(soup, "input[name=q]")
    assert one(soup, "main a[href='/entities']")


def test_what_several_have_is_no_address_but_leads_to_each(client: FlaskClient) -> None:
    two = tuple(Release(name, name, name, entities=(entity("person", name),)) for name in ("Ali Murad", "Ali Topan"))
    with made(two) as archive:
        soup = page(create_app(archive).test_client(), "/entities/person/ali", 404)
    assert names(soup) == ["Ali Murad", "Ali Topan"]


def test_one_of_another_kind_is_offered(client: FlaskClient) -> None:
    assert names(page(client, "/entities/person/bcn", 404)) == ["BCN"]
    assert names(page(client, "/entities/dewa/ani-wijaya", 404)) == [ANI]
    assert not names(page(client, "/entities/person/tidak-ada", 404))


# --- The list


def names(soup: BeautifulSoup) -> list[str]:
    return [text(link) for link in soup.select(".listed a")]


def test_the_list_begins_with_who_is_named_most(client: FlaskClient) -> None:
    soup = page(client, "/entities")
    assert names(soup)[:2] == [ANI, "BCN"]
    assert text(one(soup, ".listed li")) == "Ani Wijaya Tokoh, 3 siaran"
    assert one(soup, "link[rel=canonical]")["href"] == "/entities"
    assert not soup.select("meta[name=robots]")


def test_the_list_is_searched_by_any_name_and_by_kind(client: FlaskClient) -> None:
    soup = page(client, "/entities?q=contoh+nus")
    assert names(soup) == ["BCN"]
    assert one(soup, "meta[name=robots]")["content"] == "noindex"
    assert names(page(client, "/entities?q=bandung&kind=place")) == ["Bandung"]
    assert one(page(client, "/entities?q=bandung&kind=place"), "#search input[name=kind]")["value"] == "place"


def test_the_list_is_turned_page_by_page(client: FlaskClient) -> None:
    soup = page(client, "/entities?kind=person&per_page=2")
    assert len(names(soup)) == 2
    following = page(client, str(one(soup, ".pager a[rel=next]")["href"]))
    assert not set(names(soup)) & set(names(following))
    assert one(following, "ol.listed")["start"] == "3"
    assert "hanya sampai halaman" in text(page(client, "/entities?page=99"))


def test_an_empty_list_leads_on(client: FlaskClient) -> None:
    soup = page(client, "/entities?q=Ani+Wijaya&kind=place")
    assert text(one(soup, "[role=status]")) == "Tidak ada tempat dengan Ani Wijaya"
    assert names(page(client, str(one(soup, ".nothing a")["href"]))) == [ANI]
    with made(()) as archive:
        assert "Tidak ada nama" in text(page(create_app(archive).test_client(), "/entities"))


@pytest.mark.parametrize("wrong", ["kind=dewa", "page=0", "per_page=1000", "q=" + "a" * 501, "page=900&per_page=100"])
def test_what_is_wrong_is_said(client: FlaskClient, wrong: str) -> None:
    assert one(page(client, f"/entities?{wrong}", 400), "[role=alert] li")


# --- How others lead to them


def test_speakers_and_names_of_a_release_lead_to_their_pages(client: FlaskClient) -> None:
    first = page(client, "/releases/2019")
    assert one(first, ".said-by a")["href"] == "/entities/person/ani-wijaya"
    second = page(client, "/releases/2021")
    assert one(second, ".said-by a")["href"] == "/entities/organization/bcn"
    assert {link["href"] for link in second.select(".names a:not(.narrow)")} == {
        "/entities/organization/bcn",
        "/entities/person/ani-wijaya",
        "/entities/place/bandung",
    }


def test_a_speaker_whom_no_release_names_has_no_link(client: FlaskClient) -> None:
    soup = page(client, "/releases/x")
    assert text(one(soup, ".said-by")) == "Siapa , Kepala BCN"
    assert not soup.select(".said-by a")


def test_quotes_and_the_start_page_lead_to_them(client: FlaskClient) -> None:
    speakers = {text(link): link["href"] for link in page(client, "/quotes").select(".said-by a")}
    assert speakers == {ANI: "/entities/person/ani-wijaya", "BCN": "/entities/organization/bcn"}
    often = page(client, "/").select(".often .chip")
    assert "/entities/organization/bcn" in [link["href"] for link in often]


# --- Filters that name them otherwise


@pytest.mark.parametrize("given", ["bcn", "badan-contoh-nusantara", AGENCY, "badan contoh nusantara"])
def test_a_filter_is_shown_once_as_who_is_meant_with_the_number(client: FlaskClient, given: str) -> None:
    soup = page(client, "/?" + urlencode({"q": "", "organization": given}))
    boxes = [box for box in soup.select("input[name=organization]") if box["value"] in ("BCN", given)]
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [("BCN", True)]
    assert text(one(soup, "label:has(input[name=organization][checked])")) == "BCN 2"
    assert [text(chip) for chip in soup.select(".chip-active")] == ["Hapus saringan Lembaga BCN"]
    assert query(one(soup, ".chip-active")["href"]) == [("q", "")]


def test_two_names_of_one_are_one_filter_that_goes_at_once(client: FlaskClient) -> None:
    soup = page(
        client, "/?" + urlencode([("q", ""), ("organization", "bcn"), ("organization", AGENCY), ("place", "x")])
    )
    chips = soup.select(".chip-active")
    assert [text(chip) for chip in chips] == ["Hapus saringan Lembaga BCN", "Hapus saringan Tempat x"]
    assert query(chips[0]["href"]) == [("q", ""), ("place", "x")]


def test_a_filter_that_finds_nothing_says_so(client: FlaskClient) -> None:
    soup = page(client, "/?q=&person=Tak+Ada")
    assert text(one(soup, "label:has(input[name=person][checked])")) == "Tak Ada 0"


def test_a_speaker_given_by_id_is_shown_by_name(client: FlaskClient) -> None:
    soup = page(client, "/quotes?speaker=ani-wijaya")
    assert [box["value"] for box in soup.select("input[name=speaker][checked]")] == [ANI]
    assert [text(chip) for chip in soup.select(".chip-active")] == ["Hapus saringan Penutur Ani Wijaya"]


def test_a_name_that_several_have_stays_as_it_was_given(client: FlaskClient) -> None:
    two = tuple(Release(name, name, name, entities=(entity("person", name),)) for name in ("Ali Murad", "Ali Topan"))
    with made(two) as archive:
        soup = page(create_app(archive).test_client(), "/?q=&person=ali")
    assert [box["value"] for box in soup.select("input[name=person][checked]")] == ["ali"]
    assert text(one(soup, ".total")) == "2 siaran"


# --- Hostile names


def test_names_come_out_as_text_only(client: FlaskClient, archive: Archive) -> None:
    paths = [f"/entities/{each.kind}/{quote(each.id, safe='')}" for each in archive.most_named(0, 100)]
    assert len(paths) > 20
    led: set[str] = set()
    for path in ("/entities?per_page=100", "/releases/hostile", *paths):
        soup = page(client, path)
        assert not soup.select("img, main script, [onerror]")
        assert all(json.loads(script.get_text()) for script in soup.select("script:not([src])"))
        assert "49" not in text(soup)
        led |= {str(tag["href"]) for tag in soup.select("a[href], link[href]") if str(tag["href"]).startswith("/")}
    assert {link: code for link in led if (code := client.get(link).status_code) != 200} == {}


def test_every_entity_is_found_at_its_own_address(client: FlaskClient, archive: Archive) -> None:
    every = archive.most_named(0, 1000)
    assert len(every) == archive.count_named() == archive.entities().total
    assert archive.most_named(0, 1000, 2) == every[: archive.count_named(2)]
    for each in every:
        assert text(one(page(client, f"/entities/{each.kind}/{each.id}"), "h1")) == " ".join(each.name.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(list(Kind)), name=st.text(min_size=1, max_size=40))
def test_any_name_leads_to_its_entity_or_nowhere(client: FlaskClient, kind: Kind, name: str) -> None:
    answer = client.get(f"/entities/{kind}/{quote(name.encode('utf-8', 'surrogatepass'), safe='')}")
    assert answer.status_code in (200, 301, 404)
    if answer.status_code == 301:
        assert client.get(answer.headers["Location"]).status_code == 200
