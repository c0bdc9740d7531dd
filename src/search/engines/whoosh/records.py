"""What is written of releases, as bytes and numbers: made in any process, handed over, written in another."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, overload

import numpy as np
import numpy.typing as npt

from ...model import Release
from ..base import Words
from ..carried import Carried
from .schema import EVENT, NAMED
from .stored import clean, days_in, names_in, restore, spans_of, text_of

VALUES = (*NAMED, EVENT, "id", "year", "origin")
"""Fields of whole values."""


class Values(NamedTuple):
    """One such field of many releases: release `i` has `distinct[n]` for each `n` in `numbers[ends[i - 1]:ends[i]]`."""

    distinct: tuple[str, ...]
    numbers: Words
    ends: Words

    def only(self, indexes: Sequence[int]) -> Values:
        """Those of these releases. Values that none of them has may stay among the distinct ones."""
        bounds = [0, *self.ends.tolist()]
        parts = [self.numbers[bounds[i] : bounds[i + 1]] for i in indexes]
        ends = np.cumsum([len(part) for part in parts], dtype=np.uint32)
        return Values(self.distinct, np.concatenate([np.zeros(0, np.uint32), *parts]), ends)


@dataclass(frozen=True, slots=True)
class Records(Carried):
    """Releases as what is written of them. `texts` and `spans` hold all that they are (`stored.py`)."""

    ids: tuple[str, ...]
    origins: tuple[str, ...]
    texts: tuple[bytes, ...]
    spans: tuple[bytes, ...]
    days: npt.NDArray[np.int32]
    values: tuple[Values, ...]
    """Of each of `VALUES`."""

    @classmethod
    def of(cls, releases: Sequence[Release]) -> Records:
        """Those of these releases."""
        if isinstance(releases, Records):
            return releases
        ids = tuple(release.id for release in releases)
        origins = tuple(release.origin for release in releases)
        rows: dict[str, Iterable[Sequence[str]]] = {
            field: [names_in(release, field) for release in releases] for field in NAMED
        }
        rows[EVENT] = map(days_in, releases)
        rows["id"] = ((release_id,) for release_id in ids)
        rows["year"] = ((f"{release.date.year:04}",) if release.date else () for release in releases)
        rows["origin"] = ((clean(origin),) if origin else () for origin in origins)
        days = [release.date.toordinal() if release.date else 0 for release in releases]
        return cls(
            ids,
            origins,
            tuple(map(text_of, releases)),
            tuple(map(spans_of, releases)),
            np.array(days, np.int32),
            tuple(_values(rows[field]) for field in VALUES),
        )

    def only(self, indexes: Sequence[int]) -> Self:
        """See `Carried.only`."""
        return type(self)(
            tuple(self.ids[i] for i in indexes),
            tuple(self.origins[i] for i in indexes),
            tuple(self.texts[i] for i in indexes),
            tuple(self.spans[i] for i in indexes),
            self.days[np.asarray(indexes, np.intp)],
            tuple(values.only(indexes) for values in self.values),
        )

    @overload
    def __getitem__(self, index: int) -> Release: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Release]: ...
    def __getitem__(self, index: int | slice) -> Release | Sequence[Release]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return restore(self.texts[index], self.spans[index])

    def __len__(self) -> int:
        return len(self.ids)


class Numbers(dict[str, int]):
    """Numbers texts in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def _values(rows: Iterable[Sequence[str]]) -> Values:
    numbers = Numbers()
    flat, ends = array("I"), array("I")
    for row in rows:
        flat.extend(map(numbers.__getitem__, row))
        ends.append(len(flat))
    return Values(tuple(numbers), np.array(flat, np.uint32), np.array(ends, np.uint32))
