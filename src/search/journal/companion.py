"""Follows the index: which releases a commit brought, changed and took away.

Unlike other companions it knows what no state of the index tells, the past. Where it is made anew, after a crash or by
`siaran index --rebuild`, it is therefore compared with what it was: what is the same keeps its place. Only where the
file is lost or damaged does another journal begin, of another name, and cursors of the one before are refused.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..engines.base import Snapshot
from ..engines.carried import ids_of
from ..errors import IndexUnusable
from ..model import Release
from . import store

if TYPE_CHECKING:
    from ..analysis import KnownStems


@dataclass(slots=True)
class _Written:
    """What has been added and removed since `begin`."""

    anew: bool
    added: dict[str, None] = field(default_factory=dict)
    removed: dict[str, None] = field(default_factory=dict)


class Journal:
    """The companion that writes down what happens."""

    name = "journal"

    def __init__(self, folder: Path) -> None:
        """Its file is made in `folder` with the first change."""
        self._path = folder / store.FILE
        self._written: _Written | None = None

    @property
    def state(self) -> str | None:
        """See `Companion.state`."""
        return store.state(self._path)

    def begin(self, *, anew: bool) -> None:
        """See `Companion.begin`."""
        self._written = _Written(anew)

    def remove(self, releases: Sequence[Release]) -> None:
        """See `Companion.remove`."""
        self._writing().removed.update(dict.fromkeys(release.id for release in releases))

    def add(self, releases: Sequence[Release], stems: KnownStems | None = None) -> None:  # noqa: ARG002
        """See `Companion.add`. Only their ids are looked at."""
        self._writing().added.update(dict.fromkeys(ids_of(releases)))

    def commit(self, snapshot: Snapshot) -> None:
        """See `Companion.commit`."""
        written = self._writing()
        hashes = snapshot.hashes(written.added)
        gone = [id_ for id_ in written.removed if id_ not in hashes]
        try:
            with closing(self._opened()) as file:
                store.record(file, hashes, gone, snapshot.state, int(time.time()), written.anew)
        except (sqlite3.Error, OSError) as error:
            raise IndexUnusable(
                f"{self._path} can't be written ({error}); free space or allow it, then index again"
            ) from error
        self._written = None

    def cancel(self) -> None:
        """See `Companion.cancel`."""
        self._written = None

    def check(self) -> Iterable[str]:
        """See `Companion.check`."""
        try:
            with closing(store.opened(self._path)) as file:
                lines = [str(line) for (line,) in file.execute("pragma integrity_check") if line != "ok"]
        except sqlite3.Error as error:
            lines = [str(error)]
        return [f"{self._path}: {line}" for line in lines]

    def close(self) -> None:
        """Let go of what is held."""
        self._written = None

    def _opened(self) -> sqlite3.Connection:
        """The file, to be written to; another one in its place where it is missing or none of ours."""
        if self.state is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            return store.begun(self._path)
        return sqlite3.connect(self._path, timeout=store.WAIT_SECONDS)

    def _writing(self) -> _Written:
        if self._written is None:
            raise ValueError("nothing is changed before `begin`")
        return self._written
