"""Which passages of a body to show: where the most words of the query stand together, whole sentences first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ..language import Analyzer, sentences
from ..model import Snippet
from .marking import Found, Marker

_MARGIN = 100  # characters around a passage that its sentences are told by
_WORD_START = re.compile(r"(?<!\S)\S")


@dataclass(frozen=True, slots=True)
class _Room:
    """A part of the body that no passage has yet, and the words to mark in it."""

    start: int
    end: int
    found: Sequence[Found]


@dataclass(frozen=True, slots=True)
class _Window:
    """Marked words that fit into one passage. Fewer new groups first, then groups, then words, then later."""

    new: int
    groups: int
    words: int
    first: int
    last: int
    room: _Room

    @property
    def rank(self) -> tuple[int, int, int, int]:
        return self.new, self.groups, self.words, -self.first


def snippets(body: str, marker: Marker, *, limit: int = 2, length: int = 240) -> tuple[Snippet, ...]:
    """Up to `limit` passages of at most `length` characters, disjoint, in the order of the text.

    They stand where the most different words of the query are together; then where most words are; then
    earlier. A further passage is first to show words that the others lack. Passages begin and end at sentences
    where that is possible, at words where it is not. Where nothing is marked the one passage is how the body
    begins. No passage: the body is blank, or has no word that is short enough.
    """
    if limit < 1:
        return ()
    found = [word for word in marker.find(body) if word.end - word.start <= length]
    if not found:
        return _lead(body, length)
    rooms = [_Room(0, len(body), found)]
    shown: set[Hashable] = set()
    passages: list[Snippet] = []
    while len(passages) < limit:
        windows = [window for room in rooms if (window := _best(room, length, shown)) is not None]
        if not windows:
            break
        window = max(windows, key=lambda window: window.rank)
        passage = _passage(body, window, length)
        start, end = passage.start, passage.start + len(passage.text)
        shown.update(word.group for word in window.room.found if start <= word.start < end)
        passages.append(passage)
        room = window.room
        rooms.remove(room)
        rooms += (
            _Room(room.start, start, [word for word in room.found if word.end <= start]),
            _Room(end, room.end, [word for word in room.found if word.start >= end]),
        )
    return tuple(sorted(passages, key=lambda passage: passage.start))


def _best(room: _Room, length: int, shown: set[Hashable]) -> _Window | None:
    """The best of all runs of marked words that fit into `length` characters; one pass."""
    found = room.found
    best: _Window | None = None
    counts: Counter[Hashable] = Counter()
    new = 0
    right = 0
    for left, word in enumerate(found):
        while right < len(found) and found[right].end - word.start <= length:
            group = found[right].group
            counts[group] += 1
            new += counts[group] == 1 and group not in shown
            right += 1
        score = (new, len(counts), right - left)
        if best is None or score > (best.new, best.groups, best.words):
            best = _Window(*score, word.start, found[right - 1].end, room)
        counts[word.group] -= 1
        if not counts[word.group]:
            del counts[word.group]
            new -= word.group not in shown
    return best


def _passage(body: str, window: _Window, length: int) -> Snippet:
    """The passage around a window, at sentence borders if it can be."""
    first, last, room = window.first, window.last, window.room
    low, high = max(room.start, last - length), min(room.end, first + length)
    starts, ends = _borders(body, low, high)
    starts = [at for at in starts if at <= first]
    ends = [at for at in ends if at >= last]
    if starts:
        start = starts[-1]
        end = max((at for at in ends if at <= start + length), default=-1)
        whole_end = end >= 0
        if whole_end:  # sentences before it, as far as they fit
            start = next(at for at in starts if end - at <= length)
        else:
            end = _word_end(body, last, min(high, start + length))
    else:
        lead = (length - (last - first)) // 3
        limit = min(high, first - lead + length)
        end = max((at for at in ends if at <= limit), default=-1)
        whole_end = end >= 0
        if not whole_end:
            end = _word_end(body, last, limit)
        start = _word_start(body, max(low, end - length), first)
    return _snippet(body, start, end, room.found, not starts, not whole_end)


def _borders(body: str, low: int, high: int) -> tuple[list[int], list[int]]:
    """Starts and ends of sentences between two places. The margin keeps the cuts of this look out of them."""
    begin = max(0, low - _MARGIN)
    spans = sentences(body[begin : high + _MARGIN])
    starts = [begin + start for start, _ in spans if low <= begin + start]
    ends = [begin + end for _, end in spans if begin + end <= high]
    return starts, ends


def _lead(body: str, length: int) -> tuple[Snippet, ...]:
    """How the body begins: its first sentences, or as many words of the first as fit."""
    start = len(body) - len(body.lstrip())
    if start == len(body):
        return ()
    limit = min(len(body), start + length)
    _, ends = _borders(body, start, limit)
    if ends:
        return (_snippet(body, start, ends[-1], (), False, False),)
    end = _word_end(body, start, limit)
    if end == start:  # no white space: between tokens then, never inside one
        tokens = Analyzer().tokens(body[start : limit + length])
        end = max((start + token.end for token in tokens if start + token.end <= limit), default=start)
    return (_snippet(body, start, end, (), False, True),) if end > start else ()


def _word_start(body: str, at: int, latest: int) -> int:
    """The first start of a word from `at` on, `latest` if there is none before."""
    found = _WORD_START.search(body, at, latest)
    return found.start() if found else latest


def _word_end(body: str, earliest: int, at: int) -> int:
    """The last end of a word up to `at`, `earliest` if there is none behind it."""
    if at == len(body) or body[at].isspace():
        return earliest + len(body[earliest:at].rstrip())
    while at > earliest and not body[at - 1].isspace():
        at -= 1
    return earliest + len(body[earliest:at].rstrip())


def _snippet(body: str, start: int, end: int, found: Sequence[Found], cut_before: bool, cut_after: bool) -> Snippet:
    marks = tuple((word.start - start, word.end - start) for word in found if start <= word.start and word.end <= end)
    return Snippet(body[start:end], start, marks, cut_before, cut_after)
