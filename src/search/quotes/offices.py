"""Offices in a text: `Kepala Badan X (BX), Komjen Pol. Dr.` before a name, `selaku Kepala BX` behind one.

Pure reading of words; who holds an office is told in `cast.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..entities.lexicon import OFFICES, RANKS, TITLES

_PIECE = re.compile(r"[^\W_]++(?:[.'’&/-][^\W_]++)*+|\S")
_CONNECTORS: Final = frozenset("dan untuk bidang pada di urusan of for the and & merangkap khusus luar".split())
_FURTHER = 220  # characters that an office may be long
_NEAR = 70  # characters that hold nearly every office; fewer than _FURTHER
NAMES_OWN: Final = RANKS | TITLES
"""Words between an office and a name that belong to the name."""
_BEHIND = re.compile(
    r"(?:,\s*[A-Z][A-Za-z]{0,4}(?:\.[A-Za-z]{1,4})+\.?)*"
    r"(?P<link>\s*,\s*|\s*\(\s*|\s+(?:selaku|sebagai|yang\s+(?:juga\s+)?(?:menjabat\s+|merupakan\s+)?(?:sebagai\s+)?)\s*)"
)
_ENDS: Final = OFFICES | NAMES_OWN

Inside = bytes | bytearray
"""For each place of a text whether it is inside a person's name."""


@lru_cache(maxsize=1 << 13)
def key(piece: str) -> str:
    """A word as the lists of cues have it."""
    return piece.lower().replace(".", "")


def office_before(body: str, start: int, bound: int, inside: Inside) -> tuple[int, int] | None:
    """The office that ends where the name at `start` begins, with ranks and titles between; never before `bound`."""
    near = body[max(bound, start - 25) : start].split()
    if not near or (near[-1].islower() and key(near[-1]) not in _ENDS):
        return None  # the common case, told without reading on
    bound = max(bound, start - _FURTHER)
    space = body.rfind(" ", bound, max(bound, start - _NEAR))
    if space >= 0:  # pieces hold no space, so what is read from there on is the same
        found, begins = _office_of(body, start, space, inside)
        if not begins:
            return found
    return _office_of(body, start, bound, inside)[0]


def _office_of(body: str, start: int, bound: int, inside: Inside) -> tuple[tuple[int, int] | None, bool]:
    """The office before `start`, and whether what stands before `bound` may belong to it or change it."""
    pieces = list(_PIECE.finditer(body, bound, start))
    last = len(pieces) - 1
    commas = 0
    while last >= 0 and (key(pieces[last][0]) in NAMES_OWN or pieces[last][0] in ",."):
        commas += pieces[last][0] == ","
        last -= 1
    if last < 0 or commas > 1:
        return None, last < 0
    first, begins = _office_start(pieces, last, inside)
    if first is None:
        return None, begins
    for index in range(first + 1, last + 1):
        if key(pieces[index][0]) in RANKS:
            last = index - 1  # `Kapuspen TNI Mayjen TNI X`
            break
    return _balanced(body, pieces[first].start(), pieces[last].end()), begins


def _office_start(pieces: list[re.Match[str]], last: int, inside: Inside) -> tuple[int | None, bool]:
    """Index of the piece where the office begins that `pieces[last]` ends: the outermost in an unbroken run.

    And whether the run goes back to the first piece, so that it may have begun before it.
    """
    found: int | None = None
    for index in range(last, -1, -1):
        piece = pieces[index][0]
        word = key(piece)
        if inside[pieces[index].start()]:
            return found, False
        if word in OFFICES:
            if found is not None and word == "pimpinan":
                return found, False  # `kabinet pimpinan Presiden X`
            found = index
        elif word in {"dan", "and", "&"}:
            if found == index + 1:
                return found, False
        elif not (piece in "()" or piece[0].isupper() or piece[0].isdigit() or word in _CONNECTORS):
            return found, False
    return found, True


def office_behind(body: str, end: int, inside: Inside) -> tuple[int, int] | None:
    """The office that follows the name that ends at `end`: `X, Kepala Y,`, `X selaku Kepala Y`, `X (Kepala Y)`."""
    link = _BEHIND.match(body, end)
    if link is None:
        return None
    span = office_at(body, link.end(), inside)
    if span is None:
        return None
    after = body[span[1] : span[1] + 2].lstrip()
    if "," in link["link"] and not after.startswith((",", ".")):
        return None  # "X, Ketua Y Z": the office of the next name
    return span


def office_at(body: str, start: int, inside: Inside) -> tuple[int, int] | None:
    """The office that begins at `start`, or None; it ends before a name, a comma or a word that is part of none."""
    end: int | None = None
    depth = 0
    for piece in _PIECE.finditer(body, start, start + _FURTHER):
        text = piece[0]
        word = key(text)
        if inside[piece.start()]:
            return None if end is None else _balanced(body, start, end)
        if end is None:
            if word not in OFFICES or piece.start() != start:
                return None
            end = piece.end()
        elif "\n" in body[end : piece.start()]:
            break
        elif text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
            if depth < 0:
                break
            end = piece.end()
        elif text[0].isupper() or text[0].isdigit() or word in OFFICES:
            if word in NAMES_OWN:
                break
            end = piece.end()
        elif word not in _CONNECTORS:
            break
    return None if end is None else _balanced(body, start, end)


def _balanced(body: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without an opening bracket that has no partner; nothing where a closing one has none."""
    text = body[start:end]
    if text.count("(") > text.count(")"):
        end = start + len(text[: text.rindex("(")].rstrip())
    elif text.count("(") < text.count(")"):
        return None
    return (start, end) if end > start else None


def office_words(text: str) -> tuple[str, ...]:
    """The words of an office for comparing: folded, without connectors and brackets."""
    return tuple(
        word
        for piece in _PIECE.findall(text)
        if (word := key(piece)) not in _CONNECTORS and word not in {"(", ")", ","}
    )
