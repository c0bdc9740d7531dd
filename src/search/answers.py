"""Answers that are kept, so that what is asked again need not be searched again.

One `Answers` belongs to one state of the index and goes with it: it can't hold an answer of another state.
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import replace

from .model import Hit, Page

OBJECT = 120
"""Roughly the bytes of a small object and the references to it, texts apart."""


class Answers:
    """The pages asked for last, as many as fit `limit` bytes; 0 keeps none. Safe to use from several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: OrderedDict[Hashable, tuple[int, Page]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, asked: Hashable) -> Page | None:
        """The page that answers what was asked, if it is kept. `took_ms` is still that of the search."""
        if not self._limit:
            return None
        with self._lock:
            kept = self._pages.get(asked)
            if kept is None:
                return None
            self._pages.move_to_end(asked)
        return _copied(kept[1])

    def keep(self, asked: Hashable, page: Page) -> None:
        """Keep a page, in place of those that were not asked for the longest. One over the limit is not kept."""
        size = size_of(page) if self._limit else 0
        if size > self._limit or not self._limit:
            return
        with self._lock:
            before = self._pages.pop(asked, None)
            self._bytes += size - (before[0] if before else 0)
            self._pages[asked] = size, _copied(page)
            while self._bytes > self._limit:
                _, (freed, _) = self._pages.popitem(last=False)
                self._bytes -= freed

    @property
    def bytes(self) -> int:
        """Roughly what is kept, in bytes."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._pages)


def size_of(page: Page) -> int:
    """Roughly the bytes that a page takes in memory: its texts, and its objects at `OBJECT` each.

    Names are not looked at one by one: most are short, and releases share the frequent ones.
    """
    facets = sum(map(len, page.facets.values()))
    return 10 * OBJECT + sys.getsizeof(page.q) + 2 * OBJECT * facets + sum(map(_size_of_hit, page.hits))


def _size_of_hit(hit: Hit) -> int:
    release = hit.release
    size = sys.getsizeof(release.body) + sys.getsizeof(release.title) + len(release.id) + len(release.origin)
    objects = 6 + len(hit.title_marks) + 4 * len(release.entities) + 2 * len(release.event_dates)
    for snippet in hit.snippets:
        size += sys.getsizeof(snippet.text)
        objects += 1 + len(snippet.marks)
    for quote in release.quotes:
        size += sys.getsizeof(quote.text)
        objects += 2
    for entity in release.entities:
        objects += 2 * len(entity.mentions)
    return size + OBJECT * objects


def _copied(page: Page) -> Page:
    # All of a page is immutable but the mapping of its facets, which whoever asked may change as it likes.
    return replace(page, facets=dict(page.facets))
