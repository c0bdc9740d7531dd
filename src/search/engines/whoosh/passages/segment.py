"""The passages of one segment of releases, read as a segment in which they are the releases."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from whoosh.util.numeric import length_to_byte

from ....model import Field, Kind, Release
from ..codec import Inverted
from ..codec.arrays import Array, Ints, starts
from ..schema import FORMS, SPELT, STEMS
from ..segment import Segment, Terms
from ..sharing import Shared
from ..stored import clean, decode, encode, text_of
from .arrays import Damaged, PassageArrays, parted
from .lists import BodyLists, Entry, Lists, NameLists, Spans, entry_of
from .texts import Texts
from .titles import Sharing, TitleLists

_TITLE = {STEMS[Field.TITLE], FORMS[Field.TITLE]}
_BODY = {STEMS[Field.BODY], FORMS[Field.BODY]}

_CODES = np.array([length_to_byte(words) for words in range(1 << 16)], np.uint8)
"""The byte of each number of words; longer texts have the last one's."""


class PassageSegment(Segment):
    """Passages have words, titles, a name (a person), and the date and the sources of their releases. Safe to use from
    several threads."""

    def __init__(self, releases: Segment, arrays: PassageArrays | None) -> None:
        """`arrays` None: the releases have none. Holds the releases' segment. Raises Damaged."""
        Shared.__init__(self)
        if arrays is not None and len(arrays.counts) != releases.size:
            raise Damaged(f"{len(arrays.counts)} releases have passages, but the index has {releases.size}")
        self._kept = arrays or _nothing(releases.size)
        self._releases = releases.hold()
        self.name = releases.name
        self.size = len(self._kept.begins)
        self.bounds: Ints = starts(self._kept.counts)
        """Release `i` has the passages `bounds[i]` to `bounds[i + 1]`."""
        self.owners: Ints = np.repeat(np.arange(releases.size), self._kept.counts)
        """The release of each passage."""

    def _close(self) -> None:
        self._releases.release()

    def verify(self) -> None:
        """Its bytes were read when it was opened."""

    # --- Terms

    def find_term(self, field: str, term: str) -> tuple[Inverted, int] | None:
        if field == "person":
            return self._by_name(term)
        if field == "source":
            return self._by_source(term)
        lists = self._lists(field)
        if lists is None:
            return None
        number = lists.terms.find(clean(term).encode())
        return (_read(lists), number) if number >= 0 and len(lists.entry(number).docs) else None

    def terms(self, field: str, prefix: str = "") -> Terms:
        lists = self._lists(field)
        if lists is None:
            return Terms(None, 0, np.empty(0, np.int64))
        start, stop = lists.terms.prefixed(encode(prefix))
        return Terms(_read(lists), start, lists.doc_counts(start, stop))

    def name_starts(self, kind: Kind, prefix: str) -> Terms:  # noqa: ARG002 (names are completed from releases)
        return Terms(None, 0, np.empty(0, np.int64))

    def _lists(self, field: str) -> Lists | None:
        if field in _BODY:
            return self._body[field]
        if field in _TITLE:
            return self._titles[field]
        return {SPELT["person"]: self._names, SPELT["source"]: self._sources}.get(field)

    @cached_property
    def _body(self) -> dict[str, Lists | None]:
        spans = Spans(self._releases.words(Field.BODY), self.owners, self._kept.begins, self._kept.sizes)
        codes = self.lengths(Field.BODY)
        found = {field: self._releases.terms(field).field for field in _BODY}
        return {field: None if lists is None else BodyLists(lists, spans, codes) for field, lists in found.items()}

    @cached_property
    def _titles(self) -> dict[str, TitleLists]:
        kept, codes = self._kept, self.lengths(Field.TITLE)
        sharing = Sharing(kept.titles, len(kept.title_sizes))
        forms, stems = (Texts(parted(*both)) for both in ((kept.forms, kept.form_ends), (kept.stems, kept.stem_ends)))
        return {
            FORMS[Field.TITLE]: TitleLists(forms, kept.title_words, kept.title_sizes, sharing, codes),
            STEMS[Field.TITLE]: TitleLists(stems, kept.form_stems[kept.title_words], kept.title_sizes, sharing, codes),
        }

    # --- Names

    @cached_property
    def _names(self) -> NameLists:
        kept = self._kept
        return NameLists(Texts(parted(kept.names, kept.name_ends)), kept.title_names[kept.titles])

    @cached_property
    def _spellings(self) -> dict[str, list[int]]:
        """The names that are one but for case."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names.terms.slice(0, len(self._names.terms))):
            found[clean(decode(name).casefold())].append(number)
        return found

    def _by_name(self, name: str) -> tuple[Inverted, int] | None:
        spelt = self._spellings.get(clean(name), [])
        docs = [self._names.ids(number) for number in spelt]
        return _only(np.sort(np.concatenate(docs))) if docs else None

    @cached_property
    def _sources(self) -> NameLists:
        names = self._releases.terms(SPELT["source"])
        of = np.zeros(self._releases.size, np.int64)
        if names.field is None:
            return NameLists(Texts([]), of[self.owners])
        numbers = np.arange(len(names.counts)) + 1
        of[names.field.ids_of(0, len(names.counts))] = np.repeat(numbers, names.counts)  # a release has one at most
        return NameLists(names.field.terms, of[self.owners])

    def _by_source(self, name: str) -> tuple[Inverted, int] | None:
        found = self._releases.find_term("source", name)
        if found is None:
            return None
        having = np.zeros(self._releases.size, np.bool_)
        having[found[0].ids(found[1])] = True
        docs = np.flatnonzero(having[self.owners])
        return _only(docs) if len(docs) else None

    def spelt(self, facet: str) -> Inverted:
        return _read(self._named(facet))

    def named(self, facet: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        owners = self._named(facet).owners
        return starts(owners > 0), owners[owners > 0].astype(np.int64) - 1

    def _named(self, facet: str) -> NameLists:
        if facet == "person":
            return self._names
        return self._sources if facet == "source" else NameLists(Texts([]), np.zeros(self.size, np.int64))

    def distinct(self, facet: str) -> int:
        if facet == "person":
            return len(self._spellings)
        return self._releases.distinct(facet) if facet == "source" else 0

    # --- Columns

    def lengths(self, field: Field) -> npt.NDArray[np.uint8]:
        return _CODES[np.minimum(self.words(field), len(_CODES) - 1)]

    def words(self, field: Field) -> npt.NDArray[np.uint32]:
        kept = self._kept
        words = kept.sizes if field is Field.BODY else kept.title_sizes[kept.titles]
        return words.astype(np.uint32)

    def dates(self) -> npt.NDArray[np.int32]:
        return self._releases.dates()[self.owners]

    # --- Single passages

    def id(self, doc: int) -> str:
        owner = int(self.owners[doc])
        return passage_id(self._releases.id(owner), doc - int(self.bounds[owner]))

    def ids(self) -> list[str]:
        return [self.id(doc) for doc in range(self.size)]

    def by_id(self) -> npt.NDArray[np.int64]:
        by_id = self._releases.by_id()
        ranks = np.empty(self._releases.size, np.int64)
        ranks[by_id] = np.arange(len(by_id))
        return np.argsort(ranks[self.owners], kind="stable")

    def find(self, release_id: str) -> int | None:
        owner_id, at = owner_of(release_id)
        owner = self._releases.find(owner_id)
        if owner is None or not 0 <= at < int(self._kept.counts[owner]):
            return None
        return int(self.bounds[owner]) + at

    def hash(self, doc: int) -> str:
        return self._releases.hash(int(self.owners[doc]))

    def hashes(self) -> list[str]:
        """See `Segment.hashes`."""
        every = self._releases.hashes()
        return [every[owner] for owner in self.owners.tolist()]

    def text(self, doc: int) -> bytes:
        return text_of(Release(self.id(doc), ""))

    def spans(self, doc: int) -> bytes:  # noqa: ARG002 (what is told of a passage stands in its release)
        return b""


def passage_id(release_id: str, at: int) -> str:
    """The id of a release's passage: those of a release follow each other in the order of the text."""
    return f"{release_id}\0{at:07d}"


def owner_of(passage: str) -> tuple[str, int]:
    """The id of the release that a passage stands in, and which of its passages it is, from 0."""
    release_id, _, at = passage.rpartition("\0")
    return release_id, int(at) if at.isdecimal() else -1


class _One(Lists):
    """A single term, worked out before."""

    def __init__(self, docs: Array) -> None:
        super().__init__(Texts([b""]), np.empty(0, np.uint8), 0)
        self._only = entry_of(docs.astype(np.int64), np.ones(len(docs), np.uint8), np.empty(0, np.uint32))

    def _make(self, term: int) -> Entry:  # noqa: ARG002
        return self._only


def _only(docs: Array) -> tuple[Inverted, int]:
    return _read(_One(docs)), 0


def _read(lists: Lists) -> Inverted:
    """`Lists` has all that an engine reads of the codec's lists, which the modules that do so name as their type."""
    return cast("Inverted", lists)


def _nothing(releases: int) -> PassageArrays:
    none: Any = np.zeros(0, np.uint8)
    return PassageArrays(np.zeros(releases, np.uint64), np.zeros(releases, np.uint8), *([none] * 13))
