"""The index of quotes: where they stand in the index of releases, and who speaks (`engines/whoosh/passages/`).

    derived/quotes/aolzujjwb5nfx3sc.npz     the quotes of one segment of the index of releases
    derived/quotes.json                     {"format": 3, "state": "g000001-7", "segments": ["aolzujjwb5nfx3sc"]}

Segments never change, so their quotes do not, either: a commit writes those of the new segments. `quotes.json` is
written last. Where a process is killed in between, it names another state, and the quotes are collected anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..engines.base import Snapshot
from ..engines.carried import ids_of
from ..engines.whoosh.passages import Collector, Damaged, PassageArrays, Passages, arrays_for, passages_of
from ..errors import IndexDamaged, IndexUnusable
from ..language import Analyzer, cut
from ..model import Release
from .preparing import prepared

if TYPE_CHECKING:
    from ..analysis import KnownStems

FORMAT = 3
"""Version of the files and of what is kept of a quote. Another number is made anew."""


class QuotesIndex:
    """The companion that knows every quote of the archive."""

    name = "quotes"

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        """Below `folder`, which is made with the first change."""
        self._path = folder / "quotes"
        self._file = folder / "quotes.json"
        self._analyzer = analyzer
        self._collected: Collector | None = None
        self._known: list[str] = []

    @property
    def state(self) -> str | None:
        """The state of the releases that the quotes are of; None where they can't be searched as they are."""
        try:
            said = self._said()
            for segment in said["segments"]:
                self._load(segment)
        except IndexUnusable:
            return None
        return str(said["state"])

    def open(self, releases: Snapshot) -> Snapshot:
        """The quotes of these releases, to be searched and closed by the caller. Segments that came since the last
        commit have none yet. Raises IndexUnusable kinds."""
        segments = set(self._said()["segments"])
        try:
            return passages_of(releases, lambda name: self._load(name) if name in segments else None)
        except Damaged as error:
            raise _damaged(error) from error

    def begin(self, *, anew: bool) -> None:
        """See `Companion.begin`."""
        self._known = [] if anew else list(self._said()["segments"])
        self._collected = Collector()

    def remove(self, releases: Sequence[Release]) -> None:
        """See `Companion.remove`: releases that are removed from their segment are so from its quotes."""

    def add(self, releases: Sequence[Release], stems: KnownStems) -> None:
        """See `Companion.add`."""
        self.take(releases, prepared(releases, cut(release.body for release in releases), stems, self._analyzer))

    prepare = staticmethod(prepared)

    def take(self, releases: Sequence[Release], found: Passages) -> None:
        """See `Preparing.take`."""
        if self._collected is None:
            raise ValueError("`begin` comes before `add` and `take`")
        self._collected.add(ids_of(releases), found)

    def commit(self, snapshot: Snapshot) -> None:
        """See `Companion.commit`."""
        if self._collected is None:
            raise ValueError("`begin` comes before `commit`")
        self._path.mkdir(parents=True, exist_ok=True)
        segments = []
        known = set(self._known)
        for name, arrays in arrays_for(snapshot, known, self._collected, lambda: [*map(self._load, self._known)]):
            segments.append(name)
            if arrays is not None:
                arrays.save(self._segment(name))
        self._say({"format": FORMAT, "state": snapshot.state, "segments": segments})
        self._tidy(segments)
        self.cancel()

    def cancel(self) -> None:
        """See `Companion.cancel`."""
        self.close()

    def check(self) -> Iterable[str]:
        """See `Companion.check`: `state` reads every byte, and compares checksums."""
        return () if self.state is not None else ("the quotes are damaged; `siaran index` makes them anew",)

    def close(self) -> None:
        """Let go of what is held."""
        self._collected = None
        self._known = []

    def _segment(self, name: str) -> Path:
        return self._path / f"{name}.npz"

    def _load(self, name: str) -> PassageArrays:
        try:
            return PassageArrays.load(self._segment(name))
        except Damaged as error:
            raise _damaged(error) from error

    def _said(self) -> dict[str, Any]:
        """What `quotes.json` says. Raises IndexDamaged where there is none that this version reads."""
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            found = said["format"]
            known = {"state": str(said["state"]), "segments": [str(name) for name in said.get("segments", ())]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise _damaged(f"{self._file}: {error}") from error
        if found != FORMAT:
            raise _damaged(f"{self._file}: has format {found!r}, this version reads {FORMAT}")
        return known

    def _say(self, said: dict[str, Any]) -> None:
        temporary = self._file.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(said, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._file)

    def _tidy(self, segments: Sequence[str]) -> None:
        """Remove what no segment of the index stands for; what can't be removed now goes with the next commit."""
        wanted = {self._segment(name).name for name in segments}
        for path in self._path.iterdir():
            if path.name not in wanted:
                with suppress(OSError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _damaged(reason: object) -> IndexDamaged:
    return IndexDamaged(f"{reason}; the quotes can't be searched, make them anew with: siaran index PATH")
