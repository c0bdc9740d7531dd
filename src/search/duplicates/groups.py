"""Groups of versions, for reading: each in the order in which they are preferred."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Self

from .members import FILE, Member, damaged, read_members


class Groups:
    """Immutable; safe to use from several threads.

    The best version of a release is one with a title of its own, rather than one whose title was taken from its text;
    then the longest; then the earliest (those without a date last); then the first by id.
    """

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        """`groups` hold ids, the best first."""
        self.all = tuple(map(tuple, groups))
        self._of = {release_id: group for group in self.all for release_id in group}

    @classmethod
    def of_members(cls, members: Iterable[Member]) -> Self:
        """The groups of these."""
        ordered = sorted(members, key=lambda m: (m.versions, m.derived, -m.length, m.day, m.id))
        return cls([m.id for m in group] for _, group in groupby(ordered, lambda m: m.versions))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What was committed last in a folder of companions. Raises IndexUnusable where it can't be read."""
        path = folder / FILE
        try:
            return cls.of_members(read_members(path))
        except sqlite3.Error as error:
            raise damaged(path, error) from error

    def of(self, release_id: str) -> tuple[str, ...]:
        """All versions of a release, itself among them, the best first; of a release without others, none."""
        return self._of.get(release_id, ())

    def others(self, release_id: str) -> tuple[str, ...]:
        """The other versions of a release, the best first."""
        return tuple(each for each in self.of(release_id) if each != release_id)

    def __len__(self) -> int:
        return len(self.all)
