"""Quotation marks -> pairs, whatever the marks: straight, curly, low-high, angled, nested, left over from HTML.

Which way a mark points is told by what stands around it (a space before and a letter behind: it opens) and only
then by its shape, since writers mix shapes (`“Kami siap," kata ...`, `”Kami siap,”`). A mark that stays without its
partner is left out, and with it nothing else: what was opened before it or is opened behind it still counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PARAGRAPHS = 6
"""So many paragraphs at most may stand between one mark and its partner."""
LONGEST = 4000
"""Characters of the longest quote; a longer stretch is rather a mark forgotten."""

# Begins with one set of characters, so that the search can skip to them.
_MARK = re.compile("[\"“”„‟«»″＂&'`](?:(?<=[\"“”„‟«»″＂])|(?<=&)(?:quot|ldquo|rdquo|laquo|raquo);|(?<=')'|(?<=`)`)")
_OPENING = frozenset("“„‟«") | {"&ldquo;", "&laquo;", "``"}
_CLOSING = frozenset("”»") | {"&rdquo;", "&raquo;"}
_BEFORE_OPENING = frozenset("([{-–—/:=“„‘'")
_BEHIND_CLOSING = frozenset(".,;:!?)]}-–—/…\"”’'“»")
_SINGLE_OPEN = re.compile(r"['‘‚](?<![\w'‘’].)(?=\w)")
_SINGLE_CLOSE = re.compile(r"['’‘](?<=[\w.,!?…)].)(?![\w'])")
_FORGOTTEN = re.compile(
    r"[,.?!]\s*(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|imbuh|terang|papar|pungkas|tambah)(?:nya)?\b"
)


class Pair(NamedTuple):
    """Two marks: the outer ends of them and of what stands between, `body[start:end]`.

    `continued`: the next paragraph opens the same quote again, and this one's end has no mark.
    """

    opened: int
    start: int
    end: int
    closed: int
    continued: bool = False
    single: bool = False


class _Open(NamedTuple):
    opened: int
    start: int
    kept: int  # how many pairs were complete before it


def pair_marks(body: str) -> list[Pair]:
    """The outermost pairs of marks in `body`, ascending and disjoint. Time grows linearly."""
    pairs: list[Pair] = []
    stack: list[_Open] = []
    before = 0
    pointed_out = False
    for mark in _MARK.finditer(body):
        start, end = mark.span()
        newline = body.find("\n", before, start)
        if newline >= 0 and stack:
            _turn_page(body, pairs, stack, newline, mark)
        opens = _opens(body, mark, bool(stack), after_opening=start == before and pointed_out and start > 0)
        if opens:
            stack.append(_Open(start, end, len(pairs)))
        elif stack:
            opening = stack.pop()
            del pairs[opening.kept :]
            pairs.append(Pair(opening.opened, opening.start, start, end))
        before, pointed_out = end, opens
    return _with_singles(body, pairs)


def _opens(body: str, mark: re.Match[str], inside: bool, after_opening: bool) -> bool:
    start, end = mark.span()
    left, right = body[start - 1 : start], body[end : end + 1]
    may_open = not left or left.isspace() or left in _BEFORE_OPENING or after_opening
    may_close = not right or right.isspace() or right in _BEHIND_CLOSING
    if may_open != may_close:
        return may_open
    if mark[0] in _OPENING:
        return True
    if mark[0] in _CLOSING:
        return False
    return not inside


def _turn_page(body: str, pairs: list[Pair], stack: list[_Open], newline: int, mark: re.Match[str]) -> None:
    """What becomes of open quotes where a paragraph ends: they go on, are opened again, or were never closed."""
    first = stack[0]
    gap = body[newline : mark.start()]
    reopened = not gap.strip() and _opens(body, mark, True, after_opening=False)
    said = body[first.start : newline].rstrip()
    sound = len(said) <= LONGEST and _FORGOTTEN.search(said) is None
    if reopened:
        if len(stack) == 1 and sound and said.endswith((".", "!", "?", "…", ",", ";", ":")):
            end = first.start + len(said)
            del pairs[first.kept :]
            pairs.append(Pair(first.opened, first.start, end, end, continued=True))
        stack.clear()
        return
    goes_on = (
        len(stack) == 1
        and sound
        and mark.start() - first.start <= LONGEST
        and body.count("\n", newline, mark.start()) <= 2 * PARAGRAPHS
        and not _opens(body, mark, True, after_opening=False)
        and _FORGOTTEN.search(body, newline, mark.start()) is None
    )
    if not goes_on:
        stack.clear()


def _with_singles(body: str, pairs: list[Pair]) -> list[Pair]:
    """Adds pairs of single marks outside of `pairs`; apostrophes open nothing."""
    if not ("'" in body or "’" in body or "‘" in body):
        return pairs
    found: list[Pair] = []
    position, following = 0, 0
    closing = _SINGLE_CLOSE.search(body)
    while closing and (opening := _SINGLE_OPEN.search(body, position)):
        start = opening.start()
        position = start + 1
        while following < len(pairs) and pairs[following].closed <= start:
            following += 1
        if following < len(pairs) and pairs[following].opened <= start:
            position = pairs[following].closed
            continue
        if closing.start() <= start:
            closing = _SINGLE_CLOSE.search(body, start + 1)
            if closing is None:
                break
        end = closing.start()
        border = pairs[following].opened if following < len(pairs) else len(body)
        if end < min(border, start + LONGEST) and body.find("\n", start, end) < 0:
            found.append(Pair(start, start + 1, end, end + 1, single=True))
            position = end + 1
    return sorted(pairs + found) if found else pairs
