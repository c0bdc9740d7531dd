"""Facets: the names of all segments under common numbers, and counting them over a set of releases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model import Facet
from .segment import Segment
from .stored import decode

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Each (release, name) pair once: `docs` ascending, `ords` index `values`, which ascend."""

    values: Sequence[str]
    docs: npt.NDArray[np.intp]
    ords: npt.NDArray[np.intp]

    def count(self, found: Mask) -> Counts:
        """How many of the found releases have each value. Costs the table's length, whatever was found."""
        return np.bincount(self.ords[found[self.docs]], minlength=len(self.values))

    def top(self, counts: Counts, limit: int | None = None) -> tuple[Facet, ...]:
        """The values that were counted, most frequent first, ties in the order of the value."""
        having = np.flatnonzero(counts)
        keys = counts[having] * (len(self.values) + 1) - having  # distinct: equal counts differ by the value
        if limit is not None and limit < len(having):
            best = np.argpartition(-keys, limit)[:limit]
            having, keys = having[best], keys[best]
        having = having[np.argsort(-keys)]
        return tuple(Facet(self.values[ord_], int(counts[ord_])) for ord_ in having.tolist())


def make_table(parts: Sequence[Segment], facet: str, live: Mask) -> Table:
    """Join the names of segments. Names that differ in case only are one value, shown as most releases spell it."""
    spellings: dict[str, int] = {}
    docs, ords, base = [], [], 0
    for part in parts:
        size = part.size
        starts, numbers_, inverted = part.names(facet)
        numbers = [
            spellings.setdefault(decode(value), len(spellings))
            for value in inverted.terms.slice(0, len(inverted.terms))
        ]
        docs.append(np.repeat(np.arange(base, base + size), np.diff(starts).astype(np.int64)))
        ords.append(np.array(numbers, np.intp)[numbers_.astype(np.intp)])
        base += size
    pair_docs = np.concatenate(docs) if docs else np.empty(0, np.intp)
    pair_ords = np.concatenate(ords) if ords else np.empty(0, np.intp)
    kept = live[pair_docs]
    pair_docs, pair_ords = pair_docs[kept], pair_ords[kept]
    values, renumber = _merge_cases(list(spellings), np.bincount(pair_ords, minlength=len(spellings)))
    pair_ords = renumber[pair_ords]
    if len(values) < len(spellings):  # a release may spell one name in two ways
        pairs = np.unique(pair_docs * len(values) + pair_ords)
        pair_docs, pair_ords = np.divmod(pairs, max(len(values), 1))
    return Table(values, pair_docs.astype(np.intp), pair_ords.astype(np.intp))


def _merge_cases(spellings: list[str], counts: Counts) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The values to show, ascending, and the place among them of each spelling."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for i, spelling in enumerate(spellings):
        alike[spelling.casefold()].append(i)
    shown = {key: min(group, key=lambda i: (-counts[i], spellings[i])) for key, group in alike.items()}
    ordered = sorted(shown, key=lambda key: spellings[shown[key]])
    places = {key: place for place, key in enumerate(ordered)}
    renumber = np.array([places[spelling.casefold()] for spelling in spellings], np.intp)
    return [spellings[shown[key]] for key in ordered], renumber


def count_years(years: npt.NDArray[np.int32], limit: int) -> tuple[Facet, ...]:
    """The newest `limit` years, newest first; `years` are those of the found releases, 0 for no date."""
    counts = np.bincount(years[years > 0])
    having = np.flatnonzero(counts)[::-1][:limit]
    return tuple(Facet(f"{year:04d}", int(counts[year])) for year in having)
