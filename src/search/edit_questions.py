"""Questions about what releases said before, a part of what an archive answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from .history import Earlier, Edits
from .model import Filters
from .newest import Held, NewestState


class EditQuestions:
    """Asked of the newest state of an archive."""

    _newest: NewestState

    def edits(self, release_id: str) -> Edits | None:
        """How often a release was changed since it was first indexed, and when; None where it was not, or where that
        can't be read (`check_history`)."""
        with self._newest.hold() as held:
            return held.derived.history.of(release_id)

    def last_edits(self, ids: Iterable[str]) -> dict[str, datetime]:
        """When each of these releases was changed last, of those that were."""
        with self._newest.hold() as held:
            return {each: edits.last for each in ids if (edits := held.derived.history.of(each))}

    def any_edits(self) -> bool:
        """Whether the text of any release was changed since it was first indexed, as far as that is known."""
        with self._newest.hold() as held:
            return any(True for _ in held.derived.history.texts_changed)

    def history(self, release_id: str) -> tuple[Earlier, ...]:
        """What a release said before, as far as it is kept, the oldest first. Raises ReleaseNotFound, and IndexUnusable
        where it can't be read."""
        with self._newest.hold() as held:
            held.snapshot.release(release_id)
            return held.derived.history.earlier(release_id)

    def check_history(self) -> list[str]:
        """Read all texts that were replaced; what is damaged, a line each."""
        with self._newest.hold() as held:
            return held.derived.history.check()

    @contextmanager
    def _holding(self, filters: Filters) -> Iterator[Held]:
        """The newest state. Raises IndexUnusable where the filters ask for what it can't tell."""
        with self._newest.hold() as held:
            if filters.changed:
                held.derived.history.require()
            yield held
