"""What a reader sees before scrolling on a small phone: results, not what helps to understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 640


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/?q=menanggulangi+terorisme", ".hit:first-child .passage"),
        ("/?q=menanggulangi+terorisme&explain=1", ".hit:first-child .hit-title"),
        ("/?q=latihan&source=Badan+Contoh&from=2019", ".hit:first-child .passage"),
        ("/quotes?q=penanggulangan", ".hit:first-child blockquote"),
        ("/", ".examples"),
        ("/releases/latihan-12?q=regu", ".body mark"),
        ("/changes/1/latihan-12", ".body del"),
    ],
)
def test_the_first_screen_of_a_phone_holds_what_was_asked_for(
    browser: Browser, server: str, path: str, seen: str
) -> None:
    page = browser.new_page(base_url=server, viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(path)
    box = page.locator(seen).first.bounding_box()
    page.close()
    assert box is not None
    assert box["y"] + box["height"] < HEIGHT
