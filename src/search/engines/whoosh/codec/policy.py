"""Which segments to merge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class SegmentSize(NamedTuple):
    """Documents of a segment."""

    total: int
    deleted: int


#: Takes the sizes of an index's segments and returns groups of their numbers, each to become one segment.
MergePolicy = Callable[[Sequence[SegmentSize]], list[list[int]]]


def tiered(width: int = 8, floor: int = 1_000, max_docs: int = 1 << 18) -> MergePolicy:
    """Merge `width` segments of a like size, so that each document is copied only log(n) / log(width) times.

    As Lucene's `LogMergePolicy`: a segment's tier is the logarithm of its live documents to base `width`, all of at
    most `floor` documents are in one tier, and a tier of `width` segments or more becomes one segment. Segments
    that would grow beyond `max_docs` stay; one of which half is deleted is written anew by itself.
    """

    def policy(sizes: Sequence[SegmentSize]) -> list[list[int]]:
        tiers: dict[int, list[int]] = {}
        for number, size in enumerate(sizes):
            live = size.total - size.deleted
            if live <= max_docs // 2:
                tiers.setdefault(_tier(live, floor, width), []).append(number)
        groups: list[list[int]] = []
        for tier in sorted(tiers):
            members = sorted(tiers[tier], key=lambda number: (sizes[number].total, number))
            while len(members) >= width:
                group, members = _fitting(members, sizes, max_docs)
                groups.append(sorted(group))
        grouped = {number for group in groups for number in group}
        spoilt = [n for n, size in enumerate(sizes) if n not in grouped and size.deleted * 2 > size.total]
        return groups + [[number] for number in spoilt]

    return policy


def all_in_one(sizes: Sequence[SegmentSize]) -> list[list[int]]:
    """Merge everything into one segment without deletions."""
    if len(sizes) == 1 and not sizes[0].deleted:
        return []
    return [list(range(len(sizes)))] if sizes else []


def _tier(live: int, floor: int, width: int) -> int:
    tier, bound = 0, floor
    while live > bound:
        tier, bound = tier + 1, bound * width
    return tier


def _fitting(members: list[int], sizes: Sequence[SegmentSize], max_docs: int) -> tuple[list[int], list[int]]:
    """The smallest segments that together stay within `max_docs` (two at least fit), and the others."""
    room = max_docs
    for at, number in enumerate(members):
        room -= sizes[number].total - sizes[number].deleted
        if room < 0:
            return members[:at], members[at:]
    return members, []
