"""A release's text cut for its page: paragraphs of pieces, with the places that links lead to.

Data for the template, which writes the markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

STOPS = 300
"""Marked places of a page that links lead to; each takes some 200 bytes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph. `anchor` names a place of the text that begins here; `stop` numbers a marked place to
    jump to, from 1."""

    text: str
    marked: bool = False
    anchor: int | None = None
    stop: int | None = None


Paragraph = tuple[Piece, ...]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_WORD = re.compile(r"\w")


def paragraphs(
    text: str, marks: Iterable[tuple[int, int]] = (), anchors: Iterable[int] = ()
) -> tuple[list[Paragraph], int]:
    """The text's lines, each a paragraph, blank ones left out, with the marks that lie in them; and how many places
    there are to jump to.

    `anchors` are places in the text that other links lead to. Marked words that stand side by side are one place to
    jump to.
    """
    ranges, places = list(marks), sorted(set(anchors))
    stops = _stops(text, ranges)
    made = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        first, last = bisect_right(ranges, start, key=itemgetter(1)), bisect_left(ranges, end, key=itemgetter(0))
        inside = [(max(a, start), min(b, end)) for a, b in ranges[first:last]]
        here = places[bisect_left(places, start) : bisect_left(places, end)]
        if line[0].strip():
            made.append(tuple(_pieces(text, (start, end), inside, here, stops)))
    return made, len(stops)


def _stops(text: str, marks: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The number of each place to jump to, by where it begins."""
    first = [marks[0][0]] if marks else []
    first += [start for (_, end), (start, _) in pairwise(marks) if _WORD.search(text, end, start)]
    return {start: number for number, start in enumerate(first[:STOPS], start=1)}


def _pieces(
    text: str, line: tuple[int, int], marks: Sequence[tuple[int, int]], anchors: Sequence[int], stops: dict[int, int]
) -> Iterator[Piece]:
    cuts = sorted({*line, *anchors, *(edge for mark in marks for edge in mark)})
    starts, marked_from = set(anchors), [start for start, _ in marks]
    for start, end in pairwise(cuts):
        mark = bisect_right(marked_from, start) - 1
        marked = mark >= 0 and start < marks[mark][1]
        yield Piece(text[start:end], marked, start if start in starts else None, stops.get(start) if marked else None)
