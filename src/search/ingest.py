"""Files -> index: read, annotate, analyse, write; incremental, in parallel, all or nothing.

A release whose content hash is in the index already is left alone. What was read from a file before and is not in
it now is removed, as is what came from a file that is gone from an indexed folder; but where a file or a part of
it could not be read, nothing that was indexed from it is lost.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from .analysis import keep
from .annotating import content_hash
from .companions import Followed, FollowedWriter
from .engines.base import Batch, Engine, Snapshot, Writer
from .engines.carried import ids_of, origins_of
from .errors import ReadError
from .history import Recording
from .language import Analyzer
from .model import Release
from .preparing import Preparation
from .readbefore import Moved, ReadBefore, Run
from .readers import Notice, holds_many, read, walk
from .workers import Crew, Outcome, Task

FILES_A_TASK = 32
RELEASES_A_TASK = 128

Progress = Callable[[int], None]
"""Called with the number of releases and unreadable inputs that have been dealt with since the last call."""

Record = Callable[[Snapshot | None], Recording | None]
"""Called, once this is the only writer, with the state before, where that can be read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be indexed: its path (with `:record` where it has several) and why."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did. `seconds` is the time it took, commit included."""

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    notices: tuple[Notice, ...]
    seconds: float


def ingest(
    engine: Engine,
    analyzer: Analyzer,
    paths: Sequence[Path],
    *,
    record_bytes: int,
    jobs: int = 0,
    skip: Path | None = None,
    reopen: Callable[[], Engine] | None = None,
    make_analyzer: Callable[[], Analyzer] = Analyzer,
    progress: Progress = lambda _: None,
    record: Record = lambda _: None,
    before: ReadBefore | None = None,
) -> Report:
    """Bring the index up to date with these files and folders.

    `jobs` is the number of processes (0: one a core). Nothing in the folder `skip` is read: the index's own, which may
    lie in a folder that is indexed. `reopen` opens the same index again inside a worker
    process, to look up stems it holds; `make_analyzer` makes the same analyzer again there. `record` begins to keep
    what is replaced of a state, if anything does. Files that are as they were `before` are not read, and what is wrong
    with them is not said again; what becomes of the index is the same. Raises IndexLocked where another writer is at
    work.
    """
    started = time.perf_counter()
    jobs = jobs or os.cpu_count() or 1
    for everything in (False, True):
        with suppress(Moved), engine.writer() as writer, closing(engine.snapshot()) as snapshot:
            files = before.run("" if everything else snapshot.state) if before else Run()
            run = _Run(snapshot, writer, progress, snapshot, record(snapshot), files)
            found: Iterable[Path | ReadError] = _walk(paths, skip)
            if before:  # what is left is known before anything is read
                found = [item for item in found if isinstance(item, ReadError) or not files.leaves(item)]
            with Crew(analyzer, jobs, record_bytes, snapshot, reopen, make_analyzer, _preparation(engine)) as crew:
                run.take(crew, _tasks(found, run, record_bytes))
                run.remove_gone(paths, snapshot)
                if run.changed:
                    run.commit(crew)
            if before:
                with closing(engine.snapshot()) as after:
                    before.keep(files, after.state)
            break
    return run.report(started)


def rebuild(
    engine: Engine,
    analyzer: Analyzer,
    paths: Sequence[Path],
    *,
    record_bytes: int,
    jobs: int = 0,
    skip: Path | None = None,
    make_analyzer: Callable[[], Analyzer] = Analyzer,
    progress: Progress = lambda _: None,
    stored: Snapshot | None = None,
    record: Record = lambda _: None,
) -> Report:
    """Make the index anew beside the old one, and put it in its place at the end.

    Read are `paths` and every file that `stored`, the old state, was made from; a release whose file is gone or
    can't be read any more is taken from `stored`. Raises IndexLocked where another writer is at work.
    """
    started = time.perf_counter()
    origins = stored.origins() if stored else []
    present = [Path(origin) for origin in origins if Path(origin).exists()]
    with engine.writer(rebuild=True) as writer:
        run = _Run(None, writer, progress, stored, record(stored))
        jobs = jobs or os.cpu_count() or 1
        with Crew(analyzer, jobs, record_bytes, None, None, make_analyzer, _preparation(engine)) as crew:
            run.take(crew, _tasks(_walk([*paths, *present], skip), run, record_bytes))
            if stored:
                gone = {origin for origin in origins if origin not in run.read}
                run.take(crew, _stored_tasks(stored, gone, run.seen))
            run.commit(crew, left=run.seen)
    return run.report(started)


@dataclass(slots=True)
class _Run:
    """What one ingest has seen and done so far."""

    snapshot: Snapshot | None
    writer: Writer
    progress: Progress
    before: Snapshot | None
    """The state that this one takes the place of; the same as `snapshot`, but in a rebuild."""
    recording: Recording | None
    files: Run = field(default_factory=Run)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    """id -> where it was read in this run."""
    gone: set[str] = field(default_factory=set)
    """Ids that are taken out."""
    read: set[str] = field(default_factory=set)
    """Origins that were read to the end without a failure."""

    def __post_init__(self) -> None:
        aside = self.recording.set_aside if self.recording else None
        if aside:
            text = "the texts that were replaced could not be read and were put here; from now on they are kept anew"
            self.notices.append(Notice(str(aside), text))

    @property
    def changed(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    def commit(self, crew: Crew, left: Collection[str] | None = None) -> None:
        """Make the changes durable; what is replaced is kept before and named as replaced after."""
        if self.recording:
            self.recording.announce(self.gone, left)
        if isinstance(self.writer, FollowedWriter):
            self.writer.settle(crew.elsewhere)
        self.writer.commit()
        if self.recording:
            self.recording.settle()

    def take(self, crew: Crew, tasks: Iterable[Task]) -> None:
        for outcome in crew.work(tasks):
            self.book(outcome)

    def book(self, outcome: Outcome) -> None:
        for item in outcome.said:
            self.say(item)
        self.read.update(outcome.read - self.files.broken)
        for release_id, origin in outcome.unchanged:
            if self.is_first(release_id, origin):
                self.unchanged += 1
        if outcome.batch:
            self.store(outcome.batch)
        self.progress(len(outcome.unchanged) + (len(outcome.batch.releases) if outcome.batch else 0))

    def store(self, batch: Batch) -> None:
        ids = ids_of(batch.releases)
        origins = origins_of(batch.releases)
        first = [i for i, (id_, origin) in enumerate(zip(ids, origins, strict=True)) if self.is_first(id_, origin)]
        if len(first) < len(ids):
            batch = keep(batch, first)
            ids = ids_of(batch.releases)
        known = self.snapshot.hashes(ids) if self.snapshot else {}
        self.updated += len(known)
        self.added += len(ids) - len(known)
        if ids:
            if self.recording and self.before:
                self.recording.note(batch, known if self.snapshot else self.before.hashes(ids))
            self.writer.add(batch)

    def say(self, item: ReadError | Notice, origin: str | None = None) -> None:
        if isinstance(item, Notice):
            self.notices.append(item)
            return
        self.fail(origin or item.where, Failure(item.where, item.reason))
        self.files.broken.add(origin or item.where)
        self.progress(1)

    def fail(self, origin: str, failure: Failure) -> None:
        if self.files.is_new(origin, f"{failure.path}: {failure.error}"):
            self.failed.append(failure)

    def is_first(self, release_id: str, origin: str) -> bool:
        """Whether this id is new in this run; the second release with an id is a failure, the first one stays."""
        if release_id not in self.seen:
            if self.snapshot:
                self.files.require_unmoved(self.snapshot, release_id, origin)
            self.seen[release_id] = origin
            self.files.has(origin)
            return True
        error = (
            f"the id {release_id!r} was read before, from {self.seen[release_id]}; give each release an id of its own"
        )
        self.fail(origin, Failure(origin, error))
        self.files.read_again(origin)  # its turn comes when the other one is gone
        return False

    def remove_gone(self, paths: Sequence[Path], snapshot: Snapshot) -> None:
        """Take out what the read files no longer hold and what came from files gone from the walked folders."""
        folders = [f"{path.resolve().as_posix().rstrip('/')}/" for path in paths if path.is_dir()]
        broken = self.files.broken
        kept = tuple(f"{path}/" for path in broken)
        for origin in snapshot.origins():
            if origin in broken or origin in self.files.left or origin.startswith(kept):
                continue
            if origin in self.read or any(origin.startswith(folder) for folder in folders):
                self.gone |= snapshot.ids_from(origin)
        self.gone -= self.seen.keys()
        self.removed = self.writer.remove(self.gone)

    def report(self, started: float) -> Report:
        return Report(
            self.added,
            self.updated,
            self.unchanged + sum(self.files.left.values()),
            self.removed,
            tuple(self.failed),
            tuple(self.notices),
            time.perf_counter() - started,
        )


def _preparation(engine: Engine) -> Preparation | None:
    return engine.preparation() if isinstance(engine, Followed) else None


def _walk(paths: Iterable[Path], skip: Path | None) -> Iterator[Path | ReadError]:
    inside = skip.resolve() if skip else None
    for item in walk(paths):
        if inside is None or not (isinstance(item, Path) and item.is_relative_to(inside)):
            yield item


def _tasks(found: Iterable[Path | ReadError], run: _Run, record_bytes: int) -> Iterator[Task]:
    """Cut the work: files of one release go to the workers by their paths, the records of the others are read here."""
    files: list[Path] = []
    for item in found:
        if isinstance(item, ReadError):
            run.say(item)
        elif holds_many(item):
            yield from _record_tasks(item, run, record_bytes)
        else:
            files.append(item)
            if len(files) == FILES_A_TASK:
                yield Task.of_files(files, _known(files, run.snapshot))
                files = []
    if files:
        yield Task.of_files(files, _known(files, run.snapshot))


def _record_tasks(path: Path, run: _Run, record_bytes: int) -> Iterator[Task]:
    origin = path.as_posix()
    items = iter(read(path, record_bytes=record_bytes))
    while chunk := list(islice(items, RELEASES_A_TASK)):
        for item in chunk:
            if not isinstance(item, Release):
                run.say(item, origin)
        releases = [item for item in chunk if isinstance(item, Release)]
        hashes = [content_hash(release) for release in releases]
        known = run.snapshot.hashes([release.id for release in releases]) if run.snapshot else {}
        yield Task.of_releases(releases, hashes, known)
    if origin not in run.files.broken:
        run.read.add(origin)


def _stored_tasks(stored: Snapshot, origins: set[str], seen: dict[str, str]) -> Iterator[Task]:
    releases = (release for release in stored.releases() if release.origin in origins and release.id not in seen)
    while chunk := list(islice(releases, RELEASES_A_TASK)):
        yield Task.of_releases(chunk, [content_hash(release) for release in chunk], {})


def _known(files: Sequence[Path], snapshot: Snapshot | None) -> dict[str, str]:
    if snapshot is None:
        return {}
    return snapshot.hashes(id_ for path in files for id_ in snapshot.ids_from(path.as_posix()))
