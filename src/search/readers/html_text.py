"""The text of a page: its main part, without what stands around it, a line a paragraph."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from .html_classes import tokens
from .text import has_words

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "iframe", "svg", "select", "object", "audio", "video", "canvas",
    "button", "title",
)  # fmt: skip
_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "figcaption", "dialog", "menu"})
_ROLES_AROUND = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog"})
_CLASSES_AROUND = frozenset({
    "share", "sharing", "sharer", "shares", "addtoany", "sharethis", "social", "socials", "sosmed",
    "medsos", "related", "terkait", "breadcrumb", "breadcrumbs", "sidebar", "navbar", "nav",
    "navigation", "menu", "footer", "comments", "comment", "komentar", "respond", "cookie", "cookies",
    "newsletter", "subscribe", "pagination", "pager", "advertisement", "ads", "iklan", "popup", "modal",
    "terpopuler", "populer", "popular", "trending", "rekomendasi", "recommended", "tags", "meta",
    "byline",
})  # fmt: skip
_CLASSES_OF_TEXT = (
    {"entry", "content"}, {"post", "content"}, {"article", "content"}, {"article", "body"}, {"post", "body"},
    {"news", "content"}, {"isi", "berita"}, {"konten", "berita"}, {"detail", "text"}, {"field", "body"},
)  # fmt: skip
_SEE_ALSO = re.compile(r"(?:baca|lihat|simak|tonton) juga\b|(?:read|see) also\b", re.IGNORECASE)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "[document]",
})  # fmt: skip
_IN_ONE_LINE = frozenset({"td", "th"})


def body_text(soup: BeautifulSoup) -> str:
    """The text of the release. Takes the elements that are not part of it out of the soup."""
    _strip(soup)
    text = _lines(_main_part(soup))
    return text if has_words(text) else _lines(soup)


def _strip(soup: BeautifulSoup) -> None:
    """Take out what is not the release; but nothing that holds most of the page's text.

    Some sites wrap the whole page in a form (ASP.NET), or call the wrapper of their text after the sidebar.
    """
    for element in soup.find_all(_NEVER_TEXT):
        element.extract()
    most = _length(soup) / 2
    waiting: list[Tag] = [soup]
    while waiting:
        for element in [child for child in waiting.pop().children if isinstance(child, Tag)]:
            if (_is_around(element) and _length(element) <= most) or _points_elsewhere(element):
                element.extract()
            else:
                waiting.append(element)


def _points_elsewhere(tag: Tag) -> bool:
    """Whether this is a line such as "Baca juga: ..." that is mostly a link."""
    if tag.name not in ("p", "li", "div"):
        return False
    opening = " ".join(islice((string.strip() for string in tag.strings if string.strip()), 2))
    if not _SEE_ALSO.match(opening):
        return False
    return 2 * sum(_length(link) for link in tag.find_all("a")) >= _length(tag)


def _is_around(tag: Tag) -> bool:
    style = str(tag.get("style") or "").replace(" ", "").casefold()
    return (
        tag.name in _AROUND
        or str(tag.get("role") or "") in _ROLES_AROUND
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or "display:none" in style
        or bool(_CLASSES_AROUND & tokens(tag))
    )


def _main_part(soup: BeautifulSoup) -> Tag:
    """Where the text is: what the page marks as it, else the article or main part around its densest paragraphs."""
    marked = soup.find_all(itemprop="articleBody") or soup.find_all(_is_called_text)
    written = [part for part in marked if has_words(part.get_text())]
    if written:
        return max(written, key=_length)
    dense = _densest(soup)
    for part in [dense, *dense.parents] if dense else []:
        if part.name in ("article", "main") or part.get("role") == "main":
            return part
    parts = [part for part in soup.find_all(["article", "main"]) if has_words(part.get_text())]
    if dense is None and parts:
        return max(parts, key=_length)
    return soup.body or soup if dense is None else dense


def _is_called_text(tag: Tag) -> bool:
    if tag.name not in ("div", "section", "article", "td"):
        return False
    words = tokens(tag)
    return any(words >= each for each in _CLASSES_OF_TEXT)


def _densest(soup: BeautifulSoup) -> Tag | None:
    """The element with most text in paragraphs right below it, half counted for one more level between."""
    scores: dict[int, float] = {}
    elements: dict[int, Tag] = {}
    for paragraph in soup.find_all("p"):
        links = sum(len(link.get_text()) for link in paragraph.find_all("a"))
        weight = float(_length(paragraph) - 2 * links)
        for element in islice(paragraph.parents, 2):
            if weight > 0:
                elements[id(element)] = element
                scores[id(element)] = scores.get(id(element), 0.0) + weight
            weight *= 0.5
    return elements[max(scores, key=scores.__getitem__)] if scores else None


def _length(element: Tag) -> int:
    return sum(len(string.strip()) for string in element.strings)


def _lines(part: Tag) -> str:
    lines: list[str] = []
    pieces: list[str] = []
    block: Tag | None = None

    def end_line() -> None:
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if line:
            lines.append(line)

    for node in part.descendants:
        if isinstance(node, Tag):
            if node.name in ("br", "hr"):
                end_line()
        elif type(node) is NavigableString:  # its subclasses are comments, declarations and the like
            around = next((parent for parent in node.parents if parent.name in _BLOCKS), None)
            if around is not block:
                if _is_next_cell(block, around):
                    pieces.append(" ")
                else:
                    end_line()
                block = around
            pieces.append(node)
    end_line()
    return "\n".join(lines)


def _is_next_cell(before: Tag | None, after: Tag | None) -> bool:
    return (
        before is not None
        and after is not None
        and {before.name, after.name} <= _IN_ONE_LINE
        and before.parent is after.parent
    )
