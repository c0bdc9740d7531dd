"""bm25s: scores of every word and document worked out beforehand, in scipy-like sparse arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from ..prepared import FACET_NAMES, Document
from ..queries import WORD_KINDS, Asked
from .base import COUNT, FACET_VALUES, FULL, TOP, TOP_TEN, Answer


class Bm25s:
    """Title and body as one text, the title's words twice. Facets are counted by us with numpy over its scores."""

    name = "bm25s"
    note = "one field; no phrases, prefixes, filters, snippets (its facets row is without them); adding means anew"
    whoosh_scores = False
    exact_facets = True
    adds = False
    can = frozenset((work, kind) for work in (TOP_TEN, COUNT, FULL) for kind in WORD_KINDS)

    def __init__(self, folder: Path) -> None:
        self._index: Any = bm25s.BM25.load(str(folder), mmap=True)
        facts = json.loads((folder / "facts.json").read_text("utf-8"))
        self._ids = facts["ids"]
        self._values = facts["values"]
        self._ordinals = {
            name: (np.load(folder / f"{name}.of.npy"), np.load(folder / f"{name}.npy")) for name in FACET_NAMES
        }

    @classmethod
    def version(cls) -> str:
        return version("bm25s")

    @classmethod
    def build(cls, documents: Sequence[Document], folder: Path) -> None:
        index = bm25s.BM25(k1=1.2, b=0.75)
        texts = [f"{document.title} {document.title} {document.body}".split() for document in documents]
        index.index(texts, show_progress=False)
        index.save(str(folder), show_progress=False)
        values: dict[str, list[str]] = {}
        for name in FACET_NAMES:
            numbers: dict[str, int] = {}
            pairs = [
                (number, numbers.setdefault(value, len(numbers)))
                for number, document in enumerate(documents)
                for value in document.values(name)
            ]
            of, ordinals = np.array(pairs, np.int64).reshape(-1, 2).T
            np.save(folder / f"{name}.of.npy", of)
            np.save(folder / f"{name}.npy", ordinals)
            values[name] = list(numbers)
        facts = {"ids": [document.id for document in documents], "values": values}
        (folder / "facts.json").write_text(json.dumps(facts), "utf-8")

    def add(self, documents: Sequence[Document]) -> None:
        raise NotImplementedError("bm25s can't add to an index")

    def answer(self, work: str, asked: Asked) -> Answer:
        scores = self._index.get_scores(list(asked.words))
        best = np.argpartition(scores, len(scores) - TOP)[-TOP:] if len(scores) > TOP else np.arange(len(scores))
        best = best[scores[best] > 0]
        best = best[np.argsort(-scores[best])]
        total = int(np.count_nonzero(scores)) if work in (COUNT, FULL) else None
        facets = {}
        if work == FULL:
            matching = scores > 0
            facets = {name: self._facet(name, matching) for name in FACET_NAMES}
        return Answer([self._ids[i] for i in best], scores[best].tolist(), total, 0, facets)

    def _facet(self, name: str, matching: Any) -> dict[str, int]:
        of, ordinals = self._ordinals[name]
        values = self._values[name]
        counts = np.bincount(ordinals[matching[of]], minlength=len(values))
        if len(counts) > FACET_VALUES:
            top = np.argpartition(counts, len(counts) - FACET_VALUES)[-FACET_VALUES:]
        else:
            top = np.arange(len(counts))
        return {values[i]: int(counts[i]) for i in top[np.argsort(-counts[top])] if counts[i]}

    def close(self) -> None:
        del self._index
