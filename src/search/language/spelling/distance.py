"""Edit distance of one word to many at once: letters left out, put in, exchanged, neighbours swapped, one step each.

H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of Computing
10 (2003): a column of the table of distances is two machine words. Here each operation works on one machine word a
candidate, in an array. It is the restricted distance (optimal string alignment): no letter is edited twice.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Letters = npt.NDArray[np.uint8]

LONGEST = 63
"""Most letters of `word`: a bit each."""


def distances(word: bytes, letters: Letters, lengths: npt.NDArray[np.intp]) -> npt.NDArray[np.int16]:
    """The distance of `word` to each row of `letters`.

    Row `i` holds a word of `lengths[i]` bytes; what stands behind it does not matter. `lengths` ascend. `word` has 1
    to `LONGEST` bytes.
    """
    if not 1 <= len(word) <= LONGEST:
        raise ValueError(f"the word has {len(word)} bytes; it takes 1 to {LONGEST}")
    one = np.uint64(1)
    last = np.uint64(len(word) - 1)
    places = np.zeros(256, np.uint64)
    for i, letter in enumerate(word):
        places[letter] |= one << np.uint64(i)
    count, width = letters.shape
    ends = np.searchsorted(lengths, np.arange(width + 1), side="right")  # rows of up to so many letters
    found = np.full(count, len(word), np.int16)
    score = np.full(count, len(word), np.int16)
    plus = np.full(count, ~np.uint64(0))  # vertical differences of +1, of -1, and where the diagonal is level
    minus = np.zeros(count, np.uint64)
    level = np.zeros(count, np.uint64)
    before = np.zeros(count, np.uint64)
    for j in range(width):
        here = places[letters[:, j]]
        swapped = ((~level & here) << one) & before
        level = (((here & plus) + plus) ^ plus) | here | minus | swapped
        up = minus | ~(level | plus)
        down = level & plus
        score += ((up >> last) & one).astype(np.int16)
        score -= ((down >> last) & one).astype(np.int16)
        up = (up << one) | one
        plus = (down << one) | ~(level | up)
        minus = up & level
        before = here
        found[ends[j] : ends[j + 1]] = score[ends[j] : ends[j + 1]]
    return found
