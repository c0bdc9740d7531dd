"""Folders that are indexed again as they change.

Each time the folders are indexed as `siaran index` does, but for files that look as they did when they were read last
(`readbefore.py`): what becomes of an id that moves from one file to another, or of a file that is gone, is the same as
by hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from watchfiles import Change, watch

from .config import Settings
from .errors import IndexLocked, SiaranError, UsageError
from .indexing import index_paths
from .ingest import Report
from .readbefore import ReadBefore

QUIET_SECONDS = 0.3
"""Without a change before the folders are indexed: a file is seldom written at once."""

LONGEST_SECONDS = 3.0
"""How long changes may go on before the folders are indexed all the same."""

TICK_SECONDS = 1.0
"""How often it is looked whether a folder itself was put away or another one put in its place."""

RETRY_SECONDS = 5.0
"""After how long it is tried again what failed, because the index was locked for example."""


def index_as_it_changes(
    settings: Settings,
    folders: Sequence[Path],
    *,
    told: Callable[[Report], None],
    complain: Callable[[str], None],
    jobs: int = 1,
    before: ReadBefore | None = None,
) -> NoReturn:
    """Index these folders now and whenever something in them changes, until a KeyboardInterrupt.

    `told` is called with each report of a run that changed something or in which input failed that had not failed as it
    is; `complain` with what keeps the index from being written, once until it works again. `before` is what is known of
    the files already. Raises UsageError where one of the folders is none.
    """
    check(folders)
    before = before or ReadBefore()
    due, not_before, complained = False, 0.0, ""
    for changed in changes(folders, settings.index):
        due = due or changed
        if not due or time.monotonic() < not_before:
            continue
        try:
            report = index_paths(settings, folders, jobs=jobs, before=before)
        except (SiaranError, OSError) as error:
            not_before = time.monotonic() + RETRY_SECONDS
            # Another `siaran index` at work is no fault; it names its process, which differs each time.
            said = type(error).__name__ if isinstance(error, IndexLocked) else str(error)
            if said != complained:
                complained = said
                complain(f"{error}; it is tried again")
            continue
        due, complained = False, ""
        if report.added or report.updated or report.removed or report.failed:
            told(report)
    raise AssertionError("changes never end")


def check(folders: Sequence[Path]) -> None:
    """Raises UsageError where there is no folder, or something else among them."""
    if not folders:
        raise UsageError("name the folders to watch, for example: siaran serve releases --watch")
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder; --watch follows folders: name the one that it is in")


def changes(folders: Sequence[Path], index: Path) -> Iterator[bool]:
    """True where something in the folders may have changed, and at first; False about once a second else. Never ends.

    What happens in the folder of the index, which may lie in one of them, is none, nor what is hidden.
    """
    inside = index.resolve()
    roots = [folder.resolve() for folder in folders]

    def counts(_change: Change, name: str) -> bool:
        path = Path(name)
        if path.is_relative_to(inside):
            return False
        return any(
            path.is_relative_to(root) and not any(part.startswith(".") for part in path.relative_to(root).parts)
            for root in roots
        )

    while True:
        places = _places(roots)
        changed = True  # what happened before it was watched is not told by the system
        if None in places:
            yield changed
            while None in _places(roots):
                time.sleep(TICK_SECONDS)
                yield False
            continue
        try:
            for batch in watch(
                *roots,
                watch_filter=counts,
                debounce=round(LONGEST_SECONDS * 1000),
                step=round(QUIET_SECONDS * 1000),
                rust_timeout=round(TICK_SECONDS * 1000),
                yield_on_timeout=True,
            ):
                yield changed or bool(batch)
                changed = False
                if _places(roots) != places:
                    break
        except FileNotFoundError:
            continue  # gone between the two looks


def _places(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Which folders stand at these paths: one that was put in another's place has another number."""
    found: list[tuple[int, int] | None] = []
    for folder in folders:
        try:
            status = folder.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino))
    return found
