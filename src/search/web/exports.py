"""All results of a search as a file: for spreadsheets, programs, and reference lists."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask import Blueprint, request, stream_with_context
from werkzeug.wrappers import Response

from ..asking.parameters import Invalid, Reading
from ..asking.tables import EXPORT, EXPORTS, FEED, filters_of, read_search
from ..citing import bibtex, ris
from ..errors import QueryError
from ..model import Release, Sort
from ..presenting.releases import present_head, present_names
from .address import Address
from .caching import from_index
from .citations import as_file, cited_as
from .current import archive
from .pages import results_page
from .refusals import make_file

blueprint = Blueprint("exports", __name__)

COLUMNS = ("id", "title", "date", "source", "url", "persons", "organizations", "places", "body")

CHUNK = 64_000
"""Characters that are sent at once."""


@blueprint.get("/export")
@from_index
def export() -> Response:
    """The results as a file, in their order; too many of them are refused, with the way out, on the page of results."""
    reading = read_search(request.args, archive().settings, EXPORT)
    if reading.errors:
        return _refused(reading)
    values = reading.values
    asked = values.get("q", ""), filters_of(reading), values.get("sort", Sort.RELEVANCE)
    fold, form, most = values.get("fold", True), values.get("format", EXPORTS[0]), archive().settings.depth
    try:
        with archive().sweep(*asked, fold=fold) as sweep:
            total = sweep.total
    except QueryError as error:
        return _refused(reading.refused(error))
    if total > most:
        return _refused(Reading(values, (Invalid("format", "much", f"{total} results, at most {most}", most),)))

    def lines() -> Iterator[str]:
        with archive().sweep(*asked, fold=fold) as sweep:
            yield from WRITERS[form](sweep.releases(limit=most))

    return make_file(as_file(stream_with_context(_chunks(lines())), form, "siaran"))


def _refused(reading: Reading) -> Response:
    return results_page(None, reading, Address.of(request.args, FEED))


def _csv(releases: Iterable[Release]) -> Iterator[str]:
    """Rows for spreadsheets, with the mark by which they know UTF-8. Names in one cell are parted by semicolons."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    yield "\ufeff"
    rows = (_row(release) for release in releases)
    for row in _with_head(rows):
        writer.writerow(row)
        yield file.getvalue()
        file.seek(0)
        file.truncate()


def _with_head(rows: Iterable[list[str]]) -> Iterator[Iterable[str]]:
    yield COLUMNS
    yield from rows


def _row(release: Release) -> list[str]:
    values = _plain(release)
    cells = (values[name] for name in COLUMNS)
    return [_harmless("; ".join(cell) if isinstance(cell, list) else cell or "") for cell in cells]


def _harmless(cell: str) -> str:
    # A spreadsheet would run it as a formula, with whatever it asks of the reader's computer.
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _jsonl(releases: Iterable[Release]) -> Iterator[str]:
    for release in releases:
        yield json.dumps(_plain(release), ensure_ascii=False) + "\n"


def _plain(release: Release) -> dict[str, Any]:
    return {**present_head(release), **present_names(release), "body": release.body}


WRITERS: dict[str, Callable[[Iterable[Release]], Iterator[str]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "bibtex": lambda releases: (bibtex(release, cited_as(release)) + "\n" for release in releases),
    "ris": lambda releases: (ris(release, cited_as(release)) + "\r\n" for release in releases),
}
"""How each kind of file is written, release by release."""


def _chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held).encode("utf-8", "replace")
            held, size = [], 0
    yield "".join(held).encode("utf-8", "replace")
