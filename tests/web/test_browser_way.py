"""A reader's whole way, at three widths, light and dark, with and without JavaScript: type, take a suggestion, narrow
by person and year, open, jump through marks, cite, subscribe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHEET = 896
"""Width from which the filters stand beside the results."""


def narrow_by_a_suggestion(page: Page, width: int) -> None:
    page.keyboard.press("/")
    page.keyboard.type("budi")
    page.get_by_role("option", name="Budi Santoso").first.click()


def narrow_by_a_box(page: Page, width: int) -> None:
    search(page, "latihan")
    if width < SHEET:
        page.get_by_role("button", name="Saring").click()
    page.get_by_role("checkbox", name="Budi Santoso").check()
    page.get_by_role("button", name="Terapkan").click()


def search(page: Page, text: str) -> None:
    page.get_by_label("Cari siaran pers").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**q={text}**")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("narrow", [narrow_by_a_suggestion, narrow_by_a_box], ids=["script", "no script"])
def test_a_reader_goes_the_whole_way(
    browser: Browser, server: str, width: int, theme: str, narrow: Callable[[Page, int], None]
) -> None:
    context = browser.new_context(
        base_url=server,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if theme == "dark" else "light",
        java_script_enabled=narrow is narrow_by_a_suggestion,
        reduced_motion="reduce",
        locale="id-ID",
    )
    page = context.new_page()
    page.goto("/")
    narrow(page, width)
    status = page.get_by_role("status").first
    assert "25 siaran" in status.inner_text()
    assert page.get_by_role("link", name="Hapus saringan Tokoh Budi Santoso").is_visible()
    if width < SHEET:
        page.get_by_role("button", name="Saring").click()
    page.get_by_role("link", name="2019: 9 siaran").click()
    assert "9 siaran" in status.inner_text()
    search(page, "menanggulangi")
    assert "9 siaran" in status.inner_text()
    assert "to=" in page.url
    feed = page.get_by_role("link", name="Ikuti pencarian ini (Atom)").get_attribute("href") or ""
    page.locator(".hit-title a").first.click()
    page.get_by_role("link", name="Ke yang pertama").click()
    assert page.locator("mark:target").get_attribute("id") == "m1"
    page.get_by_role("link", name="Kata cocok berikutnya").filter(visible=True).click()
    assert page.locator("mark:target").get_attribute("id") == "m2"
    assert page.locator("#cite-text").inner_text().endswith(".")
    answer = context.request.get(feed)
    assert answer.ok
    assert answer.text().count("<entry") == 9
    context.close()


def test_on_the_page_of_quotes_those_who_may_speak_are_suggested(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server)
    page.goto("/quotes")
    page.get_by_role("combobox", name="Cari kutipan").press_sequentially("boy raf")
    page.get_by_role("option", name="Boy Rafli Amar").click()
    page.wait_for_url("**speaker=Boy+Rafli+Amar**")
    assert "kutipan" in page.get_by_role("status").first.inner_text()
    assert page.get_by_role("link", name="Hapus saringan Penutur Boy Rafli Amar").is_visible()
    page.close()
