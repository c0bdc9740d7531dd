"""Every kind of page that readers see, and what axe-core finds on one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

KINDS = {
    "start": "/",
    "results": "/?q=latihan",
    "narrowed": "/?q=latihan&from=2019&organization=Kementerian+Kesehatan&source=Badan+Contoh&page=1",
    "months": "/?q=latihan&from=2018&to=2019",
    "explained": "/?q=menanggulangi+latihan&explain=1",
    "changed only": "/?q=latihan&changed=1",
    "hidden by a filter": "/?q=latihan&person=Tak+Ada&from=2030",
    "nothing": "/?q=tidakadakatanya&person=Tak+Ada",
    "error": "/?q=rapat&from=kemarin",
    "long and right to left": "/?q=janggal",
    "release": "/releases/latihan-01?q=menanggulangi",
    "release, long and right to left": "/releases/aneh?q=janggal",
    "changed release": "/releases/latihan-12?q=menanggulangi",
    "changes": "/changes/1/latihan-12",
    "at a mark": "/releases/latihan-01?q=menanggulangi+OR+regu#m2",
    "quotes": "/quotes?q=penanggulangan",
    "all values": "/facets/person?q=latihan",
    "values of quotes": "/quotes/facets/speaker?find=bu",
    "entities": "/entities",
    "searched entities": "/entities?q=bu&kind=person",
    "no entities": "/entities?q=tidakadanamanya",
    "person": "/entities/person/budi-santoso",
    "organization": "/entities/organization/kementerian-kesehatan",
    "place": "/entities/place/bandung",
    "no such person": "/entities/person/budi-s",
    "no quotes": "/quotes?q=tidakadakatanya&speaker=Tak+Ada",
    "text to compare": "/overlap",
    "compared text": "/overlap",
    "interface": "/api/docs",
    "not found": "/releases/tidak-ada",
    "no such page": "/tidak/ada",
}

REFUSED = {"error", "not found", "no such page", "no such person"}
"""Pages that come with a status that a browser's console tells of."""

ALMOST_THE_FIRST = (
    "Surabaya - Gubernur Budi Santoso membatalkan latihan menanggulangi bencana di Surabaya. Kementerian Pertahanan "
    "dan Kementerian Kesehatan mengirim 1 regu. Tidak ada yang tahu sebabnya."
)

OF_COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS = {"runOnly": OF_COLOURS}
"""Options for axe: only the rules that another set of colours can break."""

OTHERS = {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
"""Options for axe: all rules but these."""

MEASURING = Path(__file__).with_name("measuring.js").read_text("utf-8")


def compare(page: Page) -> None:
    page.goto("/overlap")
    page.get_by_label("Teks yang diperiksa").fill(ALMOST_THE_FIRST)
    page.get_by_role("button", name="Periksa").click()


def visit(page: Page, kind: str) -> None:
    if kind == "compared text":
        compare(page)
    else:
        page.goto(KINDS[kind])


def violations(page: Page, **options: Any) -> list[str]:
    """What axe-core finds, as the rule and the element."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "options => axe.run(options).then(found => found.violations)",
        {"resultTypes": ["violations"], "preload": False, **options},
    )
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
