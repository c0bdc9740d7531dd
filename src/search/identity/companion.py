"""Keeps the names of an archive joined while releases come and go (`companions.Companion`)."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..engines.base import Snapshot
from ..model import Release
from .facts import Fact, counted
from .kept import note_groups
from .store import FILE, RULES, Store, state_of

if TYPE_CHECKING:
    from ..analysis import KnownStems

GATHERED = 200_000
"""Changed facts that are kept in memory, some 200 bytes each, before they are written."""


class Identity:
    """Names joined across an archive, in a folder beside its index."""

    name = "identity"

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made before it is needed."""
        self._folder = folder
        self._store: Store | None = None
        self._anew = False
        self._changes: defaultdict[Fact, int] = defaultdict(int)
        self._touched: set[int] = set()
        self._joined: Callable[[], None] | None = None

    @property
    def state(self) -> str | None:
        """See `Companion`."""
        return state_of(self._folder)

    def begin(self, *, anew: bool) -> None:
        """See `Companion`."""
        self.cancel()
        self._anew = anew
        self._store = Store.create(self._folder) if anew else Store.copy(self._folder)

    def remove(self, releases: Sequence[Release]) -> None:
        """See `Companion`."""
        self._change(counted(releases), -1)

    def add(self, releases: Sequence[Release], stems: KnownStems | None = None) -> None:  # noqa: ARG002
        """See `Companion`; words say nothing of names."""
        self._change(counted(releases), 1)

    prepare = staticmethod(counted)

    def take(self, releases: Sequence[Release], found: Mapping[Fact, int]) -> None:  # noqa: ARG002
        """See `Preparing`."""
        self._change(found, 1)

    def _change(self, facts: Mapping[Fact, int], by: int) -> None:
        for fact, releases in facts.items():
            self._changes[fact] += releases * by
        if len(self._changes) > GATHERED:
            self._write(self._begun())

    def _begun(self) -> Store:
        if self._store is None:
            raise ValueError("no change has begun")
        return self._store

    def _write(self, store: Store) -> None:
        """Move the gathered changes into the file, and note the names whose joins they may change."""
        # The rules need the gazetteers, which take a fifth of a second to load, and who only searches needs neither.
        from .joining import touched_by  # noqa: PLC0415
        from .looking import keys_of  # noqa: PLC0415

        nodes = {fact[0] for fact, by in self._changes.items() if by}
        if self._anew:
            store.count(self._changes)
        elif nodes:
            before = {name.node: name for name in store.named(nodes)}
            self._touched.update(node for name in before.values() for node in touched_by(name, store))
            keys = {node: keys_of(name) for node, name in before.items()}
            store.count(self._changes)
            now = {name.node: name for name in store.named(nodes)}
            for node in nodes:
                store.find_by(node, keys.get(node, set()), keys_of(now[node]) if node in now else set())
            self._touched.update(node for name in now.values() for node in touched_by(name, store))
        self._changes.clear()

    def settle(self, elsewhere: Callable[..., Callable[[], None] | None]) -> None:
        """See `Settling`: all names of an archive are joined in another process; some, here at the commit."""
        if self._anew:
            store = self._begun()
            self._write(store)
            store.lay_down()
            self._joined = elsewhere(_join_file, self._folder)
            self._store = Store.take_up(self._folder) if self._joined is None else None

    def commit(self, snapshot: Snapshot) -> None:
        """See `Companion`."""
        if self._joined is None:
            store = self._begun()
            self._join(store)
        else:
            self._joined()
            store = self._store = Store.take_up(self._folder)
        store.note("state", snapshot.state)
        note_groups(store, snapshot.state)
        store.finish(compact=self._anew)
        self._store = None
        self._forget()

    def _join(self, store: Store) -> None:
        """Join the names that the changes touch; anew, all."""
        from .joining import joins_of  # noqa: PLC0415 - as above
        from .together import join_all  # noqa: PLC0415 - as above

        self._write(store)
        if self._anew:
            join_all(store)
            store.note("rules", str(RULES))
            return
        names = {name.node: name for name in store.named(self._touched)}
        for node in sorted(self._touched):
            store.join(node, joins_of(names[node], store) if node in names else {})
        store.note("rules", str(RULES))

    def cancel(self) -> None:
        """See `Companion`."""
        if self._joined is not None:
            with suppress(Exception):  # whatever came of it is thrown away
                self._joined()
                self._store = Store.take_up(self._folder)
        if self._store is not None:
            self._store.drop()
            self._store = None
        self._forget()

    def _forget(self) -> None:
        self._joined = None
        self._changes.clear()
        self._touched = set()

    def check(self) -> Iterable[str]:
        """See `Companion`."""
        path = self._folder / FILE
        if not path.exists():
            return
        if self.state is None:
            yield f"{path} can't be read, or is of another version; `siaran index PATH` makes it anew"
            return
        try:
            with closing(Store.read(self._folder)) as store:
                found = store.connection.execute("PRAGMA quick_check(5)").fetchall()
        except sqlite3.Error as error:
            yield f"{path}: {error}"
            return
        yield from (f"{path}: {line}" for (line,) in found if line != "ok")

    def close(self) -> None:
        """See `Companion`."""
        self.cancel()

    @classmethod
    def in_memory(cls, releases: Iterable[Release]) -> Store:
        """What would be on disk for these releases, for archives that are not on disk."""
        made = cls(Path())
        made._anew = True
        made._store = store = Store.create()
        made.add(list(releases))
        made._join(store)
        store.connection.execute("COMMIT")
        return store


def _join_file(folder: Path) -> None:
    """Join all names of a file that was laid down, and lay it down again."""
    from .together import join_all  # noqa: PLC0415 - as above

    store = Store.take_up(folder)
    join_all(store)
    store.note("rules", str(RULES))
    store.lay_down()
