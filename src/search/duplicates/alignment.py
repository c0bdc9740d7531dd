"""Which words of two texts stand for each other: the longest common subsequence of their pairs of neighbouring words.

J. Hunt and T. Szymanski, "A fast algorithm for computing longest common subsequences" (CACM 1977): its work is the
number of places where the texts have a pair in common, times a logarithm. Pairs of words are rare enough for that to
be little more than the length of the texts. What is too frequent in them (`MOST`) is left out at first, and taken in
again where it stands beside what is not: a text of one word a thousand times over would have a million such places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MOST = 400
"""A pair of words is left out where its numbers of places in the two texts, multiplied, are more."""

Pair = tuple[str, str]


def aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Places of equal words, in order in both texts; but for their ends, each beside another such place.

    Ascending, no place twice.
    """
    places: defaultdict[Pair, list[int]] = defaultdict(list)
    for j, pair in enumerate(pairwise(other)):
        places[pair].append(j)
    pairs = list(pairwise(one))
    counts: defaultdict[Pair, int] = defaultdict(int)
    for pair in pairs:
        if pair in places:
            counts[pair] += 1
    frequent = {pair for pair, count in counts.items() if count * len(places[pair]) > MOST}
    matches = _longest([() if pair in frequent else places.get(pair, ()) for pair in pairs])
    found: dict[int, int] = {}
    for i, j in matches:
        found[i] = j
        found[i + 1] = j + 1
    return _extended(one, other, _ascending(sorted(found.items())))


class _Link(NamedTuple):
    i: int
    j: int
    before: _Link | None


def _longest(places: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """A longest chain of (i, j in places[i]), ascending in both."""
    ends: list[int] = []  # of the shortest-reaching chain of each length, its last j
    links: list[_Link] = []  # and the chain itself, from its end
    for i, js in enumerate(places):
        for j in reversed(js):
            length = bisect_left(ends, j)
            link = _Link(i, j, links[length - 1] if length else None)
            if length == len(ends):
                ends.append(j)
                links.append(link)
            else:
                ends[length], links[length] = j, link
    chain: list[tuple[int, int]] = []
    last = links[-1] if links else None
    while last is not None:
        chain.append((last.i, last.j))
        last = last.before
    return chain[::-1]


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that the second word of a pair put before a place that is taken already."""
    kept: list[tuple[int, int]] = []
    for i, j in pairs:
        if not kept or j > kept[-1][1]:
            kept.append((i, j))
    return kept


def _extended(one: Sequence[str], other: Sequence[str], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """With the equal words that follow a place or go before the next: what was left out as too frequent."""
    extended: list[tuple[int, int]] = []
    last_i, last_j = -1, -1
    for next_i, next_j in [*pairs, (len(one), len(other))]:
        i, j = last_i + 1, last_j + 1
        while i < next_i and j < next_j and one[i] == other[j]:
            extended.append((i, j))
            i, j = i + 1, j + 1
        before: list[tuple[int, int]] = []
        back_i, back_j = next_i - 1, next_j - 1
        while back_i >= i and back_j >= j and one[back_i] == other[back_j]:
            before.append((back_i, back_j))
            back_i, back_j = back_i - 1, back_j - 1
        extended += [*reversed(before), (next_i, next_j)]
        last_i, last_j = next_i, next_j
    return extended[:-1]
