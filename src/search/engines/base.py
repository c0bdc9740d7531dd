"""The seam between the service and what stores and searches releases.

An engine is given analysed words, never raw text to analyse: `Batch` holds each distinct folded form with its
stem, and the releases' texts as arrays of indexes into them. A query is a tree of `model` nodes. One contract
suite (`tests/engines/`) runs over every engine and is the second half of these docstrings.

**Ranking.** The score of a release is the sum over the query's leaves, as in `scoring.py`, which cites the papers: a
`Term` scores the BM25F of its stem over title and body together (over its field alone, where it has one), and
`SURFACE` times that of its form, if it is a form of its stem, or what the best of its variants scores as a `Phrase`
times `VARIANT`, if that is more, all times its weight; a `Phrase` or `Near`, where it matches, the BM25F of each of
its forms; a `Prefix` gives 1, once, wherever it matches; `And` and `Or` add, all other nodes give 0. A word is as
rare as the releases are that have it in title or body, whatever the field it is asked for in. Beside its parts an
`Or` gives `ADJACENCY` times the share of its pairs of words that are neighbours in the release, too: in the order of
the query, in one field; and `WHOLE`, if all of them are. A pair is two `Term`s of weight 1 that follow each other in
the `Or` and may match in one field, each pair once, by their stems; it weighs as much as its words' idf together.
With `Ranking.WHOOSH` scores are those of Whoosh's own BM25F instead (`whoosh_scoring.py`): each field saturates for
itself, the title's score counts `TITLE_WEIGHT` times, forms and neighbours give nothing.

Statistics count the releases that are in the snapshot, not removed ones: two indexes that hold the same releases
rank alike, however they came about. A `Phrase` or `Near` without forms matches nothing, a `Prefix` without letters
every release that has a word. Each form of a `Near` needs a place of its own.

**Order.** relevance: score (compared after rounding to six decimals) descending, then newest, then id.
newest: date descending, then id. oldest: date ascending, then id. A release without a date is always last
among equals, in newest and in oldest. Ids and values are ordered by code point.

**Names.** Names of people, organizations, places and sources are compared by `str.casefold`. Those that differ in
case only are one value, which is shown as most releases of the snapshot spell it (ties: the first by code point),
and a release counts once for it. `Snapshot.joining` makes other names one value, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

import numpy as np
import numpy.typing as npt

from ..model import FACETS, Facet, Filters, Kind, Query, Release, Sort, Stats
from ..reasons import Reason

if TYPE_CHECKING:
    from .names import Names

Words = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Column:
    """The words of one field of many releases, end to end.

    `words` holds indexes into `Batch.forms`; release `i` has `words[ends[i - 1]:ends[i]]` (from 0 for the first).
    A word's position is its place in its release's slice.
    """

    words: Words
    ends: Words

    def of(self, i: int) -> Words:
        """The words of release `i`."""
        return self.words[int(self.ends[i - 1]) if i else 0 : int(self.ends[i])]


@dataclass(frozen=True, slots=True)
class Batch:
    """Analysed releases, ready to be stored; cheap to hand from one process to another.

    `forms` are the distinct folded forms of the batch and `stems[i]` is the stem of `forms[i]`. `hashes[i]`
    stands for everything that went into `releases[i]`: equal hashes mean nothing to do.
    """

    releases: Sequence[Release]
    """May come from another process and be made again at each look (`carried.py`)."""
    hashes: tuple[str, ...]
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    title: Column
    body: Column
    prepared: Mapping[str, Any] = field(default_factory=dict)
    """What companions need of these releases, by the companions' names, where it has been made already."""


class Ranking(StrEnum):
    """How matches are scored: as this project found best, or as Whoosh itself does."""

    BM25F = "bm25f"
    WHOOSH = "whoosh"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a snapshot: the matches from `offset` on, `limit` of them, and counts for `facets`.

    A facet's own filter is left out of its own counts (for `year`: the date range). Each facet lists its
    `facet_values` most frequent values, ties in the order of the value; `year` lists that many of the newest
    years, newest first, each as four digits. `month`, which only who asks for it gets, lists the newest months of the
    result in the same way (`2020-09`); it has no filter of its own. A release without a date has no year and no month.
    `prefix_forms` bounds how many forms all prefixes of the query stand for together. The most frequent ones are
    kept, ties ascending; a form's frequency is its number of releases in title and in body, added, and may still
    count removed ones.
    With `fold`, of each group of the snapshot (`Snapshot.folding`) only one of the members that match and pass the
    filters is a match: by relevance the one of the best score, ties the first of the group; in other orders the first.
    A facet counts the first one that passes the other filters.
    """

    query: Query
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    facets: Sequence[str] = FACETS
    facet_values: int = 20
    prefix_forms: int = 1000
    ranking: Ranking = Ranking.BM25F
    fold: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A stored release and its score. It may come without mentions, quotes and event dates; `Snapshot.release` gives
    all."""

    release: Release
    score: float


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a `Request`. `total` counts every match."""

    total: int
    matches: tuple[Match, ...]
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)


class Heading(NamedTuple):
    """What is known of a release without a look at it."""

    id: str
    date: date | None


class Vocabulary(NamedTuple):
    """Forms as an index has them, for `language.spelling.Vocabulary`: their UTF-8 bytes end to end, how many bytes each
    has, and in how many releases it is.

    A form may come several times, once for each part of the index that has it; its counts then add up (a release that
    has it in title and body counts twice). Forms and counts may include removed releases.
    """

    data: bytes
    lengths: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]


class Snapshot(Protocol):
    """One committed state, unchanging while it is held. Safe to use from several threads."""

    @property
    def state(self) -> str:
        """Names this state: two snapshots with one name answer alike, and every commit makes a new name."""

    def joining(self, names: Names) -> Snapshot:
        """The same state, in which the names of each group are one value: any of them finds the releases of all, a
        facet counts them once under the first of them, and `names_beginning` gives that. Takes the place of this
        snapshot, which must not be used any more. `values` gives each name for itself all the same."""

    def folding(self, groups: Iterable[Sequence[str]]) -> Snapshot:
        """The same state, in which requests with `fold` see each of these groups of ids as one release. A release is in
        one group at most; ids that the state does not have are passed over. Takes the place of this snapshot, which
        must not be used any more."""

    def marking(self, changed: Iterable[str]) -> Snapshot:
        """The same state, in which the releases of these ids, and no others, pass the filter `changed`; ids that the
        state does not have are passed over. They may be gone through later, and more than once. Takes the place of
        this snapshot, which must not be used any more."""

    def search(self, request: Request) -> Result:
        """The answer; `offset` and `limit` are not negative. Work is bounded by what the index holds and the
        number of the query's leaves, whatever is asked."""

    def matching(self, request: Request) -> npt.NDArray[np.intp]:
        """The numbers in this snapshot of the releases that `search` would give, in its order. Facets are not counted,
        and no release is read."""

    def explain(self, request: Request, release_id: str) -> tuple[Reason, ...]:
        """Why a release scores what it does for the request's query: parts that add up to its score. None where it
        does not match, whatever the filters say. Raises ReleaseNotFound."""

    def release(self, release_id: str) -> Release:
        """The whole release. Raises ReleaseNotFound."""

    def releases(self) -> Iterator[Release]:
        """All releases, whole, in no particular order."""

    def stats(self) -> Stats:
        """What the snapshot holds. `bytes` is 0 where nothing is on disk; `words` counts the forms that `stems`
        knows."""

    def hashes(self, ids: Iterable[str]) -> dict[str, str]:
        """The stored hash of each of these ids that is in the index."""

    def ids_from(self, origin: str) -> set[str]:
        """Ids of the releases that were read from this origin."""

    def origins(self) -> list[str]:
        """Every origin that has a release, ascending."""

    def stems(self, forms: Iterable[str]) -> dict[str, str]:
        """The stem of each of these forms that was ever indexed, so that it need not be stemmed again."""

    def forms(self, stem: str) -> tuple[str, ...]:
        """Every form that was indexed under this stem, ascending. May hold forms of releases since removed."""

    def vocabulary(self) -> Vocabulary:
        """Every form of title and body."""

    def complete(self, prefix: str, limit: int) -> list[Facet]:
        """Forms that begin with `prefix` and how many releases have each in title or body, most frequent first,
        ties ascending. Forms of removed releases only are not among them."""

    def counts(self, forms: Iterable[str]) -> list[int]:
        """In how many releases' bodies each of these forms stands."""

    def standing(self, forms: Sequence[str]) -> npt.NDArray[np.intp]:
        """The releases in whose body these forms stand side by side, in this order: their numbers in this snapshot,
        ascending. No forms stand nowhere."""

    def numbered(self, number: int) -> Release:
        """The whole release that has this number in this snapshot."""

    def shown(self, number: int) -> Release:
        """The same as it comes in a `Match`."""

    def headings(self, numbers: Sequence[int]) -> list[Heading]:
        """Those of the releases that have these numbers in this snapshot."""

    def values(self, kind: Kind) -> list[Facet]:
        """Every name of this kind with its number of releases, most frequent first, ties ascending."""

    def joined_values(self, kind: Kind) -> list[Facet]:
        """The same with joined names as one value."""

    def names_beginning(self, kind: Kind, prefix: str, limit: int) -> list[Facet]:
        """Names of this kind of which a word begins with `prefix`, both taken as `language.fold` makes them, with
        their number of releases, most frequent first, ties ascending. A word begins a name or follows a space."""

    def close(self) -> None:
        """Let go of what is held. May be called again; any other call then raises ValueError."""


class Writer(Protocol):
    """Changes that become visible all at once, at `commit`, or not at all.

    At most one writer exists at a time, over all processes. Leaving the context without a commit (an error, a
    signal, a killed process) leaves the last committed state. A writer commits once: after that, and after its
    context was left, any call but leaving the context raises ValueError.
    """

    def add(self, batch: Batch) -> None:
        """Store these releases, each in place of one with the same id (committed or added before, in this batch
        too)."""

    def remove(self, ids: Iterable[str]) -> int:
        """Take these releases out, committed or added before; unknown ids are passed over. Returns how many there
        were."""

    def commit(self) -> None:
        """Make the changes durable, then visible."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Engine(Protocol):
    """A store of analysed releases."""

    def snapshot(self) -> Snapshot:
        """The newest committed state; the caller closes it. Cheap when nothing has changed."""

    def writer(self, *, rebuild: bool = False) -> Writer:
        """Begin to change. Raises IndexLocked, naming the holder, where another writer is at work.

        With `rebuild`, begin with nothing (no releases, no words): at commit the new state takes the place of the
        old one, which is searched until then and after that by the snapshots that hold it.
        """

    def check(self) -> list[str]:
        """Read everything that is stored and compare; what is wrong, a line each. Empty: all is well."""

    def close(self) -> None:
        """Let go of what is held; snapshots that were taken go on."""
