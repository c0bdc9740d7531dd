"""A batch as the lab sees it: for stems and for forms, which releases have a word how often, and which pairs of words
stand side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...engines import scoring, whoosh_scoring
from ...engines.base import Batch, Column
from ...language import is_function_word

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_NOTHING: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Question:
    """A question's words in order, as `querying` would keep them: distinct by stem, and, if there are others, without
    function words. `sequence` is all of them, repetitions and function words too."""

    words: tuple[tuple[str, str], ...]
    sequence: tuple[tuple[str, str], ...]


class Postings:
    """One field's words: for each, its releases, ascending, and how often each has it."""

    def __init__(self, words: Ints, docs: Ints, releases: int, distinct: int) -> None:
        keys, counts = np.unique(words * releases + docs, return_counts=True)
        self._docs = keys % releases
        self._counts = counts.astype(np.float64)
        self._starts = np.searchsorted(keys, np.arange(distinct + 1) * releases)
        self.lengths = np.bincount(docs, minlength=releases).astype(np.float64)
        self.mean = scoring.average(len(docs), releases)

    @cached_property
    def stored_lengths(self) -> Floats:
        """The lengths as Whoosh knows them: from a byte, a few per cent short."""
        of_byte = (whoosh_scoring.norms(1.0) / whoosh_scoring.K1 - (1 - whoosh_scoring.B)) / whoosh_scoring.B
        distinct, which = np.unique(self.lengths, return_inverse=True)
        return of_byte[[whoosh_scoring.length_byte(int(length)) for length in distinct]][which]

    def of(self, word: int) -> tuple[Ints, Floats]:
        """The releases with this word, and its count in each."""
        begin, end = self._starts[word], self._starts[word + 1]
        return self._docs[begin:end], self._counts[begin:end]

    def present(self) -> Ints:
        """In how many releases each word is."""
        return np.diff(self._starts)


class Index:
    """All fields under one naming of words: by stem, or by form. `names[i]` is word `i`."""

    def __init__(self, batch: Batch, names: Sequence[str]) -> None:
        self.numbers: dict[str, int] = {}
        of_form = np.array([self.numbers.setdefault(name, len(self.numbers)) for name in names] or [0], np.int64)
        self.releases = len(batch.releases)
        self.function = np.array([is_function_word(name) for name in self.numbers] or [False])
        self._columns = {
            "title": _flat(batch.title, of_form),
            "body": _flat(batch.body, of_form),
        }
        self.postings = {name: self._postings(*column) for name, column in self._columns.items()}
        words, docs = (np.concatenate(parts) for parts in zip(*self._columns.values(), strict=True))
        self.having = self._postings(words, docs).present()
        self._leads: dict[int, Postings] = {}

    def lead(self, size: int) -> Postings:
        """Postings of the first `size` words of each body."""
        if size not in self._leads:
            self._leads[size] = self._lead(size)
        return self._leads[size]

    def _lead(self, size: int) -> Postings:
        words, docs = self._columns["body"]
        begins = np.searchsorted(docs, np.arange(self.releases))
        early = np.arange(len(docs)) - begins[docs] < size
        return self._postings(words[early], docs[early])

    def word(self, name: str) -> int | None:
        """The number of a word, None where no release has it."""
        return self.numbers.get(name)

    def adjacent(self, first: int, second: int, *, bridging: bool = False) -> Ints:
        """The releases in which `second` follows `first` at once; with `bridging`, over function words too."""
        keys, docs = self._bridged if bridging else self._pairs
        key = first * len(self.numbers) + second
        begin, end = np.searchsorted(keys, [key, key + 1])
        return docs[begin:end]

    @cached_property
    def _pairs(self) -> tuple[Ints, Ints]:
        return self._paired(np.ones(len(self.function), bool))

    @cached_property
    def _bridged(self) -> tuple[Ints, Ints]:
        return self._paired(~self.function)

    def _paired(self, kept: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
        """Neighbours as sorted keys of both words, and where they are; only words that are `kept` count."""
        found = []
        for words, docs in self._columns.values():
            chosen = kept[words]
            left, where = words[chosen], docs[chosen]
            same = where[1:] == where[:-1]
            key = left[:-1][same] * len(self.numbers) + left[1:][same]
            found.append(key * self.releases + where[1:][same])
        both = np.unique(np.concatenate(found)) if self.releases else _NOTHING
        return both // max(1, self.releases), both % max(1, self.releases)

    def _postings(self, words: Ints, docs: Ints) -> Postings:
        return Postings(words, docs, self.releases, len(self.numbers))


class Collection:
    """Releases, ready to be scored as a whole. Scores are arrays with a number for each release."""

    def __init__(self, batch: Batch) -> None:
        self.ids = [release.id for release in batch.releases]
        self.stems = Index(batch, batch.stems)
        self.forms = Index(batch, batch.forms)
        days = [-(release.date or date.min).toordinal() for release in batch.releases]
        self._ties = np.empty(len(self.ids), np.int64)
        self._ties[sorted(range(len(days)), key=lambda i: (days[i], self.ids[i]))] = np.arange(len(days))

    def __len__(self) -> int:
        return len(self.ids)

    def best(self, scores: Floats, depth: int) -> list[tuple[str, float]]:
        """The best releases above 0, equal scores in the order of every engine: newest first, then by id."""
        matching = np.flatnonzero(scores > 0)
        order = np.lexsort((self._ties[matching], -np.rint(scores[matching] * 1e6)))[:depth]
        return [(self.ids[i], float(scores[i])) for i in matching[order]]


def _flat(column: Column, of_form: Ints) -> tuple[Ints, Ints]:
    ends = column.ends.astype(np.int64)
    sizes = ends - np.concatenate([[0], ends[:-1]])
    return of_form[column.words.astype(np.int64)], np.repeat(np.arange(len(sizes)), sizes)
