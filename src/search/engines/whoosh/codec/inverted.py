"""Reading a field's inverted lists (what `postings` wrote)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .arrays import Array, gaps, ranges, run_starts, starts
from .docids import DocIds
from .labels import Labels
from .packed import Packed
from .postings import BLOCK, Kind
from .sections import SegmentFile
from .strings import SortedStrings, Strings

#: The largest unsigned integers of so many bytes.
_LAST = {size: (1 << 8 * size) - 1 for size in (1, 2, 4, 8)}


class Blocks(NamedTuple):
    """Bounds over each 128 postings of a term; the last block may be shorter."""

    max_freqs: Array | None
    min_lengths: Array | None
    max_weights: Array | None


class Ordinals(NamedTuple):
    """Terms of each document: those of document `d` are `values[numbers[starts[d]:starts[d + 1]]]`, ascending."""

    starts: Array
    numbers: Array
    values: SortedStrings


class Inverted:
    """One field's terms and postings. A term is named by its number, its rank among the field's terms.

    Arrays are read-only views of the mapped file wherever possible. Threads may share an instance.
    """

    def __init__(self, file: SegmentFile, field: str, meta: dict[str, Any], coarser: Inverted | None = None) -> None:
        """`coarser`: the field that this one refines (`FieldArrays.refines`)."""
        base = f"inverted/{field}"
        self._file = file
        self._base = base
        self.meta = meta
        self.kind: Kind = meta["kind"]
        self.boost: float = meta["boost"]
        self.weighted: bool = meta["weighted"]
        self.forward: bool = meta["forward"]
        self.terms = SortedStrings(file, f"{base}/terms")
        self.coarser = coarser
        self._ids: DocIds = DocIds(file, base, meta["ids"], None if coarser is None else coarser._ids)
        self._labels = None if coarser is None else Labels(file, base)
        self._position_bounds: memoryview | None = None
        self._freqs = Packed(file, f"{base}/freqs", meta["freqs"]) if "freqs" in meta else None
        self._positions = Packed(file, f"{base}/positions", meta["positions"]) if "positions" in meta else None
        self._payloads = Strings(file, f"{base}/payloads") if self.kind == "opaque" else None

    @property
    def posting_count(self) -> int:
        """Number of postings of all terms."""
        return self._ids.posting_count

    def span(self, term: int) -> tuple[int, int]:
        """The term's range in the flat arrays of postings."""
        return self._ids.span(term)

    def doc_counts(self, start: int, stop: int) -> Array:
        """In how many documents each of the terms `[start, stop)` occurs, deleted ones included."""
        return self._ids.counts(start, stop)

    def ids(self, term: int) -> Array:
        """Ascending document numbers, of an integer type that depends on the segment and the term.

        A view of the file in segments of at most 65,536 documents, unless an eighth of them have the term.
        """
        return self._ids.of(term)

    def mask(self, term: int) -> Array | None:
        """True for each document with the term, where an eighth of all have it; None for rarer terms (use `ids`)."""
        return self._ids.mask(term)

    def ids_of(self, start: int, stop: int) -> Array:
        """Document numbers of the terms `[start, stop)`, one term after another."""
        return self._ids.of_range(start, stop)

    def freqs(self, term: int) -> Array:
        """Occurrences in each document of `ids`; ones where the field keeps none."""
        return self.freqs_at(*self.span(term))

    def freqs_at(self, start: int, stop: int) -> Array:
        """Occurrences for a range of the flat arrays."""
        if self._freqs is None:
            return np.ones(stop - start, np.uint8)
        less = self._freqs.decode(start, stop)
        if len(less) and less.max() == _LAST[less.dtype.itemsize]:  # plus 1 it would wrap around to 0
            less = less.astype(np.uint32)
        counted: Array = less + less.dtype.type(1)
        return counted

    def weights(self, term: int) -> Array:
        """Whoosh's weights (float32): occurrences x boosts."""
        return self.weights_at(*self.span(term))

    def weights_at(self, start: int, stop: int) -> Array:
        """Weights for a range of the flat arrays."""
        if self.weighted:
            return self._file[f"{self._base}/weights"].slice(start, stop)
        return (self.freqs_at(start, stop) * np.float64(self.boost)).astype(np.float32)

    def range_of(self, start: int, stop: int) -> tuple[int, int]:
        """The range of the terms `[start, stop)` in the flat arrays of postings."""
        return self.span(start)[0], self.span(stop - 1)[1]

    def position_span(self, term: int) -> tuple[int, int]:
        """The term's range in the flat array of positions."""
        if self._position_bounds is None:
            self._position_bounds = self._file[f"{self._base}/position_starts"].view()
        return self._position_bounds[term], self._position_bounds[term + 1]

    def positions(self, term: int) -> Array:
        """Positions in all documents, one after another; `freqs` says how many belong to each."""
        if self.coarser is None or self._labels is None:
            return self._positions_at(*self.position_span(term))
        parent = self.parent(term)
        found = self.coarser.positions(parent)
        labels = self._labels.at(parent, np.arange(len(found)))
        return found if labels is None else found[labels == self._labels.number(term)]

    def positions_in(self, start: int, stop: int) -> Array:
        """Positions of the terms `[start, stop)`, one term after another."""
        if self.coarser is None:
            return self._positions_at(self.position_span(start)[0], self.position_span(stop - 1)[1])
        return np.concatenate([self.positions(term) for term in range(start, stop)])

    def _positions_at(self, start: int, stop: int) -> Array:
        """Positions for a range of the flat array of positions."""
        if self._positions is None:
            raise ValueError(f"{self._base} has no positions")
        return self._positions.decode(start, stop)

    def parent(self, term: int) -> int:
        """The number of the coarser term, in a field that refines another."""
        if self._ids.within is None:
            raise ValueError(f"{self._base} refines no field")
        return self._ids.within.parent(term)

    @property
    def parents(self) -> Array:
        """The number of each term's coarser term, in a field that refines another."""
        if self._ids.within is None:
            raise ValueError(f"{self._base} refines no field")
        return self._ids.within.parents.array()

    def labels_in(self, start: int, stop: int) -> Array:
        """Of a field that refines another: which of the coarser terms' own terms stand at all positions of the coarser
        terms `[start, stop)`, by their ranks among these."""
        if self.coarser is None or self._labels is None:
            raise ValueError(f"{self._base} refines no field")
        return self._labels.of_range(start, stop, gaps(self.coarser.position_starts(start, stop)))

    def position_starts(self, start: int, stop: int) -> Array:
        """Where the positions of the terms `[start, stop)` begin in the flat array, and those of the last end."""
        return self._file[f"{self._base}/position_starts"].slice(start, stop + 1)

    @property
    def position_meta(self) -> dict[str, Any]:
        """How positions are packed."""
        meta: dict[str, Any] = self.meta["positions"] if self.coarser is None else self.coarser.position_meta
        return meta

    def freqs_of(self, term: int, docs: Array) -> Array:
        """Occurrences in each of the ascending `docs`, 0 where the term is not.

        Costs the documents that are asked for, not the term's: for frequent terms of which few candidates are left.
        """
        hit, rows = self._ids.rows(term, docs)
        out = np.zeros(len(docs), np.uint32)
        out[hit] = 1
        if self._freqs is not None:
            out[hit] += self._freqs.take(rows + self.span(term)[0])
        return out

    def rows(self, term: int, docs: Array) -> tuple[Array, Array]:
        """Which of the ascending `docs` have the term (a mask), and the indices of those in `ids(term)`."""
        return self._ids.rows(term, docs)

    def positions_of(self, term: int, rows: Array) -> tuple[Array, Array]:
        """Positions for some postings only: `rows` are ascending indices into `ids(term)`.

        Returns the positions one after another and the run starts of the rows. Costs the blocks of 128 postings that
        the rows lie in.
        """
        if self.coarser is None or self._labels is None:
            places, bounds = self._places_of(term, rows)
            return self._take(places), bounds
        parent = self.parent(term)
        places, bounds = self.coarser._places_of(parent, self._ids.coarser_rows(term, rows))
        labels = self._labels.at(parent, places - self.coarser.position_span(parent)[0])
        if labels is not None:
            own = labels == self._labels.number(term)
            places, bounds = places[own], starts(own)[bounds]
        return self.coarser._take(places), bounds

    def _take(self, places: Array) -> Array:
        if self._positions is None:
            raise ValueError(f"{self._base} has no positions")
        return self._positions.take(places)

    def _places_of(self, term: int, rows: Array) -> tuple[Array, Array]:
        """Where the positions of these postings are in the flat array, and the run starts of the rows."""
        if self._positions is None or self._freqs is None:
            raise ValueError(f"{self._base} has no positions")
        first, last = self.span(term)
        blocks = rows // BLOCK
        used = blocks[run_starts(blocks)]
        if last - first <= 2 * BLOCK or len(used) * BLOCK * 2 > last - first:
            freqs = self.freqs_at(first, last)
            before, counts = starts(freqs)[rows], freqs[rows].astype(np.int64)
        else:
            sizes = np.minimum(used * BLOCK + BLOCK, last - first) - used * BLOCK
            freqs = self._freqs.take(ranges(used * BLOCK + first, sizes)).astype(np.int64) + 1
            # All blocks but the last are full, so a row's place among the read ones is its block's and its rest.
            at = np.searchsorted(used, blocks) * BLOCK + rows % BLOCK
            running = starts(freqs)
            within = running[at] - running[at // BLOCK * BLOCK]
            before, counts = starts(self._block_bound("freqs", term))[blocks] + within, freqs[at]
        return ranges(before + self.position_span(term)[0], counts), starts(counts)

    def total(self, term: int) -> float:
        """Sum of the term's weights, in Whoosh's words its frequency."""
        if self.weighted or not self.boost.is_integer():  # Whoosh adds up weights that were rounded to float32
            return float(self.weights(term).sum(dtype=np.float64))
        if self.kind == "positions":
            first, last = self.position_span(term)
            return (last - first) * self.boost
        return float(self.freqs(term).sum(dtype=np.int64)) * self.boost

    def payload(self, index: int) -> bytes:
        """Whoosh's value string of posting `index` of the flat arrays (kind opaque)."""
        if self._payloads is None:
            raise ValueError(f"{self._base} has no payloads")
        return self._payloads[index]

    def payloads_at(self, start: int, stop: int) -> list[bytes]:
        """Value strings for a range of the flat arrays (kind opaque)."""
        if self._payloads is None:
            raise ValueError(f"{self._base} has no payloads")
        return self._payloads.slice(start, stop)

    def max_freq(self, term: int) -> int:
        """Most occurrences in one document."""
        return int(self._bound("max_freqs", term, term + 1)[0]) if self._freqs is not None else 1

    def min_length_code(self, term: int) -> int:
        """Smallest length code of a document with the term; 0 where lengths are not kept."""
        bound = self._bound("min_lengths", term, term + 1)
        return int(bound[0]) if len(bound) else 0

    def max_weight(self, term: int) -> float:
        """Largest weight (float32) of the term in one document."""
        if self.weighted:
            return float(self._bound("max_weights", term, term + 1)[0])
        return float(np.float32(self.max_freq(term) * self.boost))

    def blocks(self, term: int) -> Blocks:
        """Bounds over each 128 postings."""
        start, stop = self.span(term)
        short = stop - start <= BLOCK
        found = [
            self._bound(name, term, term + 1) if short else self._block_bound(name, term)
            for name in ("max_freqs", "min_lengths", "max_weights")
        ]
        return Blocks(*(bound if len(bound) else None for bound in found))

    def _block_bound(self, name: str, term: int) -> Array:
        """A bound over each block of a term of more than 128 postings."""
        long = int(np.searchsorted(self._file[f"{self._base}/long_terms"].array(), term))
        start, stop = self._file[f"{self._base}/block_starts"].slice(long, long + 2).tolist()
        return self._bound(f"block_{name}", start, stop)

    def _bound(self, name: str, start: int, stop: int) -> Array:
        section = f"{self._base}/{name}"
        return self._file[section].slice(start, stop) if section in self._file else np.zeros(0, np.uint8)

    def ordinals(self) -> Ordinals:
        """The terms of each document, where the field keeps them (`forward`)."""
        begin = self._file[f"{self._base}/forward_starts"].array()
        return Ordinals(begin, self._file[f"{self._base}/forward"].array(), self.terms)
