"""`siaran quotes`: who said what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.text import Text

from ..model import Sort
from ..periods import first_day, last_day
from ..presenting import present_quotes
from ..quotations import QuoteHit
from . import output
from .commands import Day, index_option, json_option, open_archive
from .group import siaran


@siaran.command()
@click.argument("query", default="")
@index_option
@click.option("--speaker", multiple=True, help="Only quotes of this speaker; several: any of them.")
@click.option("--from", "date_from", type=Day(first_day), help="Of releases not before this day (also YYYY-MM, YYYY).")
@click.option("--to", "date_to", type=Day(last_day), help="Of releases not after this day (also YYYY-MM, YYYY).")
@click.option("--source", multiple=True, help="Only quotes in releases of this source.")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value)
@click.option("--limit", type=click.IntRange(min=1), help="How many results.  [default: 10]")
@json_option
def quotes(query: str, index: Path | None, limit: int | None, as_json: bool, **parameters: Any) -> None:
    """Search quotes by their words, speaker or office; without QUERY the newest come first."""
    with open_archive(index) as archive:
        page = archive.quotes(query, per_page=limit, **parameters)
        speakers = archive.speaker_ids(hit.quote.speaker for hit in page.hits)
    if as_json:
        output.print_json(present_quotes(page, speakers=speakers))
        return
    for hit in page.hits:
        _print_hit(hit)
    output.print_count(page.total, "quote")
    if page.hint:
        output.complain(f"hint: {page.hint}")


def _print_hit(hit: QuoteHit) -> None:
    quote, release = hit.quote, hit.release
    said_by = ", ".join(part for part in (quote.speaker or quote.words or "nobody named", quote.role) if part)
    output.print_text(output.marked(quote.text, hit.marks))
    output.print_text(Text(f"  {said_by}{' (indirect)' if quote.indirect else ''}"))
    facts = [release.date.isoformat() if release.date else "undated", release.source, release.id, release.title]
    output.print_text(Text("  " + "  ".join(fact for fact in facts if fact), style="dim"))
    output.print_line("")
