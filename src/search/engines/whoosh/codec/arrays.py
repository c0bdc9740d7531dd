"""Small vector operations that the other modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from typing_extensions import Buffer

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]


def smallest_uint(largest: int) -> np.dtype[Any]:
    """The narrowest little-endian unsigned type that holds `largest`."""
    for code in ("<u1", "<u2", "<u4"):
        dtype = np.dtype(code)
        if largest <= np.iinfo(dtype).max:
            return dtype
    return np.dtype("<u8")


def starts(counts: Array) -> Ints:
    """Running totals with a leading 0: run `i` of a flat array is `[starts[i], starts[i + 1])`."""
    out = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def gaps(ascending: Array) -> Ints:
    """The inverse of `starts`: how far apart neighbours are."""
    wide: Ints = np.asarray(ascending, np.int64)
    return np.asarray(wide[1:] - wide[:-1], np.int64)


def buffer_of(array: Array) -> memoryview:
    """The items of a contiguous array as a memory view of their type."""
    return memoryview(cast("Buffer", array))


def ranges(begin: Array, counts: Array) -> Ints:
    """The concatenation of `arange(begin[i], begin[i] + counts[i])` for every `i`."""
    at = starts(counts)
    out = np.arange(at[-1], dtype=np.int64)
    out += np.repeat(np.asarray(begin, np.int64) - at[:-1], counts)
    return out


def stable_order(keys: Array) -> Ints:
    """A stable argsort of unsigned integers below 2**32.

    numpy sorts 16-bit keys stably by radix, several times faster than wider ones by merging; two such passes,
    low half first, sort 32 bits.
    """
    order: Ints = np.argsort(keys.astype(np.uint16), kind="stable")
    if len(keys) and int(keys.max()) > 0xFFFF:
        high = (keys >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order


def run_starts(sorted_keys: Array) -> Ints:
    """Where each run of equal keys begins."""
    if not len(sorted_keys):
        return np.zeros(0, np.int64)
    begins = np.empty(len(sorted_keys), np.bool_)
    begins[0] = True
    np.not_equal(sorted_keys[1:], sorted_keys[:-1], out=begins[1:])
    return begins.nonzero()[0]
