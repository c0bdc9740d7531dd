"""Changes to an index on disk, as the command line asks for them: fill it, make it anew, take releases out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from .companions import Followed
from .config import Settings
from .derived import companions
from .engines.base import Snapshot
from .engines.whoosh import WhooshEngine
from .errors import IndexDamaged, IndexMissing
from .history import Recording
from .ingest import Progress, Report, ingest, rebuild
from .language import Analyzer
from .readbefore import ReadBefore
from .readers import Notice

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def open_or_create(settings: Settings, analyzer: Analyzer) -> Followed:
    """The index that the settings name with its companions, made empty if there is none."""
    open_it = WhooshEngine.open if WhooshEngine.exists(settings.index) else WhooshEngine.create
    engine = open_it(settings.index, analyzer.fingerprint, lock_seconds=settings.lock_seconds)
    return Followed(engine, companions(settings.index, analyzer))


def index_paths(
    settings: Settings,
    paths: Sequence[Path],
    *,
    jobs: int = 0,
    progress: Progress = lambda _: None,
    clock: Clock = now,
    before: ReadBefore | None = None,
) -> Report:
    """Bring the index up to date with these files and folders; make it if there is none.

    `jobs` is the number of processes (0: one a core), `clock` tells when texts are replaced, `before` knows which files
    need not be read. Raises IndexUnusable kinds.
    """
    analyzer = Analyzer.with_exceptions(settings.exceptions)
    with closing(open_or_create(settings, analyzer)) as engine:
        return ingest(
            engine,
            analyzer,
            paths,
            record_bytes=settings.record_bytes,
            jobs=jobs,
            skip=settings.index,
            reopen=partial(WhooshEngine.open, settings.index, analyzer.fingerprint),
            make_analyzer=partial(Analyzer.with_exceptions, settings.exceptions),
            progress=progress,
            record=partial(_recording, settings, clock),
            before=before,
        )


def rebuild_index(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    jobs: int = 0,
    progress: Progress = lambda _: None,
    clock: Clock = now,
) -> Report:
    """Make the index anew from `paths`, from the files it was made of, and, where those are gone, from itself.

    The old index, of whatever analyzer, is searched until the new one takes its place. Raises IndexMissing where
    there is neither an index nor a path, IndexDamaged where the index can't be read and no path is given.
    """
    analyzer = Analyzer.with_exceptions(settings.exceptions)
    index = settings.index
    make = partial(
        rebuild,
        analyzer=analyzer,
        paths=paths,
        record_bytes=settings.record_bytes,
        jobs=jobs,
        make_analyzer=partial(Analyzer.with_exceptions, settings.exceptions),
        skip=index,
        progress=progress,
        record=partial(_recording, settings, clock),
    )
    try:
        old = WhooshEngine.open(index, None)
    except (IndexMissing, IndexDamaged) as error:
        if not paths:
            raise
        with closing(_for_rebuild(settings, analyzer)) as engine:
            report = make(engine)
        if isinstance(error, IndexMissing):
            return report
        lost = Notice(str(index), f"its stored releases could not be read, so only the given paths are in it ({error})")
        return replace(report, notices=(lost, *report.notices))
    with (
        closing(old),
        closing(old.snapshot()) as stored,
        closing(_for_rebuild(settings, analyzer)) as engine,
    ):
        return make(engine, stored=stored)


def _for_rebuild(settings: Settings, analyzer: Analyzer) -> Followed:
    engine = WhooshEngine.for_rebuild(settings.index, analyzer.fingerprint, lock_seconds=settings.lock_seconds)
    return Followed(engine, companions(settings.index, analyzer))


def remove_releases(settings: Settings, ids: Iterable[str]) -> list[str]:
    """Take releases out of the index, with what they said before; returns the ids that it does not have.

    Raises IndexUnusable kinds.
    """
    wanted = list(dict.fromkeys(ids))
    analyzer = Analyzer.with_exceptions(settings.exceptions)
    opened = WhooshEngine.open(settings.index, analyzer.fingerprint, lock_seconds=settings.lock_seconds)
    engine = Followed(opened, companions(settings.index, analyzer))
    with closing(engine), engine.writer() as writer, closing(engine.snapshot()) as snapshot:
        known = snapshot.hashes(wanted)
        recording = _recording(settings, now, snapshot)
        recording.announce(wanted)
        if known:
            writer.remove(known)
            writer.commit()
        recording.settle()
    return [release_id for release_id in wanted if release_id not in known]


def _recording(settings: Settings, clock: Clock, before: Snapshot | None) -> Recording:
    return Recording(settings.index, before, clock(), settings.history_texts)
