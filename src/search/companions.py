"""What is derived from all releases together and kept beside the index: it follows every commit of the engine.

A companion (names joined across the archive, near duplicates, quotes) is a function of the releases of one state, so
that it can be made anew from them at any time. The engine commits first, then each companion, stamped with the name of
the engine's new state. A process killed in between leaves a companion with another state's name: the next writer makes
it anew before anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeGuard

from .engines.base import Batch, Engine, Snapshot, Writer
from .engines.carried import ids_of
from .errors import IndexUnusable
from .model import Release
from .preparing import Elsewhere, Preparation, Prepare, stems_of

if TYPE_CHECKING:
    from .analysis import KnownStems

RELEASES_AT_ONCE = 256
"""Releases that a companion is given at once when it is made anew: whole texts, some 1 MB."""


class Companion(Protocol):
    """What it keeps depends on the releases alone, not on the order in which they came or on those removed since."""

    name: str
    """What it holds, in a word: `quotes`."""

    @property
    def state(self) -> str | None:
        """The engine's state that this follows. None where there is nothing yet, or nothing that can be read."""

    def begin(self, *, anew: bool) -> None:
        """Start to change; with `anew`, from nothing. What was committed last is read until `commit`."""

    def remove(self, releases: Sequence[Release]) -> None:
        """Forget these, given as they were stored."""

    def add(self, releases: Sequence[Release], stems: KnownStems) -> None:
        """Take in these, whole and annotated. None of their ids is there now. `stems` knows those of their words."""

    def commit(self, snapshot: Snapshot) -> None:
        """Make the changes durable and visible. `snapshot` holds the releases that are now the engine's."""

    def cancel(self) -> None:
        """Leave what was committed last."""

    def check(self) -> Iterable[str]:
        """What is wrong with what is stored, a line each. Asked only where it is of the engine's state."""

    def close(self) -> None:
        """Let go of what is held."""


class Preparing(Companion, Protocol):
    """A companion that needs only some of a release, which other processes may find for it: `add` in two halves."""

    @property
    def prepare(self) -> Prepare:
        """Finds it. Can be pickled, and so can what it finds."""

    def take(self, releases: Sequence[Release], found: Any) -> None:
        """As `add`, given what was found of these releases, which had better not be looked at."""


class Settling(Companion, Protocol):
    """A companion that can do a part of its commit before the engine's, in another process."""

    def settle(self, elsewhere: Elsewhere) -> None:
        """All changes have been told, and `commit` or `cancel` follows."""


def _prepares(companion: Companion) -> TypeGuard[Preparing]:
    # Whether one is of a protocol that can be checked asks for all that the protocol names: `state` opens files.
    return hasattr(type(companion), "take")


def _settles(companion: Companion) -> TypeGuard[Settling]:
    return hasattr(type(companion), "settle")


class Followed:
    """An engine with companions that follow it. Searched, it is the engine itself."""

    def __init__(self, engine: Engine, companions: Sequence[Companion]) -> None:
        """Takes over both; they are closed together."""
        self._engine = engine
        self._companions = companions

    def snapshot(self) -> Snapshot:
        """The engine's newest state."""
        return self._engine.snapshot()

    def preparation(self) -> Preparation | None:
        """How other processes may prepare batches; None where the engine takes releases as they are."""
        carry = getattr(self._engine, "carry", None)
        if carry is None:
            return None
        return Preparation(carry, {each.name: each.prepare for each in self._companions if _prepares(each)})

    def writer(self, *, rebuild: bool = False) -> FollowedWriter:
        """The engine's writer, which the companions hear of. Those that lag behind are made anew first."""
        writer = self._engine.writer(rebuild=rebuild)
        try:
            if rebuild:
                return FollowedWriter(self._engine, writer, self._companions, None)
            stored = self._engine.snapshot()
            try:
                make_anew([each for each in self._companions if each.state != stored.state], stored)
                # To what is empty most companions add far more slowly than they begin anew.
                empty = next(iter(stored.releases()), None) is None
                return FollowedWriter(self._engine, writer, self._companions, stored, anew=empty)
            except BaseException:
                stored.close()
                raise
        except BaseException as error:
            writer.__exit__(type(error), error, error.__traceback__)
            raise

    def check(self) -> list[str]:
        """What is wrong with the engine's data and the companions'."""
        lines = self._engine.check()
        try:
            with closing(self._engine.snapshot()) as snapshot:
                state = snapshot.state
        except IndexUnusable:
            return lines  # which say so
        for companion in self._companions:
            if companion.state == state:
                lines.extend(companion.check())
            else:
                lines.append(
                    f"{companion.name} are missing, damaged or of another state; `siaran index` makes them anew"
                )
        return lines

    def close(self) -> None:
        """Let go of the engine and of the companions."""
        for companion in self._companions:
            companion.close()
        self._engine.close()


def make_anew(companions: Sequence[Companion], snapshot: Snapshot) -> None:
    """Make these from the releases of a state."""
    if not companions:
        return
    try:
        for companion in companions:
            companion.begin(anew=True)
        for releases in _chunks(snapshot.releases()):
            for companion in companions:
                companion.add(releases, snapshot.stems)
        for companion in companions:
            companion.commit(snapshot)
    except BaseException:
        for companion in companions:
            companion.cancel()
        raise


def _chunks(releases: Iterable[Release]) -> Iterator[list[Release]]:
    left = iter(releases)
    while chunk := list(islice(left, RELEASES_AT_ONCE)):
        yield chunk


class FollowedWriter:
    """A writer of the engine that tells the companions what it adds and removes."""

    def __init__(
        self,
        engine: Engine,
        writer: Writer,
        companions: Sequence[Companion],
        stored: Snapshot | None,
        *,
        anew: bool = False,
    ) -> None:
        """`stored` is the state before, closed with the writer; None where everything is made anew, as companions are
        with `anew`."""
        self._engine = engine
        self._writer = writer
        self._companions = companions
        self._stored = stored
        self._anew = anew or stored is None
        self._removed: set[str] = set()
        self._added: set[str] = set()
        self._added_again = False
        self._begun = False

    def add(self, batch: Batch) -> None:
        """See `Writer.add`."""
        ids = ids_of(batch.releases)
        self._forget(ids)
        self._writer.add(batch)
        self._added.update(ids)
        self._begin()
        if self._added_again:
            return
        stems = stems_of(batch)
        for companion in self._companions:
            if companion.name in batch.prepared and _prepares(companion):
                companion.take(batch.releases, batch.prepared[companion.name])
            else:
                companion.add(batch.releases, stems)

    def remove(self, ids: Iterable[str]) -> int:
        """See `Writer.remove`."""
        wanted = list(ids)
        self._forget(wanted)
        return self._writer.remove(wanted)

    def settle(self, elsewhere: Elsewhere) -> None:
        """`commit` follows: what needn't wait for the engine's is begun elsewhere."""
        self._begin()
        for companion in self._companions:
            if _settles(companion) and not self._added_again:
                companion.settle(elsewhere)

    def commit(self) -> None:
        """See `Writer.commit`; then the companions' commits."""
        self._begin()
        self._writer.commit()
        with closing(self._engine.snapshot()) as snapshot:
            self._begun = False
            if self._added_again:
                self._cancel()
                make_anew(self._companions, snapshot)
                return
            for companion in self._companions:
                companion.commit(snapshot)

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            for companion in self._companions:
                companion.begin(anew=self._anew)

    def _forget(self, ids: Iterable[str]) -> None:
        """Take the stored releases of these ids out of the companions, each once."""
        wanted = list(ids)
        # The text of what this writer was given before is not at hand any more: `commit` makes all anew.
        self._added_again |= not self._added.isdisjoint(wanted)
        if self._stored is None:
            return
        known = self._stored.hashes(release_id for release_id in wanted if release_id not in self._removed)
        self._removed.update(known)
        old = list(map(self._stored.release, known))
        if old and not self._added_again:
            self._begin()
            for companion in self._companions:
                companion.remove(old)

    def _cancel(self) -> None:
        for companion in self._companions:
            companion.cancel()

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._begun:
                self._cancel()
        finally:
            if self._stored is not None:
                self._stored.close()
            self._writer.__exit__(kind, error, trace)
