"""Which segments are written anew into one."""

from __future__ import annotations

from collections.abc import Sequence

from .codec import SegmentSize

SMALL = 1_000
"""Segments of so many releases together are merged whatever their sizes: it is quickly done."""

LARGEST = 1 << 18
"""Releases of a segment that merging makes at most: up to there the codec keeps release numbers in 16 bits."""


def halving(sizes: Sequence[SegmentSize]) -> list[list[int]]:
    """A `codec.MergePolicy`: each segment that is kept is more than twice as large as all smaller ones together.

    So their number grows with the logarithm of the releases, and each release is rewritten a logarithmic number of
    times. One that is mostly removed releases is written anew by itself.
    """
    live = [size.total - size.deleted for size in sizes]
    groups: list[list[int]] = []
    smaller: list[int] = []
    gathered = chosen = 0
    for i in sorted(range(len(sizes)), key=lambda i: (live[i], i)):
        if gathered + live[i] > LARGEST:
            groups.append(smaller[:chosen])
            smaller, gathered, chosen = [], 0, 0
        if smaller and (live[i] <= 2 * gathered or live[i] + gathered <= SMALL):
            chosen = len(smaller) + 1
        smaller.append(i)
        gathered += live[i]
    groups = [sorted(group) for group in (*groups, smaller[:chosen]) if group]
    grouped = {i for group in groups for i in group}
    spoilt = [[i] for i, size in enumerate(sizes) if i not in grouped and 2 * size.deleted > size.total]
    return groups + spoilt
