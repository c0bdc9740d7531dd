"""A merged segment is the one that would have been built at once from the live documents."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import analysis, columns, fields, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.util import random_name

from search.engines.whoosh.codec import (
    ArrayCodec,
    ArraySegment,
    SegmentEntry,
    SegmentSize,
    all_in_one,
    array_merge,
    merge_segments,
    mergesource,
    tiered,
)

SPACES = analysis.SpaceSeparatedTokenizer()
WORDS = ["a", "b", "c", "abc", "\u00e9"]
SCHEMA = fields.Schema(
    id=fields.ID(stored=True, unique=True, sortable=True),
    body=fields.TEXT(SPACES, field_boost=2.0, vector=True),
    form=fields.TEXT(SPACES, phrase=False),
    chars=fields.TEXT(SPACES, chars=True),
    tag=fields.KEYWORD(stored=True),
    number=fields.NUMERIC(sortable=True),
    flag=fields.COLUMN(columns.BitColumn()),
    extra=fields.STORED(),
)
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
documents = st.fixed_dictionaries(
    {},
    optional={
        "body": texts,
        "form": texts,
        "chars": texts,
        "tag": texts,
        "number": st.integers(-9, 9),
        "flag": st.booleans(),
        "extra": st.one_of(st.text(), st.just("long " * 9000), st.lists(st.integers())),
        "_boost": st.just(1.5),
    },
)


def create(schema: fields.Schema) -> Any:
    """An index in memory. Whoosh keeps its temporary files in a folder that all of the same name share."""
    return RamStorage().create_index(schema, indexname=f"T{random_name(8)}")


def index_of(batches: list[list[dict[str, Any]]], codec: Any) -> Any:
    index = create(SCHEMA)
    for batch in batches:
        writer = index.writer(codec=codec)
        for document in batch:
            writer.add_document(**document)
        writer.commit(merge=False)
    return index


def contents(segment: ArraySegment) -> dict[str, Any]:
    """All that can be read of a segment."""
    found: dict[str, Any] = {"documents": segment.doc_count, "file": sorted(segment.data.file.names())}
    for field in segment.fields():
        inverted = segment.data.inverted[field]
        found[field, "lengths"] = segment.lengths(field).tolist(), segment.field_length(field)
        for number, term in enumerate(segment.terms(field)):
            row = [inverted.ids(number), inverted.freqs(number), inverted.weights(number)]
            if inverted.kind == "positions":
                row.append(inverted.positions(number))
            freqs, shortest, weights = inverted.blocks(number)
            if weights is None:
                weights = (
                    np.float32(inverted.boost) * np.ones(1, np.float32)
                    if freqs is None
                    else freqs * np.float32(inverted.boost)
                )
            row += [bound for bound in (freqs, shortest, weights) if bound is not None]
            found[field, term] = [array.tolist() for array in row]
            if inverted.kind == "opaque":
                found[field, term].append(inverted.payloads_at(*inverted.span(number)))
            found[field, term].append((inverted.max_weight(number), inverted.total(number)))
        if inverted.forward:
            found[field, "forward"] = [array.tolist() for array in segment.ordinals(field)[:2]]
    for column, meta in segment.data.columns.meta.items():
        found["column", column] = meta, list(segment.data.columns.reader(column, segment.doc_count))
    found["stored"] = [segment.stored_fields(n) for n in range(segment.doc_count)]
    vectors = segment.data.vectors
    found["vectors"] = {name: [vectors[name].value(n) for n in range(segment.doc_count)] for name in vectors}
    return found


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(st.lists(documents, min_size=1, max_size=5), min_size=1, max_size=4),
    deleted=st.sets(st.integers(0, 19)),
    piece=st.sampled_from([1, 4, 1_000_000]),
)
def test_merging_equals_building_at_once(batches: Any, deleted: set[int], piece: int) -> None:
    numbers = iter(range(100))
    for batch in batches:
        for document in batch:
            document["id"] = str(next(numbers))
    deleted = {n for n in deleted if str(n) != "0"}  # one stays
    index = index_of(batches, ArrayCodec(forward=["tag"]))
    entries: list[SegmentEntry] = index._segments()
    base = 0
    for entry in entries:
        for n in range(entry.doc_count_all()):
            if base + n in deleted:
                entry.delete_document(n)
        base += entry.doc_count_all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mergesource, "_PIECE", piece)
        patch.setattr(mergesource, "_PIECE_TERMS", piece)
        merged = merge_segments(index.storage, "MAIN", [ArraySegment(index.storage, entry) for entry in entries])
    live = [document for batch in batches for document in batch if int(document["id"]) not in deleted]
    once = index_of([live], ArrayCodec(forward=["tag"]))
    expected = contents(ArraySegment(once.storage, once._segments()[0]))
    found = contents(ArraySegment(index.storage, merged))
    # Fields, columns and values that only deleted documents had remain, empty; their weights may stay written out.
    for part in ("file", "vectors"):
        found.pop(part)
        expected.pop(part)
    assert {key: value for key, value in found.items() if key in expected} == expected
    assert not [key for key in found if key not in expected and isinstance(key[1], bytes)]


def test_whooshs_writer_can_merge_by_arrays() -> None:
    batches = [[{"id": str(n), "body": "a " * (n % 5 + 1)}] for n in range(9)]
    found = []
    for codec, how in ((ArrayCodec(), {"mergetype": array_merge(all_in_one)}), (W3Codec(), {"optimize": True})):
        index = index_of(batches, codec)
        writer = index.writer(codec=codec)
        writer.delete_by_term("id", "3")
        writer.commit(**how)
        assert len(index._segments()) == 1
        with index.searcher() as searcher:
            assert searcher.doc_count_all() == 8
            found.append([(hit["id"], hit.score) for hit in searcher.search(query.Term("body", "a"), limit=None)])
    assert found[0] == found[1]
    assert len(index.storage.list()) < 20


def test_dictionaries_are_carried_over_and_made_anew_when_a_tag_cannot_name_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"{n} {'Kementerian mengumumkan hasil rapat ' * 40}" for n in range(200)]
    batches = [[{"id": str(n), "extra": text + str(b)} for n, text in enumerate(texts)] for b in range(3)]
    index = index_of(batches, ArrayCodec())
    segments = [ArraySegment(index.storage, entry) for entry in index._segments()]
    assert all(segment.data.stored["extra"].dictionaries[0] for segment in segments)
    for limit, expected in ((63, 3), (2, 1)):
        monkeypatch.setattr("search.engines.whoosh.codec.mergevalues.MAX_DICTIONARIES", limit)
        merged = ArraySegment(index.storage, merge_segments(index.storage, "MAIN", segments))
        blobs = merged.data.stored["extra"]
        assert len(blobs.dictionaries) == expected
        assert [blobs.value(n) for n in range(600)] == [doc["extra"] for batch in batches for doc in batch]


def test_values_of_segments_too_small_for_a_dictionary_get_one_when_they_are_many() -> None:
    texts = [f"{n} {' '.join(f'kata{n * k % 977}' for k in range(200))}" for n in range(190)]
    index = index_of(
        [[{"id": str(n), "extra": text} for n, text in enumerate(texts[at::5])] for at in range(5)], ArrayCodec()
    )
    segments = [ArraySegment(index.storage, entry) for entry in index._segments()]
    assert not any(segment.data.stored["extra"].dictionaries[0] for segment in segments)
    merged = ArraySegment(index.storage, merge_segments(index.storage, "MAIN", segments))
    blobs = merged.data.stored["extra"]
    assert [len(dictionary) >= 4096 for dictionary in blobs.dictionaries] == [True]
    assert [blobs.value(n) for n in range(190)] == [text for at in range(5) for text in texts[at::5]]


def test_fields_that_were_written_in_another_format_merge_to_what_both_have() -> None:
    index = index_of([[{"id": "0", "body": "a b"}]], ArrayCodec())
    other = fields.Schema(id=fields.ID(stored=True), body=fields.TEXT(SPACES, phrase=False))
    second = create(other)
    with second.writer(codec=ArrayCodec()) as writer:
        writer.add_document(id="1", body="b b")
    segments = [ArraySegment(one.storage, one._segments()[0]) for one in (index, second)]
    merged = ArraySegment(index.storage, merge_segments(index.storage, "MAIN", segments))
    inverted = merged.inverted("body")
    assert inverted is not None
    assert inverted.kind == "frequency"
    assert merged.postings("body", b"b")[1].tolist() == [1, 2]
    assert inverted.weights(inverted.terms.find(b"b")).tolist() == [2.0, 2.0]


def test_numeric_columns_of_different_types_merge_without_losing_digits() -> None:
    from search.engines.whoosh.codec import Numeric, SegmentArrays, write_segment

    storage = RamStorage()
    parts = [np.array([2**63 - 1], np.int64), np.array([7], np.uint64), np.array([-1], np.int8)]
    entries = [write_segment(storage, "MAIN", SegmentArrays(1, {}, {"n": Numeric(part)})) for part in parts]
    merged = merge_segments(storage, "MAIN", [ArraySegment(storage, entry) for entry in entries])
    assert ArraySegment(storage, merged).numeric("n").tolist() == [2**63 - 1, 7, -1]


def test_segments_of_a_tier_merge_when_there_are_enough() -> None:
    policy = tiered(width=3, floor=10, max_docs=1000)
    assert policy([SegmentSize(5, 0)] * 2) == []
    assert policy([SegmentSize(5, 0), SegmentSize(500, 0), SegmentSize(9, 0), SegmentSize(1, 0)]) == [[0, 2, 3]]
    assert policy([SegmentSize(700, 0)] * 5) == []


def test_a_segment_that_is_half_deleted_is_written_anew() -> None:
    assert tiered()([SegmentSize(100, 51)]) == [[0]]
    assert tiered()([SegmentSize(100, 50)]) == []
    assert all_in_one([SegmentSize(3, 0)]) == []
    assert all_in_one([SegmentSize(3, 1)]) == [[0]]


@given(st.lists(st.integers(1, 30_000), max_size=40), st.integers(2, 10))
def test_a_policy_names_each_segment_at_most_once_and_respects_the_largest_size(sizes: list[int], width: int) -> None:
    groups = tiered(width=width, floor=100, max_docs=65_536)([SegmentSize(size, 0) for size in sizes])
    named = [number for group in groups for number in group]
    assert len(named) == len(set(named))
    assert all(len(group) >= 2 and sum(sizes[n] for n in group) <= 65_536 for group in groups)


def test_adding_a_few_documents_again_and_again_copies_few() -> None:
    policy = tiered(width=8, floor=1_000)
    sizes = [SegmentSize(100_000, 0)]
    copied = 0
    for _ in range(1_000):
        sizes.append(SegmentSize(10, 0))
        for group in policy(sizes):
            total = sum(sizes[n].total for n in group)
            copied += total
            sizes = [size for n, size in enumerate(sizes) if n not in group] + [SegmentSize(total, 0)]
    assert len(sizes) < 20
    assert copied / 1_000 < 150
