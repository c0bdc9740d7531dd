"""The one object that faces talk to: an index, opened for searching.

    with Archive.open("index") as archive:
        page = archive.search("menanggulangi teror", date_from=date(2020, 1, 1), person=["Boy Rafli Amar"])

An archive follows its index: a state that `siaran index` commits while the archive is open is searched from
the next request on (looked for at most every `refresh_seconds`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from .auditing import Group, audit
from .companions import Followed
from .config import Settings
from .derived import Derived, companions, stamp
from .edit_questions import EditQuestions
from .engines.base import Engine, Snapshot
from .engines.whoosh import WhooshEngine, last_change
from .entity_questions import EntityQuestions
from .errors import IndexUnusable, QueryError, ReleaseNotFound
from .explaining import Explanation, explain
from .identity import Overrides
from .journal import Changes
from .language import Analyzer, fold
from .language.wordforms import WordForms
from .model import Everything, Filters, Page, Release, Sort, Stats, Suggestion
from .newest import Held, NewestState
from .overlap import Overlap, find_overlap
from .quotations import QuotePage
from .quotations.searching import find_quotes, quotes_request
from .reasons import Reason
from .relating import Related, related
from .searching import Searcher, question
from .suggesting import complete, forgiving
from .sweeping import Sweep

Marks = tuple[tuple[int, int], ...]


class Archive(EntityQuestions, EditQuestions):
    """Search over one index. Safe to use from several threads; close it, or use it as a context manager."""

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer | None = None,
        settings: Settings | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        """Take over `engine`, which is closed with the archive. `folder` is that of the index, for what is derived from
        its releases and kept beside it; without it that is made in memory."""
        self.settings = settings or Settings()
        self._engine = engine
        self._folder = folder
        self._analyzer = analyzer or Analyzer()
        self._searcher = Searcher(self._analyzer, self.settings)
        self._newest = NewestState(
            engine,
            self.settings.refresh_seconds,
            self.settings.answer_bytes,
            partial(Derived, analyzer=self._analyzer, index=folder, overrides=Overrides.load(self.settings.entities)),
            partial(stamp, folder),
        )

    @classmethod
    def open(cls, index: Path | str | None = None, settings: Settings | None = None) -> Archive:
        """Open the index in a folder (default: the settings' `index`).

        Raises IndexMissing, IndexDamaged, or AnalyzerMismatch where the index's stems are of another analyzer.
        """
        settings = settings or Settings.from_environment()
        if index:
            settings = replace(settings, index=Path(index))
        analyzer = Analyzer.with_exceptions(settings.exceptions)
        engine = WhooshEngine.open(settings.index, analyzer.fingerprint)
        followed = Followed(engine, companions(settings.index, analyzer))
        return cls(followed, analyzer, settings, folder=settings.index)

    # --- searching

    def search(
        self,
        q: str = "",
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        person: Sequence[str] = (),
        organization: Sequence[str] = (),
        place: Sequence[str] = (),
        source: Sequence[str] = (),
        event_from: date | None = None,
        event_to: date | None = None,
        changed: bool = False,
        sort: Sort | str = Sort.RELEVANCE,
        page: int = 1,
        per_page: int | None = None,
        fold: bool = True,
        facet_values: int | None = None,
    ) -> Page:
        """One page of the releases that match `q` and the filters, with facets over all of them.

        Dates are inclusive; `event_from` and `event_to` ask for days that the text names, `changed` for releases whose
        text was changed after it was first indexed. The values of one filter are alternatives. With `fold`, of the
        versions of one release the best that matches stands for all. Raises QueryError, which names the parameter,
        where a value is outside its limits, and IndexUnusable where changes can't be read.
        """
        started = time.perf_counter()
        filters = Filters(
            date_from, date_to, tuple(person), tuple(organization), tuple(place), tuple(source), event_from, event_to
        )
        asked = question(self.settings, q, replace(filters, changed=changed), sort, page, per_page, fold, facet_values)
        with self._holding(asked.filters) as held:
            found = held.answers.find(asked)
            if found is None:
                derived = held.derived
                found = self._searcher.search(held.snapshot, asked, derived.registry, derived.groups, derived.history)
                held.answers.keep(asked, found)
        return replace(found, took_ms=(time.perf_counter() - started) * 1000)

    @contextmanager
    def sweep(
        self, q: str = "", filters: Filters | None = None, sort: Sort | str = Sort.RELEVANCE, *, fold: bool = True
    ) -> Iterator[Sweep]:
        """All that matches, without pages, in one state of the index, held until the block ends. Raises QueryError."""
        asked = question(self.settings, q, filters or Filters(), sort, 1, None, fold)
        with self._holding(asked.filters) as held:
            yield Sweep(held.snapshot, self._searcher.request(asked, held.derived.registry))

    def quotes(
        self,
        q: str = "",
        *,
        speaker: Sequence[str] = (),
        date_from: date | None = None,
        date_to: date | None = None,
        source: Sequence[str] = (),
        sort: Sort | str = Sort.RELEVANCE,
        page: int = 1,
        per_page: int | None = None,
        facet_values: int | None = None,
    ) -> QuotePage:
        """One page of the quotes whose words, speaker or office match `q`, said by any of the speakers named.

        Dates are those of the releases. Without `q` the newest come first. Raises QueryError like `search`, and
        IndexUnusable where the index has no quotes that can be searched.
        """
        started = time.perf_counter()
        filters = Filters(date_from, date_to, person=tuple(speaker), source=tuple(source))
        asked = question(self.settings, q, filters, sort, page, per_page, facet_values=facet_values)
        with self._newest.hold() as held:
            found = find_quotes(self._searcher, self._quotes(held), held.snapshot, held.derived.registry, asked)
        return replace(found, took_ms=(time.perf_counter() - started) * 1000)

    @contextmanager
    def sweep_quotes(self, q: str = "", filters: Filters | None = None) -> Iterator[Sweep]:
        """The same of quotes, to be counted: the filters' persons speak, and are the facet "person"."""
        asked = question(self.settings, q, filters or Filters(), Sort.RELEVANCE, 1, None)
        with self._newest.hold() as held:
            yield Sweep(self._quotes(held), quotes_request(self._searcher, held.derived.registry, asked))

    def release(self, release_id: str) -> Release:
        """The whole release with this id. Raises ReleaseNotFound."""
        with self._snapshot() as snapshot:
            return snapshot.release(release_id)

    def changes(self, *, cursor: str | None = None, since: datetime | None = None, limit: int | None = None) -> Changes:
        """What was added, changed and removed, in order: from the first release on, behind `cursor`, or since a moment.

        What is guaranteed is said in `journal/reading.py`. Raises QueryError, which names the parameter, where a value
        can't be used, and IndexUnusable where the index has no journal.
        """
        most = self.settings.per_page_limit
        size = most if limit is None else limit
        if not 1 <= size <= most:
            raise QueryError(f"limit is {size}; it takes a whole number from 1 to {most}", "limit")
        if cursor is not None and since is not None:
            raise QueryError("since says where reading begins, cursor where it goes on; give one of them", "since")
        with self._newest.hold() as held:
            return held.derived.journal.read(held.snapshot, cursor, since, size)

    def versions(self, release_id: str) -> tuple[Release, ...]:
        """The other versions of the release with this id, the best first."""
        with self._newest.hold() as held:
            return tuple(_there(held.snapshot, held.derived.groups.others(release_id)))

    def related(self, release_id: str, limit: int = 5) -> tuple[Related, ...]:
        """The releases most related to the one with this id, not its versions, best first. Raises ReleaseNotFound."""
        with self._newest.hold() as held:
            snapshot = held.snapshot
            counts = partial(self._searcher.corrector.counts, snapshot=snapshot)
            versions = held.derived.groups.others(release_id)
            found = snapshot.release(release_id)
            return related(found, snapshot, self._analyzer, counts, versions=versions, limit=limit)

    def mark(self, q: str, release: Release) -> tuple[Marks, Marks]:
        """Where the words of `q` stand in a release: ranges in its title, ranges in its body."""
        with self._newest.hold() as held:
            query = self._searcher.parse(q, held.derived.registry).query
            if isinstance(query, Everything):
                return (), ()
            in_title, in_body = self._searcher.markers(query, held.snapshot)
        return in_title.marks(release.title), in_body.marks(release.body)

    def overlap(self, text: str, *, limit: int | None = None) -> Overlap:
        """Which releases a text repeats, passage by passage, and what it says otherwise; at most `limit` of them.

        Those that cover most of it come first; of near equals the earliest. Raises QueryError over a limit.
        """
        started = time.perf_counter()
        most_releases = self.settings.per_page_limit
        releases = min(self.settings.per_page, most_releases) if limit is None else limit
        if not 1 <= releases <= most_releases:
            raise QueryError(f"limit is {limit}; it takes a whole number from 1 to {most_releases}", "limit")
        if len(text) > (most := self.settings.overlap_length):
            raise QueryError(f"the text has {len(text)} characters; at most {most} are compared", "text")
        with self._snapshot() as snapshot:
            found = find_overlap(text, snapshot, self._analyzer, releases)
        return replace(found, took_ms=(time.perf_counter() - started) * 1000)

    def suggest(self, q: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed: names, titles, words of the archive; case and diacritics say nothing.

        A name or title is suggested where any of its words begins with what was typed. One slip is forgiven where
        nothing begins so. Raises QueryError over the length limit.
        """
        if len(q) > self.settings.query_length:
            raise QueryError(f"the text has {len(q)} characters; at most {self.settings.query_length} are taken")
        typed = " ".join(fold(q).split())
        tokens = self._analyzer.tokens(typed)
        if not tokens:
            return ()
        with self._snapshot() as snapshot:
            found = complete(snapshot, typed, tokens, limit)
            if not found:
                beginnings = self._searcher.corrector.beginnings(snapshot)
                found = forgiving(snapshot, typed, self._analyzer, beginnings, limit)
        return tuple(found)

    def explain(self, q: str) -> Explanation:
        """How `q` is understood, and which forms of its words are searched. Raises QueryError."""
        with self._newest.hold() as held:
            return explain(
                q,
                self._searcher.parse(q, held.derived.registry),
                self._analyzer,
                held.snapshot.forms,
                lambda forms: self._searcher.corrector.counts(forms, held.snapshot),
            )

    def reasons(self, page: Page) -> tuple[tuple[Reason, ...], ...]:
        """Why each hit of a page scored what it did, as far as the newest state has it: parts that add up."""
        with self._newest.hold() as held:
            return self._searcher.reasons(held.snapshot, page, held.derived.registry)

    def audit(self) -> list[Group]:
        """Stems under which some word of the archive may not belong. Takes seconds for a large archive."""
        with self._snapshot() as snapshot:
            return audit(snapshot, WordForms.with_exceptions(self.settings.exceptions))

    def stats(self) -> Stats:
        """What the index holds; its size is with all that is derived from the releases."""
        with self._newest.hold() as held:
            stats = held.snapshot.stats()
            return replace(stats, bytes=stats.bytes + held.derived.bytes)

    def changed(self) -> datetime | None:
        """When the index on disk was last changed; None where there is none. Raises IndexUnusable."""
        return datetime.fromtimestamp(last_change(self._folder), UTC) if self._folder else None

    def check(self) -> list[str]:
        """Read the whole index; what is damaged, a line each."""
        return [*self._engine.check(), *self.check_history()]

    @property
    def state(self) -> str:
        """Names the state that is searched now; another name means that answers may differ."""
        with self._newest.hold() as held:
            return f"{held.snapshot.state}{held.derived.name}"

    def close(self) -> None:
        """Let go of the index."""
        self._newest.close()
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- inside

    def _quotes(self, held: Held) -> Snapshot:
        if held.derived.quotes is None:
            raise IndexUnusable(
                "the quotes of this index can't be searched; bring it up to date with: siaran index PATH"
            )
        return held.derived.quotes

    @contextmanager
    def _snapshot(self) -> Iterator[Snapshot]:
        """The newest state, kept open until the block ends, whatever is committed meanwhile."""
        with self._newest.hold() as held:
            yield held.snapshot


def _there(snapshot: Snapshot, ids: Iterable[str]) -> Iterator[Release]:
    for release_id in ids:
        with suppress(ReleaseNotFound):
            yield snapshot.release(release_id)
