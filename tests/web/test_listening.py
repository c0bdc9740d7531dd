"""Processes that accept from one socket share the connections between them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from search.web import listening
from search.web.listening import Load, listen

Pair = tuple[Load, socket.socket, socket.socket, tuple[str, int]]


@pytest.fixture
def pair(stack: ExitStack) -> Pair:
    """What two processes accept from, each its own copy of one socket, and its address."""
    first = stack.enter_context(listen("127.0.0.1", 0))
    second = first.dup()
    address = first.getsockname()
    load = Load(2)
    one, two = stack.enter_context(load.join(first, 0)), stack.enter_context(load.join(second, 1))
    one.setblocking(False)
    two.setblocking(False)
    return load, one, two, address


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def connected(stack: ExitStack, address: tuple[str, int]) -> socket.socket:
    return stack.enter_context(socket.create_connection(address))


def test_a_process_with_more_connections_leaves_the_next_to_another(
    pair: Pair, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, one, two, address = pair
    connected(stack, address)
    stack.enter_context(one.accept()[0])
    connected(stack, address)
    taken = []
    monkeypatch.setattr(listening.time, "sleep", lambda _: taken.append(stack.enter_context(two.accept()[0])))
    with pytest.raises(BlockingIOError):
        one.accept()
    assert len(taken) == 1
    assert load.is_least(0) and load.is_least(1)


def test_what_no_other_process_takes_is_taken_by_the_one_that_waited(pair: Pair, stack: ExitStack) -> None:
    load, one, _, address = pair
    for _ in range(3):
        connected(stack, address)
        stack.enter_context(one.accept()[0])
    assert not load.is_least(0)


def test_a_closed_connection_counts_no_longer_and_closing_it_again_changes_nothing(
    pair: Pair, stack: ExitStack
) -> None:
    load, one, two, address = pair
    connected(stack, address)
    connection, _ = one.accept()
    assert not load.is_least(0)
    connection.close()
    connection.close()
    assert load.is_least(0)
    connected(stack, address)
    stack.enter_context(two.accept()[0])
    assert not load.is_least(1)


def test_a_process_that_takes_another_ones_place_begins_with_no_connections(stack: ExitStack) -> None:
    load = Load(2)
    load.opened(1)
    assert not load.is_least(1)
    stack.enter_context(load.join(stack.enter_context(listen("127.0.0.1", 0)), 1))
    assert load.is_least(1)
