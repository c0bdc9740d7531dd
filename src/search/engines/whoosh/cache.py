"""Arrays kept for the next search, the least recently used ones given up first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_ENTRY_BYTES = 200  # what an entry costs beside its arrays


class Cache(Generic[Key, Value]):
    """At most `limit` bytes of values, each counted as `size(value)`. Safe to use from several threads."""

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        self._limit = limit
        self._size = size
        self._used = 0
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, tuple[Value, int]] = OrderedDict()

    def peek(self, key: Key) -> Value | None:
        """The value of a key if it is kept."""
        with self._lock:
            if key not in self._entries:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][0]

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept; two threads may make the same at the same time."""
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key][0]
        value = make()
        cost = self._size(value) + _ENTRY_BYTES
        with self._lock:
            if key not in self._entries and cost <= self._limit:
                self._entries[key] = value, cost
                self._used += cost
            while self._used > self._limit:
                self._used -= self._entries.popitem(last=False)[1][1]
        return value
