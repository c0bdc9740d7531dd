"""The engine: opens, creates and rebuilds the folder of an index, and shares its newest state among snapshots."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage

from ...errors import AnalyzerMismatch, IndexDamaged, IndexMissing, IndexUnusable
from .checking import check_state
from .damage import mapping
from .layout import (
    Manifest,
    new_generation,
    prepare,
    read_manifest,
    remove_generations,
    write_manifest,
)
from .lexicon import Lexicon
from .lock import WriterLock
from .records import Records
from .segment import Segment
from .snapshot import WhooshSnapshot
from .state import CACHE_BYTES, State
from .storage import latest, read_toc
from .writing import WhooshWriter, create_generation

_TRIES = 5  # a commit may remove files between reading their names and opening them


class WhooshEngine:
    """An index in a folder. Safe to use from several threads; other processes may read and write the folder too."""

    def __init__(
        self, path: Path, fingerprint: str | None, lock_seconds: float, cache_bytes: int = CACHE_BYTES
    ) -> None:
        self.path = path
        self._fingerprint = fingerprint
        self._lock_seconds = lock_seconds
        self._cache_bytes = cache_bytes
        self._guard = threading.Lock()
        self._current: State | None = None

    @classmethod
    def exists(cls, path: Path | str) -> bool:
        """Whether there is an index, whole or damaged."""
        try:
            read_manifest(Path(path))
        except IndexMissing:
            return False
        except IndexUnusable:
            return True
        return True

    @classmethod
    def open(
        cls,
        path: Path | str,
        fingerprint: str | None,
        *,
        lock_seconds: float = 0,
        cache_bytes: int = CACHE_BYTES,
    ) -> Self:
        """Open an index that was made with the analyzer of this fingerprint; None takes any.

        Writers wait `lock_seconds` for another one to end; a state keeps up to `cache_bytes` of what it works out, 0
        for nothing. Raises IndexMissing, IndexDamaged, AnalyzerMismatch.
        """
        engine = cls(Path(path), fingerprint, lock_seconds, cache_bytes)
        engine.snapshot().close()
        return engine

    @classmethod
    def create(cls, path: Path | str, fingerprint: str, *, lock_seconds: float = 0) -> Self:
        """Make an empty index in a new or empty folder (a `.gitignore` may be there) and open it.

        Raises IndexUnusable where the path is a file, can't be written, holds other files or an index.
        """
        root = Path(path)
        prepare(root)
        lock = WriterLock(root, lock_seconds)
        try:
            if cls.exists(root):
                raise IndexUnusable(f"there is an index in {root} already; add to it with: siaran index PATH")
            cls._begin(root, fingerprint)
        finally:
            lock.release()
        return cls.open(root, fingerprint, lock_seconds=lock_seconds)

    @classmethod
    def for_rebuild(cls, path: Path | str, fingerprint: str, *, lock_seconds: float = 0) -> Self:
        """Open whatever index there is, of any analyzer, damaged or none at all, for `writer(rebuild=True)`.

        Until that writer commits, snapshots answer from the old index where it can be read with this fingerprint.
        """
        prepare(Path(path))
        return cls(Path(path), fingerprint, lock_seconds)

    @staticmethod
    def _begin(root: Path, fingerprint: str) -> None:
        folder = new_generation(root)
        create_generation(folder)
        write_manifest(root, Manifest(folder.name, fingerprint))

    # --- Reading

    def snapshot(self) -> WhooshSnapshot:
        with self._guard:
            return WhooshSnapshot(self._newest().hold())

    def _newest(self) -> State:
        """The newest state, held by the engine. Opened anew only where a commit has been made."""
        for left in reversed(range(_TRIES)):
            manifest = read_manifest(self.path)
            if self._fingerprint not in (None, manifest.fingerprint):
                raise AnalyzerMismatch(self.path)
            folder = self.path / manifest.generation
            number = -1
            try:
                number = latest(folder)
                if self._current is None or (self._current.folder, self._current.commit) != (folder, number):
                    opened = self._open_state(folder, number)
                    if self._current is not None:
                        self._current.release()
                    self._current = opened
            except IndexDamaged:
                if not left or not self._moved_on(manifest, number):
                    raise
            else:
                return self._current
        raise AssertionError("the last try returns or raises")

    def _moved_on(self, manifest: Manifest, number: int) -> bool:
        """Whether another commit has taken the place of the one that was being opened."""
        now = read_manifest(self.path)
        return now != manifest or latest(self.path / now.generation) != number

    def _open_state(self, folder: Path, number: int) -> State:
        toc = read_toc(folder, number)
        old = self._current if self._current is not None and self._current.folder == folder else None
        known = {segment.name: segment for segment in old.segments} if old else {}
        storage = FileStorage(str(folder))
        with ExitStack() as undo:
            lexicon = old.lexicon.hold() if old else Lexicon(folder)
            undo.callback(lexicon.release)
            segments = []
            for entry in toc.segments:
                held = known.get(entry.segment_id())
                segment = held.hold() if held else Segment(folder, storage, entry)
                undo.callback(segment.release)
                segments.append((segment, sorted(entry.deleted_docs())))
            state = State(folder, number, segments, lexicon, self._cache_bytes)
            undo.pop_all()
        return state

    # --- Writing

    carry = staticmethod(Records.of)
    """Releases as its writers want them, made in any process."""

    def writer(self, *, rebuild: bool = False) -> WhooshWriter:
        if not self.path.is_dir():
            raise IndexMissing(self.path)
        lock = WriterLock(self.path, self._lock_seconds)
        try:
            if rebuild:
                return self._rebuild(lock)
            with self._guard:
                state = self._newest().hold()
            remove_generations(self.path, state.folder.name)
            try:
                return WhooshWriter(state.folder, state, lock)
            except BaseException:
                state.release()
                raise
        except BaseException:
            lock.release()
            raise

    def _rebuild(self, lock: WriterLock) -> WhooshWriter:
        if self._fingerprint is None:
            raise ValueError("an engine opened with any fingerprint can't rebuild; use WhooshEngine.for_rebuild")
        with suppress(IndexUnusable):  # what is damaged goes once the new generation is whole
            remove_generations(self.path, read_manifest(self.path).generation)
        folder = new_generation(self.path)
        manifest = Manifest(folder.name, self._fingerprint)

        def publish() -> None:
            write_manifest(self.path, manifest)
            remove_generations(self.path, folder.name)

        create_generation(folder)
        return WhooshWriter(folder, None, lock, publish=publish)

    def check(self) -> list[str]:
        lines: list[str] = []
        try:
            with closing(self.snapshot()) as snapshot, mapping(snapshot.contents.folder):
                lines.extend(check_state(snapshot.contents))
        except IndexUnusable as error:
            lines.append(str(error))
        return lines

    def close(self) -> None:
        """Give up the newest state; snapshots that are held go on."""
        with self._guard:
            current, self._current = self._current, None
        if current is not None:
            current.release()
