"""tantivy, the Rust library, through its Python binding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from ..prepared import FACET_NAMES, Document
from ..queries import KINDS, Asked
from .base import COUNT, FACET_VALUES, FULL, SNIPPETS, TITLE_WEIGHT, TOP, WORK, Answer

_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))
_AGGREGATIONS = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in FACET_NAMES}
_WRITER_BYTES = 300_000_000


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace")
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in FACET_NAMES:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_integer_field("day", stored=True, indexed=True, fast=True)
    return builder.build()


class Tantivy:
    """An index of whitespace-cut words with fast fields for facets; two writing threads, merges awaited."""

    name = "tantivy"
    note = (
        "snippets are of the stemmed text, as it has no Indonesian stemmer; its own BM25 (another idf); facets are "
        "approximate, as each of its segments reports its most frequent values only"
    )
    whoosh_scores = False
    exact_facets = False
    adds = True
    can = frozenset((work, kind) for work in WORK for kind in KINDS)

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = _schema()

    @classmethod
    def version(cls) -> str:
        return version("tantivy")

    @classmethod
    def build(cls, documents: Sequence[Document], folder: Path) -> None:
        cls._write(tantivy.Index(_schema(), str(folder)), documents)

    @staticmethod
    def _write(index: Any, documents: Sequence[Document]) -> None:
        writer = index.writer(_WRITER_BYTES, 2)
        for document in documents:
            made = tantivy.Document(id=document.id, title=document.title, body=document.body, day=document.day)
            for name in FACET_NAMES:
                for value in document.values(name):
                    made.add_text(name, value)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()

    def add(self, documents: Sequence[Document]) -> None:
        self._write(self._index, documents)

    def answer(self, work: str, asked: Asked) -> Answer:
        query = self._query(asked)
        found = self._searcher.search(query, TOP, count=work in (COUNT, FULL))
        documents = [self._searcher.doc(address) for _, address in found.hits]
        snippets = 0
        if work in (SNIPPETS, FULL):
            generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "body")
            snippets = sum(bool(generator.snippet_from_doc(document).to_html()) for document in documents)
        facets = {}
        if work == FULL:
            counted = self._searcher.aggregate(query, _AGGREGATIONS)
            facets = {
                name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
                for name in FACET_NAMES
            }
        return Answer(
            [document["id"][0] for document in documents],
            [score for score, _ in found.hits],
            found.count,
            snippets,
            facets,
        )

    def _query(self, asked: Asked) -> Any:
        parts = [
            (Occur.Should, Query.boost_query(leaf, weight))
            for field, weight in _FIELDS
            for leaf in self._leaves(asked, field)
        ]
        words = Query.boolean_query(parts)
        if asked.days is None or asked.person is None:
            return words
        low, high = asked.days
        days = Query.range_query(self._schema, "day", tantivy.FieldType.Integer, low, high)
        person = Query.term_query(self._schema, "person", asked.person, "basic")
        return Query.boolean_query(
            [(Occur.Must, words), (Occur.Must, Query.const_score_query(days, 0.0)),
             (Occur.Must, Query.const_score_query(person, 0.0))]
        )  # fmt: skip

    def _leaves(self, asked: Asked, field: str) -> list[Any]:
        if asked.kind == "phrase":
            return [Query.phrase_query(self._schema, field, list(asked.words))]
        if asked.kind == "prefix":
            return [Query.regex_query(self._schema, field, re.escape(asked.words[0]) + ".*")]
        return [Query.term_query(self._schema, field, word, "freq") for word in asked.words]

    def close(self) -> None:
        del self._searcher, self._index
