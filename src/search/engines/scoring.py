"""The ranking of every engine, from its papers: BM25F on stems, a little of it on surface forms, and neighbourhood.

BM25F: S. Robertson, H. Zaragoza and M. Taylor, "Simple BM25 extension to multiple weighted fields" (CIKM 2004);
S. Robertson and H. Zaragoza, "The probabilistic relevance framework: BM25 and beyond" (2009), 3.6. A word's counts in
the fields, each divided by what its field's length makes expected, are weighed and added first, and saturate once:

    tf    = sum over fields of  WEIGHTS * count / ((1 - B) + B * length / average)
    score = idf * tf * (K1 + 1) / (tf + K1)
    idf   = log(1 + (N - n + 0.5) / (n + 0.5))

`N` counts the releases and `n` those that have the word in any field; `length` is a field's exact number of words and
`average` its mean, 1 where that is 0. Only releases that are there count, never removed ones.

Words that stand side by side in the query and in the release give up to `ADJACENCY` more: the share that the found
pairs have of the weight of all pairs, a pair weighing the sum of its words' idf. As a share it favours no long query.
Where all are found, which is to say a name or a title as a whole, the release gains `WHOLE` on top.

The numbers were chosen by measurement; `docs/relevance.md` has it.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ..model import Field

K1 = 0.9
"""Where a word's repetition stops to count."""

B = {Field.TITLE: 0.75, Field.BODY: 0.55}
"""How far long texts are held back, 0 to 1."""

WEIGHTS = {Field.TITLE: 7.0, Field.BODY: 1.0}
"""What one occurrence in a field of average length counts."""

SURFACE = 0.2
"""What the form that was typed adds to its stem: this part of its own score."""

VARIANT = 0.6
"""What another way to write a word scores: this part of its score as a phrase, if that is more than the word's own."""

ADJACENCY = 4.0
"""What a release gains in which all neighbours of the query are neighbours; its share of this where some are."""

WHOLE = 4.0
"""What it gains more if all are."""

PREFIX_SCORE = 1.0
"""What a `Prefix` gives, once, wherever any of its forms stands."""

Number = TypeVar("Number", float, npt.NDArray[Any])


def idf(releases: int, having: int) -> float:
    """Inverse document frequency of a word that `having` of `releases` have. Never below 0."""
    return math.log(1 + (releases - having + 0.5) / (having + 0.5))


def average(words: int, releases: int) -> float:
    """Mean number of words of a field; 1 where there are none, so that it can divide."""
    return (words / (releases or 1)) or 1.0


def frequency(field: Field, count: Number, length: Number, mean: float) -> Number:
    """What `count` occurrences in a field of `length` words weigh; `mean` is the field's `average`."""
    return WEIGHTS[field] * count / ((1 - B[field]) + B[field] / mean * length)


def score(weighed: Number, rarity: float) -> Number:
    """Score of a word whose `frequency` over all fields is `weighed`; `rarity` is its `idf`."""
    return rarity * (K1 + 1) * weighed / (weighed + K1)


def ordering(values: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Scores as whole millionths: what is compared, so that no engine's order hangs on the last bits of a sum."""
    return np.rint(values * 1e6).astype(np.int64)
