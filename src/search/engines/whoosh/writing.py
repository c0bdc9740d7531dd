"""The one writer. Uses Whoosh's own, a release at a time; what can replace that is in this file.

Order of a commit: files of the new segment, words, table of contents (which makes all of it visible), and for a
rebuild then the switch. Whatever stops it in between leaves the last state.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from ...model import Field, Release
from ..base import Batch
from .damage import writing
from .lexicon import LEXICON, add_words, create_lexicon
from .lock import WriterLock
from .schema import COUNTS, FORMS, NAMED, STEMS, make_schema
from .state import State
from .storage import INDEX_NAME, DurableStorage, latest, read_toc, remove_leftovers, sign_segment
from .stored import clean, head_of, mentions_of, names_in, names_of


def create_generation(folder: Path) -> None:
    """Fill a generation's new folder with an empty index."""
    with writing(folder.parent):
        create_lexicon(folder)
        FileIndex.create(DurableStorage(str(folder)), make_schema(), INDEX_NAME)


class WhooshWriter:
    """Changes to one generation. Holds the lock until it has committed or is left."""

    def __init__(
        self,
        folder: Path,
        state: State | None,
        lock: WriterLock,
        *,
        publish: Callable[[], None] | None = None,
    ) -> None:
        """`state` is the last committed one, held for this writer; None with `publish`, which makes a rebuilt
        generation the current one."""
        self._folder = folder
        self._state = state
        self._lock = lock
        self._publish = publish
        self._words: dict[str, str] = {}
        self._added: dict[str, int] = {}
        self._open = True
        number = latest(folder)
        toc = read_toc(folder, number)
        with writing(folder.parent):
            remove_leftovers(folder, toc.segments, number, LEXICON)
            index = FileIndex(DurableStorage(str(folder)), indexname=INDEX_NAME)
            self._writer = _SegmentWriter(index)

    def add(self, batch: Batch) -> None:
        self._require_open()
        forms = [clean(form) for form in batch.forms]
        stems = [clean(stem) for stem in batch.stems]
        self._words.update(zip(forms, stems, strict=True))
        with writing(self._folder.parent):
            for i, (release, digest) in enumerate(zip(batch.releases, batch.hashes, strict=True)):
                self.remove((release.id,))
                self._added[release.id] = self._writer.docnum
                title, body = batch.title.of(i).tolist(), batch.body.of(i).tolist()
                self._writer.add_document(
                    **_columns(release, digest),
                    **_words(Field.TITLE, [forms[w] for w in title], [stems[w] for w in title]),
                    **_words(Field.BODY, [forms[w] for w in body], [stems[w] for w in body]),
                )

    def remove(self, ids: Iterable[str]) -> int:
        self._require_open()
        removed = 0
        for release_id in ids:
            number = self._state.find(release_id) if self._state else None
            if number is not None and not self._writer.is_deleted(number):
                self._writer.delete_document(number)
                removed += 1
            doc = self._added.pop(release_id, None)
            if doc is not None:
                self._writer.superseded.add(doc)
                removed += 1
        return removed

    def commit(self) -> None:
        self._require_open()
        with writing(self._folder.parent):
            add_words(self._folder, self._words, self._writer.generation)
            self._writer.commit(mergetype=_merge)
            if self._publish:
                self._publish()
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        try:
            # A full disk must not hide the error that led here; what is left the next writer removes.
            with suppress(OSError):
                self._undo()
        finally:
            self._finish()

    def _undo(self) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()
        if self._publish:
            shutil.rmtree(self._folder, ignore_errors=True)
        elif self._state is not None:
            segments = read_toc(self._folder, self._state.commit).segments
            remove_leftovers(self._folder, segments, self._state.commit, LEXICON)

    def _require_open(self) -> None:
        if not self._open:
            raise ValueError("this writer has ended; take a new one from the engine")

    def _finish(self) -> None:
        self._open = False
        if self._state is not None:
            self._state.release()
        self._lock.release()


def _columns(release: Release, digest: str) -> dict[str, Any]:
    names = {field: [clean(name.casefold()) for name in names_in(release, field)] for field in NAMED}
    return {
        **{field: list(dict.fromkeys(values)) for field, values in names.items()},
        "year": [f"{release.date.year:04d}"] if release.date else None,
        "date": release.date.toordinal() if release.date else 0,
        "origin": [clean(release.origin)] if release.origin else None,
        "id": [clean(release.id)],
        "ids": release.id.encode("utf-8", "surrogatepass"),
        "hash": digest.encode(),
        "names": names_of(release),
        "head": head_of(release),
        "mentions": mentions_of(release),
    }


def _words(field: Field, forms: list[str], stems: list[str]) -> dict[str, Any]:
    return {STEMS[field]: stems, FORMS[field]: forms, COUNTS[field]: len(forms)}


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, without its lock (ours is held), which marks releases that a later one of the same writer
    replaced, and signs the segment's files."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, _lk=False)
        self.superseded: set[int] = set()

    def _finalize_segment(self) -> Any:
        segment = super()._finalize_segment()
        for doc in self.superseded:
            segment.delete_document(doc)
        sign_segment(Path(self.storage.folder), segment)
        return segment


def _merge(writer: _SegmentWriter, segments: list[Any]) -> list[Any]:
    """Which segments to write anew into the new one; returns the others.

    Each segment that is kept is more than twice as large as all smaller ones together, so their number grows with
    the logarithm of the releases and each release is rewritten a logarithmic number of times. One that is mostly
    removed releases goes too.
    """
    gathered = writer.docnum
    kept = []
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        left = segment.doc_count()
        if not left:
            continue
        if gathered and (left <= 2 * gathered or 2 * left < segment.doc_count_all()):
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
            gathered += left
        else:
            kept.append(segment)
    return kept
