"""The passages of a state of the releases, as a state of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...base import Snapshot
from ..codec.arrays import ranges, starts
from ..snapshot import WhooshSnapshot
from ..state import State
from .arrays import PassageArrays
from .collecting import Collector
from .segment import PassageSegment

CACHE_BYTES = 16 << 20
"""What a state of passages keeps for later searches, as `state.CACHE_BYTES`."""


class PassageState(State):
    """Immutable; safe to use from several threads. Holds the state of the releases."""

    def __init__(self, releases: State, segments: list[PassageSegment]) -> None:
        """Becomes a holder's heir of the segments."""
        lost = [
            np.flatnonzero(~releases.live[base : base + own.size][segment.owners]).tolist() if own.size else []
            for base, own, segment in zip(releases.bases, releases.segments, segments, strict=True)
        ]
        super().__init__(
            releases.folder,
            releases.commit,
            list(zip(segments, lost, strict=True)),
            releases.lexicon.hold(),
            CACHE_BYTES,
        )
        self._passages = segments
        self._releases = releases.hold()

    def _close(self) -> None:
        super()._close()
        self._releases.release()

    @cached_property
    def id_ranks(self) -> npt.NDArray[np.int64]:
        """By the ids of the releases, then by place."""
        counts = np.concatenate([np.empty(0, np.int64), *(np.diff(segment.bounds) for segment in self._passages)])
        order = np.argsort(self._releases.id_ranks)
        ranks = np.empty(self.size, np.int64)
        ranks[ranges(starts(counts)[:-1][order], counts[order])] = np.arange(self.size)
        return ranks


def passages_of(releases: Snapshot, arrays: Callable[[str], PassageArrays | None]) -> WhooshSnapshot:
    """The passages of a snapshot's releases, which may be closed before them. `arrays` gives those of a segment by its
    name, None where it has none. A passage's id is `passage_id`; nothing else is told of it.

    Raises Damaged where arrays do not fit the segment.
    """
    state = _state_of(releases)
    with ExitStack() as undo:
        segments = []
        for segment in state.segments:
            made = PassageSegment(segment, arrays(segment.name))
            undo.callback(made.release)
            segments.append(made)
        found = WhooshSnapshot(PassageState(state, segments))
        undo.pop_all()
    return found


def arrays_for(
    releases: Snapshot, known: set[str], collected: Collector, before: Callable[[], list[PassageArrays]]
) -> Iterator[tuple[str, PassageArrays | None]]:
    """Each segment of a snapshot by name, with its passages if it is not among the `known` ones, whose are `before`."""
    state = _state_of(releases)
    for base, segment in zip(state.bases, state.segments, strict=True):
        live = state.live[base : base + segment.size]
        yield segment.name, None if segment.name in known else collected.arrays_for(segment, live, before)


def _state_of(snapshot: Snapshot) -> State:
    if not isinstance(snapshot, WhooshSnapshot):
        raise TypeError(f"passages stand in an index of Whoosh, not in {type(snapshot).__name__}")
    return snapshot.contents
