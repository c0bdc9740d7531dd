"""The few releases of an archive that are worth comparing with a text, whatever its size.

Of the text's sequences of three words a part is looked up: of each four that follow each other the one that has the
rarest word (winnowing, S. Schleimer, D. Wilkerson and A. Aiken, SIGMOD 2003, with rarity in place of a hash), so that
no six words that a release repeats escape. A lookup costs the releases that have the rarest of its words; where a text
has too many, the cheapest are done.

A release weighs what its sequences weigh together, each the more the fewer releases have it. The best by that are
candidates, and those that are best for some part of the text: a sentence of another release in a long text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

LENGTH = 3
"""Words of a sequence."""

WINDOW = 4
"""Sequences one after another of which one is looked up."""

LOOKUPS = 1_200
"""Sequences that are looked up at most; a text of 20,000 characters has some 1,100."""

POSTINGS = 4_000_000
"""What their rarest words have, in releases, at most together: it bounds the time where a text's words are frequent."""

BEST = 40
"""Candidates that are best for the whole text."""

PART, STEP, BEST_OF_PART = 6, 3, 2
"""And that are best for so many sequences in a row, of which the next part shares all but some."""

MOST = 100
"""Candidates in all."""

Numbers = npt.NDArray[np.intp]


class Bodies(Protocol):
    """What is asked of an engine's snapshot."""

    def counts(self, forms: Sequence[str]) -> list[int]: ...

    def standing(self, forms: Sequence[str]) -> Numbers: ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """Releases as the snapshot numbers them, the most promising first; how many releases have each sequence that was
    looked up, by its place in the text; and how many have each of the text's words."""

    numbers: tuple[int, ...]
    having: dict[int, int]
    counts: dict[str, int]


def find_candidates(forms: Sequence[str], bodies: Bodies, releases: int) -> Candidates:
    """The candidates for a text of these words, in a snapshot of so many releases."""
    distinct = list(dict.fromkeys(forms))
    counts = dict(zip(distinct, bodies.counts(distinct), strict=True))
    found: dict[int, Numbers] = {}
    having: dict[int, int] = {}
    looked_up: dict[tuple[str, ...], Numbers] = {}
    for place in _affordable(_chosen(forms, counts)):
        sequence = tuple(forms[place : place + LENGTH])
        if sequence not in looked_up:
            looked_up[sequence] = bodies.standing(sequence)
        numbers = looked_up[sequence]
        having[place] = len(numbers)
        if len(numbers):
            found[place] = numbers
    return Candidates(tuple(_best([found[place] for place in sorted(found)], releases)), having, counts)


def _chosen(forms: Sequence[str], counts: dict[str, int]) -> Iterator[tuple[int, int]]:
    """What is looked up: how many releases have the rarest word of a sequence, and its place. None where a word is
    nowhere."""
    costs = [min(counts[form] for form in forms[i : i + LENGTH]) for i in range(len(forms) - LENGTH + 1)]
    last = -1
    for first in range(max(len(costs) - WINDOW + 1, min(len(costs), 1))):
        window = range(first, min(first + WINDOW, len(costs)))
        there = [place for place in window if costs[place]]
        if there:
            # Of equals the last: it is the choice of most windows to come.
            place = min(there, key=lambda place: (costs[place], -place))
            if place != last:
                yield costs[place], place
            last = place


def _affordable(chosen: Iterator[tuple[int, int]]) -> Iterator[int]:
    """The places of the cheapest, as many as the limits allow."""
    spent = 0
    for cost, place in sorted(set(chosen))[:LOOKUPS]:
        spent += cost
        if spent > POSTINGS:
            return
        yield place


def _best(found: Sequence[Numbers], releases: int) -> list[int]:
    """The candidates; `found` are the releases that have each sequence, in the order of the text."""
    if not found:
        return []
    weights = [math.log((releases + 1) / len(numbers)) for numbers in found]
    totals = _total(found, weights, 0)
    there = np.flatnonzero(totals)
    best = there[np.lexsort((there, -totals[there]))][:BEST].tolist()
    chosen = dict.fromkeys(best)
    by_part = []
    for first in range(0, len(found), STEP):
        numbers, local = _weighed(found[first : first + PART], weights[first : first + PART])
        order = np.lexsort((numbers, -totals[numbers], -local))[:BEST_OF_PART]
        by_part += [(rank, -float(local[i]), int(numbers[i])) for rank, i in enumerate(order.tolist())]
    chosen.update(dict.fromkeys(number for _, _, number in sorted(by_part)))
    return list(chosen)[:MOST]


def _weighed(found: Sequence[Numbers], weights: Sequence[float]) -> tuple[Numbers, npt.NDArray[np.float64]]:
    """All releases of some sequences, and what those of each weigh."""
    first = min(int(numbers[0]) for numbers in found)
    totals = _total(found, weights, first)
    numbers = np.flatnonzero(totals)
    return numbers + first, totals[numbers]


def _total(found: Sequence[Numbers], weights: Sequence[float], first: int) -> npt.NDArray[np.float64]:
    numbers = np.concatenate(found) - first
    each = np.repeat(np.asarray(weights, np.float64), [len(some) for some in found])
    return np.bincount(numbers, each).astype(np.float64, copy=False)
