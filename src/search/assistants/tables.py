"""What each tool takes: the rows that the web reads requests with, and a few of its own.

Names, meanings and limits are those of the HTTP interface. What differs is how much one call gives back: what an
assistant is told fills the memory it works with.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..asking.overlap import OVERLAP as COMPARED
from ..asking.parameters import Parameter, Refused
from ..asking.tables import ENTITIES, NAME_LENGTH, PAGING, Q
from ..asking.tables import QUOTES as QUOTED
from ..asking.tables import SEARCH as SEARCHED
from ..asking.timeline import TIMELINE as COUNTED
from ..asking.timeline import UNITS as COUNTED_BY
from ..config import Settings

Table = tuple[Parameter, ...]
"""What a tool takes: a row for each of its parameters."""

MOST = 25
"""Most results of one call; further ones are on the next page."""

ID_LENGTH = 2_000
"""Longest id that is looked up, in characters: ids are publishers' own, and may be addresses."""

UNITS = COUNTED_BY
"""What a timeline counts by; the first where a call does not say."""


def within(settings: Settings) -> Settings:
    """The settings that calls are read by: fewer results than a page of the web may have."""
    most = min(settings.per_page_limit, MOST)
    return replace(settings, per_page_limit=most, per_page=min(settings.per_page, most))


def _id(text: str, _settings: Settings) -> str:
    if len(text) > ID_LENGTH:
        raise Refused("length", f"has {len(text)} characters; the longest id is {ID_LENGTH}", ID_LENGTH)
    return text


def _offset(text: str, settings: Settings) -> int:
    digits = text.lstrip("0") or "0"
    if not (text.isascii() and text.isdigit()) or len(digits) > 10 or int(digits) > settings.record_bytes:
        most = settings.record_bytes
        raise Refused("number", f"takes a whole number from 0 to {most}", most)
    return int(digits)


def _name(text: str, _settings: Settings) -> str:
    if len(text) > NAME_LENGTH:
        raise Refused("length", f"has {len(text)} characters; the longest name is {NAME_LENGTH}", NAME_LENGTH)
    return text


def _text(most: int) -> Any:
    return lambda _settings: {"type": "string", "minLength": 1, "maxLength": most}


PAGE, PER_PAGE = PAGING
LIMIT = replace(PER_PAGE, name="limit", meaning="Most results of this call.", example=5)
NEXT = replace(PAGE, meaning="Page of the results, from 1: the `next_page` of the answer before.")

SEARCH = (*(row for row in SEARCHED if row.name not in ("fold", *(row.name for row in PAGING))), LIMIT, NEXT)
QUOTES = (*(row for row in QUOTED if row not in PAGING), LIMIT, NEXT)
TIMELINE = tuple(row for row in COUNTED if row.name != "fold")
RELEASE = (
    Parameter("id", "release_id", "The `id` of a result.", "kunjungan-duta-besar", _id, _text(ID_LENGTH)),
    Parameter(
        "offset",
        "offset",
        "Character of the text to read from: the `next_offset` of the answer before, or the `offset` of a quote.",
        0,
        _offset,
        lambda settings: {"type": "integer", "minimum": 0, "maximum": settings.record_bytes, "default": 0},
    ),
)
ENTITY = (
    Parameter(
        "name",
        "name",
        "A name, a short form of one, an acronym, or an entity's `id`.",
        "Boy Rafli Amar",
        _name,
        _text(NAME_LENGTH),
    ),
    *(row for row in ENTITIES if row is not Q and row.name == "kind"),
)
OVERLAP = COMPARED

REQUIRED = frozenset({"id", "name", "text"})
"""Names of parameters that a call can't do without."""
