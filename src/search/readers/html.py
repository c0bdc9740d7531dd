"""A page of the agency's site: what its head, its structured data and its text say of the release."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

from . import html_metadata
from .html_text import body_text
from .text import one_line

_DEEPEST = 256
"""Levels of elements in each other that are looked at; browsers stop at 512, pages of people at about 40."""

_XML_PROLOGUE = re.compile(r"\s*<\?xml[^>]{0,200}>")


def declared_encoding(data: bytes) -> str | None:
    """The character set that the page's own `<meta>` or XML prologue names."""
    return EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)


def record(text: str) -> dict[str, object]:
    """The record that a page holds. However broken the page is, what text it has is the body."""
    soup = _parse(text)
    if soup is None:
        return {"body": ""}
    _flatten(soup)
    linked = html_metadata.linked_data(soup)
    title = html_metadata.title(soup, linked)
    found: dict[str, object] = {
        "title": title,
        "date": html_metadata.published(soup, linked),
        "source": html_metadata.source(soup, linked),
        "url": html_metadata.address(soup),
    }
    body = body_text(soup) or linked.get("articleBody")
    return found | {"body": _without_title(body, title) if isinstance(body, str) else ""}


def _parse(text: str) -> BeautifulSoup | None:
    # Control characters end libxml2's reading of a page; the prologue makes it XML to the parser's eyes.
    markup = _XML_PROLOGUE.sub("", re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", text), count=1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # advice to programmers on what markup looks like
            return BeautifulSoup(re.sub(r"[\ud800-\udfff]", "\ufffd", markup), "lxml")
    except ParserRejectedMarkup:
        return None


def _flatten(soup: BeautifulSoup) -> None:
    """Put the bare text in place of elements below `_DEEPEST`: what follows takes time with the depth."""
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        element, depth = waiting.pop()
        for child in [child for child in element.children if isinstance(child, Tag)]:
            if depth < _DEEPEST:
                waiting.append((child, depth + 1))
            else:
                child.replace_with(NavigableString(child.get_text(" ")))


def _without_title(body: str, title: str | None) -> str:
    first, _, rest = body.partition("\n")
    return rest if title and rest and one_line(first).casefold() == one_line(title).casefold() else body
