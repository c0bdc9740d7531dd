"""Which words of a body are a quote's, by their positions: the tokens that begin within it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..engines.whoosh.passages import Place
from ..language import Analyzer
from ..model import Quote, Release

_PARTING = frozenset(' \t\n\r\xa0"“”„«»()[]')
"""No token holds one of these, so that a text cut beside one has the tokens of its parts."""

_STOPS = frozenset(".,;:!?")


def quotes_in_order(release: Release) -> Sequence[Quote]:
    """The quotes of a release in the order of its text."""
    return sorted(release.quotes, key=lambda quote: quote.start)


def places_of(body: str, quotes: Sequence[Quote], analyzer: Analyzer) -> Sequence[Place]:
    """The place of each of these quotes, in the order of the text, disjoint whatever the quotes are."""
    cuts = [cut for quote in quotes for cut in (quote.start, quote.end)]
    if all(_parts(body, cut) for cut in cuts) and cuts == sorted(cuts):
        counts = [analyzer.count(body[start:end]) for start, end in zip([0, *cuts], cuts, strict=False)]
        places, at = [], 0
        for between, size in zip(counts[::2], counts[1::2], strict=True):
            places.append((at + between, size))
            at += between + size
        return places
    begins = [token.start for token in analyzer.tokens(body)]
    places, last = [], 0
    for quote in quotes:
        first = max(bisect_left(begins, quote.start), last)
        last = max(bisect_left(begins, quote.end), first)
        places.append((first, last - first))
    return places


def _parts(body: str, cut: int) -> bool:
    """Whether no token can reach over this place."""
    before, behind = body[cut - 1 : cut], body[cut : cut + 2]
    if cut <= 0 or not behind or before in _PARTING or behind[0] in _PARTING:
        return True
    return behind[0] in _STOPS and (len(behind) == 1 or behind[1] in _PARTING)
