"""The reader's way in a real browser, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from looking import compare

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
HEIGHT = 800


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request: pytest.FixtureRequest, browser: Browser, server: str, width: int) -> Iterator[Page]:
    """A page of a browser with or without JavaScript, on a desk or a phone."""
    context = browser.new_context(
        base_url=server, viewport={"width": width, "height": HEIGHT}, java_script_enabled=request.param, locale="id-ID"
    )
    yield context.new_page()
    context.close()


def test_a_reader_searches_narrows_and_opens_a_release(reader: Page, width: int) -> None:
    reader.goto("/")
    reader.get_by_label("Cari siaran pers").fill("menanggulangi terorisme")
    reader.get_by_role("button", name="Cari", exact=True).click()
    status = reader.get_by_role("status")
    assert "26 siaran" in status.inner_text()

    if width == PHONE:
        reader.get_by_role("button", name="Saring").click()
    reader.get_by_role("checkbox", name="Boy Rafli Amar").check()
    reader.get_by_role("button", name="Terapkan").click()
    assert "1 siaran" in status.inner_text()

    hit = reader.get_by_role("listitem").filter(has=reader.get_by_role("heading", level=2))
    assert hit.locator("time").inner_text() == "3 September 2020"
    assert hit.locator("mark").first.is_visible()
    hit.get_by_role("heading", level=2).get_by_role("link").click()

    assert reader.get_by_role("heading", level=1).inner_text().startswith("Kepala Badan Nasional")
    assert "penanggulangan" in [text.casefold() for text in reader.locator(".body mark").all_inner_texts()]
    reader.get_by_role("link", name="Kembali ke hasil pencarian").click()
    assert "1 siaran" in status.inner_text()

    reader.get_by_role("link", name="Hapus saringan Tokoh Boy Rafli Amar").click()
    assert "26 siaran" in status.inner_text()


def test_a_reader_turns_pages_and_sorts(reader: Page) -> None:
    reader.goto("/?q=latihan")
    reader.get_by_role("link", name="Terbaru").click()
    reader.get_by_role("link", name="Berikutnya").click()
    assert reader.get_by_role("link", name="Halaman 2").get_attribute("aria-current") == "page"
    dates = [time.get_attribute("datetime") or "" for time in reader.locator(".hit time").all()]
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)


def test_a_reader_narrows_by_the_timeline_and_widens_again(reader: Page, width: int) -> None:
    reader.goto("/?q=latihan")
    status = reader.get_by_role("status")

    def filters() -> None:
        if width == PHONE:
            reader.get_by_role("button", name="Saring").click()

    filters()
    reader.get_by_role("link", name="2019: 9 siaran").click()
    assert "9 siaran" in status.inner_text()
    filters()
    reader.get_by_role("link", name="Februari 2019: 3 siaran").click()
    assert "3 siaran" in status.inner_text()
    filters()
    reader.get_by_role("link", name="2019: 9 siaran").click()
    assert "9 siaran" in status.inner_text()
    filters()
    reader.get_by_text("Sebagai tabel").click()
    reader.get_by_role("table").get_by_role("link", name="Februari 2019").click()
    assert "3 siaran" in status.inner_text()
    reader.get_by_role("link", name="Hapus saringan Tanggal").click()
    assert "26 siaran" in status.inner_text()


def test_a_reader_looks_among_all_values_of_a_filter_and_takes_several(reader: Page, width: int) -> None:
    reader.goto("/?q=latihan")
    if width == PHONE:
        reader.get_by_role("button", name="Saring").click()
    reader.get_by_role("link", name="Lainnya, cari tempat").click()
    if reader.url.endswith("/?q=latihan"):
        field = reader.get_by_role("searchbox", name="Lainnya, cari tempat")
        field.press_sequentially("sur")
    else:
        reader.get_by_label("Awal kata dari namanya").fill("sur")
        reader.get_by_role("button", name="Cari nama").click()
        field = reader.get_by_label("Awal kata dari namanya")
    reader.get_by_role("checkbox", name="Bandung").wait_for(state="detached")
    reader.get_by_role("checkbox", name="Surabaya").check()
    field.fill("ban")
    if "/facets/" in reader.url:
        reader.get_by_role("button", name="Cari nama").click()
    reader.get_by_role("checkbox", name="Bandung").check()
    reader.get_by_role("button", name="Terapkan").click()
    assert "10 siaran" in reader.get_by_role("status").first.inner_text()
    for town in ("Bandung", "Surabaya"):
        assert reader.get_by_role("link", name=f"Hapus saringan Tempat {town}").is_visible()


def test_a_reader_jumps_from_mark_to_mark(reader: Page) -> None:
    reader.goto("/releases/latihan-01?q=latihan&sort=oldest")
    reader.get_by_role("link", name="Ke yang pertama").click()
    first = reader.locator("mark:target")
    assert first.get_attribute("id") == "m1"
    assert reader.locator(".jump a").filter(visible=True).count() == 1
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    assert reader.locator("mark:target").get_attribute("id") == "m2"
    reader.get_by_role("link", name="Kata cocok sebelumnya (1 dari").click()
    assert reader.locator("mark:target").get_attribute("id") == "m1"


def test_a_reader_walks_through_the_results(reader: Page) -> None:
    reader.goto("/?q=latihan&sort=oldest")
    hit = reader.get_by_role("listitem").filter(has=reader.get_by_role("heading", level=2)).first
    hit.get_by_role("heading", level=2).get_by_role("link").click()
    title = reader.get_by_role("heading", level=1)
    first = title.inner_text()
    assert reader.get_by_role("link", name="Siaran sebelumnya").count() == 0
    reader.get_by_role("link", name="Siaran berikutnya").click()
    assert title.inner_text() != first
    reader.get_by_role("link", name="Siaran sebelumnya").click()
    assert title.inner_text() == first


def test_a_reader_goes_from_a_release_to_a_person_and_on_to_who_is_named_beside(reader: Page) -> None:
    reader.goto("/releases/latihan-01")
    reader.locator(".named").get_by_role("link", name="Budi Santoso", exact=True).click()
    heading = reader.get_by_role("heading", level=1)
    assert heading.inner_text() == "Budi Santoso"
    beside = reader.locator(".named")
    beside.get_by_role("link", name="Kementerian Kesehatan", exact=True).click()
    assert heading.inner_text() == "Kementerian Kesehatan"
    reader.locator(".named").get_by_role("link", name="25 siaran yang juga menyebut Budi Santoso").click()
    assert "25 siaran" in reader.get_by_role("status").inner_text()
    for chip in ("Lembaga Kementerian Kesehatan", "Tokoh Budi Santoso"):
        assert reader.get_by_role("link", name=f"Hapus saringan {chip}").is_visible()


def test_a_reader_finds_a_person_in_the_list_and_searches_what_names_her_in_a_year(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="Tokoh, lembaga, tempat").click()
    reader.get_by_label("Cari tokoh, lembaga, atau tempat").fill("santo")
    reader.get_by_role("button", name="Cari", exact=True).click()
    reader.get_by_role("link", name="Budi Santoso").click()
    reader.get_by_text("Sebagai tabel").click()
    row = reader.get_by_role("row").nth(1)
    count = row.get_by_role("cell").inner_text()
    row.get_by_role("link").click()
    assert f"{count} siaran" in reader.get_by_role("status").inner_text()
    assert reader.get_by_role("link", name="Hapus saringan Tokoh Budi Santoso").is_visible()


def test_a_click_copies_the_reference(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/releases/latihan-01")
    page.get_by_role("button", name="Salin rujukan").click()
    page.get_by_text("Disalin.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Badan Contoh. “Latihan penanggulangan bencana ke-1”. Siaran pers, 2 Februari 2019.")
    context.close()


def test_without_script_there_is_nothing_to_click_that_does_nothing(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/releases/latihan-01")
    assert not page.get_by_role("button", name="Salin").filter(visible=True).count()
    assert page.locator("#cite-text").is_visible()
    context.close()


def test_a_printed_release_is_its_text_and_reference(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server)
    page.goto("/releases/latihan-01?q=menanggulangi+OR+regu#m1")
    page.emulate_media(media="print")
    shown = [".release h1", ".byline", ".body", "#cite-text"]
    gone = [".masthead", ".footer", ".back", ".jump", ".beside", "button.copy", "details", ".marked-count"]
    assert [selector for selector in shown if not page.locator(selector).first.is_visible()] == []
    assert [selector for selector in gone if page.locator(selector).first.is_visible()] == []
    page.close()


def test_the_keyboard_reaches_the_content_and_the_box(reader: Page) -> None:
    reader.goto("/?q=latihan")
    reader.keyboard.press("Tab")
    skip = reader.locator(":focus")
    assert skip.inner_text() == "Langsung ke isi"
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    reader.get_by_label("Cari siaran pers").focus()
    reader.keyboard.press("Control+A")
    reader.keyboard.type("bencana")
    reader.keyboard.press("Enter")
    assert reader.get_by_label("Cari siaran pers").input_value() == "bencana"


def test_a_reader_compares_a_text_and_sees_what_was_changed(reader: Page) -> None:
    compare(reader)
    assert "teks ini terdapat dalam" in reader.get_by_role("status").inner_text()
    first = reader.locator(".repeated").first
    assert first.locator("del").first.inner_text() == "membuka"
    assert first.locator("ins").first.inner_text() == "membatalkan"
    assert reader.get_by_role("region", name="Tidak ditemukan").get_by_text("Tidak ada yang tahu").is_visible()
