"""The newest state: who gets it when, who waits for it, and when an old one is let go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from search import newest
from search.derived import Derived
from search.errors import IndexDamaged
from search.language import Analyzer
from search.newest import NewestState


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


class OneSnapshot:
    def __init__(self, state: str) -> None:
        self.state = state
        self.closed = False
        self.asked = 0

    def search(self, _request: Any) -> None:
        self.asked += 1

    def releases(self) -> Iterator[Any]:
        return iter(())

    def joining(self, _names: Any) -> OneSnapshot:
        return self

    def close(self) -> None:
        self.closed = True


class OneEngine:
    """An engine whose opening can be held up and can fail."""

    def __init__(self) -> None:
        self.state = "first"
        self.failing = False
        self.opens = threading.Event()
        self.opens.set()
        self.opened: list[OneSnapshot] = []

    def snapshot(self) -> OneSnapshot:
        assert self.opens.wait(20)
        if self.failing:
            raise IndexDamaged("a file is missing")
        self.opened.append(OneSnapshot(self.state))
        return self.opened[-1]

    def still_open(self) -> set[str]:
        return {snapshot.state for snapshot in self.opened if not snapshot.closed}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(newest, "time", clock)
    return clock


@pytest.fixture
def engine() -> OneEngine:
    return OneEngine()


def follow(engine: Any, seconds: float) -> NewestState:
    return NewestState(engine, seconds, 1000, lambda snapshot: Derived(snapshot, Analyzer()))


@pytest.fixture
def states(engine: OneEngine, clock: Clock) -> Iterator[NewestState]:
    states = follow(engine, 1)
    yield states
    engine.opens.set()
    states.close()


def held(states: NewestState) -> str:
    with states.hold() as held:
        return held.snapshot.state


def wait_for_what_goes_on_behind() -> None:
    for thread in threading.enumerate():
        if thread.name == "siaran-refresh":
            thread.join(20)
            assert not thread.is_alive()


def test_while_requests_keep_coming_none_waits_for_a_new_state(
    engine: OneEngine, clock: Clock, states: NewestState
) -> None:
    engine.state = "second"
    engine.opens.clear()
    clock.now += 1
    for _ in range(3):
        assert held(states) == "first"
        clock.now += 5
    engine.opens.set()
    wait_for_what_goes_on_behind()
    assert held(states) == "second"
    assert engine.still_open() == {"second"}


def test_a_state_opened_behind_has_been_asked_before_its_first_request(
    engine: OneEngine, clock: Clock, states: NewestState
) -> None:
    engine.state = "second"
    clock.now += 1
    held(states)
    wait_for_what_goes_on_behind()
    assert [snapshot.asked for snapshot in engine.opened] == [0, 1]


def test_after_a_quiet_time_the_first_request_gets_the_newest_state(
    engine: OneEngine, clock: Clock, states: NewestState
) -> None:
    engine.state = "second"
    clock.now += 3600
    assert held(states) == "second"


def test_before_its_time_nothing_is_looked_for(engine: OneEngine, clock: Clock, states: NewestState) -> None:
    engine.state = "second"
    clock.now += 0.9
    assert held(states) == "first"
    assert len(engine.opened) == 1


def test_with_0_seconds_every_request_gets_the_newest_state(engine: OneEngine, clock: Clock) -> None:
    states = follow(engine, 0)
    for state in ("first", "second", "third"):
        engine.state = state
        assert held(states) == state
        assert engine.still_open() == {state}
    states.close()
    assert engine.still_open() == set()


def test_what_fails_behind_is_raised_to_the_next_request_until_it_is_mended(
    engine: OneEngine, clock: Clock, states: NewestState
) -> None:
    engine.failing = True
    clock.now += 1
    assert held(states) == "first"
    wait_for_what_goes_on_behind()
    for _ in range(2):
        with pytest.raises(IndexDamaged):
            held(states)
    engine.failing = False
    engine.state = "second"
    assert held(states) == "second"


def test_a_state_is_open_until_its_last_user_has_gone(engine: OneEngine, clock: Clock, states: NewestState) -> None:
    with states.hold() as one, states.hold() as two:
        assert one is two
        engine.state = "second"
        clock.now += 10
        assert held(states) == "second"
        assert engine.still_open() == {"first", "second"}
    assert engine.still_open() == {"second"}


def test_each_state_has_answers_of_its_own(engine: OneEngine, clock: Clock, states: NewestState) -> None:
    with states.hold() as before:
        engine.state = "second"
        clock.now += 10
        with states.hold() as after:
            assert before.answers is not after.answers


def test_closing_ends_what_goes_on_behind_and_leaves_nothing_open(engine: OneEngine, clock: Clock) -> None:
    states = follow(engine, 1)
    engine.state = "second"
    engine.opens.clear()
    clock.now += 1
    held(states)
    threading.Timer(0.05, engine.opens.set).start()
    states.close()
    wait_for_what_goes_on_behind()
    states.close()
    assert engine.still_open() == set()
