"""What a run found becomes tables, a page and a chart; growth is a power law; verdicts compare the right way."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from benchmarks.chart import chart, lines_of
from benchmarks.growth import Falling, estimates, law, outgrown_at
from benchmarks.memory import family, usage
from benchmarks.page import BEGIN, END, NoMarkers, write_page
from benchmarks.peers.base import COUNT, FULL, PLAIN, SIARAN
from benchmarks.report import report
from benchmarks.searching import common, percentile
from benchmarks.targets import TARGETS, standing

from benchmarks import cli


def results(size: int) -> dict[str, Any]:
    def times(ms: float) -> dict[str, Any]:
        stats = {"p50": ms, "p95": 2 * ms, "p99": 3 * ms, "n": 60}
        return {"cold": stats, "warm": stats, "kinds": {"rare": ms, "phrase": ms}}

    facts = {"seconds": size / 500, "bytes": size * 4000, "memory": {"resident": 300.0, "private": 200.0}, "load": 0.5}
    machine = {"date": "2026-01-02", "commit": "abc", "processor": "P", "cores": 2, "memory_gb": 8.0, "system": "Linux",
               "python": "3.11", "numpy": "2.0", "load": 0.1, "versions": {"tantivy": "0.27"}}  # fmt: skip
    return {
        "corpus": {"bytes": size * 2600, "words": 310.0, "texts": "built sentences"},
        "machine": machine,
        "search": {
            "engines": {
                PLAIN: {work: times(size / 12_000) for work in (COUNT, FULL)},
                SIARAN: {work: times(size / 10_000) for work in (COUNT, FULL)},
                "tantivy": {work: times(size / 5000) for work in (COUNT, FULL)},
            },
            "ratios": {
                "tantivy": {work: {"p50": 0.5, "p95": 0.5, "p99": 0.5} for work in (COUNT, FULL)},
                PLAIN: {work: {"p50": 1.2, "p95": 1.3, "p99": 1.4} for work in (COUNT, FULL)},
            },
            "plain_ratios": {"tantivy": {work: {"p50": 0.4, "p95": 0.4, "p99": 0.4} for work in (COUNT, FULL)}},
            "compared": 12,
            "common": {"tantivy": 0.9},
        },
        "index": {
            "siaran": {**facts, "unchanged_seconds": 0.5, "add_seconds": 0.2, "engine_seconds": size / 3000,
                       "engine_memory": facts["memory"], "engine_load": 0.5},
            "tantivy": {**facts, "add_seconds": 0.1, "before": [50.0, 40.0]},
        },
        "http": {
            "levels": [{"connections": 8, "per_second": 500.0, "p50": 1.0, "p95": 2.0, "p99": 3.0, "client_ms": 0.1,
                        "bytes": 9000.0, "requests": 100}],
            "queries": 6, "processes": 1, "resident": 100.0,
        },
    }  # fmt: skip


SIZES = {size: results(size) for size in (1000, 10_000, 100_000)}


def test_the_report_tells_of_every_part() -> None:
    text = "\n".join(report(SIZES))
    for words in (
        "## 10,000 releases",
        "### Searching",
        "### Indexing",
        "### HTTP",
        "## Growth",
        "## Against what was set",
    ):
        assert words in text
    assert "| tantivy" in text


def test_a_part_that_was_not_measured_is_left_out() -> None:
    text = "\n".join(report({1000: {key: SIZES[1000][key] for key in ("corpus", "machine", "http")}}))
    assert "### HTTP" in text
    assert "### Searching" not in text


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    width = None
    for line in report(SIZES):
        if not line.startswith("|"):
            width = None
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line


def test_targets_are_judged_in_their_own_direction() -> None:
    verdicts = {(target.what, target.size, target.unit): verdict for target, _, verdict in standing(SIZES)}
    assert verdicts["HTTP, 8 connections", 10_000, "requests/s"] == "floor"
    assert verdicts[f"{FULL}, p50", 10_000, "x tantivy's time"] == "floor"
    assert verdicts["add 10 releases", 100_000, "s"] == "goal"
    assert verdicts[f"{COUNT}, Whoosh's formula, p50", 100_000, "x tantivy's time"] == "goal"
    assert verdicts[f"{FULL}, siaran's ranking, p50", 10_000, "x the time with Whoosh's formula"] == "floor"
    assert TARGETS[0].verdict(1.0) == "short"


def test_growth_follows_the_two_largest_sizes() -> None:
    assert law([(10, 1.0), (1000, 50.0), (10_000, 500.0)], 100_000) == pytest.approx(5000.0)
    assert [round(e.p50_ms) for e in estimates(SIZES)] == [100, 1000, 10_000]
    outgrown = outgrown_at(SIZES)
    assert outgrown is not None
    assert outgrown[0] == 1_000_000
    assert outgrown_at({1000: SIZES[1000]}) is None


def test_nothing_is_foretold_from_a_cost_that_fell_with_size() -> None:
    with pytest.raises(Falling):
        law([(10, 5.0), (100, 4.0)], 1000)
    siaran = SIZES[1000]["search"]["engines"]["siaran"]
    slow = {**siaran, FULL: {**siaran[FULL], "warm": {"p50": 90.0, "p95": 95.0, "p99": 99.0, "n": 60}}}
    small = {**SIZES[1000], "search": {**SIZES[1000]["search"], "engines": {"siaran": slow}}}
    text = "\n".join(report({1000: small, 10_000: SIZES[10_000]}))
    assert "No estimate of larger sizes: a cost fell with size (90 at 1,000 releases, 1 at 10,000)" in text
    assert "OpenSearch" not in text


def test_the_chart_is_well_formed_and_says_its_numbers_in_words() -> None:
    root = ET.fromstring(chart(lines_of(SIZES)))
    texts = " ".join(element.text or "" for element in root.iter())
    assert "tantivy" in texts
    assert "siaran: 0.1 ms at 1,000" in texts
    assert "Whoosh's formula" not in texts
    assert "prefers-color-scheme: dark" in texts


def test_one_size_and_one_engine_make_a_chart_too() -> None:
    ET.fromstring(chart({"siaran": [(1000, 1.0)]}))


def test_the_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    page, image = tmp_path / "performance.md", tmp_path / "images" / "performance.svg"
    page.write_text(f"# Title\n\n{BEGIN}\nof an earlier run\n{END}\n\nafter\n", "utf-8")
    write_page(SIZES, "python -m benchmarks", page, image)
    text = page.read_text("utf-8")
    assert text.startswith("# Title\n")
    assert text.endswith("\n\nafter\n")
    assert "of an earlier run" not in text
    assert "](images/performance.svg)" in text
    assert image.exists()
    write_page(SIZES, "python -m benchmarks", page, image)
    assert page.read_text("utf-8") == text


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Title\n", "utf-8")
    with pytest.raises(NoMarkers, match="benchmarks: begin"):
        write_page(SIZES, "x", page, tmp_path / "x.svg")
    assert page.read_text("utf-8") == "# Title\n"


def test_percentiles_are_of_the_samples_themselves() -> None:
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile([1.0], 0.99) == 1.0


def test_ratios_are_made_of_queries_that_both_were_asked() -> None:
    assert common([(1, 1.0), (2, 2.0), (2, 2.5)], [(2, 9.0), (3, 8.0)]) == ([2.0, 2.5], [9.0])


def test_memory_of_a_process_is_seen_where_the_system_shows_it() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("no /proc/self/smaps_rollup on this system")
    seen = usage()
    assert seen is not None
    resident, private = seen
    assert 0 < private <= resident
    assert family(1)[0] == 1


@pytest.mark.parametrize(
    "arguments", [["--sizes", "5"], ["--sizes", "x"], ["--peers", "lucene"], ["--only", "nothing"]]
)
def test_a_wrong_call_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2


def test_a_size_without_room_ends_the_run_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIARAN_BENCH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"benchmarks: .* GB are free"):
        cli.main(["--sizes", "100000000000", "--peers", ""])
    assert list(tmp_path.iterdir()) == []
