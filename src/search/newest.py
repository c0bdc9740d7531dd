"""The newest state of an index, held open for requests while it lasts.

A state that is committed meanwhile is looked for at most every so many seconds. While requests keep coming it is
opened behind them: they are answered from the state before until the new one is ready, and none waits. After a
quiet time the first request looks for itself, so that nobody is answered from a state that was old long ago.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .answers import Answers
from .derived import Derived, Stamp
from .engines.base import Engine, Request, Snapshot
from .model import Everything


class Held:
    """A snapshot, what is derived from its releases, and the answers found in it. Counts who uses it and closes both
    with the last one."""

    def __init__(self, snapshot: Snapshot, derived: Derived, answers: Answers) -> None:
        self.snapshot = snapshot
        self.derived = derived
        self.answers = answers
        self._users = 1
        self._lock = threading.Lock()

    def take(self) -> None:
        """One user more."""
        with self._lock:
            self._users += 1

    def release(self) -> None:
        """One user less."""
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            self.derived.close()
            self.snapshot.close()


class NewestState:
    """Follows the commits of an engine. Safe to use from several threads."""

    def __init__(
        self,
        engine: Engine,
        seconds: float,
        answer_bytes: int,
        derive: Callable[[Snapshot], Derived],
        stamp: Callable[[], Stamp] = tuple,
    ) -> None:
        """Look for a new state every `seconds`; with 0, at each request, which then waits for it.

        `derive` opens what is derived from the releases, whose `stamp` changes with every commit of it: it is
        committed shortly after the engine, and may be found between the two.
        """
        self._engine = engine
        self._derive = derive
        self._stamp = stamp
        self._seconds = seconds
        self._answer_bytes = answer_bytes
        self._lock = threading.Lock()  # over the three below, never held while anything is opened
        self._held = self._hold(engine.snapshot())
        self._looked = time.monotonic()
        self._looks_behind = False
        self._looking = threading.Lock()
        self._closed = False

    @contextmanager
    def hold(self) -> Iterator[Held]:
        """The newest state, kept open until the block ends, whatever is committed meanwhile.

        Raises IndexUnusable where the newest state can't be searched, ValueError after `close`.
        """
        self._look_where_due()
        with self._lock:
            if self._closed:
                raise ValueError("the archive is closed")
            held = self._held
            held.take()
        try:
            yield held
        finally:
            held.release()

    def close(self) -> None:
        """Let go of the state once its last user has; ends what goes on behind."""
        with self._looking, self._lock:
            closed, self._closed = self._closed, True
        if not closed:
            self._held.release()

    def _look_where_due(self) -> None:
        with self._lock:
            age = time.monotonic() - self._looked
            if age < self._seconds or self._looks_behind or self._closed:
                return
            behind = self._looks_behind = age < 2 * self._seconds
        if behind:
            threading.Thread(target=self._look_behind, name="siaran-refresh", daemon=True).start()
            return
        with self._looking:
            # Whoever waited for another's look need not look again.
            if time.monotonic() - self._looked >= self._seconds and not self._closed:
                self._look()

    def _look_behind(self) -> None:
        looked = float("-inf")
        try:
            with self._looking:
                if not self._closed:
                    self._look(prepare=True)
                looked = time.monotonic()
        except Exception:  # noqa: S110 - not lost: the next request looks for itself, and raises what it meets
            pass
        finally:
            with self._lock:
                self._looked = looked
                self._looks_behind = False

    def _look(self, *, prepare: bool = False) -> None:
        newest = self._engine.snapshot()
        if newest.state == self._held.snapshot.state and self._stamp() == self._held.derived.stamp:
            newest.close()
        else:
            held = self._hold(newest)
            if prepare:
                # What a state computes once (tables of names, dates) would keep its first request waiting.
                held.snapshot.search(Request(Everything(), limit=1))
            with self._lock:
                old, self._held = self._held, held
            old.release()
        self._looked = time.monotonic()

    def _hold(self, snapshot: Snapshot) -> Held:
        derived = self._derive(snapshot)
        return Held(derived.snapshot, derived, Answers(self._answer_bytes))
