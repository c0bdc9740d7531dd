"""Quotations of a release that a text gives otherwise: what a reader of both would want to know first.

A quotation is given otherwise where a difference of a passage lies in it. Words of the text that stand between its own
quotation marks (`"...", kata Ani, "..."`) only say who speaks; and where a text has left the quotation before its end,
or begins it later, it quotes less, not otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..duplicates.differences import Change
from ..model import Quote
from ..quotes.marks import pair_marks
from .results import Alteration, Passage, Piece


class QuotedText:
    """Where a text has quotation marks."""

    def __init__(self, text: str) -> None:
        self._pairs = pair_marks(text)
        self._starts = [pair.opened for pair in self._pairs]

    def quotes(self, start: int, end: int) -> bool:
        """Whether any of a range lies between quotation marks; of an empty one, whether its place does."""
        at = bisect_right(self._starts, max(start, end - 1)) - 1
        return at >= 0 and self._pairs[at].closed > start


def with_alterations(passage: Passage, quotes: Sequence[Quote], text: QuotedText) -> Passage:
    """The passage with the quotations of its release that it gives otherwise, in their order."""
    return replace(passage, alterations=tuple(_alterations(passage, quotes, text)))


def _alterations(passage: Passage, quotes: Sequence[Quote], text: QuotedText) -> Iterator[Alteration]:
    changes = [piece for piece in passage.pieces if piece.change is not Change.SAME]
    for quote in quotes:
        if quote.indirect:
            continue
        inside = [piece for piece in changes if _lies_in(piece, quote) and not _names_the_speaker(piece, passage, text)]
        if inside:
            yield Alteration(quote, any(text.quotes(piece.start, piece.end) for piece in inside))


def _lies_in(piece: Piece, quote: Quote) -> bool:
    """Whether a difference is one inside a quotation: for words that were added, between two of its words."""
    if piece.change is Change.ADDED and piece.body_start == piece.body_end:
        return quote.start < piece.body_start < quote.end
    return piece.body_start < quote.end and piece.body_end > quote.start


def _names_the_speaker(piece: Piece, passage: Passage, text: QuotedText) -> bool:
    """Whether the text has these words outside of quotation marks, beside some inside."""
    if piece.change is not Change.ADDED or text.quotes(piece.start, piece.end):
        return False
    return any(text.quotes(at, at) for at in (piece.start - 3, piece.end + 3) if passage.start <= at < passage.end)
