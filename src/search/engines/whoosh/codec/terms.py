"""Whoosh's view of a segment's terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from .inverted import Inverted
from .lengths import CODE_LENGTHS
from .matcher import ArrayMatcher
from .segment import ArraySegment

#: Terms that an iteration takes from the file at a time.
_BATCH = 512


class ArrayTermInfo(TermInfo):  # type: ignore[misc]
    """Statistics of one term, most of them read when they are asked for."""

    def __init__(self, segment: ArraySegment, field: str, inverted: Inverted, number: int) -> None:
        self._segment = segment
        self._field = field
        self._inverted = inverted
        self._number = number
        ids = inverted.ids(number)
        # Whoosh shifts these two in place when it combines the segments' statistics.
        self._minid, self._maxid = int(ids[0]), int(ids[-1])

    def weight(self) -> float:
        """Sum of the weights, rounded to the four bytes that Whoosh's own format keeps."""
        return float(np.float32(self._inverted.total(self._number)))

    def doc_frequency(self) -> int:
        """Number of documents with the term, deleted ones included."""
        start, stop = self._inverted.span(self._number)
        return stop - start

    def min_length(self) -> int:
        """Shortest field with the term, by Whoosh's length codes."""
        return int(CODE_LENGTHS[self._inverted.min_length_code(self._number)])

    def max_length(self) -> int:
        """Longest field with the term, by Whoosh's length codes."""
        codes = self._segment.lengths(self._field)
        return int(CODE_LENGTHS[codes[self._inverted.ids(self._number)].max()]) if len(codes) else 0

    def max_weight(self) -> float:
        """Largest weight in one document."""
        return self._inverted.max_weight(self._number)


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of one field."""

    def __init__(self, reader: ArrayTermsReader, field: str, fieldobj: Any) -> None:
        self._reader = reader
        self._field = field
        self._fieldobj = fieldobj
        self._terms = reader.segment.data.inverted[field].terms
        self._number = 0

    def first(self) -> Any:
        """To the first term."""
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> Any:
        """To the first term that is not before `term`."""
        raw = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._number = self._terms.lower_bound(raw)
        return self.text()

    def next(self) -> Any:
        """To the next term."""
        self._number += 1
        return self.text()

    def text(self) -> Any:
        """The current term as the field's type sees it; None behind the last."""
        return self._fieldobj.from_bytes(self._terms[self._number]) if self.is_valid() else None

    def term_info(self) -> ArrayTermInfo | None:
        """Statistics of the current term; None behind the last."""
        return self._reader.info(self._field, self._number) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a current term."""
        return self._number < len(self._terms)


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms are (field name, bytes), in the order of both."""

    def __init__(self, segment: ArraySegment) -> None:
        self.segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        inverted = self.segment.inverted(field)
        return inverted is not None and inverted.terms.find(text) >= 0

    def indexed_field_names(self) -> list[str]:
        """Names of the fields that have terms."""
        return [name for name in self.segment.fields() if len(self.segment.data.inverted[name].terms)]

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """A cursor before the field's first term."""
        if self.segment.inverted(fieldname) is None:
            return base.EmptyCursor()
        return ArrayCursor(self, fieldname, fieldobj)

    def info(self, field: str, number: int) -> ArrayTermInfo:
        """Statistics by term number."""
        return ArrayTermInfo(self.segment, field, self.segment.data.inverted[field], number)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms."""
        return (term for term, _ in self._walk("", b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Terms from (fieldname, prefix) on, through the fields behind."""
        return (term for term, _ in self._walk(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], ArrayTermInfo]]:
        """All terms with their statistics."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], ArrayTermInfo]]:
        """As `terms_from`, with statistics."""
        return ((term, self.info(term[0], number)) for term, number in self._walk(fieldname, prefix))

    def _walk(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], int]]:
        for field in self.segment.fields():
            if field < fieldname:
                continue
            terms = self.segment.data.inverted[field].terms
            at = terms.lower_bound(prefix) if field == fieldname else 0
            for begin in range(at, len(terms), _BATCH):
                batch = terms.slice(begin, min(begin + _BATCH, len(terms)))
                yield from (((field, text), begin + i) for i, text in enumerate(batch))

    def term_info(self, fieldname: str, text: bytes) -> ArrayTermInfo:
        """Statistics of a term; Whoosh's `TermNotFound` for one that the segment lacks."""
        return self.info(fieldname, self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Sum of a term's weights; `KeyError` for one that the segment lacks, as Whoosh expects."""
        return self._known(fieldname, text).weight()

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Number of a term's documents; `KeyError` for one that the segment lacks, as Whoosh expects."""
        return self._known(fieldname, text).doc_frequency()

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """A matcher over a term's postings; `TermNotFound` for one that the segment lacks."""
        number = self._number(fieldname, text)
        inverted = self.segment.data.inverted[fieldname]
        return ArrayMatcher(inverted, number, format_, (fieldname, text), scorer)

    def _known(self, fieldname: str, text: bytes) -> ArrayTermInfo:
        try:
            return self.term_info(fieldname, text)
        except TermNotFound:
            raise KeyError((fieldname, text)) from None

    def _number(self, fieldname: str, text: bytes) -> int:
        inverted = self.segment.inverted(fieldname)
        number = -1 if inverted is None else inverted.terms.find(text)
        if number < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return number
