"""The pages: what they say, where their links lead, and that they are sound HTML."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from search.model import Release
from search.web import create_app

KINDS = {
    "start": ("/", 200),
    "results": ("/?q=latihan&page=2", 200),
    "everything": ("/?q=", 200),
    "narrowed": ("/?q=latihan&from=2019&person=Budi+Santoso&source=Badan+Contoh&sort=newest", 200),
    "nothing": ("/?q=tidakadakatanya&person=Tak+Ada", 200),
    "beyond the end": ("/?q=latihan&page=99", 200),
    "error": ("/?q=rapat&from=kemarin&page=0", 400),
    "release": ("/releases/kunjungan?q=menanggulangi+teror&person=Ani+Wijaya&page=1", 200),
    "hostile release": ("/releases/https%3A%2F%2Fcontoh.example%2Fa%2F%2Fb%3Fc%3Dd%23e?q=script", 200),
    "derived title": ("/releases/tanpa-judul", 200),
    "entities": ("/entities", 200),
    "searched entities": ("/entities?q=bu&kind=person", 200),
    "no entities": ("/entities?q=tidakadanamanya&kind=place", 200),
    "no such kind of entities": ("/entities?kind=dewa", 400),
    "person": ("/entities/person/budi-santoso", 200),
    "organization": ("/entities/organization/badan-contoh", 200),
    "not found": ("/tidak/ada", 404),
    "no such person": ("/entities/person/tidak-ada", 404),
}


def page(client: FlaskClient, path: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    return BeautifulSoup(answer.text, "lxml")


def text(node: Tag | BeautifulSoup | None) -> str:
    assert node is not None
    return re.sub(r"\s+", " ", node.get_text(" ")).strip()


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    found = soup.select_one(selector)
    assert found is not None, selector
    return found


def query(href: Any) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(str(href)).query, keep_blank_values=True)


@pytest.mark.parametrize(("path", "status"), KINDS.values(), ids=KINDS)
def test_every_page_is_sound_and_can_be_read_by_machines(client: FlaskClient, path: str, status: int) -> None:
    soup = page(client, path, status)
    assert one(soup, "html")["lang"] == "id"
    assert text(one(soup, "title"))
    assert len(soup.select("h1")) == 1
    assert len(soup.select("main")) == 1
    assert one(soup, "a.skip")["href"] == "#content"
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids)), "two elements with one id"
    for control in soup.select("input:not([type=hidden])"):
        labelled = text(control.find_parent("label")) if control.find_parent("label") else ""
        assert labelled or one(soup, f'label[for="{control["id"]}"]'), "a control without a label"
    for attribute in ("aria-describedby", "aria-labelledby", "popovertarget", "form"):
        for tag in soup.select(f"[{attribute}]"):
            assert tag[attribute] in ids
    for link in soup.select("a[href]"):
        assert text(link) or link.get("aria-label"), f"a link without words: {link}"
    levels = [int(tag.name[1]) for tag in soup.select("h1, h2, h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize(("path", "status"), KINDS.values(), ids=KINDS)
def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, path: str, status: int) -> None:
    soup = page(client, path, status)
    assert not soup.select("style, [style], iframe, base")
    for script in soup.select("script"):
        if script.get("type") == "application/ld+json":
            told = json.loads(script.get_text())["@type"]
            assert told in ("NewsArticle", "Person", "Organization"), "data, which no browser runs"
        else:
            assert script["src"]
            assert not script.get_text()
    assert not [tag for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]
    for tag in soup.select("[src], link[href]:not([rel='schema.DC'])"):
        assert str(tag.get("src") or tag["href"]).startswith("/")
    for link in soup.select("a[href]"):
        assert str(link["href"]).startswith(("/", "#", "https://contoh.example/"))


@pytest.mark.parametrize(("path", "status"), KINDS.values(), ids=KINDS)
def test_every_link_inside_the_site_works(client: FlaskClient, path: str, status: int) -> None:
    soup = page(client, path, status)
    links = {str(tag["href"]) for tag in soup.select("a[href], link[href]") if str(tag["href"]).startswith("/")}
    assert links
    # The same page in another language is as broken as this one.
    itself = {str(tag["href"]) for tag in soup.select(".tongues a")}
    codes = {link: client.get(link).status_code for link in links}
    assert {link: code for link, code in codes.items() if code != 200 and (link not in itself or code != status)} == {}


def test_the_start_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    soup = page(client, "/")
    assert text(one(soup, ".holdings")) == "27 siaran pers, 13 Januari 2018 – 24 Desember 2021"
    assert len(soup.select(".hits .hit")) == 5
    assert "Budi Santoso" in text(soup)


def test_an_empty_archive_says_so(make_archive: Any) -> None:
    with make_archive([]) as empty:
        client = create_app(empty).test_client()
        assert "belum berisi" in text(page(client, "/"))
        assert text(one(page(client, "/?q="), "[role=status]")) == "Tidak ada siaran yang cocok"


def test_results_show_date_in_words_source_and_marked_passages(client: FlaskClient) -> None:
    soup = page(client, "/?q=menanggulangi+AND+terorisme")
    assert text(one(soup, "[role=status]")).startswith("1 siaran untuk")
    hit = one(soup, ".hit")
    assert one(hit, "time")["datetime"] == "2020-09-03"
    assert text(one(hit, "time")) == "3 September 2020"
    assert "Badan Contoh" in text(one(hit, ".byline"))
    assert [mark.get_text() for mark in hit.select(".passage mark")] == ["penanggulangan", "terorisme"]


def test_chips_narrow_the_search_and_leave_it_otherwise_as_it_is(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&sort=newest&page=2")
    chip = one(soup, ".hit .chips button")
    assert (chip["form"], chip["name"], chip["value"]) == ("search", "person", "Budi Santoso")
    fields = {field["name"]: field["value"] for field in soup.select("form#search input[name]")}
    assert fields == {"q": "latihan", "sort": "newest"}, "a chip sends the search as it is, from its first page on"


def test_chips_do_not_offer_what_is_in_force_already(client: FlaskClient) -> None:
    chips = page(client, "/?q=latihan&person=budi+santoso").select(".hit .chips button")
    assert {chip["value"] for chip in chips} == {"Badan Contoh"}


def test_filters_stand_checked_in_the_form_and_can_be_taken_away(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&person=budi+santoso&person=Tak+Ada&from=2019")
    checked = soup.select("input[name=person][checked]")
    assert [box["value"] for box in checked] == ["Budi Santoso", "Tak Ada"]
    assert one(soup, "input[name=from]")["value"] == "2019-01-01"
    removable = [text(chip) for chip in soup.select(".chip-active")]
    assert removable == [
        "Hapus saringan Tanggal sejak 1 Januari 2019",
        "Hapus saringan Tokoh Budi Santoso",
        "Hapus saringan Tokoh Tak Ada",
    ]
    assert query(soup.select(".chip-active")[1]["href"]) == [("q", "latihan"), ("from", "2019"), ("person", "Tak Ada")]


def test_the_form_alone_carries_the_whole_search(client: FlaskClient) -> None:
    """What a browser without script would send on submitting gives the same search again."""
    asked = "/?q=latihan&from=2018-01-01&person=Budi+Santoso&place=Bandung&sort=oldest&per_page=5"
    soup = page(client, asked)
    sent = [
        (str(control["name"]), str(control.get("value", "")))
        for control in soup.select("#search input, input[form=search]")
        if control.get("type") != "checkbox" or control.has_attr("checked")
    ]
    assert sorted(pair for pair in sent if pair[1]) == sorted(query(asked))
    again = client.get("/", query_string=sent)
    assert text(one(BeautifulSoup(again.text, "lxml"), "[role=status]")) == text(one(soup, "[role=status]"))


def test_sorts_and_pages_are_links(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&page=2")
    assert [text(link) for link in soup.select(".sorts a")] == ["Paling sesuai", "Terbaru", "Terlama"]
    assert text(one(soup, ".sorts [aria-current]")) == "Paling sesuai"
    assert query(one(soup, ".pager a[rel=next]")["href"]) == [("q", "latihan"), ("page", "3")]
    assert query(one(soup, "link[rel=prev]")["href"]) == [("q", "latihan"), ("page", "1")]
    assert text(one(soup, ".pager [aria-current=page]")) == "Halaman 2"
    assert one(soup, "ol.hits")["start"] == "11"


def test_result_pages_ask_not_to_be_indexed_and_their_facets_not_to_be_followed(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan")
    assert one(soup, "meta[name=robots]")["content"] == "noindex"
    assert all("nofollow" in link["rel"] for link in soup.select(".all-values a, .timeline a, .recently a"))
    assert not page(client, "/releases/kunjungan").select("meta[name=robots]")


def test_no_result_is_no_dead_end(client: FlaskClient) -> None:
    soup = page(client, '/?q="tidakadakatanya"&person=Tak+Ada')
    assert "Tidak ada siaran yang cocok" in text(one(soup, "[role=status]"))
    advice = one(soup, ".nothing")
    assert not advice.select("a"), "without the filter there would be nothing either"
    assert "tanda kutip" in text(advice)


def test_a_query_of_punctuation_is_explained(client: FlaskClient) -> None:
    assert "tidak memuat kata" in text(one(page(client, "/?q=%3F%21"), ".hint"))


def test_bad_values_are_said_at_the_field_and_the_form_keeps_them(client: FlaskClient) -> None:
    soup = page(client, "/?q=rapat&from=kemarin&to=2020&person=Ani+Wijaya", 400)
    field = one(soup, "input[name=from]")
    assert (field["value"], field["aria-invalid"], field["type"]) == ("kemarin", "true", "text")
    assert "Tanggal awal tidak terbaca" in text(one(soup, f"#{field['aria-describedby']}"))
    assert one(soup, "input[name=q]")["value"] == "rapat"
    assert one(soup, "input[name=to]")["value"] == "2020-12-31"
    assert one(soup, "input[name=person]").has_attr("checked")
    assert one(soup, "[role=alert] a")["href"] == "#from"
    assert text(one(soup, "title")).startswith("Kesalahan")


@pytest.mark.parametrize(
    ("query_string", "said"),
    [
        ("q=" + "a" * 501, "paling banyak 500 karakter"),
        ("q=a&q=b", "lebih dari satu kali"),
        ("from=2021&to=2020", "Tukarlah"),
        ("sort=x", "tidak dikenal"),
        ("page=x", "bilangan dari 1 sampai 10.000"),
        ("page=2000", "10.000 hasil pertama"),
        ("per_page=1000", "bilangan dari 1 sampai 100"),
        ("&".join(f"place={n}" for n in range(21)), "paling banyak 20"),
    ],
)
def test_each_fault_has_its_own_sentence(client: FlaskClient, query_string: str, said: str) -> None:
    assert said in text(one(page(client, f"/?{query_string}", 400), "[role=alert]"))


def test_a_release_is_shown_in_paragraphs_with_the_searchs_words_marked(client: FlaskClient) -> None:
    soup = page(client, "/releases/kunjungan?q=menanggulangi+terorisme&sort=newest")
    assert len(soup.select(".body p")) == 2
    assert [mark.get_text() for mark in soup.select(".body mark")] == ["penanggulangan", "terorisme"]
    assert query(one(soup, ".back a")["href"]) == [("q", "menanggulangi terorisme"), ("sort", "newest")]
    assert one(soup, ".original a")["href"] == "https://contoh.example/siaran/1"
    names = {text(link): link["href"] for link in soup.select(".names a:not(.narrow)")}
    assert names == {
        "Ani Wijaya": "/entities/person/ani-wijaya",
        "Badan Contoh": "/entities/organization/badan-contoh",
        "Jakarta": "/entities/place/jakarta",
    }
    searches = {text(link): query(link["href"]) for link in soup.select(".names .narrow")}
    assert searches == {
        "Cari siaran yang menyebut Ani Wijaya": [("q", ""), ("person", "Ani Wijaya")],
        "Cari siaran yang menyebut Badan Contoh": [("q", ""), ("organization", "Badan Contoh")],
        "Cari siaran yang menyebut Jakarta": [("q", ""), ("place", "Jakarta")],
    }


def test_a_release_that_was_not_searched_for_has_no_way_back_and_no_marks(client: FlaskClient) -> None:
    soup = page(client, "/releases/kunjungan")
    assert not soup.select(".back, mark")


def test_a_release_is_still_read_with_a_search_that_could_not_run(client: FlaskClient) -> None:
    assert page(client, f"/releases/kunjungan?q={'a' * 501}&page=x").select(".body p")


def test_a_derived_title_and_a_missing_date_are_said(client: FlaskClient) -> None:
    byline = text(one(page(client, "/releases/tanpa-judul"), ".byline"))
    assert byline == "Tanpa tanggal judul dari kalimat pertama"


def test_an_unknown_release_is_a_page_with_a_search_box(client: FlaskClient) -> None:
    soup = page(client, "/releases/tidak-ada", 404)
    assert one(soup, "input[name=q]")
    assert "tidak ada" in text(one(soup, "h1"))


def test_a_correction_is_searched_where_nothing_is_found_and_the_page_goes_on_with_it(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihhan&source=Badan+Contoh")
    assert text(one(soup, ".meant")) == "Menampilkan hasil untuk latihan , tidak ada hasil untuk latihhan ."
    assert text(one(soup, ".total")) == "24 siaran untuk latihan"
    assert one(soup, "input[name=q]")["value"] == "latihan"
    assert ("q", "latihan") in query(one(soup, ".pager a[rel=next]")["href"])
    assert ("q", "latihan") in query(one(soup, ".hit-title a")["href"])


def test_with_results_a_correction_is_a_link(make_archive: Any) -> None:
    bodies = ["Upaya penanggulangan bencana."] * 12 + ["Upaya penanggunlangan bencana."]
    with make_archive([Release(f"r{n}", body, "Upaya") for n, body in enumerate(bodies)]) as archive:
        soup = page(create_app(archive).test_client(), "/?q=penanggunlangan")
    assert text(one(soup, ".meant")) == "Mungkin maksud Anda: penanggulangan"
    assert query(one(soup, ".meant a")["href"]) == [("q", "penanggulangan")]
    assert text(one(soup, ".total")) == "1 siaran untuk penanggunlangan"


def test_a_click_searches_only_the_form_that_was_typed(client: FlaskClient) -> None:
    soup = page(client, "/?q=menanggulangi+tahun%3A2020&sort=newest")
    understood = one(soup, ".understood")
    assert set(query(one(understood, "dd a")["href"])) == {("q", "=menanggulangi tahun:2020"), ("sort", "newest")}
    assert "menanggulangi dalam segala bentuknya dan tanggal 1 Januari 2020" in text(understood.select("p")[0])
    assert "penanggulangan" in text(one(understood, "dd"))


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ('"kerja sama" OR latih*', "persis kerja sama atau kata yang berawal latih"),
        ('"duta besar"~5 AND judul:badan', "duta, besar berdekatan, dengan paling banyak 5 kata lain di antaranya dan "
         "badan dalam segala bentuknya dalam judul"),
        ("rapat -(latihan AND siber)", "rapat dalam segala bentuknya dan bukan ( latihan dalam segala bentuknya dan "
         "siber dalam segala bentuknya)"),
        ('sumber:"Badan Contoh" date:2020..', "sumber Badan Contoh dan sejak 1 Januari 2020"),
    ],
)  # fmt: skip
def test_the_page_says_in_words_how_a_query_was_understood(client: FlaskClient, q: str, said: str) -> None:
    soup = page(client, "/?" + urlencode({"q": q}))
    assert said in text(soup.select(".understood p")[0])


def test_why_a_release_is_here_is_told_on_demand_in_one_line_each(client: FlaskClient) -> None:
    plain = page(client, "/?q=menanggulangi+terorisme")
    assert not plain.select(".reasons")
    link = next(a for a in plain.select(".understood a") if text(a) == "Mengapa ini hasilnya?")
    soup = page(client, str(link["href"]))
    assert len(soup.select(".hit .reasons")) == len(soup.select(".hit"))
    first = [text(item) for item in soup.select(".hit")[0].select(".reasons li")]
    assert first == ["terorisme 1 kali", "menanggulangi 1 kali", "berdampingan: menanggulangi terorisme"]
    second = [text(item) for item in soup.select(".hit")[1].select(".reasons li")]
    assert second == ["menanggulangi 2 kali, 1 di judul", "persis menanggulangi 1 kali"]
    assert text(one(soup, ".understood + .hint")).startswith("Di bawah tiap siaran: kata pencarian")
    assert not any("explain" in str(a["href"]) for a in soup.select(".understood a"))


def test_nothing_stands_between_the_sorts_and_the_first_result_but_one_folded_line(client: FlaskClient) -> None:
    results = one(page(client, "/?q=menanggulangi+terorisme"), ".results")
    before = list(one(results, ".hits").find_previous_siblings(True))
    assert [(tag.name, tag["class"]) for tag in before] == [("details", ["understood"]), ("div", ["summary"])]


def test_the_words_of_a_search_are_marked_as_indonesian_on_an_english_page(client: FlaskClient) -> None:
    soup = page(client, "/?q=menanggulangi&lang=en")
    assert one(soup, ".understood dt")["lang"] == "id"
    assert one(soup, ".understood dd span")["lang"] == "id"
