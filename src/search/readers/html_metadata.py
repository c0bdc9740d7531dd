"""Title, date, source and address of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup, Tag

from .dates import find, parse
from .html_classes import tokens
from .jsonl import DECODER
from .record import is_address
from .text import one_line

_ARTICLE_TYPES = frozenset(
    {"Article", "NewsArticle", "BlogPosting", "Report", "PressRelease", "WebPage", "ReportageNewsArticle"}
)
_TITLE_METAS = ("og:title", "twitter:title", "dc.title")
_DATE_METAS = (
    "article:published_time", "datepublished", "publishdate", "pubdate", "publish-date", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date",
)  # fmt: skip
_DATE_CLASSES = frozenset({"date", "tanggal", "tgl", "posted", "published", "publish", "time", "waktu", "meta"})
_SEPARATOR = r"\s+[-–—|:»•]\s+"
_SHORT = 100
"""Characters of a line that gives a date: a longer one is text, whose dates are those of events."""


def linked_data(soup: BeautifulSoup) -> dict[str, Any]:
    """The JSON-LD object of the page that describes an article; empty where there is none."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = DECODER.decode(script.get_text().strip())
        except (json.JSONDecodeError, RecursionError):
            continue
        found = [each for each in islice(_objects(data), 100) if _ARTICLE_TYPES & set(_texts(each.get("@type")))]
        if found:  # a page's own object says less than its article's
            return next((each for each in found if "WebPage" not in _texts(each.get("@type"))), found[0])
    return {}


def title(soup: BeautifulSoup, linked: dict[str, Any]) -> str | None:
    """The headline, without the name of the site that many pages add to it."""
    page = one_line(soup.title.get_text()) if soup.title else ""
    site = source(soup, linked)
    found = [one_line(heading.get_text(" ")) for heading in soup.find_all("h1", limit=5)]
    # On some sites the first heading is the site's own name, which the page's title ends with.
    headings = [each for each in found if each and each != site and _without_site(page, each) == page]
    given = [one_line(text) for text in _texts(linked.get("headline"))]
    for candidate in (*given, *_metas(soup, _TITLE_METAS), *headings[:1], page):
        if candidate:
            exact = (each for each in headings if re.match(re.escape(each) + _SEPARATOR, candidate))
            return next(exact, None) or _without_site(candidate, site)
    return next(iter(found), None)


def published(soup: BeautifulSoup, linked: dict[str, Any]) -> str | None:
    """The date of the release as it is written; of several, the first that can be read."""
    first = None
    for candidate in _dates(soup, linked):
        if parse(candidate).date:
            return candidate
        first = first or candidate
    return first


def source(soup: BeautifulSoup, linked: dict[str, Any]) -> str | None:
    """Who published: the site's name, else the publisher."""
    publisher = linked.get("publisher")
    names = _texts(publisher.get("name")) if isinstance(publisher, dict) else []
    return next((name for name in (*_metas(soup, ("og:site_name",)), *names) if name), None)


def address(soup: BeautifulSoup) -> str | None:
    """The address that the page gives as its own, if it is a whole one."""
    links = [str(link.get("href") or "").strip() for link in soup.find_all("link", rel="canonical")]
    return next((link for link in (*links, *_metas(soup, ("og:url",))) if is_address(link)), None)


def _dates(soup: BeautifulSoup, linked: dict[str, Any]) -> Iterator[str]:
    yield from _metas(soup, _DATE_METAS)
    for element in soup.find_all(itemprop="datePublished"):
        yield from _attributes(element, "content", "datetime")
    yield from _texts(linked.get("datePublished"))
    for element in soup.find_all("time", limit=20):
        yield from _attributes(element, "datetime")
        yield from _line(element)
    for element in soup.find_all(lambda tag: bool(_DATE_CLASSES & tokens(tag)), limit=20):
        yield from _line(element)
    # Behind the heading: before it, sites show today's date.
    heading = soup.find("h1")
    for text in heading.find_all_next(string=True, limit=200) if heading else ():
        if len(text) <= _SHORT and text.parent and text.parent.name not in ("script", "style"):
            yield from filter(None, [find(text)])


def _line(element: Tag) -> Iterator[str]:
    """The date in the text of an element, if that is all it is about."""
    text = one_line(element.get_text(" "))
    if len(text) <= _SHORT and re.search(r"\d{4}", text):
        inside = find(text)
        if inside:
            yield inside
        elif parse(text).date:
            yield text


def _attributes(element: Tag, *names: str) -> Iterator[str]:
    yield from (text for name in names if (text := str(element.get(name) or "").strip()))


def _metas(soup: BeautifulSoup, names: tuple[str, ...]) -> list[str]:
    """The contents of the meta elements of these names, in the order of the names."""
    found: list[tuple[int, str]] = []
    for meta in soup.find_all("meta", content=True):
        name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        content = one_line(str(meta["content"]))
        if name in names and content:
            found.append((names.index(name), content))
    return [content for _, content in sorted(found, key=lambda each: each[0])]


def _without_site(text: str, site: str | None) -> str:
    if not site:
        return text
    shorter = re.sub(rf"{_SEPARATOR}{re.escape(site)}$", "", text, flags=re.IGNORECASE)
    return shorter or text


def _texts(value: object) -> list[str]:
    """The texts in a JSON-LD value, which is one or a list."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _objects(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _objects(each)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(key))
