"""English pages in a real browser: a reader switches and stays, with and without JavaScript; axe-core finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from looking import OTHERS, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280

KINDS = [
    "/?lang=en",
    "/?q=latihan&lang=en",
    "/?q=latihan&person=Tak+Ada&from=2030&lang=en",
    "/?q=rapat&from=kemarin&lang=en",
    "/releases/latihan-01?q=menanggulangi&lang=en",
    "/releases/latihan-12?lang=en",
    "/changes/1/latihan-12?lang=en",
    "/quotes?q=penanggulangan&lang=en",
    "/entities?lang=en",
    "/entities/person/budi-santoso?lang=en",
    "/releases/tidak-ada?lang=en",
    "/?lang=xx",
]


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def reader(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server, java_script_enabled=request.param, viewport={"width": DESK, "height": 800}
    )
    yield context.new_page()
    context.close()


def is_english(page: Page) -> bool:
    return page.locator("html").get_attribute("lang") == "en"


def test_a_reader_switches_searches_narrows_and_opens_a_release_in_english(reader: Page) -> None:
    reader.goto("/")
    reader.get_by_role("link", name="English").click()
    reader.get_by_label("Search press releases").fill("menanggulangi terorisme")
    reader.get_by_role("button", name="Search", exact=True).click()
    status = reader.get_by_role("status")
    assert "26 releases" in status.inner_text()

    reader.get_by_role("checkbox", name="Boy Rafli Amar").check()
    reader.get_by_role("button", name="Apply").click()
    assert "1 release for" in status.inner_text()
    assert is_english(reader)

    hit = reader.get_by_role("listitem").filter(has=reader.get_by_role("heading", level=2))
    assert hit.locator("time").inner_text() == "3 September 2020"
    hit.get_by_role("heading", level=2).get_by_role("link").click()
    assert is_english(reader)
    assert reader.get_by_role("heading", level=1).get_attribute("lang") == "id"
    reader.get_by_role("link", name="Back to the search results").click()
    assert "1 release for" in status.inner_text()

    reader.get_by_role("link", name="Bahasa Indonesia").click()
    assert "1 siaran" in status.inner_text()
    assert "lang=" not in reader.url


@pytest.mark.parametrize("typed", ["budi sant", "latihan penanggulangan bencana ke-1"])
def test_a_suggestion_leads_on_in_english(browser: Browser, server: str, typed: str) -> None:
    page = browser.new_page(base_url=server)
    page.goto("/?lang=en")
    page.get_by_role("combobox", name="Search press releases").press_sequentially(typed)
    option = page.get_by_role("option").first
    option.wait_for()
    assert "release" in option.inner_text()
    option.click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url("**lang=en**")
    page.wait_for_function("location.search !== '?lang=en' || location.pathname !== '/'")
    assert is_english(page)
    page.close()


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_no_english_page_has_a_barrier_that_axe_can_find(browser: Browser, server: str, width: int) -> None:
    page = browser.new_page(base_url=server, viewport={"width": width, "height": 800})
    found: dict[str, list[str]] = {}
    for path in KINDS:
        page.goto(path)
        broken = violations(page, **OTHERS)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            broken.append("wider than the screen")
        if broken:
            found[path] = broken
    page.close()
    assert found == {}


def test_the_switch_fits_on_the_smallest_screen(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server, viewport={"width": 320, "height": 700})
    for path in ("/", "/?q=latihan&lang=en"):
        page.goto(path)
        assert page.locator(".tongues a").is_visible()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()
