"""What one version of a release says otherwise than another, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .alignment import aligned

_WORD = re.compile(r"\S+\s*")


class Change(StrEnum):
    """What a stretch of text is: in both versions, only in the first, only in the second."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the spaces behind it; what is the same is written as the second version has it."""

    change: Change
    text: str


def differences(one: str, other: str) -> tuple[Piece, ...]:
    """The second text made from the first: pieces in order, of which no two neighbours are alike.

    Words are compared with their marks and capitals; how they are spaced and broken into lines is no difference.
    """
    return tuple(_joined(_stretches(_WORD.findall(one), _WORD.findall(other))))


def _stretches(one: list[str], other: list[str]) -> Iterator[Piece]:
    i = j = 0
    pairs = aligned([word.rstrip() for word in one], [word.rstrip() for word in other])
    for next_i, next_j in [*pairs, (len(one), len(other))]:
        yield Piece(Change.REMOVED, "".join(one[i:next_i]))
        yield Piece(Change.ADDED, "".join(other[j:next_j]))
        yield Piece(Change.SAME, "".join(other[next_j : next_j + 1]))
        i, j = next_i + 1, next_j + 1


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last is not None and last.change is piece.change:
            last = Piece(last.change, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
