"""Packed integers, sorted strings and stored values come back as they went in."""

from __future__ import annotations

import io
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.util.numeric import length_to_byte

from search.engines.whoosh.codec import docids
from search.engines.whoosh.codec.arrays import ranges, stable_order, starts
from search.engines.whoosh.codec.blobs import Blobs, BlobWriter
from search.engines.whoosh.codec.errors import SegmentDamaged
from search.engines.whoosh.codec.layout import SegmentFileWriter
from search.engines.whoosh.codec.lengths import length_codes
from search.engines.whoosh.codec.packed import WIDTHS, Packed, PackedWriter, choose_width, overflow
from search.engines.whoosh.codec.sections import SegmentFile
from search.engines.whoosh.codec.strings import SortedStrings, StringsWriter, write_strings

mixed = st.lists(
    st.one_of(st.integers(0, 3), st.integers(0, 300), st.integers(0, 70_000), st.integers(0, 2**32 - 1)), max_size=80
)


def saved(write: Any) -> tuple[SegmentFile, Any]:
    memory = io.BytesIO()
    writer = SegmentFileWriter(memory)
    result = write(writer)
    writer.finish()
    return SegmentFile(memoryview(memory.getvalue()), "memory"), result


@given(values=mixed, cuts=st.lists(st.integers(0, 80), max_size=3), width=st.sampled_from(WIDTHS), data=st.data())
def test_packed_integers_decode_in_any_range_and_at_any_places(
    values: list[int], cuts: list[int], width: int, data: st.DataObject
) -> None:
    array = np.array(values, np.int64)

    def write(writer: SegmentFileWriter) -> Any:
        packed = PackedWriter(width, None)
        for piece in np.split(array, sorted(cuts)):
            packed.append(piece)
        return packed.move_to(writer, "numbers")

    file, meta = saved(write)
    packed = Packed(file, "numbers", meta)
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    assert packed.decode(start, stop).tolist() == values[start:stop]
    at = data.draw(st.lists(st.integers(0, max(len(values) - 1, 0)), max_size=10 if values else 0).map(sorted))
    assert packed.take(np.array(at, np.int64)).tolist() == [values[i] for i in at]


def test_the_width_with_the_fewest_bytes_is_chosen() -> None:
    assert choose_width(overflow(np.zeros(100)), 100) == 0
    assert choose_width(overflow(np.full(100, 3)), 100) == 2
    assert choose_width(overflow(np.array([900] * 1000 + [50_000])), 1001) == 10
    assert choose_width(overflow(np.full(100, 60_000)), 100) == 16


@given(
    strings=st.sets(st.one_of(st.binary(max_size=4), st.text(max_size=3).map(str.encode))), probe=st.binary(max_size=3)
)
def test_sorted_strings_are_found_by_bisection_and_by_prefix(strings: set[bytes], probe: bytes) -> None:
    ordered = sorted(strings)
    file, _ = saved(lambda writer: write_strings(writer, "terms", ordered))
    terms = SortedStrings(file, "terms")
    assert terms.slice(0, len(terms)) == ordered
    assert terms.lower_bound(probe) == bisect_left(ordered, probe)
    assert terms.find(probe) == (ordered.index(probe) if probe in strings else -1)
    for prefix in (probe, probe + b"\xff", b"\xff\xff"):
        start, stop = terms.prefixed(prefix)
        assert terms.slice(start, stop) == [term for term in ordered if term.startswith(prefix)]


def test_strings_written_piece_by_piece_equal_those_written_at_once() -> None:
    def write(writer: SegmentFileWriter) -> None:
        out = StringsWriter(None)
        out.append([b"a", b""])
        out.append([])
        out.append([b"bc"])
        out.move_to(writer, "s")

    file, _ = saved(write)
    found = SortedStrings(file, "s")
    assert [found[i] for i in range(3)] == [b"a", b"", b"bc"]
    with pytest.raises(IndexError):
        found[3]


values = st.one_of(st.none(), st.text(max_size=400), st.binary(max_size=400), st.integers(), st.lists(st.text()))


@settings(max_examples=40)
@given(stored=st.lists(values, max_size=30), level=st.integers(0, 6), repeat=st.sampled_from([1, 400]))
def test_stored_values_keep_their_type_and_content(stored: list[Any], level: int, repeat: int) -> None:
    stored = [value * repeat if isinstance(value, str | bytes) else value for value in stored]

    def write(writer: SegmentFileWriter) -> None:
        out = BlobWriter(None, level)
        for value in stored:
            out.append(value)
        out.skip(2)
        out.move_to(writer, "body")

    file, _ = saved(write)
    blobs = Blobs(file, "body")
    assert [blobs.value(n) for n in range(len(blobs))] == [*stored, None, None]
    for n, value in enumerate(stored):
        if isinstance(value, str) and value.isascii():
            assert blobs.raw(n) == value.encode()


def test_texts_that_utf8_cannot_hold_are_kept() -> None:
    file, _ = saved(lambda writer: (out := BlobWriter(None)).append("\ud800") or out.move_to(writer, "b"))
    assert Blobs(file, "b").value(0) == "\ud800"


def test_values_are_told_damaged_whose_dictionary_is() -> None:
    rng = np.random.default_rng(1)
    words = [f"kata{n}" for n in range(500)]
    out = BlobWriter(None)
    for _ in range(400):
        out.append(" ".join(rng.choice(words, 60)))
    file, _ = saved(lambda writer: out.move_to(writer, "b"))
    whole, damaged = Blobs(file, "b"), Blobs(file, "b")
    assert whole.dictionaries[0]
    assert whole.value(399).startswith("kata")
    for harm in (b"", b"no dictionary at all" * 100, damaged.dictionaries[0][:200]):
        damaged = Blobs(file, "b")
        damaged.dictionaries[0] = harm
        with pytest.raises(SegmentDamaged, match="document 399 can't be decompressed"):
            damaged.value(399)


def test_threads_open_values_at_the_same_time() -> None:
    texts = [f"{n} {'Kementerian mengumumkan hasil rapat ' * (n % 90)}" for n in range(300)]
    out = BlobWriter(None)
    for text in texts:
        out.append(text)
    file, _ = saved(lambda writer: out.move_to(writer, "b"))
    blobs = Blobs(file, "b")
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(blobs.value, [*range(300)] * 5)) == texts * 5


def test_length_codes_are_whooshs() -> None:
    lengths = np.concatenate((np.arange(5000), [65_352, 65_353, 106_373, 106_374, 106_375, 10**7]))
    assert length_codes(lengths).tolist() == [length_to_byte(int(length)) for length in lengths]


@given(keys=st.lists(st.integers(0, 2**20)))
def test_the_order_by_radix_is_stable(keys: list[int]) -> None:
    found = stable_order(np.array(keys, np.uint32)).tolist()
    assert found == sorted(range(len(keys)), key=keys.__getitem__)


@given(runs=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5))))
def test_ranges_are_concatenated_aranges(runs: list[tuple[int, int]]) -> None:
    begin = np.array([a for a, _ in runs], np.int64)
    counts = np.array([n for _, n in runs], np.int64)
    assert ranges(begin, counts).tolist() == [a + i for a, n in runs for i in range(n)]
    assert starts(counts)[-1] == counts.sum()


@given(st.sets(st.integers(0, 190)))
def test_bits_below_a_document_are_counted_alike_with_and_without_numpy_2(numbers: set[int]) -> None:
    row = np.zeros(192, np.uint8)
    docs = np.array(sorted(numbers), np.int64)
    row[docs] = 1
    bits = np.packbits(row, bitorder="little")
    with pytest.MonkeyPatch.context() as patch:
        assert docids._ranks(bits, docs).tolist() == list(range(len(docs)))
        patch.setattr(docids, "_count_bits", None)
        assert docids._ranks(bits, docs).tolist() == list(range(len(docs)))
