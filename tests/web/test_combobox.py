"""Suggestions while typing, in a real browser: keyboard, mouse, finger, what is announced, and how often is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


@pytest.fixture
def box(reader: Page) -> Locator:
    return reader.get_by_role("combobox", name="Cari siaran pers")


def type_in(reader: Page, box: Locator, text: str) -> Locator:
    """Types, and waits for the list."""
    box.press_sequentially(text)
    options = reader.get_by_role("option")
    options.first.wait_for()
    return options


def active(reader: Page, box: Locator) -> str | None:
    """The text of the option that the keyboard is on."""
    id_ = box.get_attribute("aria-activedescendant")
    return reader.locator(f"#{id_} .suggestion").inner_text() if id_ else None


def test_the_keyboard_walks_the_list_and_the_text_stays_as_typed(reader: Page, box: Locator) -> None:
    options = type_in(reader, box, "ke")
    names = reader.locator("[role=option] .suggestion").all_inner_texts()
    assert len(names) > 2
    assert (box.get_attribute("aria-expanded"), active(reader, box)) == ("true", None)
    for key, expected in (
        ("ArrowDown", names[0]), ("ArrowDown", names[1]), ("ArrowUp", names[0]), ("ArrowUp", None),
        ("ArrowUp", names[-1]), ("Home", names[0]), ("End", names[-1]), ("ArrowDown", None),
    ):  # fmt: skip
        box.press(key)
        assert active(reader, box) == expected, key
    box.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    assert reader.locator("[aria-selected=true]").count() == 1
    assert box.input_value() == "ke"
    box.press("Escape")
    assert (box.get_attribute("aria-expanded"), active(reader, box)) == ("false", None)
    box.press("ArrowDown")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Escape")
    box.press("Escape")
    assert box.input_value() == ""


def test_names_come_first_with_kind_and_count_and_a_name_narrows(reader: Page, box: Locator) -> None:
    options = type_in(reader, box, "budi")
    assert options.first.inner_text().split("\n")[0].startswith("Budi Santoso")
    assert "Tokoh, 25 siaran" in options.first.inner_text()
    box.press("ArrowDown")
    box.press("Enter")
    reader.wait_for_url("**/?q=&person=Budi+Santoso")
    assert "25 siaran" in reader.get_by_role("status").inner_text()


def test_a_click_on_a_title_opens_its_release(reader: Page, box: Locator) -> None:
    type_in(reader, box, "bencana ke-7")
    reader.get_by_role("option", name="Latihan penanggulangan bencana ke-7").click()
    reader.wait_for_url("**/releases/latihan-07")


def test_a_tap_on_a_word_searches_it_with_the_filters_in_force(reader: Page, box: Locator) -> None:
    reader.goto("/?q=latihan&source=Badan+Contoh&sort=newest")
    box.fill("")
    type_in(reader, box, "penanggu")
    reader.get_by_role("option").filter(has_text="Kata,").first.tap()
    reader.wait_for_url("**/?*q=penanggulangan*")
    assert "source=Badan+Contoh" in reader.url
    assert "sort=newest" in reader.url


def test_enter_without_a_choice_searches_what_was_typed(reader: Page, box: Locator) -> None:
    type_in(reader, box, "bencana")
    box.press("Enter")
    reader.wait_for_url("**/?q=bencana")


def test_fast_typing_asks_once_and_one_letter_never(reader: Page, box: Locator) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "/v1/suggest" in request.url else None)
    box.press_sequentially("b")
    reader.wait_for_timeout(400)
    assert asked == []
    box.press_sequentially("andu", delay=20)
    reader.get_by_role("option").first.wait_for()
    assert len(asked) == 1
    box.press("Backspace")
    reader.wait_for_timeout(300)
    box.press_sequentially("u")
    reader.wait_for_timeout(300)
    assert len(asked) == 2, "an answer that was there before is not asked for again"


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(reader: Page, box: Locator) -> None:
    def slow(route: Any) -> None:
        if route.request.url.endswith("q=ba"):
            reader.wait_for_timeout(500)
        route.continue_()

    reader.route("**/api/v1/suggest*", slow)
    box.press_sequentially("ba")
    reader.wait_for_timeout(200)
    type_in(reader, box, "du")
    reader.wait_for_timeout(600)
    assert all("Bandung".casefold() in text.casefold() for text in reader.get_by_role("option").all_inner_texts())


def test_what_is_typed_while_the_script_is_on_its_way_is_asked_for(reader: Page, box: Locator) -> None:
    loaded = "performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert not [name for name in reader.evaluate(loaded) if "suggest.js" in name]

    def slow(route: Any) -> None:
        reader.wait_for_timeout(400)
        route.continue_()

    reader.route("**/static/suggest.js*", slow)
    assert box.get_attribute("aria-expanded") == "false"
    type_in(reader, box, "bandu")
    assert box.get_attribute("aria-expanded") == "true"


def test_markup_in_a_suggestion_is_text(reader: Page, box: Locator) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    found = [
        {"text": hostile, "kind": "person", "count": 1},
        {"text": hostile, "kind": "title", "count": 1, "id": "a/?#b"},
    ]
    reader.route("**/api/v1/suggest*", lambda route: route.fulfill(json={"q": "img", "suggestions": found}))
    options = type_in(reader, box, "img")
    assert hostile in options.first.inner_text()
    assert reader.locator("img").count() == 0
    options.last.click()
    reader.wait_for_url("**/releases/a%2F%3F%23b")


def test_how_many_suggestions_there_are_is_announced(reader: Page, box: Locator) -> None:
    count = type_in(reader, box, "ke").count()
    voice = reader.locator("#search [aria-live=polite]")
    assert voice.inner_text() == f"{count} saran. Pilih dengan tombol panah."
    box.fill("xyzxyzxyz")
    voice.filter(has_text="Tidak ada saran.").wait_for()
    assert box.get_attribute("aria-expanded") == "false"


def test_a_slash_goes_to_the_box_but_is_a_letter_in_a_field(reader: Page, box: Locator) -> None:
    reader.goto("/?q=latihan")
    reader.keyboard.press("/")
    assert reader.evaluate("document.activeElement.id") == "q"
    assert box.input_value() == "latihan"
    reader.keyboard.press("End")
    reader.keyboard.type("/x")
    assert box.input_value() == "latihan/x"


def test_leaving_the_box_closes_the_list(reader: Page, box: Locator) -> None:
    type_in(reader, box, "ke")
    box.press("Tab")
    assert not reader.get_by_role("listbox").is_visible()
    assert reader.evaluate("document.activeElement.textContent.trim()") == "Cari"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_open_list_has_no_barrier_that_axe_can_find(browser: Browser, server: str, scheme: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(base_url=server, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/", "/?q=latihan"):
        page.goto(path)
        box = page.get_by_role("combobox", name="Cari siaran pers")
        box.fill("")
        type_in(page, box, "ke")
        box.press("ArrowDown")
        violations = Axe().run(page).response["violations"]
        assert [f"{v['id']}: {node['html']}" for v in violations for node in v["nodes"]] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        listed = page.get_by_role("listbox").bounding_box()
        assert listed is not None
        assert listed["x"] >= 0
        assert listed["x"] + listed["width"] <= width
    page.close()
