"""docs/performance.md: what people wrote stays, what lies between the markers is made of results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .chart import chart, lines_of
from .report import report
from .results import Results
from .sentences import ROOT

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "images" / "performance.svg"
BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"


class NoMarkers(Exception):
    """The page has no place for results."""


def write_page(results: Mapping[int, Results], command: str, page: Path = PAGE, image: Path = CHART) -> None:
    """Put the results in the page and draw the chart. Raises NoMarkers."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoMarkers(f"{page} lacks the lines {BEGIN} and {END}; put them where results should stand")
    lines = lines_of(results)
    parts = ["", f"Made with `{command}`.", ""]
    if lines:
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_text(chart(lines), "utf-8")
        described = "Median time of a top 10 with snippets and five facets, by engine and number of releases"
        parts += [f"![{described}]({image.relative_to(page.parent).as_posix()})", ""]
    generated = "\n".join([*parts, *report(dict(results))])
    page.write_text(f"{before}{BEGIN}\n{generated.rstrip()}\n{END}{after}", "utf-8")
