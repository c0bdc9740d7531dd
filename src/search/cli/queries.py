"""`siaran queries`: what people searched and did not find."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from ..unanswered import Unanswered
from . import output
from .commands import index_option, json_option, settings_of
from .group import siaran


@siaran.command()
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many.")
@click.option("--clear", is_flag=True, help="Forget all of them.")
@index_option
@json_option
def queries(limit: int, clear: bool, index: Path | None, as_json: bool) -> None:
    """List what was searched on the pages and by the API without filters and found nothing, most frequent first.

    Nothing is kept unless $SIARAN_QUERIES names a file for it: then queries, how often and on which days, nothing else.
    """
    settings = settings_of(index)
    if not settings.queries:
        raise UsageError("no queries are kept; name a file for them in SIARAN_QUERIES, here and for `siaran serve`")
    unanswered = Unanswered(Path(settings.queries), settings.queries_kept)
    if clear:
        forgotten = unanswered.clear()
        if as_json:
            output.print_json({"forgotten": forgotten})
        else:
            output.print_line(f"forgot {forgotten}")
        return
    found, total = unanswered.most(limit)
    if as_json:
        rows = [
            {
                "query": each.query,
                "times": each.times,
                "first": each.first_day.isoformat(),
                "last": each.last_day.isoformat(),
            }
            for each in found
        ]
        output.print_json({"total": total, "queries": rows})
        return
    for missed in found:
        output.print_line(f"{missed.times:6}  {missed.last_day}  {missed.query}")
    output.complain(f"{total} queries found nothing")
