"""Follows the index: which releases are versions of one."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from ..engines.base import Snapshot
from ..engines.carried import ids_of
from ..errors import ReleaseNotFound
from ..language import Cut, cut
from ..model import Release
from .comparing import Text
from .grouping import groups_after
from .groups import Groups
from .members import FILE, Member, damaged
from .sketches import Sketches, sketch
from .store import Rows, Store

if TYPE_CHECKING:
    from ..analysis import KnownStems

BODIES = 16 << 20
"""Characters of added texts that are kept until the commit, which may compare them; others are read again then."""


@dataclass(slots=True)
class _Change:
    """What has been added and removed since `begin`."""

    rows: Rows
    groups: dict[int, Member]
    anew: bool
    unsettled: set[int] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    keys: list[npt.NDArray[np.uint64]] = field(default_factory=list)
    sketches: list[Sketches] = field(default_factory=list)
    texts: dict[str, tuple[Sequence[Release], int]] = field(default_factory=dict)
    kept: int = 0


class _Found(NamedTuple):
    """What is kept of releases: key and sketch of each, and how long its text is."""

    keys: npt.NDArray[np.uint64]
    sketches: Sketches
    lengths: list[int]


def _found(releases: Sequence[Release], bodies: Cut, *_: object) -> _Found:
    """Finds that."""
    keys, sketches = sketch(bodies, list(map(_title, releases)))
    return _Found(keys, sketches, [len(release.body) for release in releases])


class Duplicates:
    """The companion that knows near duplicates."""

    name = "duplicates"

    def __init__(self, folder: Path) -> None:
        """Its file is made in `folder` with the first change."""
        self._store = Store(folder / FILE)
        self._change: _Change | None = None

    @property
    def state(self) -> str | None:
        """See `Companion.state`."""
        return self._store.state()

    def begin(self, *, anew: bool) -> None:
        """See `Companion.begin`."""
        try:
            rows = Rows.none() if anew else self._store.rows()
            members = [] if anew else self._store.members()
        except (sqlite3.Error, ValueError, zlib.error) as error:
            raise damaged(self._store.path, error) from error
        self._change = _Change(rows, {member.row: member for member in members}, anew)

    def remove(self, releases: Sequence[Release]) -> None:
        """See `Companion.remove`."""
        change = self._changing()
        gone = change.rows.find(release.id for release in releases)
        left = {change.groups[row].versions for row in gone if row in change.groups}
        change.unsettled.update(row for row, member in change.groups.items() if member.versions in left)
        change.unsettled.difference_update(gone)
        for row in gone:
            change.groups.pop(row, None)
        change.rows.free(gone)

    def add(self, releases: Sequence[Release], stems: KnownStems | None = None) -> None:  # noqa: ARG002
        """See `Companion.add`."""
        self.take(releases, _found(releases, cut(release.body for release in releases)))

    prepare = staticmethod(_found)

    def take(self, releases: Sequence[Release], found: _Found) -> None:
        """See `Preparing.take`."""
        change = self._changing()
        ids = ids_of(releases)
        change.ids += ids
        change.keys.append(found.keys)
        change.sketches.append(found.sketches)
        for i, (release_id, length) in enumerate(zip(ids, found.lengths, strict=True)):
            if change.kept >= BODIES:
                break
            change.texts[release_id] = releases, i
            change.kept += length

    def commit(self, snapshot: Snapshot) -> None:
        """See `Companion.commit`."""
        change = self._changing()
        rows = change.rows
        if change.ids:
            change.unsettled.update(rows.take(change.ids, np.concatenate(change.keys), np.concatenate(change.sketches)))
        ids = rows.ids
        groups = groups_after(
            rows,
            {row: m.versions for row, m in change.groups.items() if rows.live[row] and row not in change.unsettled},
            change.unsettled,
            lambda row: _text(ids[row], change.texts, snapshot),
        )
        members = list(_members(groups, ids, change.groups, snapshot))
        self._store.write(rows, members, snapshot.state, anew=change.anew)
        self._change = None

    def cancel(self) -> None:
        """See `Companion.cancel`."""
        self._change = None

    def check(self) -> Iterable[str]:
        """See `Companion.check`."""
        return self._store.check()

    def close(self) -> None:
        """Let go of what is held."""
        self._change = None

    def _changing(self) -> _Change:
        if self._change is None:
            raise ValueError("nothing is changed before `begin`")
        return self._change


def _title(release: Release) -> str:
    """The title that the publisher gave; one made of the text tells nothing beside it."""
    return "" if release.title_derived else release.title


def _text(release_id: str | None, added: Mapping[str, tuple[Sequence[Release], int]], snapshot: Snapshot) -> Text:
    """The text of a release; none where the snapshot lacks it, which no state's own snapshot does."""
    if release_id is None:
        return Text("")
    if release_id in added:
        releases, i = added[release_id]
        release = releases[i]
    else:
        try:
            release = snapshot.release(release_id)
        except ReleaseNotFound:
            return Text("")
    return Text(release.body, _title(release))


def _members(
    groups: Iterable[Sequence[int]], ids: Sequence[str | None], before: Mapping[int, Member], snapshot: Snapshot
) -> Iterator[Member]:
    for group in groups:
        for row in group:
            known, release_id = before.get(row), ids[row]
            if known is not None:
                yield replace(known, versions=group[0])
            elif release_id is not None:
                yield Member.of(snapshot.release(release_id), row, group[0])


def groups_of(releases: Sequence[Release]) -> Groups:
    """The groups of a small archive, in memory."""
    rows = Rows.none()
    keys, sketches = sketch(cut(release.body for release in releases), [*map(_title, releases)])
    taken = rows.take([release.id for release in releases], keys, sketches)
    groups = groups_after(rows, {}, taken, lambda row: Text(releases[row].body, _title(releases[row])))
    return Groups.of_members(Member.of(releases[row], row, group[0]) for group in groups for row in group)
