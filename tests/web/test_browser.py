"""The reader's way in a real browser, with and without JavaScript, and accessibility by axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
HEIGHT = 800

KINDS = {
    "start": "/",
    "results": "/?q=latihan",
    "narrowed": "/?q=latihan&from=2019&organization=Kementerian+Kesehatan&source=Badan+Contoh&page=1",
    "nothing": "/?q=tidakadakatanya&person=Tak+Ada",
    "error": "/?q=rapat&from=kemarin",
    "release": "/releases/latihan-01?q=menanggulangi",
    "not found": "/releases/tidak-ada",
}


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


@pytest.fixture(params=["light", "dark"])
def scripted(request: pytest.FixtureRequest, browser: Browser, server: str, width: int) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server, viewport={"width": width, "height": HEIGHT}, color_scheme=request.param, locale="id-ID"
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


def test_no_page_has_a_barrier_that_axe_can_find(scripted: Page, width: int) -> None:
    found = {}
    for kind, path in KINDS.items():
        scripted.goto(path)
        if broken := violations(scripted):
            found[kind] = broken
        if scripted.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[kind] = [*found.get(kind, []), "wider than the screen"]
    assert found == {}


def test_the_sheet_of_filters_has_no_barrier_either(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server, viewport={"width": PHONE, "height": HEIGHT})
    page.goto("/?q=latihan")
    page.get_by_role("button", name="Saring").click()
    assert page.get_by_role("heading", name="Saring hasil").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.get_by_role("heading", name="Saring hasil").is_visible()
    page.close()


def test_nothing_is_refused_by_the_pages_own_policy(scripted: Page) -> None:
    complaints: list[str] = []
    scripted.on("console", lambda message: complaints.append(message.text))
    scripted.on("pageerror", lambda error: complaints.append(str(error)))
    for kind, path in KINDS.items():
        if kind not in ("error", "not found"):
            scripted.goto(path)
    assert complaints == []


def test_long_words_do_not_widen_the_page_at_320_pixels(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server, viewport={"width": 320, "height": HEIGHT})
    for path in (f"/?q={'w' * 400}&person={'x' * 400}", f"/releases/latihan-01?q={'w' * 400}", "/?q=latihan", "/"):
        page.goto(path)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()
