"""Releases that have other versions, as the companion's file has them. Reading them needs no sketches."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from ..errors import IndexDamaged
from ..model import Release

FILE = "duplicates.sqlite"

WAIT_SECONDS = 10.0
"""For another process that reads or writes the file at this moment."""

MEMBERS = "select row, id, versions, derived, length, day from member"


@dataclass(frozen=True, slots=True)
class Member:
    """A release that has other versions: which group it is of, and what `groups.py` ranks it by."""

    row: int
    id: str
    versions: int
    derived: bool
    length: int
    day: int

    @classmethod
    def of(cls, release: Release, row: int, versions: int) -> Self:
        """The release in this row, of the group with this number."""
        day = (release.date or date.max).toordinal()
        return cls(row, release.id, versions, release.title_derived, len(release.body), day)


def read_members(path: Path) -> list[Member]:
    """All members of groups. Raises sqlite3.Error."""
    with closing(opened(path)) as file:
        found = file.execute(MEMBERS)
        return [Member(row, id_, group, bool(derived), *rest) for row, id_, group, derived, *rest in found]


def opened(path: Path) -> sqlite3.Connection:
    """The file, for reading. Raises sqlite3.Error where there is none."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)


def damaged(path: Path, error: Exception) -> IndexDamaged:
    """What is raised for a file that can't be read."""
    return IndexDamaged(f"{path} can't be read ({error}); make it anew with: siaran index --rebuild")
