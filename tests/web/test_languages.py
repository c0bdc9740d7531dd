"""Pages in English: chosen by the address, kept by every link and form, with nothing Indonesian but the releases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from catalogs import forms, in_code
from flask import Flask, render_template
from flask.testing import FlaskClient
from lxml import etree

from search.archive import Archive
from search.config import Settings
from search.indexing import index_paths
from search.web import create_app
from search.web.address import Address

Records = list[dict[str, str]]

VERSION = (
    "Jakarta - Menteri Pertanian Sari Dewi membuka pekan pangan nasional pada 3-5 Mei 2020. Acara itu dihadiri {} "
    "petani dari seluruh negeri dan berlangsung selama tiga hari. Kementerian Pertanian (Kementan) menyiapkan bantuan "
    "benih untuk musim tanam berikutnya dan pupuk bagi kelompok tani di semua provinsi.\n"
    '"Harga beras stabil sepanjang tahun ini bagi semua orang," kata Sari Dewi.'
)

KINDS = {
    "start": "/",
    "everything": "/?q=",
    "results": "/?q=latihan",
    "second page": "/?q=latihan&sort=newest&page=2",
    "beyond the last page": "/?q=latihan&page=900",
    "narrowed": "/?q=latihan&from=2019&organization=Kementerian+Kesehatan&source=Badan+Contoh",
    "years": "/?q=latihan&from=2018",
    "months": "/?q=latihan&from=2018&to=2019",
    "mentioned dates": "/?q=pangan&event_from=2020-01-01&event_to=2021",
    "all versions": "/?q=pangan&fold=0",
    "folded": "/?q=pangan",
    "corrected": "/?q=latihna",
    "did you mean": "/?q=latihan+penanggulangn",
    "abbreviation": "/?q=kementan",
    "understood": '/?q=judul:latihan+-bom+(radikal*+OR+"duta+besar")+"kerja+sama"~5',
    "named and dated": '/?q=tokoh:"Budi+Santoso"+tahun:2019+OR+tanggal:2019..+OR+tanggal:..2020',
    "only operators": "/?q=AND",
    "no words": "/?q=...",
    "headline": "/?q=LATIHAN+DAN+BENCANA",
    "too many words": "/?q=" + "+".join(f"w{n}" for n in range(80)),
    "nothing": "/?q=tidakadakatanya&person=Tak+Ada&from=2030&event_to=2001",
    "no phrase": '/?q="tidakada+kata"',
    "no date": "/?q=rapat&from=kemarin&event_from=x",
    "dates in the wrong order": "/?q=rapat&from=2020&to=2019",
    "too long": f"/?q={'x' * 600}",
    "unknown order": "/?q=a&sort=zzz",
    "no number": "/?q=a&page=0&per_page=x",
    "too deep": "/?q=a&page=1001&per_page=100",
    "twice": "/?q=a&q=b",
    "too many names": "/?q=a" + "".join(f"&person=p{n}" for n in range(30)),
    "release": "/releases/latihan-01",
    "release with marks": "/releases/latihan-01?q=menanggulangi+OR+regu&sort=oldest",
    "release with versions": "/releases/pangan-1?q=pangan",
    "differences": "/compare/pangan-1?with=pangan-2",
    "no differences": "/compare/latihan-01?with=latihan-01",
    "quotes": "/quotes?q=beras&sort=newest",
    "all quotes": "/quotes",
    "no quotes": "/quotes?q=tidakadakatanya&speaker=Tak+Ada",
    "quotes with an error": "/quotes?from=x",
    "entities": "/entities",
    "entities of a kind": "/entities?q=bu&kind=person",
    "no entities": "/entities?q=tidakadanamanya&kind=place",
    "no names": "/entities?q=tidakadanamanya",
    "entities beyond the last page": "/entities?page=100",
    "entities with an error": "/entities?kind=zz",
    "person": "/entities/person/budi-santoso",
    "speaker": "/entities/person/sari-dewi",
    "organization": "/entities/organization/kementerian-pertanian",
    "place": "/entities/place/bandung",
    "no such person": "/entities/person/budi-s",
    "no such release": "/releases/tidak-ada",
    "no such page": "/tidak/ada",
    "no such file": "/export?format=zz&q=latihan",
}


@pytest.fixture(scope="module")
def english(seeds: str, sample_records: Records, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application over the seed and a few releases more, as the program indexes them."""
    folder = tmp_path_factory.mktemp("languages")
    versions = [
        {
            "id": f"pangan-{n}",
            "title": "Pekan pangan dibuka",
            "date": f"2020-05-0{n}",
            "source": "Kementan",
            "body": body,
        }
        for n, body in enumerate((VERSION.format("seratus"), VERSION.format("dua ratus")), start=1)
    ]
    (folder / "releases.jsonl").write_text("\n".join(map(json.dumps, [*sample_records, *versions])), "utf-8")
    settings = Settings(index=folder / "index")
    index_paths(settings, [Path(seeds), folder / "releases.jsonl"], jobs=1)
    with Archive.open(settings.index, settings) as archive:
        yield create_app(archive)


@pytest.fixture
def reader(english: Flask) -> FlaskClient:
    return english.test_client()


def in_english(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang=en"


def soup_of(reader: FlaskClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(path).text, "lxml")


def said(soup: BeautifulSoup) -> str:
    """All that a reader sees or hears of a page, but for names and what releases and queries say."""
    for tag in soup.select("[lang=id], script, bdi, q, pre, code, [title][rel], .byline [dir=auto], title, #cite-text"):
        tag.decompose()
    heard = [str(tag[name]) for name in ("aria-label", "title", "data-said") for tag in soup.select(f"[{name}]")]
    words = [json.loads(str(tag["data-words"])) for tag in soup.select("[data-words]")]
    return "\n".join([soup.get_text("\n"), *heard, *(text for each in words for text in each.values())])


def pieces() -> set[str]:
    """What is left of the Indonesian texts without values, markup, and words to search for."""
    found = {
        piece.strip(" .,:;()")
        for _context, text in in_code()
        for form in forms(text)
        for piece in re.split(r"%\(\w+\)s|\{\w+\}|<em>.*?</em>|<[^>]*>", form)
    }
    return {piece for piece in found if len(piece) > 2} - {"Siaran"}


def found_in(text: str) -> list[str]:
    return [piece for piece in pieces() if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_an_english_page_says_nothing_in_indonesian(reader: FlaskClient, path: str) -> None:
    soup = soup_of(reader, in_english(path))
    assert soup.html
    assert soup.html["lang"] == "en"
    assert found_in(said(soup)) == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_the_same_look_finds_the_texts_of_the_indonesian_page(reader: FlaskClient, path: str) -> None:
    soup = soup_of(reader, path)
    assert soup.html
    assert soup.html["lang"] == "id"
    assert not soup.select("[lang=id]:not(html)")
    soup.html["lang"] = ""
    assert len(found_in(said(soup))) > 8


@pytest.mark.parametrize("status", [400, 404, 405, 418, 500, 503])
def test_pages_of_errors_are_english_too(english: Flask, status: int) -> None:
    with english.test_request_context("/?lang=en"):
        page = render_template("error.html", status=status, address=Address(), error=None)
    assert found_in(said(BeautifulSoup(page, "lxml"))) == []


def ways_on(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.select("a[href], link[href][rel=prev], link[href][rel=next], link[type='application/atom+xml']"):
        path = urlsplit(str(tag["href"])).path
        neutral = path.startswith(("/api/", "/cite/", "/static/")) or not path
        if (
            str(tag["href"]).startswith("/")
            and not neutral
            and tag.parent
            and "tongues" not in tag.parent.get("class", [])
        ):
            yield str(tag["href"])


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_link_and_form_stays_in_english(reader: FlaskClient, path: str) -> None:
    soup = soup_of(reader, in_english(path))
    links = list(ways_on(soup))
    assert links
    assert [link for link in links if parse_qsl(urlsplit(link).query).count(("lang", "en")) != 1] == []
    for form in soup.select("form"):
        assert [tag["value"] for tag in form.select("input[type=hidden][name=lang]")] == ["en"]


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_indonesian_pages_carry_no_language(reader: FlaskClient, path: str) -> None:
    soup = soup_of(reader, path)
    assert [link for link in ways_on(soup) if "lang=" in link] == []
    assert not soup.select("input[name=lang]")


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_the_switch_keeps_the_search_both_ways(reader: FlaskClient, path: str) -> None:
    there = soup_of(reader, path).select_one(".tongues a")
    assert there
    assert (there.get_text(), there["lang"], there["hreflang"]) == ("English", "en", "en")
    back = soup_of(reader, str(there["href"])).select_one(".tongues a")
    assert back
    assert (back.get_text(), back["lang"]) == ("Bahasa Indonesia", "id")
    asked = urlsplit(path) if path != KINDS["no such page"] else urlsplit("/")
    assert urlsplit(str(back["href"])).path == asked.path
    assert parse_qsl(urlsplit(str(back["href"])).query, True) == parse_qsl(asked.query, True)


@pytest.mark.parametrize("path", ["//elsewhere.example/", "//elsewhere.example/x?q=1", "/\\elsewhere.example"])
def test_the_switch_never_leads_to_another_host(reader: FlaskClient, path: str) -> None:
    environment = {"PATH_INFO": path.partition("?")[0]}
    soup = BeautifulSoup(reader.get("/", environ_overrides=environment).text, "lxml")
    link = soup.select_one(".tongues a")
    assert link
    assert re.match(r"/(?![/\\])", str(link["href"]))


@pytest.mark.parametrize("path", ["/", "/entities", "/releases/latihan-01?q=regu", "/entities/person/budi-santoso"])
def test_pages_that_are_found_elsewhere_name_both_languages(reader: FlaskClient, path: str) -> None:
    page = path.partition("?")[0]
    for address, own in ((path, page), (in_english(path), f"{page}?lang=en")):
        soup = soup_of(reader, address)
        if address != "/entities?lang=en":
            links = {str(tag["hreflang"]): tag["href"] for tag in soup.select("link[hreflang]")}
            assert links == {"id": page, "x-default": page, "en": f"{page}?lang=en"}
        canonical = soup.select_one("link[rel=canonical]")
        assert canonical is None or canonical["href"] == own


def test_a_release_keeps_its_own_language_in_an_english_page(reader: FlaskClient) -> None:
    soup = soup_of(reader, "/releases/pangan-1?q=pangan&lang=en")
    for selector in ("h1", ".body", ".quoted a[dir]", ".versions a"):
        tag = soup.select_one(selector)
        assert isinstance(tag, Tag), selector
        assert tag["lang"] == "id", selector
    hit = soup_of(reader, "/?q=pangan&lang=en")
    assert {tag.get("lang") for tag in hit.select(".hit-title, .passage")} == {"id"}
    quotes = soup_of(reader, "/quotes?q=beras&lang=en")
    assert {tag.get("lang") for tag in quotes.select("blockquote")} == {"id"}


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_titles_of_releases_are_marked_as_indonesian_wherever_an_english_page_has_them(
    reader: FlaskClient, path: str
) -> None:
    soup = soup_of(reader, in_english(path))
    for tag in soup.select("script, pre, q, [lang=id], title"):
        tag.decompose()
    titles = re.compile("Latihan penanggulangan bencana|Pekan pangan dibuka|Kepala Badan Nasional")
    assert soup.find_all(string=titles) == []
    assert soup.find_all(title=titles) == []


def test_words_to_search_for_are_marked_too(reader: FlaskClient) -> None:
    assert {tag.get("lang") for tag in soup_of(reader, "/?lang=en").select(".help em, .examples a")} == {"id"}
    for path in (KINDS["corrected"], KINDS["did you mean"]):
        assert [tag.get("lang") for tag in soup_of(reader, in_english(path)).select(".meant a")] == ["id"]
    title = soup_of(reader, in_english(KINDS["release"])).title
    assert title
    assert title["lang"] == "id"
    (link, *_) = soup_of(reader, "/releases/latihan-12?q=latihan&sort=oldest&lang=en").select("nav a[title]")
    assert link["lang"] == "id", "the language of its title"
    assert [tag["lang"] for tag in link.select("span")] == ["en"], "the language of its text"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/?q=pangan", "1 release for pangan"),
        ("/?q=latihan", "26 releases for latihan"),
        ("/quotes?q=beras", "2 quotes for beras"),
        ("/entities?q=budi", "1 name matching budi"),
        ("/entities?q=budi&kind=person", "1 person matching budi"),
        ("/entities?q=tidakadanamanya&kind=person", "No people matching tidakadanamanya"),
        ("/?q=tidakadakatanya", "No releases match tidakadakatanya"),
    ],
)
def test_counts_read_as_they_are_said(reader: FlaskClient, path: str, line: str) -> None:
    status = soup_of(reader, in_english(path)).select_one("[role=status]")
    assert status
    assert " ".join(status.get_text().split()) == line


def test_numbers_and_dates_are_written_as_english_has_them(english: Flask) -> None:
    show: dict[str, Any] = dict(english.jinja_env.filters)
    for lang, number, day in (("en", "12,345", "17 August 2020"), ("id", "12.345", "17 Agustus 2020")):
        with english.test_request_context(f"/?lang={lang}"):
            assert (show["number"](12345), show["long_date"](date(2020, 8, 17))) == (number, day)


def test_the_script_has_a_text_for_one_and_for_many(reader: FlaskClient) -> None:
    form = soup_of(reader, "/?lang=en").select_one("[data-words]")
    assert form
    words = json.loads(str(form["data-words"]))
    assert (words["count"], words["count.one"]) == ("{n} releases", "{n} release")
    indonesian = soup_of(reader, "/").select_one("[data-words]")
    assert indonesian
    assert "count.one" not in json.loads(str(indonesian["data-words"]))


@pytest.mark.parametrize("given", ["xx", "EN", "en-GB", "<b>", "en&lang=id"])
def test_an_unknown_language_is_refused_with_the_ones_there_are(reader: FlaskClient, given: str) -> None:
    page = reader.get(f"/?q=latihan&lang={given}")
    assert page.status_code == 400
    assert "Bahasa" in BeautifulSoup(page.text, "lxml").select("main p")[0].get_text()
    feed = reader.get(f"/feed.xml?lang={given}")
    assert (feed.status_code, feed.content_type) == (400, "application/problem+json")
    assert feed.get_json()["parameter"] == "lang"


def test_the_page_about_the_endpoints_refuses_it_as_a_page(reader: FlaskClient) -> None:
    page = reader.get("/api/docs?lang=xx")
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "Bahasa" in BeautifulSoup(page.text, "lxml").select("main p")[0].get_text()


def test_a_blank_language_is_none(reader: FlaskClient) -> None:
    assert soup_of(reader, "/?lang=").select("html[lang=id]")


def test_the_json_endpoints_have_no_language(reader: FlaskClient) -> None:
    answer = reader.get("/api/v1/search?q=latihan&lang=en")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "lang"


def test_neither_cookies_nor_headers_choose_a_language(reader: FlaskClient) -> None:
    page = reader.get("/", headers={"Accept-Language": "en", "Cookie": "lang=en"})
    assert '<html lang="id">' in page.text
    assert "Accept-Language" not in page.headers.get("Vary", "")
    assert "Set-Cookie" not in page.headers
    assert page.headers["ETag"] != reader.get("/?lang=en").headers["ETag"]


def test_feeds_have_titles_in_the_language_and_ids_of_their_own(reader: FlaskClient) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    path = "/feed.xml?q=latihan&person=Budi+Santoso"
    indonesian, english = (etree.fromstring(reader.get(p).data) for p in (path, in_english(path)))
    assert english.findtext(f"{atom}title") == "Press releases: latihan, person Budi Santoso"
    assert english.findtext(f"{atom}id") != indonesian.findtext(f"{atom}id")
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert english.get(language) == "en"
    assert {entry.get(language) for entry in english.iter(f"{atom}entry")} == {"id"}
    entries = [[entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")] for feed in (english, indonesian)]
    assert entries[0] == entries[1] != []


def test_browsers_are_told_of_the_search_in_english(reader: FlaskClient) -> None:
    description = etree.fromstring(reader.get("/opensearch.xml?lang=en").data)
    spaces = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    assert description.findtext("o:Description", namespaces=spaces) == "Search press releases: who said what, and when."
    pages = description.xpath("o:Url[@type='text/html']/@template", namespaces=spaces)
    assert [template.endswith("&lang=en") for template in pages] == [True]


def test_an_old_name_leads_on_in_english(reader: FlaskClient) -> None:
    answer = reader.get("/entities/person/Budi%20Santoso?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/entities/person/budi-santoso?lang=en")


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/sitemap-1.xml"])
def test_what_crawlers_read_is_the_same_in_all_languages(reader: FlaskClient, path: str) -> None:
    assert reader.get(in_english(path)).data == reader.get(path).data
