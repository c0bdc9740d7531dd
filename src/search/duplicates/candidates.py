"""Which sketches may belong to versions of one release: pairs of rows that are alike in a band and in `ALIKE` bytes.

Locality-sensitive hashing: a band is three bytes of a sketch, and rows that have all three in common are looked at.
There are 96 bands, each three of the 64 bytes drawn at random, so that nothing is stored but the sketches. Of two
texts that share the part s of their pairs of words, the probability to have no band in common is about (1 - s^3)^96.
Versions of which 15% of the words were edited share 0.62 (one in a thousand 0.44): 1e-11 (2e-4), and have fewer than
`ALIKE` of 64 bytes in common with probability 1e-8 (2e-4). Unrelated releases of one publisher share 0.01: 1e-4 have a
band in common, of which next to none pass the second test.

Few rows are compared with all others, a pass over 64 bytes a release; many are joined by sorting the bands. Either way
gives the same pairs, as what is a candidate depends on the two sketches alone, unless very many are alike (`MOST`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from .sketches import WIDTH, Sketches

ALIKE = 15
"""Equal bytes that a candidate has at least."""

_FEW = 200
"""Up to so many rows are compared with all others one by one."""

MOST = 12
"""Of a row that has more candidates, those that are most like it are kept."""

_NEAR = 24
"""Where more rows than this share a band, each is looked at with so many that stand near it in the order of sketches: a
thousand releases of one template would make half a million pairs."""

_PAIRS_AT_ONCE = 1 << 18

_DRAWN = random.Random(96)  # noqa: S311 - a choice made once, not a secret
BANDS = [sorted(_DRAWN.sample(range(WIDTH), 3)) for _ in range(96)]

Rows = npt.NDArray[np.int64]


def candidates(sketches: Sketches, asked: Rows, live: npt.NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Pairs of a row that is asked about and another live one, each pair of rows once, ascending.

    `asked` are live rows.
    """
    find = _scanned if len(asked) <= _FEW else _joined
    pairs, alike = find(sketches, asked, live)
    order = np.argsort(-alike.astype(np.int64), kind="stable")
    first, second = np.divmod(pairs[order], max(len(sketches), 1))
    kept = np.sort(pairs[order][(_places(first) < MOST) | (_places(second) < MOST)])
    first, second = np.divmod(kept, max(len(sketches), 1))
    return first, second


def _places(rows: Rows) -> Rows:
    """For each row how often it stood before."""
    order = np.argsort(rows, kind="stable")
    values = rows[order]
    starts = np.flatnonzero(np.concatenate((np.ones(len(values[:1]), np.bool_), values[1:] != values[:-1])))
    places = np.empty(len(rows), np.int64)
    places[order] = _counted(np.diff(np.append(starts, len(values))))
    return places


Found = tuple[Rows, npt.NDArray[np.uint8]]


def _scanned(sketches: Sketches, asked: Rows, live: npt.NDArray[np.bool_]) -> Found:
    pairs, alikes = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
    for row in asked.tolist():
        alike = _equal_bytes(sketches, sketches[row])
        others = np.flatnonzero((alike >= ALIKE) & live)
        others = others[(others != row) & _banded(sketches[others] == sketches[row])]
        pairs.append(_named(np.full(len(others), row), others, len(sketches)))
        alikes.append(alike[others])
    return _once(np.concatenate(pairs), np.concatenate(alikes))


def _joined(sketches: Sketches, asked: Rows, live: npt.NDArray[np.bool_]) -> Found:
    rows = np.flatnonzero(live)
    rows = rows[np.lexsort(np.ascontiguousarray(sketches[rows]).view(np.uint64).T)]
    of_asked = np.isin(rows, asked)
    there = np.zeros(1 << 24, np.bool_)
    columns = np.ascontiguousarray(sketches[rows].T).astype(np.uint32)
    pairs, alikes = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
    for first, second, third in BANDS:
        band = columns[first] << np.uint32(16) | columns[second] << np.uint32(8) | columns[third]
        there[band[of_asked]] = True
        met = np.flatnonzero(there[band])
        there[band[of_asked]] = False
        for left, right in _equal(band[met], of_asked[met]):
            left_rows, right_rows = rows[met[left]], rows[met[right]]
            alike = _equal_bytes(sketches[left_rows], sketches[right_rows])
            kept = alike >= ALIKE
            pairs.append(_named(left_rows[kept], right_rows[kept], len(sketches)))
            alikes.append(alike[kept])
    return _once(np.concatenate(pairs), np.concatenate(alikes))


def _equal_bytes(one: Sketches, other: Sketches) -> npt.NDArray[np.uint8]:
    """How many bytes each row has in common with the other, or with the other's row."""
    words = (one == other).view(np.uint64)  # a byte of 0 or 1 each; eight of them are added at once
    sums = np.zeros(len(words), np.uint64)
    for column in words.T:
        sums += column
    return (sums * np.uint64(0x0101010101010101) >> np.uint64(56)).astype(np.uint8)


def _banded(equal: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For each row of equal bytes whether a band is equal."""
    first, second, third = np.array(BANDS).T
    return np.asarray((equal[:, first] & equal[:, second] & equal[:, third]).any(axis=1))


def _equal(band: npt.NDArray[np.uint32], asked: npt.NDArray[np.bool_]) -> Iterator[tuple[Rows, Rows]]:
    """Places of equal values, one of which at least is asked about, a bounded number at once."""
    order = np.argsort(band, kind="stable")
    values = band[order]
    starts = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), values[1:] != values[:-1])))
    ends = np.append(starts[1:], len(values))
    # Each place is paired with those behind it in its run.
    several = np.flatnonzero(ends - starts > 1)
    places = np.repeat(starts[several], sizes := (ends - starts)[several]) + _counted(sizes)
    behind = np.minimum(np.repeat(ends[several], sizes) - places - 1, _NEAR)
    sums = np.cumsum(behind)
    done = 0
    while done < len(places):
        begun = int(sums[done - 1]) if done else 0
        until = max(int(np.searchsorted(sums, begun + _PAIRS_AT_ONCE, "right")), done + 1)
        some, many = places[done:until], behind[done:until]
        left = np.repeat(some, many)
        right = left + _counted(many) + 1
        left, right = order[left], order[right]
        kept = asked[left] | asked[right]
        yield left[kept], right[kept]
        done = until


def _counted(sizes: Rows) -> Rows:
    """0 ... size - 1 for each size, end to end."""
    total = int(sizes.sum())
    return np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _named(left: Rows, right: Rows, count: int) -> Rows:
    """A number for each pair, whichever comes first."""
    return np.minimum(left, right) * count + np.maximum(left, right)


def _once(pairs: Rows, alike: npt.NDArray[np.uint8]) -> Found:
    found, first = np.unique(pairs, return_index=True)
    return found, alike[first]
