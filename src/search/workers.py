"""Processes that read, annotate and analyse; what comes back is columns of numbers, ready to be written.

A small job is done in the calling process: starting others would take longer than the work.
"""

from __future__ import annotations

import copyreg
import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from .analysis import analyse
from .annotating import annotate, content_hash
from .engines.base import Batch, Engine, Snapshot
from .errors import ReadError, SiaranError
from .language import Analyzer, cut
from .model import Entity, EventDate, Mention, Quote, Release
from .preparing import Preparation
from .readers import Notice, read


def _pickle_by_fields(kind: type[Any]) -> None:
    """Lets objects of a dataclass be pickled as a call with their fields, in a third of the time."""
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda one: (kind, values(one)))


_Done = TypeVar("_Done")

_MOST_STEMS = 1 << 17
"""Stems that a process keeps, some 15 MB. All are forgotten when there are more."""

_SELDOM = (50_000, 20, 20)
"""Objects that may be made between two looks for garbage that holds itself, of which there is hardly any here. Looking
as often as Python does by itself took a tenth of the time."""

# A release is some sixty objects, and handing them over took as long as finding half of them.
for _kind in (Mention, Entity, Quote, EventDate, Release):
    _pickle_by_fields(_kind)


@dataclass(frozen=True, slots=True)
class Task:
    """A share of the work: files still to be read, or releases that were read already, with their hashes.

    `known` are the hashes that the index holds for the releases of the files; `unchanged` are (id, origin) of
    releases that were found to be unchanged while the task was made. `stems` are those that others have found.
    """

    paths: tuple[Path, ...] = ()
    known: Mapping[str, str] | None = None
    releases: tuple[Release, ...] = ()
    hashes: tuple[str, ...] = ()
    unchanged: tuple[tuple[str, str], ...] = ()
    stems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_files(cls, paths: Sequence[Path], known: Mapping[str, str]) -> Self:
        return cls(paths=tuple(paths), known=known)

    @classmethod
    def of_releases(cls, releases: Sequence[Release], hashes: Sequence[str], known: Mapping[str, str]) -> Self:
        """A task for those of the releases whose hash is not the known one."""
        new = [i for i, release in enumerate(releases) if known.get(release.id) != hashes[i]]
        chosen = set(new)
        return cls(
            releases=tuple(releases[i] for i in new),
            hashes=tuple(hashes[i] for i in new),
            unchanged=tuple((r.id, r.origin) for i, r in enumerate(releases) if i not in chosen),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task. `read` are the origins that were read here to the end without a failure."""

    batch: Batch | None
    said: tuple[ReadError | Notice, ...] = ()
    read: frozenset[str] = frozenset()
    unchanged: tuple[tuple[str, str], ...] = ()
    stems: Mapping[str, str] = field(default_factory=dict)
    """Of the batch's words, those that this process had not met before."""


class Workshop:
    """Does tasks, one after another, in one process."""

    def __init__(
        self,
        analyzer: Analyzer,
        record_bytes: int,
        snapshot: Snapshot | None,
        preparation: Preparation | None = None,
    ) -> None:
        """With `preparation`, batches are made ready to be sent."""
        self._analyzer = analyzer
        self._record_bytes = record_bytes
        self._snapshot = snapshot
        self._preparation = preparation
        self._stems: dict[str, str] = {}

    def do(self, task: Task) -> Outcome:
        self._keep(task.stems)
        said: tuple[ReadError | Notice, ...] = ()
        done: frozenset[str] = frozenset()
        if task.paths:
            items = [item for path in task.paths for item in read(path, record_bytes=self._record_bytes)]
            releases = [item for item in items if isinstance(item, Release)]
            said = tuple(item for item in items if not isinstance(item, Release))
            failed = {item.where for item in said if isinstance(item, ReadError)}
            done = frozenset(path.as_posix() for path in task.paths) - failed
            task = Task.of_releases(releases, [content_hash(r) for r in releases], task.known or {})
        batch: Batch | None = None
        new: Mapping[str, str] = {}
        if task.releases:
            annotated, hashes, faults = _annotated(task)
            said += faults
            done -= {fault.where for fault in faults}
            if annotated:
                batch, new = self._analysed(annotated, hashes)
        return Outcome(batch, said, done, task.unchanged, new)

    def _analysed(self, releases: Sequence[Release], hashes: Sequence[str]) -> tuple[Batch, Mapping[str, str]]:
        bodies = cut(release.body for release in releases)
        batch = analyse(releases, hashes, self._analyzer, self._known_stems, bodies)
        kept = self._stems
        new = {form: stem for form, stem in zip(batch.forms, batch.stems, strict=True) if form not in kept}
        self._keep(new)
        if self._preparation:
            batch = self._preparation.prepared(batch, bodies, self._known_stems, self._analyzer)
        return batch, new

    def _keep(self, stems: Mapping[str, str]) -> None:
        if len(self._stems) > _MOST_STEMS:
            self._stems.clear()
        self._stems.update(stems)

    def _known_stems(self, forms: Iterable[str]) -> Mapping[str, str]:
        kept = self._stems
        found = {form: kept[form] for form in forms if form in kept}
        if self._snapshot:
            found.update(self._snapshot.stems([form for form in forms if form not in found]))
        return found


def _annotated(task: Task) -> tuple[list[Release], list[str], tuple[ReadError, ...]]:
    """The task's releases with what was found in them, their hashes, and those that a fault of ours keeps out.

    One text that trips a rule must not cost the 10,000 others of the run: where many can't be annotated together, each
    is alone.
    """
    with suppress(Exception):
        return annotate(task.releases), list(task.hashes), ()
    annotated: list[Release] = []
    hashes, faults = [], []
    for release, digest in zip(task.releases, task.hashes, strict=True):
        try:
            annotated += annotate([release])
        except Exception as error:
            reason = f"release {release.id!r} can't be annotated, a fault of siaran ({type(error).__name__}: {error})"
            faults.append(ReadError(release.origin, f"{reason}; it is left as it was; please report it with its text"))
        else:
            hashes.append(digest)
    return annotated, hashes, tuple(faults)


class Crew:
    """Does tasks over several processes, and gives the outcomes in the order of the tasks."""

    def __init__(
        self,
        analyzer: Analyzer,
        jobs: int,
        record_bytes: int,
        snapshot: Snapshot | None,
        reopen: Callable[[], Engine] | None,
        make_analyzer: Callable[[], Analyzer],
        preparation: Preparation | None = None,
    ) -> None:
        self._jobs = jobs
        self._here = Workshop(analyzer, record_bytes, snapshot)
        self._start = (record_bytes, reopen, make_analyzer, preparation)
        self._pool: ProcessPoolExecutor | None = None
        self._news: deque[Mapping[str, str]] = deque(maxlen=2 * jobs)
        self._thresholds = gc.get_threshold()

    def work(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do the tasks. They are drawn only a few ahead of what has been done, so memory stays bounded."""
        waiting: deque[Task | Future[Outcome]] = deque()
        for task in tasks:
            waiting.append(task)
            if self._jobs == 1 or not (task.paths or task.releases):
                yield from self._finish(waiting, 0)
            elif len(waiting) > 1:
                waiting = deque(self._send(item) if isinstance(item, Task) else item for item in waiting)
                yield from self._finish(waiting, 2 * self._jobs)
        yield from self._finish(waiting, 0)

    def _finish(self, waiting: deque[Task | Future[Outcome]], left: int) -> Iterator[Outcome]:
        while len(waiting) > left:
            item = waiting.popleft()
            if isinstance(item, Task):
                yield self._here.do(item)
                continue
            outcome = _result(item, "nothing was changed")
            self._news.append(outcome.stems)
            yield outcome

    def _send(self, task: Task) -> Future[Outcome]:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([f"{__package__}.preloaded", *_modules(self._start)])
            self._pool = ProcessPoolExecutor(self._jobs, context, _begin, self._start)
        # So that a stem is found once or twice, not in every process. Tasks go to whoever is free: what a process has
        # not heard of by the last few it finds by itself.
        stems = {form: stem for some in self._news for form, stem in some.items()}
        return self._pool.submit(_do, replace(task, stems=stems))

    def elsewhere(self, work: Callable[..., None], *given: Any) -> Callable[[], None] | None:
        """See `Elsewhere`; only processes that there are already are given more to do."""
        if self._pool is None:
            return None
        doing = self._pool.submit(work, *given)
        return lambda: _result(doing, "what was read is in the index")

    def __enter__(self) -> Self:
        self._thresholds = gc.get_threshold()
        gc.set_threshold(*_SELDOM)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        gc.set_threshold(*self._thresholds)
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


def _result(doing: Future[_Done], state: str) -> _Done:
    try:
        return doing.result()
    except BrokenProcessPool as error:
        raise SiaranError(
            f"a worker process died, most likely for want of memory; {state}. Try again with: siaran index --jobs 1"
        ) from error


def _modules(start: tuple[Any, ...]) -> list[str]:
    """Where what a worker is begun with comes from: to be loaded once for all."""
    _, reopen, make_analyzer, preparation = start
    begun = [reopen, make_analyzer, *([preparation.carry, *preparation.companions.values()] if preparation else ())]
    origins = [getattr(its, "func", its) for its in begun if its is not None]
    return sorted({getattr(its, "__module__", None) or __name__ for its in origins})


_workshop: Workshop | None = None


def _begin(
    record_bytes: int,
    reopen: Callable[[], Engine] | None,
    make_analyzer: Callable[[], Analyzer],
    preparation: Preparation | None,
) -> None:
    """Set up a worker process. Ctrl-C goes to the parent, which ends the pool."""
    global _workshop  # noqa: PLW0603 - a pool's initializer has no other place to leave things
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    snapshot = reopen().snapshot() if reopen else None
    _workshop = Workshop(make_analyzer(), record_bytes, snapshot, preparation)
    gc.collect()
    gc.freeze()  # what was loaded stays for good
    gc.set_threshold(*_SELDOM)


def _do(task: Task) -> Outcome:
    if _workshop is None:  # the pool runs `_begin` first in every process
        raise RuntimeError("a worker process was not set up")
    return _workshop.do(task)
