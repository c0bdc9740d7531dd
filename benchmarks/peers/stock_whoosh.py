"""Whoosh 2.7.4 as it comes: its own format (W3), writer, searcher, facets and highlighter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory
from whoosh import fields, query
from whoosh.analysis import LowercaseFilter, RegexTokenizer, SpaceSeparatedTokenizer, StemFilter
from whoosh.highlight import ContextFragmenter, Highlighter, HtmlFormatter
from whoosh.index import create_in, open_dir
from whoosh.scoring import BM25F
from whoosh.sorting import FieldFacet

from ..prepared import FACET_NAMES, Document
from ..queries import KINDS, Asked
from .base import COUNT, FACET_VALUES, FULL, SNIPPETS, TITLE_WEIGHT, TOP, WORK, Answer

_LIMIT_MB = 256
_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))
_FACETS = {name: FieldFacet(name, allow_overlap=True) for name in FACET_NAMES}


class StockWhoosh:
    """Prepared words through Whoosh's plainest analyzer; BM25F with its own parameters."""

    name = "Whoosh"
    note = "2.7.4 as it comes; its ten best must be siaran's under the same formula"
    whoosh_scores = True
    exact_facets = True
    adds = True
    can = frozenset((work, kind) for work in WORK for kind in KINDS)

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=BM25F(B=0.75, K1=1.2))
        self._highlighter = Highlighter(fragmenter=ContextFragmenter(), formatter=HtmlFormatter())

    @classmethod
    def version(cls) -> str:
        return version("Whoosh")

    @classmethod
    def build(cls, documents: Sequence[Document], folder: Path) -> None:
        schema = fields.Schema(
            id=fields.ID(unique=True, stored=True),
            day=fields.NUMERIC(stored=True, sortable=True),
            title=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True),
            body=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True),
            **{name: fields.KEYWORD(stored=True) for name in FACET_NAMES},
        )
        cls._write(create_in(str(folder), schema), documents)

    @staticmethod
    def _write(index: Any, documents: Sequence[Document]) -> None:
        writer = index.writer(limitmb=_LIMIT_MB)
        for document in documents:
            writer.add_document(
                id=document.id,
                day=document.day,
                title=document.title,
                body=document.body,
                **{name: document.values(name) for name in FACET_NAMES},
            )
        writer.commit()

    def add(self, documents: Sequence[Document]) -> None:
        self._write(self._index, documents)

    def answer(self, work: str, asked: Asked) -> Answer:
        options: dict[str, Any] = {"filter": _filter(asked)}
        if work == FULL:
            options["groupedby"] = _FACETS
        hits = self._searcher.search(_query(asked), limit=TOP, **options)
        top = [hits[i] for i in range(min(TOP, hits.scored_length()))]
        snippets = 0
        if work in (SNIPPETS, FULL):
            snippets = sum(bool(self._highlighter.highlight_hit(hit, "body")) for hit in top)
        facets = {}
        if work == FULL:
            facets = {name: _most(hits.groups(name)) for name in FACET_NAMES}
        total = len(hits) if work in (COUNT, FULL) else None
        return Answer([hit["id"] for hit in top], [hit.score for hit in top], total, snippets, facets)

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


def _most(groups: dict[str | None, list[int]]) -> dict[str, int]:
    counts = sorted(((value, len(numbers)) for value, numbers in groups.items() if value), key=lambda pair: -pair[1])
    return dict(counts[:FACET_VALUES])


def _query(asked: Asked) -> query.Query:
    return query.Or([leaf for field, weight in _FIELDS for leaf in _leaves(asked, field, weight)])


def _leaves(asked: Asked, field: str, weight: float) -> list[query.Query]:
    if asked.kind == "phrase":
        return [query.Phrase(field, list(asked.words), boost=weight)]
    if asked.kind == "prefix":
        return [query.Prefix(field, asked.words[0], boost=weight)]
    return [query.Term(field, word, boost=weight) for word in asked.words]


def _filter(asked: Asked) -> query.Query | None:
    if asked.days is None or asked.person is None:
        return None
    return query.And([query.NumericRange("day", *asked.days), query.Term("person", asked.person)])


# --- The baseline of indexing: how a person who knows Whoosh and Sastrawi would do it.


@cache
def _stemmer() -> Any:
    return StemmerFactory().create_stemmer()  # keeps what it has stemmed


def stem(word: str) -> str:
    """PySastrawi's stem; a function of a module, as Whoosh pickles it into its index."""
    return str(_stemmer().stem(word))


def index_raw(records: Iterable[dict[str, str]], folder: Path) -> None:
    """Index raw texts with a Sastrawi analyzer that remembers every word. No names are found."""
    analyzer = RegexTokenizer() | LowercaseFilter() | StemFilter(stemfn=stem, cachesize=None)
    schema = fields.Schema(
        id=fields.ID(unique=True, stored=True),
        date=fields.ID(stored=True, sortable=True),
        source=fields.ID(stored=True),
        title=fields.TEXT(analyzer=analyzer, stored=True),
        body=fields.TEXT(analyzer=analyzer, stored=True),
    )
    writer = create_in(str(folder), schema).writer(limitmb=_LIMIT_MB)
    for record in records:
        writer.add_document(**record)
    writer.commit()
