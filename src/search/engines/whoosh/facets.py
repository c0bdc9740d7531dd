"""Facets: the releases that are counted, and the years and months that they have (names: `table.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...model import Facet
from .bits import Bits, Mask, count_common, pack

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.intp]

ROWS_BYTES = 8 << 20
"""Rows of bits that a facet keeps."""

_FEW = 16
"""Up to this part of all releases, values are counted one by one."""


class Found:
    """A set of releases, in the forms in which it is counted, each made when it is asked for."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @property
    def is_many(self) -> bool:
        """Whether comparing bits is faster than counting release by release."""
        return self.count * _FEW > len(self.mask)

    @cached_property
    def numbers(self) -> Numbers:
        """Their numbers, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def bits(self) -> Bits:
        """The mask in bits."""
        return pack(self.mask)


@dataclass
class Years:
    """The year of each release; 0 is no date."""

    years: npt.NDArray[np.int32]

    def newest(self, found: Found, limit: int) -> tuple[Facet, ...]:
        """The newest `limit` years that found releases have, newest first."""
        if self._rows is not None and found.is_many:
            counts = count_common(self._rows, found.bits)
        else:
            years = self.years[found.numbers]
            counts = np.bincount(years, minlength=10_000)[self._values]
        having = np.flatnonzero(counts)[::-1][:limit]
        return tuple(Facet(f"{self._values[i]:04d}", int(counts[i])) for i in having.tolist())

    @cached_property
    def _values(self) -> npt.NDArray[np.int64]:
        counts = np.bincount(self.years)
        counts[:1] = 0
        return np.flatnonzero(counts)

    @cached_property
    def _rows(self) -> Bits | None:
        if not 0 < len(self._values) * len(self.years) <= 8 * ROWS_BYTES:
            return None
        return pack(self.years[np.newaxis, :] == self._values[:, np.newaxis])


def newest_months(days: npt.NDArray[np.int32], limit: int) -> tuple[Facet, ...]:
    """The newest `limit` months of these days, which count from 1 for 0001-01-01, newest first; 0 is no date."""
    months = (days[days > 0].astype("datetime64[D]") - np.timedelta64(719163, "D")).astype("datetime64[M]")
    values, counts = np.unique(months, return_counts=True)
    newest = zip(values[::-1][:limit].astype(str).tolist(), counts[::-1][:limit].tolist(), strict=True)
    return tuple(Facet(month, count) for month, count in newest)
