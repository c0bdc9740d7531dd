"""Whoosh's writer of postings: gathers a field posting by posting, then hands it over as arrays."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.formats import Existence, Format, Frequency, Positions

from .arrays import Array
from .entry import SegmentEntry
from .layout import SegmentFileWriter
from .packed import overflow
from .postings import Chunk, FieldShape, FieldSink, Kind
from .sections import SegmentFile
from .segment import SegmentData
from .storage import folder_of, grow_file, map_file


def kind_of(format_: Format) -> Kind:
    """What is kept of a field with this format: as numbers where the format is one of the three plain ones."""
    kinds: dict[type, Kind] = {Existence: "existence", Frequency: "frequency", Positions: "positions"}
    return kinds.get(type(format_), "opaque")


class ArrayFieldWriter(base.FieldWriter):  # type: ignore[misc]
    """Completes the file that `ArrayPerDocWriter` wrote. `forward` names fields to keep the terms by document of."""

    def __init__(self, storage: Any, entry: SegmentEntry, forward: frozenset[str]) -> None:
        self._storage = storage
        self._entry = entry
        self._forward = forward
        self._sinks: dict[str, FieldSink] = {}
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field; its terms follow in order."""
        self._field = fieldname
        self._format = fieldobj.format
        self._kind = kind_of(fieldobj.format)
        self._terms: list[bytes] = []
        self._counts = array("q")
        self._ids = array("q")
        self._freqs = array("q")
        self._weights = array("d")
        self._positions = array("q")
        self._payloads: list[bytes] = []

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._terms.append(text)
        self._counts.append(0)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: Any = None) -> None:  # noqa: ARG002 - Whoosh's signature
        """Add a posting to the term."""
        self._counts[-1] += 1
        self._ids.append(docnum)
        self._weights.append(weight)
        if self._kind == "positions":
            positions = self._format.decode_positions(vbytes)
            self._positions.extend(positions)
            self._freqs.append(len(positions))
        elif self._kind == "frequency":
            self._freqs.append(self._format.decode_frequency(vbytes))
        elif self._kind == "opaque":
            self._payloads.append(vbytes)
            known = self._format.supports("frequency")
            self._freqs.append(self._format.decode_frequency(vbytes) if known else 1)

    def finish_term(self) -> None:
        """End the term."""

    def finish_field(self) -> None:
        """Turn the field into sections; they are written when the writer is closed."""
        boost = float(self._format.field_boost)
        freqs = np.array(self._freqs, np.int64)
        weights = np.array(self._weights, np.float64).astype(np.float32)
        plain = freqs if len(freqs) else np.ones(len(weights), np.int64)
        weighted = not np.array_equal(weights, (plain * boost).astype(np.float32))
        positions = np.array(self._positions, np.int64)
        with_freqs, with_positions = self._kind != "existence", self._kind == "positions"
        shape = FieldShape(
            kind=self._kind,
            boost=boost,
            weighted=weighted,
            forward=self._field in self._forward,
            freqs_over=overflow(freqs - 1) if with_freqs else (),
            freqs_count=len(freqs),
            positions_over=overflow(positions) if with_positions else (),
            positions_count=len(positions),
        )
        documents = self._documents()
        lengths = documents.lengths.get(self._field)
        codes: Array | None = None if lengths is None else lengths.codes
        sink = FieldSink(shape, documents.doc_count, codes, folder_of(self._storage))
        sink.append(
            Chunk(
                terms=self._terms,
                counts=np.array(self._counts, np.int64),
                ids=np.array(self._ids, np.int64),
                freqs=freqs if with_freqs else None,
                positions=positions if with_positions else None,
                weights=weights if weighted else None,
                payloads=self._payloads if self._kind == "opaque" else None,
            )
        )
        self._sinks[self._field] = sink

    def _documents(self) -> SegmentData:
        """What the file holds so far."""
        name = self._entry.filename
        return SegmentData(SegmentFile(map_file(self._storage, name), name))

    def close(self) -> None:
        """Append the fields to the segment's file, synced."""
        self.is_closed = True
        if not self._sinks:
            return
        name = self._entry.filename
        with grow_file(self._storage, name) as file:
            writer = SegmentFileWriter.append_to(file, map_file(self._storage, name), name)
            for field, sink in self._sinks.items():
                sink.move_to(writer, field)
            writer.finish()
