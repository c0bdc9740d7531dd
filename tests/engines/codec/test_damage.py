"""A damaged segment file gives `SegmentDamaged`, never another answer."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import analysis, fields, index, query

from search.engines.whoosh.codec import ArrayCodec, ArraySegment, SegmentDamaged, SegmentMissing
from search.engines.whoosh.codec.layout import HEADER
from search.engines.whoosh.codec.sections import SegmentFile

SPACES = analysis.SpaceSeparatedTokenizer()


@pytest.fixture
def made(tmp_path: Path) -> Any:
    schema = fields.Schema(
        id=fields.ID(stored=True, sortable=True),
        body=fields.TEXT(SPACES, stored=True, vector=True),
        chars=fields.TEXT(SPACES, chars=True),
        tag=fields.KEYWORD,
        number=fields.NUMERIC(sortable=True),
    )
    made = index.create_in(tmp_path, schema)
    writer = made.writer(codec=ArrayCodec(forward=["tag"]))
    for n in range(200):
        words = " ".join(f"w{n * k % 37}" for k in range(n % 50))
        writer.add_document(id=str(n), body=words, chars=words, tag=words[:20], number=n)
    writer.commit()
    return made


def path_of(made: Any) -> Path:
    (entry,) = made._segments()
    return Path(made.storage.folder) / entry.filename


def everything(made: Any) -> list[Any]:
    """Read all there is, through all layers."""
    segment = ArraySegment(made.storage, made._segments()[0])
    found: list[Any] = [segment.doc_count]
    for field in segment.fields():
        inverted = segment.data.inverted[field]
        found += [segment.lengths(field).tolist(), segment.field_length(field)]
        for number, term in enumerate(segment.terms(field)):
            found += [term, inverted.ids(number).tolist(), inverted.freqs(number).tolist()]
            found += [None if bound is None else bound.tolist() for bound in inverted.blocks(number)]
            if inverted.kind == "positions":
                found.append(inverted.positions(number).tolist())
            if inverted.kind == "opaque":
                found.append(inverted.payloads_at(*inverted.span(number)))
    found.append([array.tolist() for array in segment.ordinals("tag")[:2]])
    found.append([list(segment.data.columns.reader(name, 200)) for name in segment.data.columns.meta])
    found.append([segment.stored_fields(n) for n in range(200)])
    found.append([segment.data.vectors["body"].value(n) for n in range(200)])
    return found


def test_a_flipped_bit_anywhere_in_any_section_is_found_and_never_answered(made: Any) -> None:
    path = path_of(made)
    whole = path.read_bytes()
    expected = everything(made)
    file = SegmentFile(memoryview(whole), path.name)
    table = {name: section for name, section in file._sections.items() if len(section)}
    assert len(table) > 50
    for name, section in table.items():
        begin = memoryview(whole).obj.find(section.array().tobytes()) if len(section) > 8 else None
        offset = section._raw.__array_interface__["data"][0] - np.frombuffer(whole, np.uint8).ctypes.data
        assert begin is None or whole[offset : offset + 8] == whole[begin : begin + 8]
        size = len(section) * section.dtype.itemsize
        for at in {0, size // 2, size - 1}:
            hurt = bytearray(whole)
            hurt[offset + at] ^= 1 << (at % 8)
            path.write_bytes(hurt)
            with pytest.raises(SegmentDamaged) as caught:
                ArraySegment(made.storage, made._segments()[0]).verify()
            assert caught.value.section == name
            assert caught.value.file == path.name
            try:
                found = everything(made)
            except SegmentDamaged as e:
                assert e.section == name
            else:
                assert found == expected
    path.write_bytes(whole)
    assert everything(made) == expected


@pytest.mark.parametrize("at", range(0, HEADER.size, 3))
def test_a_changed_header_is_refused(made: Any, at: int) -> None:
    path = path_of(made)
    hurt = bytearray(path.read_bytes())
    hurt[at] ^= 0x10
    path.write_bytes(hurt)
    if at >= HEADER.size - 4:  # padding
        assert everything(made)
        return
    with pytest.raises(SegmentDamaged, match=r"damaged \((header|table)\)"):
        ArraySegment(made.storage, made._segments()[0])


def test_a_changed_table_or_checksum_is_refused(made: Any) -> None:
    path = path_of(made)
    whole = path.read_bytes()
    length, offset = struct.unpack_from("<IQ", whole, 12)
    for at, section in ((offset, "table"), (offset + length - 1, "table"), (offset - 1, "checksums")):
        hurt = bytearray(whole)
        hurt[at] ^= 1
        path.write_bytes(hurt)
        with pytest.raises(SegmentDamaged) as caught:
            ArraySegment(made.storage, made._segments()[0])
        assert caught.value.section == section


@pytest.mark.parametrize("kept", [0, 1, 47, 48, 0.5, -1])
def test_a_short_file_is_refused(made: Any, kept: float) -> None:
    path = path_of(made)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept) if isinstance(kept, float) else kept])
    with pytest.raises(SegmentDamaged, match=path.name):
        made.reader()


def test_a_longer_file_and_a_foreign_file_are_refused(made: Any) -> None:
    path = path_of(made)
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(SegmentDamaged, match="its header says"):
        made.reader()
    path.write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(SegmentDamaged, match="does not begin like a segment file"):
        made.reader()


def test_another_version_is_named(made: Any) -> None:
    import zlib

    path = path_of(made)
    whole = bytearray(path.read_bytes())
    struct.pack_into("<I", whole, 8, 99)
    fields = HEADER.unpack_from(whole)[:-1]
    struct.pack_into("<I", whole, 40, zlib.crc32(HEADER.pack(*fields, 0)))
    path.write_bytes(whole)
    with pytest.raises(SegmentDamaged, match="format version 99, this code reads 3"):
        made.reader()


def test_a_missing_file_is_named_and_is_an_os_error_for_whooshs_retry(made: Any) -> None:
    path_of(made).unlink()
    with pytest.raises(SegmentMissing, match="it is missing"):
        ArraySegment(made.storage, made._segments()[0])
    with pytest.raises(SegmentDamaged):
        made.reader()


def test_a_file_that_belongs_to_another_segment_is_refused(made: Any, tmp_path: Path) -> None:
    other = index.create_in(tmp_path / "o", made.schema) if (tmp_path / "o").mkdir() is None else None
    assert other is not None
    with other.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="1")
    path_of(made).write_bytes(path_of(other).read_bytes())
    with pytest.raises(SegmentDamaged, match="1 documents, the table of contents says 200"):
        made.reader()


def test_an_error_survives_pickling_between_processes() -> None:
    for error in (SegmentDamaged("f", "s", "r"), SegmentMissing("f")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_whooshs_searcher_raises_instead_of_finding_nothing(made: Any) -> None:
    path = path_of(made)
    whole = bytearray(path.read_bytes())
    segment = ArraySegment(made.storage, made._segments()[0])
    ids = segment.data.file["inverted/body/ids"]
    raw = ids.array().tobytes()
    del segment, ids
    at = bytes(whole).index(raw)
    whole[at : at + len(raw)] = bytes(len(raw))
    path.write_bytes(whole)
    with made.searcher() as searcher, pytest.raises(SegmentDamaged, match="inverted/body/ids"):
        searcher.search(query.Term("body", "w1"))
