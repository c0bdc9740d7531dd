"""Which words of a body are a quote's, by their positions: the tokens that begin within it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ..engines.whoosh.passages import Place
from ..language import Analyzer
from ..model import Quote, Release

Numbers = npt.NDArray[np.int64]

_PARTING = frozenset(' \t\n\r\xa0"“”„«»()[]')
"""No token holds one of these, so that a text cut beside one has the tokens of its parts."""

_STOPS = frozenset(".,;:!?")


def quotes_in_order(release: Release) -> Sequence[Quote]:
    """The quotes of a release in the order of its text."""
    return sorted(release.quotes, key=lambda quote: quote.start)


def places_of(body: str, quotes: Sequence[Quote], before: Sequence[int] | Numbers, analyzer: Analyzer) -> list[Place]:
    """The place of each of these quotes, in the order of the text, disjoint whatever the quotes are.

    `before` says how many words stand before each chunk of the body, and how many there are in all.
    """
    cuts = [cut for quote in quotes for cut in (quote.start, quote.end)]
    if all(_parts(body, cut) for cut in cuts) and cuts == sorted(cuts):
        at = [*_words_before(body, cuts, before, analyzer)]
        return [(start, end - start) for start, end in zip(at[::2], at[1::2], strict=True)]
    begins = [token.start for token in analyzer.tokens(body)]
    places, last = [], 0
    for quote in quotes:
        first = max(bisect_left(begins, quote.start), last)
        last = max(bisect_left(begins, quote.end), first)
        places.append((first, last - first))
    return places


def _words_before(body: str, cuts: Sequence[int], before: Sequence[int] | Numbers, analyzer: Analyzer) -> Iterator[int]:
    """How many words stand before each of these places, which ascend and part tokens."""
    begun, at = 0, 0
    head = ""  # of the chunk that ends behind `at`, or at it
    for cut in cuts:
        passed = body[at:cut]
        if chunks := passed.split():
            goes_on = head != "" and not passed[0].isspace()
            begun += len(chunks) - goes_on
            head = head + chunks[0] if goes_on and len(chunks) == 1 else chunks[-1]
        if passed and passed[-1].isspace():
            head = ""
        at = cut
        within = head and cut < len(body) and not body[cut].isspace()
        yield int(before[begun - 1]) + analyzer.count(head) if within else int(before[begun])


def _parts(body: str, cut: int) -> bool:
    """Whether no token can reach over this place."""
    before, behind = body[cut - 1 : cut], body[cut : cut + 2]
    if cut <= 0 or not behind or before in _PARTING or behind[0] in _PARTING:
        return True
    return behind[0] in _STOPS and (len(behind) == 1 or behind[1] in _PARTING)
