"""The codec finds, scores, sorts and stores exactly what Whoosh's own format does, whatever happens to the index."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import analysis, columns, fields, query, scoring
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.util import random_name

from search.engines.whoosh.codec import ArrayCodec

WORDS = ["a", "b", "c", "ab", "abc", "b\u00e9", "\U0001f600", "z" * 300]
SPACES = analysis.SpaceSeparatedTokenizer()
BOOSTED = analysis.SpaceSeparatedTokenizer() | analysis.DelimitedAttributeFilter()


def create(schema: fields.Schema) -> Any:
    """An index in memory. Whoosh keeps its temporary files in a folder that all of the same name share."""
    return RamStorage().create_index(schema, indexname=f"T{random_name(8)}")


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(unique=True, stored=True, sortable=True),
        title=fields.TEXT(SPACES, field_boost=2.0, stored=True),
        body=fields.TEXT(SPACES),
        odd=fields.TEXT(SPACES, field_boost=1.1, phrase=False),
        chars=fields.TEXT(SPACES, chars=True),
        boosts=fields.TEXT(BOOSTED),
        tags=fields.KEYWORD(stored=True, sortable=True),
        scored=fields.KEYWORD(scorable=True),
        number=fields.NUMERIC(sortable=True, signed=True),
        flag=fields.COLUMN(columns.BitColumn()),
        shared=fields.COLUMN(columns.RefBytesColumn()),
        extra=fields.STORED(),
    )


texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
documents = st.fixed_dictionaries(
    {},
    optional={
        "title": texts,
        "body": st.one_of(texts, st.sampled_from(WORDS).map(lambda word: " ".join([word] * 400))),
        "odd": texts,
        "chars": texts,
        "boosts": st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", "^2", "^0.3"])), max_size=4).map(
            lambda pairs: " ".join(word + boost for word, boost in pairs)
        ),
        "tags": texts,
        "scored": texts,
        "number": st.integers(-(2**31) + 1, 2**31 - 2),
        "flag": st.booleans(),
        "shared": st.binary(max_size=3),
        "extra": st.one_of(st.text(max_size=300), st.binary(max_size=300), st.lists(st.integers(), max_size=3)),
        "_boost": st.sampled_from([1.5, 2.0]),
    },
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(documents, min_size=1, max_size=6)),
        st.tuples(st.just("merge"), st.lists(documents, max_size=3)),
        st.tuples(st.just("optimize"), st.just([])),
        st.tuples(st.just("delete"), st.integers(0, 12)),
        st.tuples(st.just("update"), st.tuples(st.integers(0, 12), documents)),
    ),
    min_size=1,
    max_size=6,
)
leaves = st.one_of(
    st.builds(
        query.Term,
        st.sampled_from(["title", "body", "odd", "chars", "boosts", "tags", "scored"]),
        st.sampled_from(WORDS),
    ),
    st.builds(
        query.Phrase,
        st.sampled_from(["title", "body", "chars"]),
        st.lists(st.sampled_from(WORDS[:4]), min_size=2, max_size=3),
    ),
    st.builds(query.Prefix, st.sampled_from(["title", "body"]), st.sampled_from(["a", "ab", "z", ""])),
    st.builds(
        query.Phrase, st.just("body"), st.lists(st.sampled_from(WORDS[:3]), min_size=2, max_size=2), st.integers(1, 4)
    ),
    st.builds(query.NumericRange, st.just("number"), st.integers(-1000, 0), st.integers(0, 1000)),
    st.builds(query.FuzzyTerm, st.just("body"), st.sampled_from(["ab", "abd"])),
    st.just(query.Every("body")),
)
queries = st.recursive(
    leaves,
    lambda children: st.one_of(
        st.builds(query.And, st.lists(children, min_size=1, max_size=3)),
        st.builds(query.Or, st.lists(children, min_size=1, max_size=3)),
        st.builds(query.AndNot, children, children),
        st.builds(query.AndMaybe, children, children),
        st.builds(query.Not, children),
    ),
    max_leaves=5,
)


def run(codec: type, plan: list[tuple[str, Any]]) -> Any:
    index = create(schema())
    numbers = itertools.count()
    for action, what in plan:
        writer = index.writer(codec=codec())
        if action == "delete":
            writer.delete_by_term("id", str(what))
        elif action == "update":
            writer.update_document(id=str(what[0]), **what[1])
        else:
            for document in what:
                writer.add_document(id=str(next(numbers)), **document)
        writer.commit(optimize=action == "optimize", merge=action in ("merge", "optimize"))
    return index


def answers(index: Any, asked: Any, limit: int | None, weighting: Any) -> list[Any]:
    with index.searcher(weighting=weighting) as searcher:
        results = searcher.search(asked, limit=limit)
        return [len(results), *((hit.docnum, hit.score, dict(hit)) for hit in results)]


def statistics(index: Any) -> list[Any]:
    with index.reader() as reader:
        found: list[Any] = [reader.doc_count(), reader.doc_count_all(), list(reader.all_doc_ids())]
        for field, text in reader.all_terms():
            info = reader.term_info(field, text)
            found.append((field, text, info.weight(), info.doc_frequency(), info.max_weight(), info.min_length()))
            found.append((info.max_length(), info.min_id(), info.max_id(), reader.frequency(field, text)))
            matcher = reader.postings(field, text)
            while matcher.is_active():
                found.append((matcher.id(), matcher.weight(), matcher.value() or b""))
                matcher.next()
        for field in ("title", "body", "scored"):
            found.append(reader.field_length(field))
            found.append([reader.doc_field_length(n, field, 0) or 0 for n in range(reader.doc_count_all())])
        for leaf, _ in reader.leaf_readers():  # Whoosh 2.7.4 can't read columns over several segments
            for field in ("id", "tags", "number", "flag", "shared"):
                if leaf.doc_count_all():
                    column = leaf.column_reader(field)
                    found.append([column[n] for n in leaf.all_doc_ids()])
        found.append(list(reader.all_stored_fields()))
        return found


@settings(max_examples=30, deadline=None)
@given(plan=steps, asked=st.lists(queries, min_size=1, max_size=6), limit=st.sampled_from([1, 3, None]))
def test_hits_scores_and_statistics_are_those_of_w3(plan: Any, asked: list[Any], limit: int | None) -> None:
    ours, theirs = run(ArrayCodec, plan), run(W3Codec, plan)
    assert statistics(ours) == statistics(theirs)
    for one, weighting in itertools.product(asked, (scoring.BM25F(), scoring.TF_IDF())):
        assert answers(ours, one, limit, weighting) == answers(theirs, one, limit, weighting)


@pytest.mark.parametrize("reverse", [False, True])
def test_sorting_and_grouping_by_columns_are_those_of_w3(reverse: bool) -> None:
    many = [{"title": "a", "number": n * 7919 % 100 - 50, "tags": f"t{n % 5}"} for n in range(60)]
    plan = [("add", many[:20]), ("add", many[20:]), ("delete", 3)]
    found = []
    for codec in (ArrayCodec, W3Codec):
        with run(codec, plan).searcher() as searcher:
            results = searcher.search(query.Term("title", "a"), sortedby="number", reverse=reverse, groupedby="tags")
            found.append(([hit["id"] for hit in results], results.groups("tags")))
    assert found[0] == found[1]


def test_whooshs_collector_skips_blocks_and_still_finds_the_best() -> None:
    bodies = [" ".join(["a"] * (1 + (n % 997 == 500) * 9) + ["b"] * (n % 7)) for n in range(3000)]
    plan = [("add", [{"body": body} for body in bodies])]
    asked = query.Or([query.Term("body", "a"), query.Term("body", "b")])
    found = [answers(run(codec, plan), asked, 5, scoring.BM25F())[1:] for codec in (ArrayCodec, W3Codec)]
    assert found[0] == found[1]
    with run(ArrayCodec, plan).searcher() as searcher:
        matcher = query.Term("body", "a").matcher(searcher, searcher.boolean_context())
        matcher = query.Term("body", "a").matcher(searcher)
        assert matcher.supports_block_quality()
        before = matcher.block_quality()
        assert matcher.skip_to_quality(before) > 0
        assert matcher.is_active()
        assert matcher.block_quality() > before


def test_term_vectors_are_kept() -> None:
    text = fields.TEXT(SPACES, vector=True)
    found = []
    for codec in (ArrayCodec, W3Codec):
        index = create(fields.Schema(body=text))
        writer = index.writer(codec=codec())
        writer.add_document(body="b a b")
        writer.add_document()
        writer.commit()
        with index.reader() as reader:
            assert not reader.has_vector(1, "body")
            found.append(list(reader.vector_as("weight", 0, "body")))
    assert found[0] == found[1]


def test_a_cancelled_writer_leaves_the_index_as_it_was() -> None:
    index = run(ArrayCodec, [("add", [{"title": "a"}])])
    writer = index.writer(codec=ArrayCodec())
    writer.add_document(title="b")
    writer.cancel()
    with index.searcher() as searcher:
        assert searcher.doc_count() == 1


def test_segments_of_both_formats_share_an_index() -> None:
    index = run(W3Codec, [("add", [{"title": "a"}])])
    writer = index.writer(codec=ArrayCodec())
    writer.add_document(title="a b")
    writer.commit(merge=False)
    with index.searcher() as searcher:
        assert len(searcher.search(query.Term("title", "a"))) == 2
