"""What the command line prints: plain text in a pipe, colour on a terminal."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from ..correcting import CORRECTED
from ..explaining import Explanation, reason_in_words
from ..history import Earlier
from ..model import Hit, Kind, Page, Release, Snippet, Stats
from ..reasons import Reason
from ..relating import Related

if TYPE_CHECKING:
    from ..ingest import Report

Marks = tuple[tuple[int, int], ...]


def _out() -> Console:
    # In a pipe nothing is wrapped: a line of ours stays a line for the program that reads it.
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def complain(message: str) -> None:
    """One line on stderr."""
    print(f"siaran: {message}", file=sys.stderr, flush=True)  # noqa: T201


def print_line(text: str) -> None:
    """One line on stdout."""
    print(text)  # noqa: T201


def print_text(text: Text) -> None:
    """A styled line on stdout; in a pipe its words alone."""
    _out().print(text)


def print_count(count: int, of: str) -> None:
    """How many there are of something."""
    print_text(Text(f"{count} {of}" if count == 1 else f"{count} {of}s", style="dim"))


def print_json(value: Any) -> None:
    """One JSON object on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))  # noqa: T201


def sentence(report: Report) -> str:
    """What an ingest did, in one line."""
    parts = [
        f"{report.added} added",
        f"{report.updated} updated",
        f"{report.unchanged} unchanged",
        f"{report.removed} removed",
    ]
    if report.failed:
        parts.append(f"{len(report.failed)} failed")
    return f"{', '.join(parts)} in {report.seconds:.1f} s"


def print_report(report: Report) -> None:
    print_line(sentence(report))
    sys.stdout.flush()  # with --watch the command goes on


def print_report_as_json(report: Report) -> None:
    """The same as an object."""
    print_json(
        {
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "removed": report.removed,
            "failed": [asdict(failure) for failure in report.failed],
            "seconds": round(report.seconds, 3),
        }
    )
    sys.stdout.flush()


NOTICES_A_FILE = 3
"""A file of 10,000 records with day-first dates says so three times, not 10,000 times."""


def complain_about(report: Report) -> None:
    """Name every input that failed, and what should be known of the others."""
    said: Counter[str] = Counter()
    for notice in report.notices:
        path = notice.where.rpartition(":")[0] if notice.where.rpartition(":")[2].isdigit() else notice.where
        said[path] += 1
        if said[path] <= NOTICES_A_FILE:
            complain(f"{notice.where}: {notice.text}")
    for path, count in said.items():
        if count > NOTICES_A_FILE:
            complain(f"{path}: {count - NOTICES_A_FILE} more notices like these")
    for failure in report.failed:
        complain(f"{failure.path}: {failure.error}")


@contextmanager
def progress() -> Iterator[Callable[[int], None]]:
    """A count of releases on stderr while the block runs; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} releases"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("indexing", total=None)
        yield lambda count: bar.advance(task, count)


def print_page(page: Page, reasons: Sequence[Sequence[Reason]] | None = None) -> None:
    """The hits, each with the reasons of its score where these are given."""
    console = _out()
    for i, hit in enumerate(page.hits):
        _print_hit(console, hit)
        if reasons is not None:
            _print_reasons(console, hit, reasons[i])
    if page.hint == CORRECTED:
        complain(f"nothing was found for {page.q!r}; these are results for {page.did_you_mean!r}")
    elif page.did_you_mean:
        complain(f"did you mean: {page.did_you_mean}")
    print_count(page.total, "release")
    if page.hint and page.hint != CORRECTED:
        complain(f"hint: {page.hint}")


def print_explanation(explanation: Explanation) -> None:
    """How a query was understood, on stdout before its results."""
    console = _out()
    console.print(Text(f"understood as: {explanation.understood}"))
    for word in explanation.words:
        forms = ", ".join(word.forms) or "no form of it is in the archive"
        more = f", and {word.others} more" if word.others else ""
        only = f"; only this form: {word.exactly}" if word.exactly else ""
        also = "".join(f'; also "{" ".join(variant.forms)}"' for variant in word.term.variants)
        added = "; added, as an abbreviation of what was typed" if word.term.weight < 1 else ""
        console.print(Text(f"  {word.term.form} ({word.term.stem}): {forms}{more}{also}{added}{only}"))
    console.print()


def _print_hit(console: Console, hit: Hit) -> None:
    release = hit.release
    console.print(marked(release.title, hit.title_marks, "bold"))
    facts = [release.date.isoformat() if release.date else "undated", release.source, release.id]
    console.print(Text("  " + "  ".join(fact for fact in facts if fact), style="dim"))
    for snippet in hit.snippets:
        console.print(Text("  ").append_text(_snippet(snippet)))
    console.print()


def _print_reasons(console: Console, hit: Hit, reasons: Sequence[Reason]) -> None:
    console.print(Text(f"  score {hit.score:.3f}", style="dim"))
    for reason in reasons:
        console.print(Text(f"  {reason.score:>9.3f}  {reason_in_words(reason)}", style="dim"))
    console.print()


def _snippet(snippet: Snippet) -> Text:
    text = marked(snippet.text, snippet.marks).split("\n")
    line = Text(" ").join(text)
    before, after = "... " if snippet.cut_before else "", " ..." if snippet.cut_after else ""
    return Text(before).append_text(line).append(after)


def marked(text: str, marks: Marks, style: str = "") -> Text:
    """The text with its marks: bold on a terminal, between asterisks in a pipe."""
    if sys.stdout.isatty():
        rich = Text(text, style=style)
        for start, end in marks:
            rich.stylize("bold yellow", start, end)
        return rich
    parts, done = [], 0
    for start, end in marks:
        parts += [text[done:start], "*", text[start:end], "*"]
        done = end
    return Text("".join([*parts, text[done:]]))


def print_release(release: Release, versions: Iterable[Release] = (), relatives: Iterable[Related] = ()) -> None:
    console = _out()
    console.print(Text(release.title, style="bold"))
    facts = [release.date.isoformat() if release.date else "undated", release.source, release.url, release.id]
    console.print(Text("  ".join(fact for fact in facts if fact), style="dim"))
    console.print()
    console.print(Text(release.body))
    console.print()
    for kind in Kind:
        if names := release.names(kind):
            console.print(Text(f"{kind.value}: ", style="dim").append(", ".join(names)))
    for version in versions:
        console.print(Text("version: ", style="dim").append(_line_of(version)))
    for relative in relatives:
        shared = ", ".join([*(name for _, name in relative.names), *relative.words])
        console.print(Text("related: ", style="dim").append(_line_of(relative.release)).append(f"  ({shared})", "dim"))


def _line_of(release: Release) -> str:
    facts = (release.id, release.date.isoformat() if release.date else None, release.title)
    return "  ".join(fact for fact in facts if fact)


def print_history(history: Iterable[Earlier]) -> None:
    """What a release said before, the oldest first."""
    earlier = list(history)
    for each in earlier:
        until = f"{each.until:%Y-%m-%d %H:%M} UTC"
        print_text(Text(f"{each.number}. until {until}, then changed: {', '.join(each.parts)}", style="dim"))
        print_text(Text(each.release.title, style="bold"))
        print_text(Text(f"{each.release.body}\n"))
    print_count(len(earlier), "earlier text")


def print_stats(stats: Stats) -> None:
    print_line(f"releases  {stats.releases}")
    print_line(f"from      {stats.date_from or '-'}")
    print_line(f"to        {stats.date_to or '-'}")
    print_line(f"bytes     {stats.bytes}")
