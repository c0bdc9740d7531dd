"""How values look on a page: filters and functions for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask, request, url_for
from markupsafe import Markup

from ..citing.linking import web_address
from ..model import Kind, Release, Snippet
from ..quotations import QuoteHit
from ..snippets import render, render_marks
from .address import Address
from .languages import PLACES, carried, language
from .moments import in_west, instant

Marks = Iterable[tuple[int, int]]


def register(app: Flask, files: str) -> None:
    """Give the templates what this module holds; `files` is the fingerprint of the static files."""
    app.jinja_env.filters.update(
        long_date=long_date,
        month=month,
        in_west=in_west,
        moment=moment,
        number=number,
        snippet=snippet,
        marked=marked,
        names=names,
        quoted=quoted,
        web_address=web_address,
        day_of=date.fromisoformat,
    )
    app.jinja_env.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    app.jinja_env.globals["static"] = lambda name: url_for("static", filename=name, v=files)
    app.jinja_env.globals["url_for"] = address_of
    app.jinja_env.globals["neutral_address"] = neutral_address
    # Where a page's own links lead: turning pages, narrowing. Pages of another kind say so.
    app.jinja_env.globals["here"] = "pages.search"


def address_of(endpoint: str, query: Address | str | None = None, **values: Any) -> str:
    """The address of a page of this application, in the language of the current one.

    `query` is what is asked of the page, as an Address or as the part of one behind the question mark.
    """
    path = neutral_address(endpoint, **values)
    lang = carried(endpoint)
    if query is None:
        return f"{path}{'&' if '?' in path else '?'}{lang}" if lang else path
    text = query.query if isinstance(query, Address) else query
    return f"{path}?{text}{'&' if text and lang else ''}{lang}"


def neutral_address(endpoint: str, **values: Any) -> str:
    """The address that a page has in the default language, and that it is known by everywhere: Flask's `url_for`,
    remembered where it takes no values, since a page of results asks a hundred times."""
    return url_for(endpoint, **values) if values else _plain_address(endpoint, request.script_root)


@lru_cache(64)
def _plain_address(endpoint: str, _mounted_at: str) -> str:
    return url_for(endpoint)


def long_date(day: date) -> str:
    """A date in words: 3 September 2020."""
    return _formatted(day, "d MMMM y", language())


def month(day: date) -> str:
    """The month of a day in words: September 2020."""
    return _formatted(day, "MMMM y", language())


def moment(at: datetime) -> Markup:
    """A moment in words, as western Indonesia has it: 3 September 2020, 16.30 WIB."""
    there = in_west(at)
    clock = format_time(there, "short", locale=PLACES[language()])
    return Markup('<time datetime="{}">{}, {} WIB</time>').format(instant(at), long_date(there.date()), clock)


def number(value: int) -> str:
    """A number with the separators of the language: 12.345, in English 12,345."""
    return _number(value, language())


# Babel reads the locale's pattern anew at each call; a page shows a hundred numbers, most of them again and again.
@lru_cache(4096)
def _formatted(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(4096)
def _number(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


def snippet(passage: Snippet) -> Markup:
    """A passage with its marks."""
    return Markup(render(passage))  # noqa: S704  (render escapes everything but <mark>)


def marked(text: str, marks: Marks = ()) -> Markup:
    """A text with marks on these ranges."""
    return Markup(render_marks(text, tuple(marks)))  # noqa: S704  (render_marks escapes everything but <mark>)


def quoted(hit: QuoteHit) -> Markup:
    """A quote's text with its marks, on one line."""
    return marked(hit.quote.text, hit.marks)


def names(release: Release, kind: str) -> tuple[str, ...]:
    """The release's names of one kind."""
    return release.names(Kind(kind))
