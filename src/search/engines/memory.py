"""An engine in memory: dictionaries and plain loops. Slow and easy to believe, it is what the others are held to.

Used in tests and for archives of a few hundred releases. Everything is gone when the process ends.
"""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from ..errors import IndexLocked, ReleaseNotFound
from ..language import fold
from ..model import Facet, Field, Kind, Release, Sort, Stats
from ..reasons import Reason
from .base import Batch, Heading, Match, Request, Result, Vocabulary
from .explaining import reasons_for
from .names import NO_NAMES, Names
from .plain import Document, Scorer, passes, place, stands
from .plain_facts import PlainFacts


@dataclass(frozen=True, slots=True)
class _Contents:
    documents: dict[str, Document]
    words: dict[str, str]
    state: str


class MemoryEngine:
    """A store of analysed releases that lives in this process. Safe to use from several threads."""

    def __init__(self, fingerprint: str = "") -> None:
        self.fingerprint = fingerprint
        self._name = uuid.uuid4().hex[:8]
        self._commits = 0
        self._contents = _Contents({}, {}, f"{self._name}-0")
        self._writing = threading.Lock()

    def snapshot(self) -> MemorySnapshot:
        return MemorySnapshot(self._contents)

    def writer(self, *, rebuild: bool = False) -> MemoryWriter:
        if not self._writing.acquire(blocking=False):
            raise IndexLocked("another writer of this process is at work on the index; wait for it")
        return MemoryWriter(self, _Contents({}, {}, "") if rebuild else self._contents)

    def check(self) -> list[str]:
        return []

    def close(self) -> None:
        """Nothing is held open."""

    def _commit(self, documents: dict[str, Document], words: dict[str, str]) -> None:
        self._commits += 1
        self._contents = _Contents(documents, words, f"{self._name}-{self._commits}")


class MemoryWriter:
    """Changes a copy; `commit` puts it in the place of the engine's contents."""

    def __init__(self, engine: MemoryEngine, contents: _Contents) -> None:
        self._engine = engine
        self._documents = dict(contents.documents)
        self._words = dict(contents.words)
        self._open = True

    def add(self, batch: Batch) -> None:
        self._require_open()
        self._words.update(zip(batch.forms, batch.stems, strict=True))
        columns = {Field.TITLE: batch.title, Field.BODY: batch.body}
        for i, (release, digest) in enumerate(zip(batch.releases, batch.hashes, strict=True)):
            forms = {field: tuple(batch.forms[w] for w in column.of(i)) for field, column in columns.items()}
            stems = {field: tuple(batch.stems[w] for w in column.of(i)) for field, column in columns.items()}
            self._documents[release.id] = Document(release, digest, forms, stems)

    def remove(self, ids: Iterable[str]) -> int:
        self._require_open()
        return sum(self._documents.pop(release_id, None) is not None for release_id in ids)

    def commit(self) -> None:
        self._require_open()
        self._engine._commit(self._documents, self._words)
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            self._finish()

    def _require_open(self) -> None:
        if not self._open:
            raise ValueError("this writer has ended; take a new one from the engine")

    def _finish(self) -> None:
        self._open = False
        self._engine._writing.release()


class MemorySnapshot:
    """One state of a `MemoryEngine`: a dictionary that nobody changes any more."""

    def __init__(
        self,
        contents: _Contents,
        names: Names = NO_NAMES,
        groups: Sequence[Sequence[str]] = (),
        changed: Iterable[str] = (),
    ) -> None:
        self._held: _Contents | None = contents
        self._names = names
        self._groups = groups
        self._changed = frozenset(changed)

    def joining(self, names: Names) -> MemorySnapshot:
        return MemorySnapshot(self._contents, names, self._groups, self._changed)

    def folding(self, groups: Iterable[Sequence[str]]) -> MemorySnapshot:
        return MemorySnapshot(self._contents, self._names, [*groups], self._changed)

    def marking(self, changed: Iterable[str]) -> MemorySnapshot:
        return MemorySnapshot(self._contents, self._names, self._groups, changed)

    @property
    def _contents(self) -> _Contents:
        if self._held is None:
            raise ValueError("this snapshot is closed; take a new one from the engine")
        return self._held

    @property
    def _documents(self) -> dict[str, Document]:
        return self._contents.documents

    @property
    def state(self) -> str:
        return self._contents.state

    def search(self, request: Request) -> Result:
        request = self._names.widened(request)
        query = Scorer(self._documents.values(), request, self._contents.words)
        scores = {
            release_id: value
            for release_id, document in self._documents.items()
            if (value := query.score(request.query, document)) is not None
        }
        found = [key for key in scores if self._passes(key, request)]
        found = self._folded(found, request.fold, scores if request.sort is Sort.RELEVANCE else {})
        found.sort(key=lambda key: place(self._documents[key].release, scores[key], request.sort))
        page = found[request.offset : request.offset + request.limit]
        return Result(
            total=len(found),
            matches=tuple(Match(self._documents[key].release, scores[key]) for key in page),
            facets={facet: self._facet(facet, scores, request) for facet in request.facets},
        )

    def matching(self, request: Request) -> npt.NDArray[np.intp]:
        numbers = {release_id: number for number, release_id in enumerate(self._documents)}
        matches = self.search(replace(request, facets=())).matches
        return np.array([numbers[match.release.id] for match in matches], np.intp)

    def explain(self, request: Request, release_id: str) -> tuple[Reason, ...]:
        if release_id not in self._documents:
            raise ReleaseNotFound(release_id)
        request = self._names.widened(request)
        documents = list(self._documents.values())
        scorer = Scorer(documents, request, self._contents.words)
        facts = PlainFacts(documents, self._documents[release_id], scorer)
        return reasons_for(request.query, facts, request.ranking)

    def _passes(self, key: str, request: Request, but: str = "") -> bool:
        changed = not request.filters.changed or key in self._changed
        return changed and passes(self._documents[key], request.filters, but)

    def _folded(self, found: list[str], fold: bool, scores: Mapping[str, float]) -> list[str]:
        """Without those that another member of their group, found as well, stands for: that of the best score, ties the
        first."""
        there = set(found)
        for group in self._groups if fold else ():
            here = [each for each in group if each in there]
            there.difference_update(sorted(here, key=lambda each: -round(scores.get(each, 0.0), 6))[1:])
        return [key for key in found if key in there]

    def _facet(self, facet: str, found: Iterable[str], request: Request) -> tuple[Facet, ...]:
        passing = [key for key in found if self._passes(key, request, but=facet)]
        having = [self._documents[key] for key in self._folded(passing, request.fold, {})]
        counts = self._count(facet, having, self._names)
        if facet in ("year", "month"):
            counts.sort(key=lambda value: value.value, reverse=True)
        return tuple(counts[: request.facet_values])

    def _count(self, facet: str, documents: Iterable[Document], names: Names) -> list[Facet]:
        """Counts by value: names joined, without regard to case, each as most releases of the snapshot spell it."""
        spelt = Counter(name for document in self._documents.values() for name in document.names(facet))
        shown = {names.key(facet, group.names[0]): group.names[0] for group in names.groups(facet)}
        for name in sorted(spelt, key=lambda name: (-spelt[name], name)):
            shown.setdefault(names.key(facet, name), name)
        counts = Counter(
            key for document in documents for key in {names.key(facet, name) for name in document.names(facet)}
        )
        facets = [Facet(shown[key], count) for key, count in counts.items()]
        return sorted(facets, key=lambda value: (-value.count, value.value))

    def release(self, release_id: str) -> Release:
        if release_id not in self._documents:
            raise ReleaseNotFound(release_id)
        return self._documents[release_id].release

    def releases(self) -> Iterator[Release]:
        return (document.release for document in self._documents.values())

    def stats(self) -> Stats:
        dates = [document.release.date for document in self._documents.values() if document.release.date]
        return Stats(
            releases=len(self._documents),
            date_from=min(dates, default=None),
            date_to=max(dates, default=None),
            bytes=0,
            words=len(self._contents.words),
        )

    def hashes(self, ids: Iterable[str]) -> dict[str, str]:
        return {key: self._documents[key].hash for key in ids if key in self._documents}

    def ids_from(self, origin: str) -> set[str]:
        return {key for key, document in self._documents.items() if document.release.origin == origin}

    def origins(self) -> list[str]:
        return sorted({doc.release.origin for doc in self._documents.values() if doc.release.origin})

    def stems(self, forms: Iterable[str]) -> dict[str, str]:
        return {form: self._contents.words[form] for form in forms if form in self._contents.words}

    def forms(self, stem: str) -> tuple[str, ...]:
        return tuple(sorted(form for form, its in self._contents.words.items() if its == stem))

    def vocabulary(self) -> Vocabulary:
        counts = Counter(
            form for document in self._documents.values() for words in document.forms.values() for form in set(words)
        )
        forms = [form.encode("utf-8", "replace") for form in counts]
        return Vocabulary(
            b"".join(forms), np.array([*map(len, forms)], np.int64), np.array([*counts.values()], np.int64)
        )

    def complete(self, prefix: str, limit: int) -> list[Facet]:
        counts = Counter(
            form
            for document in self._documents.values()
            for form in {form for words in document.forms.values() for form in words}
            if form.startswith(prefix)
        )
        facets = [Facet(form, count) for form, count in counts.items()]
        return sorted(facets, key=lambda value: (-value.count, value.value))[:limit]

    def counts(self, forms: Iterable[str]) -> list[int]:
        return [len(self.standing((form,))) for form in forms]

    def standing(self, forms: Sequence[str]) -> npt.NDArray[np.intp]:
        bodies = (document.forms[Field.BODY] for document in self._documents.values())
        return np.flatnonzero([stands(tuple(forms), body) for body in bodies])

    def numbered(self, number: int) -> Release:
        return [*self._documents.values()][number].release

    def shown(self, number: int) -> Release:
        return self.numbered(number)

    def headings(self, numbers: Sequence[int]) -> list[Heading]:
        releases = [document.release for document in self._documents.values()]
        return [Heading(releases[number].id, releases[number].date) for number in numbers]

    def values(self, kind: Kind) -> list[Facet]:
        return self._count(kind, self._documents.values(), NO_NAMES)

    def joined_values(self, kind: Kind) -> list[Facet]:
        return self._count(kind, self._documents.values(), self._names)

    def names_beginning(self, kind: Kind, prefix: str, limit: int) -> list[Facet]:
        start = fold(prefix)
        found = []
        for facet in self.joined_values(kind):
            group = self._names.group(kind, facet.value.casefold())
            names = map(fold, group.names if group else (facet.value,))
            if any(name.startswith(start) or f" {start}" in name for name in names):
                found.append(facet)
        return found[:limit]

    def close(self) -> None:
        self._held = None
