"""A segment built from arrays is the one that Whoosh's writer would have built, and has none of its limits."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, query
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Existence
from whoosh.util import random_name

from search.engines.whoosh.codec import (
    DROPPED,
    ArrayCodec,
    ArraySegment,
    ByteStrings,
    FieldArrays,
    Numeric,
    SegmentArrays,
    Transaction,
    merge_segments,
    write_segment,
)
from search.engines.whoosh.codec.matcher import ArrayMatcher

SPACES = analysis.SpaceSeparatedTokenizer()


def create(schema: fields.Schema) -> Any:
    """An index in memory. Whoosh keeps its temporary files in a folder that all of the same name share."""
    return RamStorage().create_index(schema, indexname=f"T{random_name(8)}")


def stream(documents: list[list[str]], **options: Any) -> FieldArrays:
    """Documents of words as a stream of numbers."""
    words: dict[str, int] = {}
    tokens = [words.setdefault(word, len(words)) for document in documents for word in document]
    ends = np.cumsum([len(document) for document in documents])
    terms = [word.encode() for word in words]
    return FieldArrays(terms, np.array(tokens, np.uint32), np.asarray(ends, np.int64), **options)


def built(arrays: SegmentArrays) -> ArraySegment:
    storage = RamStorage()
    return ArraySegment(storage, write_segment(storage, "MAIN", arrays))


def lists(segment: ArraySegment, field: str) -> dict[bytes, tuple[list[int], list[int], list[int]]]:
    found = {}
    inverted = segment.inverted(field)
    for term in segment.terms(field):
        ids, freqs = segment.postings(field, term)
        positions = segment.positions(field, term).tolist() if inverted and inverted.kind == "positions" else []
        found[term] = (ids.tolist(), freqs.tolist(), positions)
    return found


def test_it_equals_the_segment_of_whooshs_writer() -> None:
    dice = random.Random(5)
    docs = [[dice.choice(["a", "b", "bb", "\u00e9"]) for _ in range(dice.randint(0, 300))] for _ in range(300)]
    schema = fields.Schema(
        body=fields.TEXT(SPACES, field_boost=2.0),
        form=fields.TEXT(SPACES, phrase=False),
        tag=fields.KEYWORD(stored=True),
    )
    index = create(schema)
    writer = index.writer(codec=ArrayCodec(forward=["tag"]))
    for doc in docs:
        writer.add_document(body=" ".join(doc), form=" ".join(doc), tag=" ".join(doc[:3]))
    writer.commit()
    (entry,) = index._segments()
    theirs = ArraySegment(index.storage, entry)
    tags = [doc[:3] for doc in docs]
    ours = built(
        SegmentArrays(
            len(docs),
            {
                "body": stream(docs, boost=2.0),
                "form": stream(docs, kind="frequency"),
                "tag": stream(tags, kind="frequency", scored=False, forward=True),
            },
            stored={"tag": [" ".join(tag) for tag in tags]},
        )
    )
    for field in ("body", "form", "tag"):
        assert lists(ours, field) == lists(theirs, field)
        assert ours.lengths(field).tolist() == theirs.lengths(field).tolist()
        one, other = ours.inverted(field), theirs.inverted(field)
        assert one is not None
        assert other is not None
        for number in range(len(one.terms)):
            for bound, expected in zip(one.blocks(number), other.blocks(number), strict=True):
                assert (bound is None) == (expected is None)
                assert bound is None or expected is None or bound.tolist() == expected.tolist()
    assert [ours.stored_fields(n) for n in range(len(docs))] == [theirs.stored_fields(n) for n in range(len(docs))]
    for one, other in zip(ours.ordinals("tag")[:2], theirs.ordinals("tag")[:2], strict=True):
        assert one.tolist() == other.tolist()


def test_a_mapping_turns_a_stream_of_forms_into_one_of_stems_and_can_drop_tokens() -> None:
    forms = stream([["di", "makan"], ["makanan", "di", "makan"]])
    mapping = np.array([DROPPED, 0, 0], np.uint32)
    stems = FieldArrays([b"makan"], forms.tokens, forms.ends, mapping=mapping)
    segment = built(SegmentArrays(2, {"form": forms, "stem": stems}))
    assert lists(segment, "stem") == {b"makan": ([0, 1], [1, 2], [1, 0, 2])}
    assert segment.field_length("stem") == 3
    assert segment.field_length("form") == 5


@given(data=st.data(), doc_count=st.sampled_from([1, 3, 128, 129, 600, 1000]))
@settings(max_examples=40, deadline=None)
def test_some_documents_frequencies_and_positions_are_read_without_the_others(
    data: st.DataObject, doc_count: int
) -> None:
    dice = random.Random(data.draw(st.integers(0, 5)))
    docs = [["a"] * dice.choice([0, 1, 1, 2, 40]) + ["b"] * (dice.random() < 0.1) for _ in range(doc_count)]
    for doc in docs:
        dice.shuffle(doc)
    segment = built(SegmentArrays(doc_count, {"body": stream([*docs[:-1], ["a", "b"]])}))
    inverted = segment.inverted("body")
    assert inverted is not None
    for number in range(2):
        ids, freqs = inverted.ids(number), inverted.freqs(number)
        rows = np.array(sorted(data.draw(st.sets(st.integers(0, len(ids) - 1), max_size=6))), np.int64)
        expected = np.split(inverted.positions(number), np.cumsum(freqs)[:-1].astype(np.int64))
        positions, runs = inverted.positions_of(number, rows)
        found = [positions[a:b].tolist() for a, b in pairwise(runs.tolist())]
        assert found == [expected[row].tolist() for row in rows.tolist()]
        asked = np.array(sorted(data.draw(st.sets(st.integers(0, doc_count - 1), max_size=6))), np.int64)
        known = dict(zip(ids.tolist(), freqs.tolist(), strict=True))
        assert inverted.freqs_of(number, asked).tolist() == [known.get(doc, 0) for doc in asked.tolist()]


def test_positions_frequencies_and_lengths_have_no_small_limits() -> None:
    long = ["x"] * 70_000 + ["y"] + ["z"] * 300
    segment = built(SegmentArrays(2, {"body": stream([["y", "x"], long])}))
    assert segment.postings("body", b"x")[1].tolist() == [1, 70_000]
    assert segment.positions("body", b"y").tolist() == [0, 70_000]
    assert segment.positions("body", b"z").tolist() == list(range(70_001, 70_301))
    assert segment.field_length("body") == 70_303


def test_frequencies_around_the_widths_of_their_types_do_not_wrap() -> None:
    counts = [1, 16, 17, 255, 256, 257, 65_535, 65_536, 65_537]
    for repeat in (1, 200):
        docs = [["a"] * count for count in (*counts[: 9 if repeat == 1 else 6],)] * repeat
        segment = built(SegmentArrays(len(docs), {"body": stream(docs, kind="frequency")}))
        assert segment.postings("body", b"a")[1].tolist() == [len(doc) for doc in docs]


def test_seventy_thousand_distinct_values_are_counted_apart() -> None:
    docs = [[f"v{n:05}", f"v{n + 35_000:05}"] for n in range(35_000)]
    segment = built(SegmentArrays(len(docs), {"who": stream(docs, kind="existence", scored=False, forward=True)}))
    begin, numbers, values = segment.ordinals("who")
    assert len(values) == 70_000
    assert begin[-1] == len(numbers) == 70_000
    for n in (0, 34_999, 12_345):
        assert values.take(numbers[begin[n] : begin[n + 1]].tolist()) == [word.encode() for word in docs[n]]


@pytest.mark.parametrize("doc_count", [65_536, 65_537, 200_000, 300_000])
def test_segments_beyond_65536_documents_keep_their_numbers(doc_count: int) -> None:
    rare = [0, 65_535, 65_536, 131_072, 262_144]
    ids = sorted({n for n in rare if n < doc_count} | {doc_count - 1})
    counts = np.zeros(doc_count, np.int64)
    counts[ids] = 1
    tokens = np.array([n % 2 for n in range(len(ids))], np.uint32)
    field = FieldArrays([b"even", b"odd"], tokens, np.cumsum(counts), kind="frequency")
    segment = built(SegmentArrays(doc_count, {"f": field}))
    assert segment.postings("f", b"even")[0].tolist() == ids[::2]
    assert segment.postings("f", b"odd")[0].tolist() == ids[1::2]
    inverted = segment.inverted("f")
    assert inverted is not None
    assert inverted.doc_counts(0, 2).tolist() == [len(ids[::2]), len(ids[1::2])]
    assert inverted.ids_of(0, 2).tolist() == ids[::2] + ids[1::2]


@pytest.mark.parametrize("doc_count", [511, 512, 1000, 70_000])
def test_terms_of_any_density_keep_their_documents_through_writing_and_merging(doc_count: int) -> None:
    chances = {b"a": 0.5, b"b": 0.01, b"c": 1.0, b"d": 0.124, b"e": 0.126, b"f": 0.0005, b"g": 0.3}
    dice = np.random.default_rng(doc_count)
    member = {term: dice.random(doc_count) < chance for term, chance in chances.items()}
    table = np.stack(list(member.values()), axis=1)
    tokens = np.nonzero(table)[1].astype(np.uint32)
    field = FieldArrays(list(member), tokens, np.cumsum(table.sum(axis=1)))
    storage = RamStorage()
    entries = [write_segment(storage, "MAIN", SegmentArrays(doc_count, {"f": field})) for _ in range(2)]
    gone = np.arange(doc_count) % 3 == 0
    for docnum in np.flatnonzero(gone).tolist():
        entries[1].delete_document(docnum)
    segments = [ArraySegment(storage, entry) for entry in entries]
    merged = ArraySegment(storage, merge_segments(storage, "MAIN", segments))
    twice = {term: np.concatenate((mask, mask[~gone])) for term, mask in member.items()}
    for segment, expected in ((segments[0], member), (merged, twice)):
        inverted = segment.inverted("f")
        assert inverted is not None
        dense = 0
        for number, term in enumerate(segment.terms("f")):
            assert np.array_equal(inverted.ids(number), np.flatnonzero(expected[term]))
            assert np.array_equal(inverted.ids_of(number, number + 1), inverted.ids(number))
            asked = np.sort(dice.choice(segment.doc_count, 100, replace=False))
            assert np.array_equal(inverted.freqs_of(number, asked), expected[term][asked])
            mask = inverted.mask(number)
            dense += mask is not None
            assert mask is None or np.array_equal(mask, expected[term])
        assert dense == (
            0 if segment.doc_count < 512 else len([1 for mask in expected.values() if mask.mean() >= 1 / 8])
        )
        whole = inverted.ids_of(0, len(inverted.terms))
        assert np.array_equal(whole, np.concatenate([np.flatnonzero(expected[t]) for t in segment.terms("f")]))
        matcher = ArrayMatcher(inverted, inverted.terms.find(b"e"), Existence(), ("f", b"e"))
        matcher.skip_to(doc_count // 2)
        assert matcher.id() == int(np.flatnonzero(expected[b"e"][doc_count // 2 :])[0]) + doc_count // 2


def test_empty_documents_fields_and_segments_are_no_special_case() -> None:
    nothing = FieldArrays([b"unused"], np.zeros(0, np.uint32), np.zeros(3, np.int64), forward=True)
    segment = built(SegmentArrays(3, {"empty": nothing, "one": stream([[], ["", "a"], []])}))
    assert segment.terms("empty") == []
    assert segment.postings("empty", b"unused")[0].tolist() == []
    assert segment.ordinals("empty").starts.tolist() == [0, 0, 0, 0]
    assert lists(segment, "one")[b""] == ([1], [1], [0])
    assert segment.terms("no such field") == []
    assert segment.stored(0, "nothing") is None
    none = built(SegmentArrays(0, {"f": FieldArrays([], np.zeros(0, np.uint32), np.zeros(0, np.int64))}))
    assert none.doc_count == 0
    assert none.terms("f") == []


def test_prefixes_list_the_first_terms() -> None:
    segment = built(SegmentArrays(1, {"f": stream([["ab", "a", "b", "abc", "\u00e9"]])}))
    assert segment.terms("f", b"ab") == [b"ab", b"abc"]
    assert segment.terms("f", b"a", limit=2) == [b"a", b"ab"]
    assert segment.terms("f", b"\xc3") == ["\u00e9".encode()]


def test_columns_come_back_as_arrays_and_strings() -> None:
    columns = {"day": Numeric(np.array([5, -3], np.int32), -1), "key": ByteStrings([b"x", b""])}
    segment = built(SegmentArrays(2, {}, columns))
    assert segment.numeric("day").tolist() == [5, -3]
    assert segment.numeric("day").dtype == np.int32
    assert segment.strings("key").slice(0, 2) == [b"x", b""]
    with pytest.raises(KeyError, match="no numeric column 'key'"):
        segment.numeric("key")
    with pytest.raises(KeyError, match="keeps no ordinals"):
        segment.ordinals("day")


@pytest.mark.parametrize(
    ("arrays", "complaint"),
    [
        (SegmentArrays(2, {"f": stream([["a"]])}), "do not cut 1 tokens into 2 documents"),
        (SegmentArrays(1, {"f": FieldArrays([b"a"], np.array([3]), np.array([1]))}), "names term 3 of 1"),
        (SegmentArrays(1, {}, stored={"s": []}), "0 values for 1 documents"),
        (SegmentArrays(1, {}, columns={"c": Numeric(np.zeros(2))}), "2 values for 1 documents"),
    ],
)
def test_arrays_that_contradict_each_other_are_refused_and_leave_no_file(
    arrays: SegmentArrays, complaint: str, tmp_path: Any
) -> None:
    storage = RamStorage()
    with pytest.raises(ValueError, match=complaint):
        write_segment(storage, "MAIN", arrays)
    assert storage.list() == []


def test_whooshs_searcher_reads_a_built_segment() -> None:
    index = create(fields.Schema(id=fields.ID(stored=True), body=fields.TEXT(SPACES)))
    docs = [["satu", "dua"], ["dua", "satu"], ["dua"]]
    ids = ["p", "q", "r"]
    with Transaction(index) as transaction:
        arrays = SegmentArrays(
            3,
            {"body": stream(docs), "id": stream([[i] for i in ids], kind="existence", scored=False)},
            stored={"id": ids},
        )
        transaction.add(write_segment(index.storage, index.indexname, arrays))
        transaction.commit()
    with index.searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(query.Phrase("body", ["satu", "dua"]))] == ["p"]
        assert [hit["id"] for hit in searcher.search(query.Term("body", "dua"))] == ["r", "p", "q"]


@pytest.mark.parametrize(("texts", "shared"), [(300, True), (60, False)], ids=["as many", "too few to repay it"])
def test_a_dictionary_serves_again_for_as_many_values_of_the_kind(texts: int, shared: bool) -> None:
    def arrays(count: int) -> SegmentArrays:
        values = [f"{n} {' '.join(f'kata{n * k % 977}' for k in range(200))}" for n in range(count)]
        return SegmentArrays(count, {}, stored={"text": [*values[1:], None]})

    storage = RamStorage()
    first = write_segment(storage, "MAIN", arrays(300))
    second = write_segment(storage, "MAIN", arrays(texts), like=first)
    one, other = (ArraySegment(storage, entry).data.stored["text"] for entry in (first, second))
    assert one.dictionaries[0]
    assert (one.dictionaries == other.dictionaries) is shared
    assert [other.value(n) for n in range(texts)] == arrays(texts).stored["text"]
