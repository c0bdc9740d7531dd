"""BM25F as Whoosh 2.7.4 computes it, plain and over arrays: `Ranking.WHOOSH`.

Source: `whoosh/scoring.py` (`WeightingModel.idf`, `bm25`, `BM25FScorer`) and `whoosh/util/numeric.py`
(`length_to_byte`, `byte_to_length`), after S. Robertson, H. Zaragoza and M. Taylor, "Simple BM25 extension to
multiple weighted fields" (CIKM 2004). For a term of one field:

    idf   = log(N / (df + 1)) + 1
    norm  = K1 * ((1 - B) + B * length / average)
    score = boost * idf * (tf * (K1 + 1)) / (tf + norm)

`N` counts the releases and `df` those that have the term in this field. `length` is the field's number of words
as its stored byte tells it (exact up to 10, a few per cent short above), `average` the mean of the exact numbers
of words, 1 where that is 0. Whoosh goes on counting removed documents until it merges them away; we count only
what is there, so that an index answers by what it holds and not by how it came about. Where nothing was removed
the two agree, and a test holds them together.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import byte_to_length, length_to_byte

from ..model import Field

K1 = 1.2
"""Where a word's repetition stops to count: Whoosh's default."""

B = 0.75
"""How far long texts are held back, 0 to 1: Whoosh's default."""

TITLE_WEIGHT = 2.0
"""Factor of a score in the title, applied as Whoosh applies the boost of a query's term: to the whole score."""

WEIGHTS = {Field.TITLE: TITLE_WEIGHT, Field.BODY: 1.0}

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)


def idf(releases: int, having: int) -> float:
    """Inverse document frequency of a term that `having` of `releases` have."""
    if not releases:  # an empty index has nothing to score, and no logarithm
        return 0.0
    return math.log(releases / (having + 1)) + 1


def length_byte(words: int) -> int:
    """The byte that stands for a field's number of words."""
    return int(length_to_byte(words))


def least_words(byte: int) -> int:
    """No field whose number of words has this byte has fewer."""
    return byte_to_length(byte - 1) + 1 if byte else 0


def score(tf: int, words: int, *, mean: float, rarity: float) -> float:
    """Score of one term in one field of one release: `tf` times in `words` words; `rarity` is its `idf`."""
    length = byte_to_length(length_to_byte(words))
    return float(rarity * ((tf * (K1 + 1)) / (tf + K1 * ((1 - B) + B * length / mean))))


def norms(mean: float) -> npt.NDArray[np.float64]:
    """`norm` for each of the 256 length bytes, for `scores`."""
    return K1 * ((1 - B) + B * _LENGTHS / mean)


def scores(tf: npt.NDArray[Any], norm: npt.NDArray[Any], rarity: float) -> npt.NDArray[Any]:
    """`score` of many releases at once; `norm` is what `norms` has for each one's length."""
    result: npt.NDArray[Any] = rarity * (K1 + 1) * tf / (tf + norm)
    return result
