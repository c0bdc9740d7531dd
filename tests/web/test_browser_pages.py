"""Each kind of page is loaded once and looked at.

axe-core finds nothing in light and dark, on phone and desk; from 320 to 3,840 pixels nothing is wider than the screen,
overlaps, or has lines too long to read; targets are large enough; focus shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from looking import COLOURS, KINDS, MEASURING, REFUSED, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = (360, 800), (1280, 800)
SCREENS = ((320, 640), PHONE, (768, 1024), (1440, 900), (3840, 2160))
SIGNS = 90
"""To a line. WCAG 1.4.8 says 80, which a line of narrow letters may pass."""


@pytest.fixture(scope="module")
def page(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server, reduced_motion="reduce", locale="id-ID")
    yield context.new_page()
    context.close()


Seen = tuple["Page", str, list[str]]


@pytest.fixture(scope="module", params=KINDS)
def seen(request: pytest.FixtureRequest, page: Page) -> Iterator[Seen]:
    """A page that was loaded, its kind, and what the browser complained of meanwhile."""
    said: list[str] = []
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    page.on("console", tell := lambda message: said.append(message.text))
    page.on("pageerror", fail := lambda error: said.append(str(error)))
    visit(page, request.param)
    page.evaluate(MEASURING)
    yield page, request.param, said
    page.remove_listener("console", tell)
    page.remove_listener("pageerror", fail)


@pytest.fixture
def shown(seen: Seen) -> Iterator[Page]:
    yield seen[0]
    seen[0].emulate_media(color_scheme="light")


def resize(page: Page, screen: tuple[int, int]) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_no_barrier_in_light_or_dark(shown: Page, screen: tuple[int, int]) -> None:
    resize(shown, screen)
    found = violations(shown)
    shown.emulate_media(color_scheme="dark")
    assert found + violations(shown, **COLOURS) == []


def test_on_no_screen_is_it_wider_or_overlaps_or_has_lines_too_long_to_read(shown: Page) -> None:
    found = {}
    for screen in SCREENS:
        resize(shown, screen)
        ask = f"[...measuring.wide(), ...measuring.overlaps(), ...measuring.longLines({SIGNS})]"
        if wrong := shown.evaluate(ask):
            found[screen] = wrong
    assert found == {}


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_targets_are_large_enough(shown: Page, screen: tuple[int, int]) -> None:
    resize(shown, screen)
    assert shown.evaluate("measuring.targets()") == []
    if screen == PHONE:
        assert shown.evaluate("measuring.large()") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_shows_and_nothing_hides_it(shown: Page, scheme: str) -> None:
    resize(shown, DESK)
    shown.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    shown.keyboard.press("Tab")
    assert shown.evaluate("measuring.focus()") == []


def test_nothing_is_refused_by_its_own_policy(seen: Seen) -> None:
    _, kind, said = seen
    assert kind in REFUSED or said == []


def test_the_sheet_of_filters_on_a_phone_is_as_good(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server, viewport={"width": PHONE[0], "height": PHONE[1]})
    page.goto("/?q=latihan")
    page.get_by_role("button", name="Saring").click()
    assert page.get_by_role("heading", name="Saring hasil").is_visible()
    page.evaluate(MEASURING)
    page.keyboard.press("Tab")
    for law in ("wide", "overlaps", "targets", "large", "focus"):
        assert page.evaluate(f"measuring.{law}()") == []
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, **COLOURS) == []
    page.keyboard.press("Escape")
    assert not page.get_by_role("heading", name="Saring hasil").is_visible()
    page.close()


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_without_the_pages_own_scripts_axe_finds_no_barrier_either(
    browser: Browser, server: str, screen: tuple[int, int]
) -> None:
    """axe itself is a script, so that scripts must run; only the pages' own don't come."""
    context = browser.new_context(base_url=server, viewport={"width": screen[0], "height": screen[1]})
    context.route("**/static/*.js*", lambda route: route.abort())
    page = context.new_page()
    found = {}
    for kind in KINDS:
        visit(page, kind)
        assert page.locator("#q[role]").count() == 0, "the box is plain"
        if broken := violations(page):
            found[kind] = broken
    context.close()
    assert found == {}


def test_long_words_asked_for_do_not_widen_the_page_at_320_pixels(browser: Browser, server: str) -> None:
    page = browser.new_page(base_url=server, viewport={"width": 320, "height": 640})
    for path in (
        f"/?q={'w' * 400}&person={'x' * 400}",
        f"/releases/latihan-01?q={'w' * 400}",
        f"/entities?q={'w' * 400}",
    ):
        page.goto(path)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.close()
