"""A field that refines another is read as if it stood alone: built, merged, and through Whoosh."""

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
from whoosh.util import random_name

from search.engines.whoosh.codec import (
    DROPPED,
    ArrayCodec,
    ArraySegment,
    FieldArrays,
    SegmentArrays,
    SegmentDamaged,
    Transaction,
    array_merge,
    merge_segments,
    mergesource,
    within,
    write_segment,
)
from search.engines.whoosh.codec.sections import SegmentFile
from search.engines.whoosh.codec.segment import SegmentData

Documents = list[list[int]]


def stem_of(form: int) -> int:
    """Stem 0 has many forms, some stems have few, the others one."""
    return 0 if form < 20 else form // 3 if form < 32 else form


def arrays(documents: Documents, *, refines: str | None = "stem", shift: int = 0, forms: int = 400) -> SegmentArrays:
    """`shift` moves some forms to other stems."""
    tokens = np.array([form for document in documents for form in document], np.uint32)
    ends = np.cumsum([len(document) for document in documents], dtype=np.int64)
    mapping = np.array([stem_of(form + shift if form >= 20 else form) for form in range(forms)], np.uint32)
    stems = [b"s%d" % stem for stem in range(forms + shift)]
    return SegmentArrays(
        len(documents),
        {
            "form": FieldArrays([b"f%d" % form for form in range(forms)], tokens, ends, refines=refines),
            "stem": FieldArrays(stems, tokens, ends, mapping=mapping),
        },
    )


def built(what: SegmentArrays) -> ArraySegment:
    storage = RamStorage()
    return ArraySegment(storage, write_segment(storage, "MAIN", what))


def contents(segment: ArraySegment) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for field in segment.fields():
        inverted = segment.data.inverted[field]
        found[field] = segment.lengths(field).tolist()
        for number, term in enumerate(segment.terms(field)):
            rows = np.arange(len(inverted.ids(number)))
            mask = inverted.mask(number)
            found[field, term] = [
                *(array.tolist() for array in (inverted.ids(number), inverted.freqs(number))),
                *(array.tolist() for array in inverted.positions_of(number, rows)),
                inverted.positions(number).tolist(),
                None if mask is None else mask.nonzero()[0].tolist(),
                [None if bound is None else bound.tolist() for bound in inverted.blocks(number)],
                (inverted.total(number), inverted.max_freq(number), inverted.min_length_code(number)),
            ]
        found[field, "ids"] = inverted.ids_of(0, len(inverted.terms)).tolist()
    return found


words = st.one_of(st.integers(0, 3), st.integers(0, 45))
some = st.lists(st.lists(words, max_size=12), min_size=1, max_size=12)


def sparse(seed: int, count: int) -> Documents:
    """Documents in which terms of all densities occur."""
    dice = random.Random(seed)
    return [[min(int(dice.expovariate(0.15)), 399) for _ in range(dice.randint(0, 14))] for _ in range(count)]


@pytest.fixture(params=[1, 64], autouse=True)
def _shared_from(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(within, "_SHARED_FROM", request.param)


@settings(max_examples=40, deadline=None)
@given(documents=some)
def test_it_is_read_as_if_it_stood_alone(documents: Documents) -> None:
    assert contents(built(arrays(documents))) == contents(built(arrays(documents, refines=None)))


@pytest.mark.parametrize("count", [300, 700, 2000])
def test_terms_of_any_density_are_read_as_if_they_stood_alone(count: int) -> None:
    documents = sparse(count, count)
    together, alone = built(arrays(documents)), built(arrays(documents, refines=None))
    assert contents(together) == contents(alone)
    dice = random.Random(3)
    asked = np.array(sorted(dice.sample(range(count), 60)))
    one, other = together.data.inverted["form"], alone.data.inverted["form"]
    for number in range(len(one.terms)):
        for found, expected in zip(one.rows(number, asked), other.rows(number, asked), strict=True):
            assert found.tolist() == expected.tolist()
        rows = np.array(sorted(dice.sample(range(len(one.ids(number))), min(5, len(one.ids(number))))))
        for found, expected in zip(one.positions_of(number, rows), other.positions_of(number, rows), strict=True):
            assert found.tolist() == expected.tolist()


@pytest.mark.parametrize("forms", [2, 4, 5, 16, 17, 256, 257, 400])
def test_a_term_may_have_any_number_of_finer_ones(forms: int) -> None:
    dice = random.Random(forms)
    tokens = np.array([dice.randrange(forms) for _ in range(3000)] + list(range(forms)), np.uint32)
    ends = np.append(np.arange(100, 3001, 100), 3000 + forms)
    finer = FieldArrays([b"%d" % form for form in range(forms)], tokens, ends, refines="stem")
    coarser = FieldArrays([b"s"], tokens, ends, mapping=np.zeros(forms, np.uint32))
    what = SegmentArrays(len(ends), {"stem": coarser, "form": finer})
    segment = built(what)
    for form in range(forms):
        expected = [
            at - max(0, *(end for end in [0, *ends.tolist()] if end <= at)) for at in np.flatnonzero(tokens == form)
        ]
        assert segment.positions("form", b"%d" % form).tolist() == expected
    storage = RamStorage()
    parts = [ArraySegment(storage, write_segment(storage, "MAIN", what)) for _ in range(2)]
    merged = ArraySegment(storage, merge_segments(storage, "MAIN", parts))
    for form in range(forms):
        assert merged.positions("form", b"%d" % form).tolist() == 2 * segment.positions("form", b"%d" % form).tolist()


def merged(
    batches: list[Documents], deleted: set[int], piece: int, options: list[dict[str, Any]]
) -> tuple[ArraySegment, Documents]:
    """The batches as one segment, without the deleted documents; and the others."""
    storage = RamStorage()
    entries = [write_segment(storage, "MAIN", arrays(b, **o)) for b, o in zip(batches, options, strict=True)]
    base, live = 0, []
    for entry, batch in zip(entries, batches, strict=True):
        for n, document in enumerate(batch):
            if base + n in deleted:
                entry.delete_document(n)
            else:
                live.append(document)
        base += len(batch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mergesource, "_PIECE", piece)
        patch.setattr(mergesource, "_PIECE_TERMS", piece)
        entry = merge_segments(storage, "MAIN", [ArraySegment(storage, entry) for entry in entries])
    return ArraySegment(storage, entry), live


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(some, min_size=1, max_size=3),
    deleted=st.sets(st.integers(0, 20)),
    piece=st.sampled_from([1, 4, 1_000_000]),
)
def test_merging_equals_building_at_once(batches: list[Documents], deleted: set[int], piece: int) -> None:
    found, live = merged(batches, deleted, piece, [{}] * len(batches))
    once = built(arrays(live))
    assert contents(found) == contents(once)
    assert live == [] or set(found.data.file.names()) == set(once.data.file.names())
    # Frequencies of deleted documents count when it is decided how many bits they take.
    assert deleted or found.data.file.sizes() == once.data.file.sizes()


@pytest.mark.parametrize("deleted", [set(), set(range(0, 900, 7))])
def test_merging_terms_of_any_density_equals_building_at_once(deleted: set[int]) -> None:
    batches = [sparse(1, 400), sparse(2, 500), sparse(3, 20)]
    found, live = merged(batches, deleted, 1000, [{}] * 3)
    once = built(arrays(live))
    assert contents(found) == contents(once)
    sizes = found.data.file.sizes()
    assert deleted or sizes == once.data.file.sizes()
    assert "inverted/form/positions/low" not in sizes


@pytest.mark.parametrize("odd", [{"shift": 1}, {"refines": None}])
def test_where_segments_disagree_on_what_refines_what_they_are_merged_as_if_they_stood_alone(odd: Any) -> None:
    batches = [sparse(1, 90), sparse(2, 100)]
    found, _ = merged(batches, {3, 95}, 1000, [{}, odd])
    expected, _ = merged(batches, {3, 95}, 1000, [{"refines": None}, odd | {"refines": None}])
    assert contents(found) == contents(expected)
    assert found.data.inverted["form"].coarser is None


def test_whooshs_searcher_finds_the_same() -> None:
    documents = sparse(4, 300)
    found = []
    schema = fields.Schema(
        form=fields.TEXT(analysis.SpaceSeparatedTokenizer()), stem=fields.TEXT(analysis.SpaceSeparatedTokenizer())
    )
    for refines in ("stem", None):
        index = RamStorage().create_index(schema, indexname=f"T{random_name(8)}")
        with Transaction(index) as transaction:
            for part in (documents[:200], documents[200:]):
                transaction.add(write_segment(index.storage, index.indexname, arrays(part, refines=refines)))
            transaction.commit()
        answers = []
        for mergetype in (None, array_merge(lambda sizes: [list(range(len(sizes)))])):
            if mergetype:
                index.writer(codec=ArrayCodec()).commit(mergetype=mergetype)
            with index.searcher() as searcher:
                for one, other in pairwise([3, 0, 19, 25, 26, 40]):
                    for asked in (
                        query.Phrase("form", [f"f{one}", f"f{other}"], slop=3),
                        query.Or([query.Term("form", f"f{one}"), query.Term("stem", f"s{stem_of(other)}")]),
                    ):
                        hits = searcher.search(asked, limit=9)
                        answers.append([(hit.docnum, hit.score) for hit in hits])
        found.append(answers)
    assert found[0] == found[1]
    assert all(any(answers) for answers in found)


def test_what_does_not_refine_the_other_is_refused() -> None:
    documents = [[1, 2], [3]]
    good = arrays(documents).fields
    other = arrays([[1, 2, 3]]).fields["stem"]
    dropping = FieldArrays(
        good["stem"].terms, good["stem"].tokens, good["stem"].ends, mapping=np.array([0, DROPPED, 0, 0], np.uint32)
    )
    twice = FieldArrays(
        [b"a"], good["form"].tokens, good["form"].ends, mapping=np.zeros(400, np.uint32), refines="form"
    )
    unrefined = arrays(documents, refines=None).fields["form"]
    for wrong in (
        {"form": good["form"]},
        {"stem": dropping, "form": good["form"]},
        {"stem": FieldArrays(other.terms, other.tokens, np.array([3, 3]), mapping=other.mapping), "form": good["form"]},
        {"form": unrefined, "coarse": twice},
        {**good, "more": good["form"]},
        {
            "stem": FieldArrays(good["stem"].terms, good["stem"].tokens, good["stem"].ends, "frequency"),
            "form": good["form"],
        },
    ):
        storage = RamStorage()
        with pytest.raises(ValueError, match="can't refine"):
            write_segment(storage, "MAIN", SegmentArrays(2, wrong))
        assert storage.list() == []


def test_a_flipped_bit_in_what_the_fields_share_is_found() -> None:
    storage = RamStorage()
    entry = write_segment(storage, "MAIN", arrays(sparse(5, 700)))
    whole = bytes(memoryview(storage.files[entry.filename]))
    file = SegmentFile(memoryview(whole), "memory")
    shared = [name for name in file.names() if "/within/" in name or "/labels/" in name or name.endswith("/parents")]
    assert len(shared) == 9
    for name in shared:
        offset = file[name].slice(0, 1).__array_interface__["data"][0] - np.frombuffer(whole, np.uint8).ctypes.data
        broken = bytearray(whole)
        broken[offset] ^= 1
        data = SegmentData(SegmentFile(memoryview(bytes(broken)), "memory"))
        inverted = data.inverted["form"]
        with pytest.raises(SegmentDamaged, match=name):
            for number in range(len(inverted.terms)):
                inverted.positions_of(number, np.arange(len(inverted.ids(number))))
