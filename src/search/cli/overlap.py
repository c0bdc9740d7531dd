"""`siaran overlap`: which releases a text repeats."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click
from rich.text import Text

from ..overlap import Change, Overlap, Passage, Repeated
from ..presenting import in_line, present_overlap
from . import output
from .commands import index_option, json_option, open_archive
from .group import siaran

_MARKED = {Change.SAME: ("", "", ""), Change.REMOVED: ("[-", "-]", "red"), Change.ADDED: ("{+", "+}", "green")}


@siaran.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@index_option
@click.option("--limit", type=click.IntRange(min=1), help="How many releases.  [default: 10]")
@json_option
def overlap(file: TextIO, index: Path | None, limit: int | None, as_json: bool) -> None:
    """Compare the text in FILE ("-": standard input) with the archive: which releases it repeats, passage by passage,
    and what it changed. [-words-] stand in the release only, {+words+} in the text only."""
    with open_archive(index) as archive:
        # One character more than is taken is enough to be refused; the rest is not read into memory.
        text = file.read(archive.settings.overlap_length + 1)
        found = archive.overlap(text.removeprefix("\ufeff"), limit=limit)
    if as_json:
        output.print_json(present_overlap(found))
        return
    for repeated in found.releases:
        _print_release(repeated, found)
    for stretch in found.alone:
        output.print_text(Text(f"in no release: {' '.join(found.text[stretch.start : stretch.end].split())}"))
    output.print_text(Text(f"{found.share:.0%} of {found.words} words in {found.found} releases", style="dim"))


def _print_release(repeated: Repeated, found: Overlap) -> None:
    release = repeated.release
    output.print_text(Text(release.title, style="bold"))
    facts = [release.date.isoformat() if release.date else "undated", release.source, release.id]
    shares = f"{repeated.share:.0%} of the text, {repeated.release_share:.0%} of the release"
    output.print_text(Text("  " + "  ".join(fact for fact in (*facts, shares) if fact), style="dim"))
    for passage in repeated.passages:
        output.print_text(Text("  ").append_text(_differences(passage, found.text, release.body)))
        for each in passage.alterations:
            where = "" if each.quoted else ", told without quotation marks"
            output.print_text(
                Text(f"  quote changed ({each.quote.speaker or 'nobody named'}{where}): {each.quote.text}")
            )
    output.print_line("")


def _differences(passage: Passage, text: str, body: str) -> Text:
    line = Text()
    for change, words in in_line(passage, text, body):
        before, after, style = _MARKED[change]
        line.append(before + words.replace("\r", " ").replace("\n", " ") + after, style)
    return line
