"""One committed state: its segments as one sequence of releases, and what is computed from all of them.

A release's number is its segment's base and its number there. Removed releases keep numbers but are in no
postings and no statistics.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model import Field, Release, Stats, Term
from .. import scoring, whoosh_scoring
from ..base import Ranking
from ..names import NO_NAMES, Names
from ..pairs import Pair
from .cache import Cache
from .counts import Counts
from .facets import Years
from .impacts import Impact, listed, spread
from .layout import size_of
from .lengths import Lengths
from .lexicon import Lexicon
from .schema import FORMS, STEMS
from .segment import Segment
from .sharing import Shared
from .stored import memory_of
from .table import Table, make_table
from .terms import FieldTerm, Mask, Numbers, Place, places_of
from .words import Bm25f, Scored, Weight, WhooshBm25f, Word

CACHE_BYTES = 64 << 20
"""What a state keeps of frequent words for later searches; less than twice as much for all else."""

_DENSE = 12
"""A word of more than this part of the releases is added up faster, and kept in less memory, as an array over all."""


class State(Shared):
    """Immutable; safe to use from several threads (what is computed late may be computed twice)."""

    def __init__(
        self,
        folder: Path,
        commit: int,
        segments: Sequence[tuple[Segment, Sequence[int]]],
        lexicon: Lexicon,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        """`segments` come with the numbers of their removed releases. Becomes a holder's heir of each of them."""
        super().__init__()
        self.folder = folder
        self.commit = commit
        self.lexicon = lexicon
        self.segments = tuple(segment for segment, _ in segments)
        names = " ".join(segment.name for segment in self.segments)
        digest = hashlib.blake2b(names.encode(), digest_size=4).hexdigest()
        self.name = f"{folder.name}-{commit}-{digest}"
        sizes = [segment.size for segment in self.segments]
        self.bases = [sum(sizes[:i]) for i in range(len(sizes))]
        self.size = sum(sizes)
        self.live: Mask = np.ones(self.size, np.bool_)
        for base, (_, removed) in zip(self.bases, segments, strict=True):
            self.live[[base + doc for doc in removed]] = False
        self.count = int(np.count_nonzero(self.live))
        self.some_removed = self.count != self.size
        self._tables: dict[tuple[str, Names], Table] = {}
        self._lengths: dict[Field, Lengths] = {}
        self._impacts: Cache[object, Impact] = Cache(cache_bytes, lambda impact: impact.nbytes)
        self._lists: Cache[object, Impact] = Cache(cache_bytes // 4, lambda impact: impact.nbytes)
        self.pairs: Cache[Pair, Numbers] = Cache(cache_bytes // 16, lambda docs: docs.nbytes)
        self.gains: Cache[object, list[tuple[Pair, float]]] = Cache(cache_bytes // 64, lambda pairs: 400 * len(pairs))
        """What `neighbours.py` keeps."""
        self.together: Cache[object, Numbers] = Cache(cache_bytes // 16, lambda docs: docs.nbytes)
        """What `phrases.py` keeps."""
        self.variants: Cache[object, Scored] = Cache(cache_bytes // 8, lambda each: 100 + 16 * len(each.docs))
        """What `variants.py` keeps."""
        self._pairs_asked: Cache[Pair, bool] = Cache(cache_bytes // 64, lambda _: 100)
        self._counts: Cache[tuple[str, str], Counts] = Cache(cache_bytes // 2, lambda counts: counts.nbytes)
        self._terms: Cache[tuple[str, str], FieldTerm] = Cache(cache_bytes // 8, lambda term: 200 * len(term.places))
        self._weights: Cache[object, Weight] = Cache(cache_bytes // 16, lambda weight: 200 * len(weight.terms))
        self._having: Cache[object, int] = Cache(cache_bytes // 32, lambda _: 24)
        self._words: Cache[object, Word] = Cache(cache_bytes // 16, lambda _: 400)
        self._stems: Cache[str, str] = Cache(cache_bytes // 32, lambda _: 100)
        self.releases: Cache[int, Release] = Cache(cache_bytes // 4, memory_of)
        """What hits show, by number."""
        self._forms: Cache[str, tuple[str, ...]] = Cache(cache_bytes // 16, lambda forms: 80 * len(forms))

    def _close(self) -> None:
        for segment in self.segments:
            segment.release()
        self.lexicon.release()

    # --- Terms

    def docs(self, field: str, term: str) -> Numbers:
        """The releases that have a term, ascending."""
        parts = [place.docs() for place in places_of(self.segments, self.bases, field, term)]
        docs = np.concatenate([np.empty(0, np.intp), *parts])
        return docs[self.live[docs]] if self.some_removed else docs

    def terms_of(self, field: str) -> set[str]:
        """The terms of a field that releases have."""
        found: set[str] = set()
        for base, segment in zip(self.bases, self.segments, strict=True):
            terms = segment.terms(field)
            texts = terms.texts()
            if terms.field is None or not texts:
                continue
            live = self.live[base : base + segment.size]
            if not live.all():
                alive = live[terms.field.ids_of(0, len(texts))]
                starts = np.cumsum(terms.counts) - terms.counts
                left = np.logical_or.reduceat(alive, starts).tolist()
                texts = [text for text, there in zip(texts, left, strict=True) if there]
            found.update(texts)
        return found

    def field_term(self, name: str, field: Field, term: str) -> FieldTerm:
        """A term of a field, stored under `name`."""
        return self._terms.get((name, term), lambda: self._field_term(name, field, term))

    def _field_term(self, name: str, field: Field, term: str) -> FieldTerm:
        places = tuple(places_of(self.segments, self.bases, name, term))
        count = self._living(places) if self.some_removed else sum(place.count for place in places)
        live = self.live if self.some_removed else None
        return FieldTerm(name, term, places, count, live, self.lengths(field), self._counts)

    def weight(
        self, names: Mapping[Field, str], word: str, fields: tuple[Field, ...], ranking: Ranking = Ranking.BM25F
    ) -> Weight:
        """What a word scores in some fields, which are stored under `names`."""
        key = (names[Field.BODY], word, fields, ranking)
        return self._weights.get(key, lambda: self._weight(names, word, fields, ranking))

    def _weight(self, names: Mapping[Field, str], word: str, fields: tuple[Field, ...], ranking: Ranking) -> Weight:
        terms = {field: self.field_term(names[field], field, word) for field in Field}
        asked = tuple(terms[field] for field in fields if terms[field].count)
        if ranking is Ranking.WHOOSH:
            idfs = [whoosh_scoring.idf(self.count, term.count) for term in asked]
            weights = whoosh_scoring.WEIGHTS
            return WhooshBm25f(asked, [weights[term.field] * idf for term, idf in zip(asked, idfs, strict=True)])
        return Bm25f(asked, self.rarity(names, word))

    def rarity(self, names: Mapping[Field, str], word: str) -> float:
        """How rare a word is among all releases, whatever the field; fields are stored under `names`."""
        return scoring.idf(self.count, self.having(names, word))

    def having(self, names: Mapping[Field, str], word: str) -> int:
        """How many releases have a word in any field; fields are stored under `names`."""
        return self._having.get((names[Field.BODY], word), lambda: self._count_having(names, word))

    def _count_having(self, names: Mapping[Field, str], word: str) -> int:
        few, many = sorted((self.field_term(names[field], field, word) for field in Field), key=lambda term: term.count)
        having = many.count
        if few.count:
            having += int(np.count_nonzero(many.freqs_at(few.counts.postings()[0]) == 0))
        return having

    def _living(self, places: Sequence[Place]) -> int:
        """How many releases that are not removed have a term in these places of one field."""
        return sum(int(np.count_nonzero(self.live[place.docs()])) for place in places)

    def word(self, term: Term, ranking: Ranking) -> Word:
        """What a word of a query scores, without its variants (`variants.py`)."""
        key = (term.stem, term.form, term.field, ranking, term.surface, term.weight)
        return self._words.get(key, lambda: self._word(term, ranking))

    def _word(self, term: Term, ranking: Ranking) -> Word:
        fields = tuple(Field) if term.field is None else (term.field,)
        stem = self.weight(STEMS, term.stem, fields, ranking)
        typed = ranking is Ranking.BM25F and stem.terms and term.form in self.forms(term.stem)
        form = self.weight(FORMS, term.form, fields, ranking) if typed else None
        form = form if form and form.terms else None
        surface = scoring.SURFACE if term.surface is None else term.surface
        key = (term.stem, term.form if form else None, term.field, ranking, surface if form else None, term.weight)
        return Word(key, stem, form, surface, term.weight)

    def impact(self, word: Word) -> Impact:
        """What a word scores, ready to be added up. Kept for later, apart for frequent and for rare words."""
        if word.count * _DENSE > self.size:
            return self._impacts.get(word.key, lambda: spread(word, self.size))
        return self._lists.get(word.key, lambda: listed(word))

    def kept_impact(self, word: Word) -> Impact | None:
        """`impact` if it is kept."""
        return self._impacts.peek(word.key) or self._lists.peek(word.key)

    def asked_before(self, pair: Pair) -> bool:
        """Whether this was asked of the pair before, as far back as is remembered."""
        before = self._pairs_asked.peek(pair)
        self._pairs_asked.get(pair, lambda: True)
        return before is not None

    def lengths(self, field: Field) -> Lengths:
        """The number of words of each release."""
        if field not in self._lengths:
            parts = [segment.words(field) for segment in self.segments]
            exact = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.uint8), *parts])
            words = int((exact[self.live] if self.some_removed else exact).sum(dtype=np.int64))
            self._lengths[field] = Lengths(
                field,
                exact,
                scoring.average(words, self.count),
                lambda: np.concatenate([np.empty(0, np.uint8), *(segment.lengths(field) for segment in self.segments)]),
            )
        return self._lengths[field]

    def forms(self, stem: str) -> tuple[str, ...]:
        """Every form that was indexed under this stem, ascending."""
        return self._forms.get(stem, lambda: self._read_forms(stem))

    def _read_forms(self, stem: str) -> tuple[str, ...]:
        forms = self.lexicon.forms(stem, self.commit)
        for form in forms:
            self._stems.get(form, lambda: stem)
        return forms

    def stems(self, forms: Iterable[str]) -> dict[str, str]:
        """The stem of each of these forms that was ever indexed."""
        asked = list(forms)
        found = {form: stem for form in asked if (stem := self._stems.peek(form)) is not None}
        strange = [form for form in asked if form not in found]
        return found | self.lexicon.stems(strange, self.commit) if strange else found

    # --- Single releases

    def place(self, number: int) -> tuple[Segment, int]:
        """The segment of a release, and its number there."""
        if not 0 <= number < self.size:
            raise IndexError(number)
        at = bisect_right(self.bases, number) - 1
        while not self.segments[at].size:  # an empty segment has the base of the one behind it
            at -= 1
        return self.segments[at], number - self.bases[at]

    def id(self, number: int) -> str:
        """The id of a release."""
        segment, doc = self.place(number)
        return segment.id(doc)

    def find(self, release_id: str) -> int | None:
        """The number of the release that has this id."""
        for base, segment in zip(self.bases, self.segments, strict=True):
            doc = segment.find(release_id)
            if doc is not None and self.live[base + doc]:
                return base + doc
        return None

    def numbers_of_ids(self) -> dict[str, int]:
        """The number of every release by its id."""
        every = chain.from_iterable(segment.ids() for segment in self.segments)
        return {release_id: number for number, release_id in enumerate(every) if self.live[number]}

    def numbers(self) -> Iterator[int]:
        """All releases."""
        return (int(number) for number in np.flatnonzero(self.live))

    # --- What is computed from all of them

    @cached_property
    def dates(self) -> npt.NDArray[np.int32]:
        """Days since 0001-01-01, counted from 1; 0 is no date."""
        parts = [segment.dates() for segment in self.segments]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.int32), *parts])

    @cached_property
    def years(self) -> Years:
        """The year of each release."""
        days = self.dates.astype("datetime64[D]") - np.timedelta64(719163, "D")
        years = days.astype("datetime64[Y]").astype(np.int32) + 1970
        return Years(np.where(self.dates > 0, years, 0).astype(np.int32))

    @cached_property
    def id_ranks(self) -> npt.NDArray[np.int64]:
        """The place of each release in the order of ids, removed ones among them."""
        ranks = np.empty(self.size, np.int64)
        if len(self.segments) == 1:
            ranks[self.segments[0].by_id()] = np.arange(self.size)
        else:
            ids = [release_id for segment in self.segments for release_id in segment.ids()]
            ranks[sorted(range(self.size), key=ids.__getitem__)] = np.arange(self.size)
        return ranks

    def table(self, facet: str, names: Names = NO_NAMES) -> Table:
        """The names of a facet over all segments, some of them joined."""
        key = facet, names if names.groups(facet) else NO_NAMES
        if key not in self._tables:
            self._tables[key] = make_table(self.segments, self.bases, facet, self.live, names)
        return self._tables[key]

    @cached_property
    def stats(self) -> Stats:
        """What it holds. `bytes` is the size on disk, of this and any other state in the same folder."""
        days = self.dates[self.live & (self.dates > 0)]
        return Stats(
            releases=self.count,
            date_from=date.fromordinal(int(days.min())) if len(days) else None,
            date_to=date.fromordinal(int(days.max())) if len(days) else None,
            bytes=size_of(self.folder),
            words=self.lexicon.count(self.commit),
        )
