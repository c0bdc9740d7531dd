"""The parameters that only programs give: which fields, how many values of a facet, and reading all there is.

Tables as those of `asking/`, which pages and programs share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ..asking.parameters import Parameter, Refused
from ..asking.tables import EXPLAIN, PAGING, QUOTES, SEARCH, whole, whole_schema
from ..config import Settings
from .schemas import SCHEMAS

CURSOR_LENGTH = 100
"""Longest cursor that is read, in characters; ours have 24."""

ALWAYS = "id"
"""The field of a release that no selection leaves out."""


def _fields(of: str, names: Iterable[str], example: str, beside: str = "") -> Parameter:
    names = tuple(names)

    def read(text: str, _settings: Settings) -> tuple[str, ...]:
        asked = tuple(dict.fromkeys(name for name in map(str.strip, text.split(",")) if name))
        if unknown := [name for name in asked if name not in names]:
            raise Refused("choice", f"has no {unknown[0][:50]!r}; there are: {', '.join(names)}")
        return asked

    return Parameter(
        "fields",
        "fields",
        f"Only these fields of each {of}, parted by commas{beside}. Without it, all but those that cost most.",
        example,
        read,
        lambda _settings: {"type": "array", "items": {"type": "string", "enum": list(names)}, "minItems": 1},
        listed=True,
    )


def _moment(text: str, _settings: Settings) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("date", "is no moment; it takes YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC") from None


def _cursor(text: str, _settings: Settings) -> str:
    if len(text) > CURSOR_LENGTH:
        raise Refused("length", "is none that was given here; take it from an answer as it is", CURSOR_LENGTH)
    return text


FACET_VALUES = Parameter(
    "facet_values",
    "facet_values",
    "Values that each facet lists, most frequent first (years: newest first).",
    100,
    lambda text, settings: whole(text, settings.facet_values_limit),
    whole_schema(lambda settings: settings.facet_values, lambda settings: settings.facet_values_limit),
)

_ID_TOO = f"; {ALWAYS} is always among them"

SEARCH_API = (
    *SEARCH,
    EXPLAIN,
    FACET_VALUES,
    _fields("hit", SCHEMAS["Hit"]["properties"], "id,title,date", _ID_TOO),
)
"""What the endpoint takes; the page always explains."""

QUOTES_API = (*QUOTES, FACET_VALUES, _fields("quote", SCHEMAS["QuoteHit"]["properties"], "text,speaker,release"))

HEAVY = ("entities", "quotes", "event_dates")
"""Fields of a listed release that are given only where they are asked for: they take as much as its text."""

RELEASES = (
    Parameter(
        "since",
        "since",
        "Only what was added, changed or removed at this moment or later, as the index was written; a day is its "
        "beginning, in UTC. For the first call; the next ones have the cursor.",
        "2026-01-01",
        _moment,
        lambda _settings: {
            "type": "string",
            "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
        },
    ),
    Parameter(
        "cursor",
        "cursor",
        "Goes on where an answer ended: its `cursor`, as it is. It stays valid when the index changes, and can be "
        "kept for as long as you like.",
        "",
        _cursor,
        lambda _settings: {"type": "string", "maxLength": CURSOR_LENGTH},
    ),
    replace(
        PAGING[1],
        name="limit",
        argument="limit",
        meaning="Most releases of one answer, the removed ones among them.",
        example=50,
        schema=whole_schema(lambda settings: settings.per_page_limit, lambda settings: settings.per_page_limit),
    ),
    _fields("release", SCHEMAS["ListedRelease"]["properties"], "id,title,date,body,quotes", _ID_TOO),
)
