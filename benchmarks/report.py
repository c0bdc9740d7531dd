"""Results as tables: Markdown that reads well on a terminal too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .growth import Falling, estimates, outgrown_at
from .peers.base import FULL, PLAIN, SIARAN, WORK
from .queries import KINDS
from .results import Results
from .targets import standing

LABELS = {
    SIARAN: "siaran",
    PLAIN: "siaran, Whoosh's formula",
    "whoosh": "Whoosh 2.7.4",
    "tantivy": "tantivy",
    "sqlite": "SQLite FTS5",
    "bm25s": "bm25s",
}
Row = Sequence[str]


def table(head: Row, rows: Sequence[Row]) -> Iterator[str]:
    """A Markdown table with even columns; the first is set left, the others right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(row: Row) -> str:
        cells = [cell.ljust(widths[i]) if i == 0 else cell.rjust(widths[i]) for i, cell in enumerate(row)]
        return f"| {' | '.join(cells)} |"

    yield line(head)
    yield (
        "|" + "|".join("-" * (width + 2) if i == 0 else "-" * (width + 1) + ":" for i, width in enumerate(widths)) + "|"
    )
    yield from map(line, rows)
    yield ""


def report(results: dict[int, Results]) -> Iterator[str]:
    """All tables, smallest size first."""
    for size, found in sorted(results.items()):
        yield f"## {size:,} releases"
        yield ""
        corpus = found["corpus"]
        yield (
            f"{corpus['texts'].capitalize()}, {corpus['words']:.0f} words a release, {corpus['bytes'] / 1e6:.1f} MB of "
            f"text. {_machine(found['machine'])}"
        )
        yield ""
        if "search" in found:
            yield from _search(found["search"])
        if "index" in found:
            yield from _index(found, size)
        if "http" in found:
            yield from _http(found["http"])
    yield from _growth(results)
    yield from _targets(results)


def _machine(machine: Results) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    commit = f", commit {machine['commit']}" if machine["commit"] else ""
    return (
        f"{machine['date']}{commit}: {machine['processor']}, {machine['cores']} cores "
        f"(load {machine['load']} before the run), {machine['memory_gb']:.0f} GB, {machine['system']}, "
        f"Python {machine['python']}, numpy {machine['numpy']}; {versions}."
    )


def _search(search: Results) -> Iterator[str]:
    engines = {name: search["engines"][name] for name in LABELS if name in search["engines"]}
    yield "### Searching, ms"
    yield ""
    for work in WORK:
        rows = []
        for name, works in engines.items():
            if work not in works or not works[work]["warm"]:
                continue
            cold, warm = works[work]["cold"], works[work]["warm"]
            row = [LABELS[name], *(f"{warm[share]:.2f}" for share in ("p50", "p95", "p99")), str(int(warm["n"]))]
            row += [_shares(search[ratios].get(name, {}).get(work)) for ratios in ("ratios", "plain_ratios")]
            if work == FULL:
                row += [f"{cold['p50']:.2f}", f"{cold['p95']:.2f}"]
            rows.append(row)
        head = [work, "p50", "p95", "p99", "times", "siaran's share, p50 / p95", "with Whoosh's formula"]
        yield from table([*head, "cold p50", "cold p95"] if work == FULL else head, rows)
    yield "Median by kind of query, the whole work (in brackets: the top 10 with count):"
    yield ""
    rows = []
    for name, works in engines.items():
        full, count = works.get(FULL, {}).get("kinds", {}), works.get(WORK[1], {}).get("kinds", {})
        rows.append([LABELS[name], *(_pair(full.get(kind), count.get(kind)) for kind in KINDS)])
    yield from table(["ms", *KINDS], rows)
    shared = ", ".join(f"{name} {share:.0%}" for name, share in search["common"].items())
    yield (
        f"{search['compared']:,} answers were compared with those of siaran with Whoosh's formula and agree: totals, "
        "counts of facets, and, with Whoosh, the ten best and their scores. Others rank by formulas of their own, "
        f"siaran too; of those ten best they share: {shared or '-'}."
    )
    yield ""


def _shares(ratio: Results | None) -> str:
    if not ratio:
        return ""
    return " / ".join(
        f"{ratio[share]:.2f}" if ratio[share] >= 0.1 else f"{ratio[share]:.4f}" for share in ("p50", "p95")
    )


def _pair(full: float | None, count: float | None) -> str:
    return f"{'-' if full is None else f'{full:.2f}'} ({'-' if count is None else f'{count:.2f}'})"


def _index(found: Results, size: int) -> Iterator[str]:
    index, text = found["index"], found["corpus"]["bytes"]
    yield "### Indexing"
    yield ""
    rows = []
    ours = index["siaran"]
    rows.append(["siaran, from files: stems cold, names found", *_index_row(ours, size, text)])
    if "baseline" in index:
        rows.append(["Whoosh with a cached Sastrawi analyzer, no names", *_index_row(index["baseline"], size, text)])
    alone = {"seconds": ours["engine_seconds"], "memory": ours["engine_memory"], "load": ours["engine_load"]}
    rows.append(["siaran's engine, words ready", *_index_row(alone, size, text)])
    rows += [
        [f"{LABELS[name]}, words ready", *_index_row(facts, size, text)]
        for name, facts in index.items()
        if name not in ("siaran", "baseline")
    ]
    yield from table(
        ["", "releases/s", "s", "on disk / text", "add 10, s", "most memory, MB", "private, a process", "load"], rows
    )
    more = found.get("more")
    yield "These ran one after another, not in turns; load is the machine's when each began."
    yield f"Indexed again with nothing changed: {ours['unchanged_seconds']:.2f} s."
    if more:
        serving, suggest = more["serving"], more["suggest"]
        yield (
            f"Opened in a new process and the first query answered: {more['first_ms']:.0f} ms, after "
            f"{more['imports_ms']:.0f} ms of imports. Serving: {serving['resident']:.0f} MB resident, "
            f"{serving['private']:.0f} MB of it private. Suggest: {suggest['p50']:.2f} / {suggest['p95']:.2f} ms "
            f"(p50 / p95), the first time {suggest['first']:.0f} ms. Looking for a new state before every query costs "
            f"{more['refresh_ms']:.2f} ms."
        )
    yield ""


def _index_row(facts: Results, size: int, text: int) -> list[str]:
    return [
        f"{size / facts['seconds']:,.0f}",
        f"{facts['seconds']:.1f}",
        f"{facts['bytes'] / text:.2f}" if "bytes" in facts else "",
        f"{facts['add_seconds']:.2f}" if facts.get("add_seconds") else "",
        *(
            f"{max(0.0, facts['memory'][kind] - before):.0f}"
            for kind, before in zip(("resident", "private"), facts.get("before", (0.0, 0.0)), strict=True)
        ),
        f"{facts['load']:.1f}",
    ]


def _http(http: Results) -> Iterator[str]:
    yield "### HTTP"
    yield ""
    rows = [
        [str(level["connections"]), f"{level['per_second']:,.0f}",
         *(f"{level[share]:.1f}" for share in ("p50", "p95", "p99")), f"{level['client_ms']:.2f}",
         f"{level['bytes'] / 1000:.1f}", str(level["requests"])]
        for level in http["levels"]
    ]  # fmt: skip
    yield from table(
        ["connections", "requests/s", "p50 ms", "p95", "p99", "client's CPU, ms a request", "KB an answer", "requests"],
        rows,
    )
    yield (
        f"`siaran serve` as it comes, `/api/v1/search` with {http['queries']} queries of words in turn, kept "
        "connections, the client a second process on the same machine. "
        f"Server: {http['processes']} process(es), {http['resident']:.0f} MB."
    )
    yield ""


def _growth(results: dict[int, Results]) -> Iterator[str]:
    whole = {size: found for size, found in sorted(results.items()) if {"search", "index"} <= found.keys()}
    if len(whole) < 2:
        return
    yield "## Growth"
    yield ""
    rows = []
    for size, found in whole.items():
        warm, ours = found["search"]["engines"]["siaran"][FULL]["warm"], found["index"]["siaran"]
        memory = f"{found['more']['serving']['private']:.0f}" if "more" in found else ""
        rows.append([f"{size:,}", f"{warm['p50']:.2f}", f"{warm['p95']:.2f}", f"{ours['bytes'] / 1e6:,.0f}", memory,
                     _duration(ours["seconds"])])  # fmt: skip
    head = ["releases", "p50 ms", "p95 ms", "MB on disk", "private MB, serving", "to index"]
    try:
        larger, outgrown = estimates(results), outgrown_at(results)
        nodes = estimates(results, [outgrown[0]])[0].nodes if outgrown else 0
    except Falling as error:
        yield from table(head, rows)
        yield f"No estimate of larger sizes: a cost fell with size ({error}), so the machine was not equally free."
        yield ""
        return
    for e in larger:
        times = [f"{e.p50_ms:.0f}", f"{e.p95_ms:.0f}", f"{e.bytes / 1e6:,.0f}"]
        rows.append([f"{e.size:,} *", *times, "", _duration(e.rebuild_seconds)])
    yield from table(head, rows)
    yield "\\* On paper: power laws through the two largest measured sizes."
    if outgrown:
        size, why = outgrown
        yield (
            f"One machine (64 GB of memory, 2 TB of disk) is outgrown at about {size:,} releases: {why}. An "
            f"OpenSearch cluster of {nodes} nodes (one replica, 500 GB of index a node, three for a quorum) would "
            "take over there."
        )
    yield ""


def _duration(seconds: float) -> str:
    return (
        f"{seconds:.1f} s"
        if seconds < 120
        else f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.0f} h"
    )


def _targets(results: dict[int, Results]) -> Iterator[str]:
    rows = [
        [
            f"{target.what} ({target.size:,})",
            f"{value:.3g} {target.unit}",
            f"{target.floor:g}",
            f"{target.goal:g}",
            verdict,
        ]
        for target, value, verdict in standing(results)
    ]
    if rows:
        yield "## Against what was set"
        yield ""
        yield from table(["", "measured", "floor", "goal", "reached"], rows)
