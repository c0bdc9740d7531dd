"""What a release said before, on the pages: when it was changed, each change by word, mark and filter in results."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import Settings
from search.history.store import Store
from search.indexing import index_paths
from search.web import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "<img src=x onerror=alert(1)>"
IndexHourly = Callable[[Path, datetime, Sequence[Sequence[dict[str, str | None]]]], Settings]
FIRST = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
"""Of the first run; each later one is an hour after the one before. The second is on the next day in Jakarta."""


def record(release_id: str, body: str, title: str = "Rapat", **given: str) -> dict[str, str]:
    return {"id": release_id, "title": title, "body": body, "source": "Badan Contoh", "date": "2026-02-01", **given}


SAME = record("b", "Rapat ketiga membahas pangan dan air.")
RUNS: Sequence[Sequence[dict[str, str]]] = (
    (
        record("a", f"Rapat dihadiri tujuh {HOSTILE} gubernur.\nRapat itu\nselesai.", f"Judul {HOSTILE} lama"),
        record("a/history", "Rapat lain, tentang arsip."),
        record("c", "Rapat keempat membahas jalan."),
        SAME,
    ),
    (
        record("a", f"Rapat dihadiri delapan {HOSTILE} gubernur.\nRapat itu\nselesai.", f"Judul {HOSTILE} baru"),
        record("a/history", "Rapat lain, tentang perpustakaan."),
        record("c", "Rapat keempat membahas jalan.", source="Kantor Contoh", date="2026-02-02"),
        SAME,
    ),
    (
        record("a", f"Rapat dihadiri sembilan {HOSTILE} gubernur.\nRapat itu\nselesai.", f"Judul {HOSTILE} baru"),
        record("a/history", "Rapat lain, tentang perpustakaan."),
        record("c", "Rapat keempat membahas jalan.", source="Kantor Contoh", date="2026-02-02"),
        SAME,
    ),
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, index_hourly: IndexHourly) -> Settings:
    return index_hourly(tmp_path_factory.mktemp("changes"), FIRST, RUNS)


@pytest.fixture(scope="module")
def archive(settings: Settings) -> Iterator[Archive]:
    with Archive.open(None, settings) as archive:
        yield archive


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.text, "lxml")
    assert not soup.select("img, [onerror]")
    return soup


def words(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in soup.select(selector)]


def test_results_say_which_were_changed_and_when(client: FlaskClient) -> None:
    found = page(client, "/?q=rapat")
    assert words(found, ".hit .edited") == ["diubah 2 Maret 2026"] * 2
    assert [time["datetime"] for time in found.select(".edited time")] == ["2026-03-02"] * 2
    assert len(found.select(".hit")) == 4
    assert words(page(client, "/?q=rapat&lang=en"), ".hit .edited") == ["changed 2 March 2026"] * 2


def test_the_filter_is_a_box_to_tick_and_a_chip_to_take_away(client: FlaskClient) -> None:
    box = 'input[form=search][type=checkbox][name="changed"]'
    free, narrowed = page(client, "/?q=rapat"), page(client, "/?q=rapat&sort=newest&changed=1&source=Badan+Contoh")
    assert [found.has_attr("checked") for found in free.select(box) + narrowed.select(box)] == [False, True]
    hrefs = [str(chip["href"]) for chip in narrowed.select(".chip-active")]
    assert hrefs == ["/?q=rapat&source=Badan+Contoh&sort=newest", "/?q=rapat&changed=1&sort=newest"]
    assert words(narrowed, ".chip-active")[0] == "Hapus saringan Diubah setelah diindeks"
    assert {str(link["href"]) for link in narrowed.select(".clear")} == {"/?q=rapat&sort=newest"}
    assert not free.select(".chip-active")
    assert not page(client, "/quotes?q=rapat").select(box)


def test_an_archive_of_which_nothing_was_changed_offers_no_such_filter(archive: Archive, client: FlaskClient) -> None:
    assert archive.any_edits()
    plain = Settings(index=archive.settings.index.with_name("unchanged"), refresh_seconds=0)
    file = plain.index.with_name("one.jsonl")
    file.write_text(json.dumps(SAME), "utf-8")
    index_paths(plain, [file], jobs=1)
    with Archive.open(None, plain) as unchanged:
        assert not unchanged.any_edits()
        reader = create_app(unchanged).test_client()
        assert not page(reader, "/?q=rapat").select("input[name=changed]")
        assert page(reader, "/?q=rapat&changed=1").select("input[name=changed][checked]")


def test_a_value_that_the_filter_does_not_take_is_said(client: FlaskClient) -> None:
    answer = client.get("/?q=rapat&changed=ya")
    assert answer.status_code == 400
    assert "Diubah ini tidak dikenal" in answer.text


def test_where_nothing_was_changed_the_page_offers_what_was_not(client: FlaskClient) -> None:
    offered = page(client, "/?q=pangan&changed=1").select(".nothing li a")
    assert [(" ".join(a.get_text().split()), a["href"]) for a in offered] == [("Juga yang tidak diubah", "/?q=pangan")]


def test_a_feed_says_that_it_is_of_changed_releases_and_when_they_were(client: FlaskClient) -> None:
    name = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(client.get("/feed.xml?q=rapat&changed=1").text)
    assert "rapat, diubah" in (feed.findtext(f"{name}title") or "")
    entries = feed.findall(f"{name}entry")
    published = {entry.findtext(f"{name}published") for entry in entries}
    assert published == {"2026-02-01T00:00:00+07:00"}
    updated = sorted(entry.findtext(f"{name}updated") or "" for entry in entries)
    assert updated == ["2026-03-02T00:30:00+07:00", "2026-03-02T01:30:00+07:00"]
    assert feed.findtext(f"{name}updated") == updated[-1]
    unchanged = ElementTree.fromstring(client.get("/feed.xml?q=pangan").text)
    assert unchanged.findtext(f"{name}updated") == "2026-02-01T00:00:00+07:00"


def test_a_feed_of_changes_begins_with_the_last_one_whatever_the_dates_of_the_releases(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "many.jsonl"
    own = replace(settings, index=tmp_path / "index")
    days = {"old": "2020-01-01", "new": "2026-01-01", "middle": "2023-01-01"}
    order = ("new", "old", "middle")
    for n in range(len(order) + 1):
        bodies = {each: f"Rapat {each}{', diubah' if each in order[:n] else ''}." for each in days}
        told = [record(each, body, title=each, date=days[each]) for each, body in bodies.items()]
        file.write_text("\n".join(map(json.dumps, told)), "utf-8")
        index_paths(own, [file], jobs=1, clock=lambda n=n: FIRST + timedelta(hours=n))
    name = "{http://www.w3.org/2005/Atom}"
    with Archive.open(None, own) as archive:
        text = create_app(archive).test_client().get("/feed.xml?q=rapat&changed=1").text
    entries = ElementTree.fromstring(text).findall(f"{name}entry")
    assert [entry.findtext(f"{name}title") for entry in entries] == ["middle", "old", "new"]
    assert entries[0].findtext(f"{name}summary") == "Rapat middle, diubah."


def test_a_changed_release_leads_to_each_change_the_newest_first(client: FlaskClient) -> None:
    found = page(client, "/releases/a")
    assert words(found, "#changes h2") == ["Perubahan"]
    assert words(found, "#changes li") == ["2 Maret 2026, 01.30 WIB isi", "2 Maret 2026, 00.30 WIB judul, isi"]
    assert [a["href"] for a in found.select("#changes a")] == ["/changes/2/a", "/changes/1/a"]
    assert words(found, ".release .edited") == ["diubah 2 Maret 2026"]
    assert found.select(".edited a")[0]["href"] == "#changes"
    assert not page(client, "/releases/b").select("#changes, .edited")


def test_machines_are_told_when_a_release_was_changed(client: FlaskClient) -> None:
    def told(release_id: str) -> tuple[str | None, list[str]]:
        found = page(client, f"/releases/{release_id}")
        article = json.loads(found.select("script[type='application/ld+json']")[0].text)
        return article.get("dateModified"), [
            str(tag["content"]) for tag in found.select("meta[property='article:modified_time']")
        ]

    assert told("a") == ("2026-03-02T01:30:00+07:00", ["2026-03-02T01:30:00+07:00"])
    assert told("c") == ("2026-03-02T00:30:00+07:00", ["2026-03-02T00:30:00+07:00"])
    assert told("b") == (None, [])


def test_a_release_of_which_only_its_source_was_changed_is_not_marked_as_changed_text(client: FlaskClient) -> None:
    found = page(client, "/releases/c")
    assert words(found, "#changes li") == ["2 Maret 2026, 00.30 WIB tanggal, sumber"]
    assert not found.select(".edited")


def test_a_change_is_shown_by_word_with_every_text_escaped(client: FlaskClient) -> None:
    found = page(client, "/changes/1/a")
    assert (words(found, ".body del"), words(found, ".body ins")) == (["tujuh"], ["delapan"])
    assert words(found, "h1 del, h1 ins") == ["lama", "baru"]
    assert words(found, ".facts del, .facts ins") == ["1 kata dihapus", "1 kata ditambahkan"]
    assert found.select(found.select(".facts a")[0]["href"])[0].get_text() == "tujuh"
    text = found.select(".body")[0].get_text()
    assert text == f"Rapat dihadiri tujuh delapan {HOSTILE} gubernur.\n\nRapat itu\n\nselesai."
    assert found.select("meta[name=robots][content=noindex]")


def test_a_change_is_compared_with_what_came_right_after_it_and_leads_to_its_neighbours(client: FlaskClient) -> None:
    first, second = page(client, "/changes/1/a"), page(client, "/changes/2/a")
    assert (words(second, ".body del"), words(second, ".body ins")) == (["delapan"], ["sembilan"])
    assert [str(a["href"]) for a in first.select(".back a")] == ["/releases/a", "/changes/2/a"]
    assert [str(a["href"]) for a in second.select(".back a")] == ["/releases/a", "/changes/1/a"]


def test_what_is_said_about_a_release_is_shown_as_it_was_and_is(client: FlaskClient) -> None:
    found = page(client, "/changes/1/c")
    told = ["1 Februari 2026", "2 Februari 2026", "Badan Contoh", "Kantor Contoh"]
    assert words(found, ".facts del, .facts ins") == told
    assert "tidak diubah" in words(found, ".facts dd")[-1]
    assert not found.select(".body del, .body ins")


def test_a_change_of_an_id_with_slashes_has_a_page_too(client: FlaskClient) -> None:
    (link,) = page(client, "/releases/a/history").select("#changes a")
    assert words(page(client, str(link["href"])), ".body ins") == ["perpustakaan."]


@pytest.mark.parametrize("path", ["/changes/0/a", "/changes/3/a", "/changes/1/b", "/changes/1/nobody", "/changes/x/a"])
def test_a_change_that_is_not_kept_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_changes_that_are_kept_no_longer_are_counted(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    few = replace(settings, index=tmp_path / "index", history_texts=1)
    for body in ("Rapat satu.", "Rapat dua.", "Rapat tiga."):
        file.write_text(json.dumps(record("a", body)), "utf-8")
        index_paths(few, [file], jobs=1)
    with Archive.open(None, few) as archive:
        found = page(create_app(archive).test_client(), "/releases/a")
    assert len(found.select("#changes li")) == 1
    assert "1 perubahan yang lebih awal tidak disimpan lagi." in words(found, "#changes p")


def test_a_release_whose_earlier_texts_are_damaged_is_shown_and_says_when_it_was_changed(
    settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "one.jsonl"
    own = replace(settings, index=tmp_path / "index")
    for body in ("Rapat satu.", "Rapat dua."):
        file.write_text(json.dumps(record("a", body)), "utf-8")
        index_paths(own, [file], jobs=1, clock=lambda: FIRST)
    with Archive.open(None, own) as archive:
        reader = create_app(archive).test_client()
        with Store(own.index)._writing() as store:
            store.execute("update text set data = x'00'")
        assert words(page(reader, "/releases/a"), "#changes li") == ["1 Maret 2026, 23.30 WIB isi"]
        assert reader.get("/changes/1/a").status_code == 503


def test_pages_of_changes_speak_english_where_that_is_asked_for(client: FlaskClient) -> None:
    assert words(page(client, "/releases/a?lang=en"), "#changes h2") == ["Changes"]
    found = page(client, "/changes/1/a?lang=en")
    assert words(found, "h1 .caption") == ["What was changed in this release"]
    assert words(found, ".facts dd")[0] == "2 March 2026, 00:30 WIB"
    assert str(found.select(".back a")[0]["href"]) == "/releases/a?lang=en"
    assert found.select(".body")[0]["lang"] == "id"


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_reader_follows_a_mark_to_what_was_changed(browser: Browser, server: str, script: bool) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=script, viewport={"width": 360, "height": 800})
    reader = context.new_page()
    reader.goto("/?q=latihan")
    reader.get_by_role("button", name="Saring").click()
    reader.get_by_role("checkbox", name="Hanya yang teksnya diubah").check()
    reader.get_by_role("button", name="Terapkan").click()
    assert "1 siaran" in reader.get_by_role("status").inner_text()
    hit = reader.locator(".hit")
    assert "diubah" in hit.locator(".byline").inner_text()
    hit.get_by_role("heading").get_by_role("link").click()
    reader.get_by_role("link", name="diubah").click()
    changes = reader.get_by_role("region", name="Perubahan")
    changes.get_by_role("link").click()
    assert reader.locator(".body del").all_inner_texts() == ["20"]
    assert reader.locator(".body ins").all_inner_texts() == ["12"]
    reader.get_by_role("link", name="Ke yang pertama").click()
    assert reader.locator(".body del").is_visible()
    reader.get_by_role("link", name="Kembali ke siaran").click()
    reader.wait_for_url("**/releases/latihan-12")
    context.close()
