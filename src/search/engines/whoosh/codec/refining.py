"""Merging a field that refines another: the terms of both are numbered before either is merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .arrays import Array, Ints, gaps, stable_order, starts
from .inverted import Inverted
from .labels import LabelsWriter, siblings_of
from .mergesource import Source, term_ranges
from .within import Coarser


class _Numbering(NamedTuple):
    """For each source, the merged number of each of its terms (-1: of no live document); in how many live documents
    each merged term is."""

    numbers: Sequence[Ints]
    counts: Ints


class Refinement:
    """What the merged fields have to know of each other."""

    def __init__(
        self,
        parts: Sequence[tuple[Source, Inverted, Inverted]],
        fine: _Numbering,
        coarse: _Numbering,
        parents: Ints,
        folder: str | None,
    ) -> None:
        """`parts` are the sources, with the finer field and the coarser one of each."""
        self._parts = parts
        self._coarse = coarse
        self._parents = parents
        siblings = siblings_of(parents, len(coarse.counts))
        self.labels = LabelsWriter(siblings, folder)
        self._own = [
            _by_parent(finer, numbers, siblings.ranks)
            for (_, finer, _), numbers in zip(parts, fine.numbers, strict=True)
        ]
        self._back = [_inverse(numbers, len(coarse.counts)) for numbers in coarse.numbers]
        self._done = 0

    def labels_of(self, source: Source, start: int, stop: int) -> Ints:
        """The merged labels of all positions of a source's coarser terms `[start, stop)`."""
        i = next(i for i, (other, _, _) in enumerate(self._parts) if other is source)
        finer, coarser = self._parts[i][1:]
        labels, first = self._own[i]
        at = np.repeat(first[start:stop], gaps(coarser.position_starts(start, stop)))
        return labels[at + finer.labels_in(start, stop)]

    def coarser(self, count: int) -> Coarser:
        """Of the next merged terms of the finer field."""
        numbers = self._parents[self._done : self._done + count]
        self._done += count
        return Coarser(numbers, self._coarse.counts[numbers], lambda i: self._ids(int(numbers[i])))

    def _ids(self, number: int) -> Array:
        """The merged document numbers of a merged term of the coarser field."""
        pieces = []
        for (source, _, coarser), back in zip(self._parts, self._back, strict=True):
            if back[number] >= 0:
                ids = source.new[coarser.ids(int(back[number]))]
                pieces.append(ids if source.live is None else ids[ids >= 0])
        return np.concatenate(pieces)


def refinement_of(sources: Sequence[Source], field: str, folder: str | None) -> tuple[str, Refinement] | None:
    """How the field refines another one in all sources that have it, and which; None where it does not, or where a
    term stands for different terms of that one in two sources."""
    having = [(source, part) for source in sources if (part := source.segment.inverted(field)) is not None]
    names = {part.meta.get("refines") for _, part in having}
    (name,) = names if len(names) == 1 else (None,)
    if name is None:
        return None
    every = [source for source in sources if source.segment.inverted(name) is not None]
    parts = [(source, part, part.coarser) for source, part in having if part.coarser is not None]
    if len(every) != len(parts):
        return None
    fine = _numbering([(source, part) for source, part, _ in parts])
    coarse = _numbering([(source, coarser) for source, _, coarser in parts])
    parents = np.full(len(fine.counts), -1, np.int64)
    for (_, part, _), new, coarser_new in zip(parts, fine.numbers, coarse.numbers, strict=True):
        kept = new >= 0
        its = coarser_new[part.parents[kept]]
        known = parents[new[kept]]
        if ((known >= 0) & (known != its)).any():
            return None
        parents[new[kept]] = its
    return name, Refinement(parts, fine, coarse, parents, folder)


def _numbering(parts: Sequence[tuple[Source, Inverted]]) -> _Numbering:
    numbers = [np.full(len(part.terms), -1, np.int64) for _, part in parts]
    counts = [np.zeros(0, np.int64)]
    total = 0
    for spans in term_ranges([part for _, part in parts]):
        names = [part.terms.slice(*span) for (_, part), span in zip(parts, spans, strict=True)]
        merged = names[0] if len(names) == 1 else sorted(set().union(*names))
        rank = {name: i for i, name in enumerate(merged)}
        live = np.zeros(len(merged), np.int64)
        ranks = [np.fromiter(map(rank.__getitem__, own), np.int64, len(own)) for own in names]
        for (source, part), span, its in zip(parts, spans, ranks, strict=True):
            live[its] += _live_counts(source, part, *span)
        new = np.where(live > 0, np.cumsum(live > 0) - 1 + total, -1)
        for own, (start, stop), its in zip(numbers, spans, ranks, strict=True):
            own[start:stop] = new[its]
        counts.append(live[live > 0])
        total += len(counts[-1])
    return _Numbering(numbers, np.concatenate(counts))


def _live_counts(source: Source, part: Inverted, start: int, stop: int) -> Ints:
    counts = part.doc_counts(start, stop)
    if source.live is None or start == stop:
        return counts.astype(np.int64)
    alive = (source.new[part.ids_of(start, stop)] >= 0).astype(np.int64)
    return np.add.reduceat(alive, starts(counts)[:-1])


def _by_parent(finer: Inverted, numbers: Ints, ranks: Ints) -> tuple[Ints, Ints]:
    """The merged labels of a source's terms, in the order of their coarser terms, and where those of each begin."""
    parents = finer.parents
    merged = np.zeros(len(numbers), np.int64)
    merged[numbers >= 0] = ranks[numbers[numbers >= 0]]
    first = starts(np.bincount(parents, minlength=len(finer.coarser.terms) if finer.coarser else 0))
    return merged[stable_order(parents)], first


def _inverse(numbers: Ints, count: int) -> Ints:
    back = np.full(count, -1, np.int64)
    kept = np.flatnonzero(numbers >= 0)
    back[numbers[kept]] = kept
    return back
