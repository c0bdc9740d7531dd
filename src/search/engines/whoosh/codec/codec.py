"""The codec: what `index.writer(codec=ArrayCodec())` takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whoosh.codec import base

from .blobs import LEVEL
from .entry import SegmentEntry
from .fieldwriter import ArrayFieldWriter
from .matcher import ArrayMatcher
from .perdoc import ArrayPerDocReader, ArrayPerDocWriter
from .segment import ArraySegment
from .terms import ArrayTermsReader


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Stores each segment as one file of memory-mapped arrays.

    `forward` names the fields whose terms are kept by document, too (`ArraySegment.ordinals`); `level` is Zstandard's
    for stored values, 0 to keep them as they are. Both matter for writing only.
    """

    def __init__(self, forward: Iterable[str] = (), level: int = LEVEL) -> None:
        self._forward = frozenset(forward)
        self._level = level

    def per_document_writer(self, storage: Any, segment: SegmentEntry) -> ArrayPerDocWriter:
        """Writer of what belongs to documents."""
        return ArrayPerDocWriter(storage, segment, self._level)

    def field_writer(self, storage: Any, segment: SegmentEntry) -> ArrayFieldWriter:
        """Writer of postings."""
        return ArrayFieldWriter(storage, segment, self._forward)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Not a part of this codec: Whoosh's writers never ask for it."""
        raise NotImplementedError("postings are written field by field")

    def postings_reader(
        self,
        dbfile: Any,  # noqa: ARG002 - Whoosh's signature
        terminfo: Any,
        format_: Any,
        term: Any = None,
        scorer: Any = None,
    ) -> ArrayMatcher:
        """A matcher over the postings that `terminfo`, one of this codec's, describes."""
        return ArrayMatcher(terminfo._inverted, terminfo._number, format_, term, scorer)

    def terms_reader(self, storage: Any, segment: SegmentEntry) -> ArrayTermsReader:
        """Reader of terms and postings."""
        return ArrayTermsReader(ArraySegment(storage, segment))

    def per_document_reader(self, storage: Any, segment: SegmentEntry) -> ArrayPerDocReader:
        """Reader of what belongs to documents."""
        return ArrayPerDocReader(ArraySegment(storage, segment))

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def new_segment(self, storage: Any, indexname: str) -> SegmentEntry:  # noqa: ARG002 - Whoosh's signature
        """An empty segment with a name of its own."""
        return SegmentEntry(indexname)
