"""Whoosh's matcher over a posting list: blocks of 128 with bounds, so that its collectors can skip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.system import pack_uint

from .arrays import Array, starts
from .inverted import Inverted
from .lengths import CODE_LENGTHS
from .postings import BLOCK


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks a term's postings. Ids are found by bisection of the whole list; a block's values are made at need."""

    def __init__(self, inverted: Inverted, number: int, format_: Format, term: Any, scorer: Any = None) -> None:
        self._inverted = inverted
        self._number = number
        self.format = format_
        self._term = term
        self.scorer = scorer
        self._start, self._stop = inverted.span(number)
        self._all_ids = inverted.ids(number)
        self._blocks = inverted.blocks(number)
        self._all_positions: Array
        self._position_starts: Any = None
        self.reset()

    def reset(self) -> None:
        """Back to the first posting."""
        self._enter(0)

    def copy(self) -> ArrayMatcher:
        """A matcher of its own at the same posting."""
        twin = ArrayMatcher(self._inverted, self._number, self.format, self._term, self.scorer)
        twin._enter(self._block)
        twin._i = self._i
        return twin

    def _enter(self, block: int) -> None:
        """Go to the first posting of a block; the one behind the last is the end."""
        self._block = block
        self._base = block * BLOCK
        self._ids: list[int] = self._all_ids[self._base : self._base + BLOCK].tolist()
        self._weights: list[float] | None = None
        self._i = 0

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return self._i < len(self._ids)

    def id(self) -> int:
        """Document number of the current posting."""
        return self._ids[self._i]

    def weight(self) -> float:
        """Its weight: occurrences x boosts."""
        if self._weights is None:
            at = self._start + self._base
            self._weights = self._inverted.weights_at(at, at + len(self._ids)).tolist()
        return self._weights[self._i]

    def value(self) -> bytes:
        """Its value in the encoding of the field's format."""
        at = self._start + self._base + self._i
        if self._inverted.kind == "opaque":
            return self._inverted.payload(at)
        if type(self.format) is Existence:
            return b""
        if type(self.format) is Frequency:
            return bytes(pack_uint(int(self._inverted.freqs_at(at, at + 1)[0])))
        if type(self.format) is Positions and self._inverted.kind == "positions":
            return bytes(self.format.encode(self._positions()))
        raise ValueError(f"{self._term}: the segment keeps {self._inverted.kind}, the schema asks for {self.format}")

    def value_as(self, astype: str) -> Any:
        """The value decoded as `astype`, without a detour over bytes where there is one."""
        if astype == "positions" and self._inverted.kind == "positions":
            return self._positions()
        return super().value_as(astype)

    def _positions(self) -> list[int]:
        if self._position_starts is None:
            self._all_positions = self._inverted.positions(self._number)
            self._position_starts = starts(self._inverted.freqs(self._number)).tolist()
        at = self._base + self._i
        found: list[int] = self._all_positions[slice(*self._position_starts[at : at + 2])].tolist()
        return found

    def next(self) -> bool:
        """To the next posting; True if that began a new block."""
        self._i += 1
        if self._i < len(self._ids):
            return False
        self._enter(self._block + 1)
        return True

    def skip_to(self, id: int) -> None:
        """To the first posting whose document is not before `id`."""
        if not self.is_active():
            raise ReadTooFar
        if id <= self._ids[self._i]:
            return
        if id > self._ids[-1]:
            at = int(np.searchsorted(self._all_ids, id))
            if at >= len(self._all_ids):
                self._enter(-(-len(self._all_ids) // BLOCK))
                return
            self._enter(at // BLOCK)
            self._i = at % BLOCK
            return
        while self._ids[self._i] < id:
            self._i += 1

    def skip_to_quality(self, minquality: float) -> int:
        """To the first block that may score above `minquality`; how many were skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._enter(self._block + 1)
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """First document of the block."""
        return self._ids[0]

    def block_max_id(self) -> int:
        """Last document of the block."""
        return self._ids[-1]

    def block_min_length(self) -> int:
        """Shortest field in the block, by Whoosh's length codes; 0 where lengths are not kept."""
        bound = self._blocks.min_lengths
        return 0 if bound is None else int(CODE_LENGTHS[bound[self._block]])

    def block_max_length(self) -> int:
        """A bound for the longest field in the block; no tighter one is stored."""
        return int(CODE_LENGTHS[-1])

    def block_max_weight(self) -> float:
        """Largest weight in the block."""
        weights, freqs = self._blocks.max_weights, self._blocks.max_freqs
        if weights is not None:
            return float(weights[self._block])
        return float(np.float32((1 if freqs is None else int(freqs[self._block])) * self._inverted.boost))

    def all_ids(self) -> Iterator[int]:
        """Documents from the current posting on."""
        return iter(self._all_ids[self._base + self._i :].tolist())
