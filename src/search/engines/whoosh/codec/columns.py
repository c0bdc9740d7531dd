"""Values by document number: numbers, byte strings, and images of Whoosh's other columns."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.filedb.structfile import BufferFile, StructFile

from .arrays import Array
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .strings import Strings, write_strings

#: struct type codes of Whoosh's numeric columns as little-endian numpy types.
_CODES = {"b": "<i1", "B": "<u1", "h": "<i2", "H": "<u2", "i": "<i4", "I": "<u4", "q": "<i8", "Q": "<u8"}
_CODES |= {"l": "<i4", "L": "<u4", "f": "<f4", "d": "<f8"}  # l and L have 4 bytes in struct's standard sizes


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number for each document."""

    values: Array
    default: float = 0


@dataclass(frozen=True, slots=True)
class ByteStrings:
    """A byte string for each document."""

    values: Sequence[bytes]
    default: bytes = b""


@dataclass(frozen=True, slots=True)
class Image:
    """A column as Whoosh's own column type wrote it, for types that have no array form."""

    column: Any
    data: bytes


Column = Numeric | ByteStrings | Image


def native_column(column: Any, values: Sequence[Any], present: Sequence[int], doc_count: int) -> Column:
    """The stored form of a Whoosh column that holds `values` for the documents `present`.

    Numbers, fixed, variable and shared byte strings become arrays; so a shared (`RefBytesColumn`) one has no limit of
    65,535 distinct values here.
    """
    kind = type(column)
    if kind is columns.NumericColumn and column._typecode in _CODES:
        array = np.full(doc_count, column._default, _CODES[column._typecode])
        array[np.asarray(present, np.int64)] = np.asarray(values, array.dtype)
        return Numeric(array, column._default)
    if kind in (columns.VarBytesColumn, columns.FixedBytesColumn, columns.RefBytesColumn):
        default = column.default_value()
        strings = [default] * doc_count
        for docnum, value in zip(present, values, strict=True):
            strings[docnum] = value
        return ByteStrings(strings, default)
    image = _Memory()
    writer = column.writer(StructFile(image))
    for docnum, value in zip(present, values, strict=True):
        writer.add(docnum, value)
    writer.finish(doc_count)
    return Image(column, image.getvalue())


class _Memory:
    """The few operations of a file that column writers use (`io.BytesIO` has a `fileno` that raises)."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def write(self, data: bytes) -> None:
        self._pieces += data

    def tell(self) -> int:
        return len(self._pieces)

    def flush(self) -> None:
        """Nothing waits."""

    def getvalue(self) -> bytes:
        return bytes(self._pieces)


def write_column(writer: SegmentFileWriter, name: str, column: Column) -> None:
    """Write a column's sections and describe it in the file's meta data."""
    meta = writer.meta.setdefault("columns", {})
    match column:
        case Numeric(values, default):
            writer.add(f"columns/{name}", values)
            meta[name] = {"kind": "numeric", "default": default}
        case ByteStrings(strings, missing):
            write_strings(writer, f"columns/{name}", strings)
            meta[name] = {"kind": "bytes", "default": missing.hex()}
        case Image(type_, data):
            writer.add(f"columns/{name}", data)
            writer.add(f"columns/{name}/type", pickle.dumps(type_, 2))
            meta[name] = {"kind": "image"}


class NumericReader(columns.ColumnReader):  # type: ignore[misc]
    """Whoosh's view of a `Numeric` column; `values` is numpy's."""

    def __init__(self, values: Array) -> None:
        self.values = values
        self._reverse = False

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, docnum: int) -> Any:
        return self.values[docnum].item()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values.tolist())

    def sort_key(self, docnum: int) -> Any:
        """The value, negated once reversed."""
        value = self[docnum]
        return 0 - value if self._reverse else value

    def load(self) -> list[Any]:
        """All values, negated once reversed."""
        return [0 - value for value in self] if self._reverse else list(self)

    def set_reverse(self) -> None:
        """Sort downwards from now on."""
        self._reverse = True


class BytesReader(columns.ColumnReader):  # type: ignore[misc]
    """Whoosh's view of a `ByteStrings` column."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings

    def __len__(self) -> int:
        return len(self.strings)

    def __getitem__(self, docnum: int) -> bytes:
        return self.strings[docnum]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.strings.slice(0, len(self.strings)))


class Columns:
    """The columns of a segment file."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self.meta: dict[str, Any] = file.meta.get("columns", {})

    def numeric(self, name: str) -> Array:
        """A numeric column's values; `KeyError` where there is none of that name and kind."""
        self._of_kind(name, "numeric")
        return self._file[f"columns/{name}"].array()

    def strings(self, name: str) -> Strings:
        """A column of byte strings; `KeyError` where there is none of that name and kind."""
        self._of_kind(name, "bytes")
        return Strings(self._file, f"columns/{name}")

    def image(self, name: str, doc_count: int) -> Any:
        """Whoosh's own reader over an image; `KeyError` where there is none of that name and kind."""
        self._of_kind(name, "image")
        data = self._file[f"columns/{name}"].array().tobytes()
        return self.image_type(name).reader(BufferFile(memoryview(data), name), 0, len(data), doc_count)

    def image_type(self, name: str) -> Any:
        """The Whoosh column object that wrote an image."""
        pickled = self._file[f"columns/{name}/type"].array().tobytes()
        return pickle.loads(pickled)  # noqa: S301 - as trusted as the schema that Whoosh pickles

    def reader(self, name: str, doc_count: int) -> Any:
        """A Whoosh column reader over any kind."""
        kind = self.meta[name]["kind"]
        if kind == "numeric":
            return NumericReader(self.numeric(name))
        return BytesReader(self.strings(name)) if kind == "bytes" else self.image(name, doc_count)

    def _of_kind(self, name: str, kind: str) -> None:
        if self.meta.get(name, {}).get("kind") != kind:
            raise KeyError(f"no {kind} column {name!r}")
