"""Which passages of a body to show: where the most words of the query stand together, whole sentences first."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from ..language import Analyzer
from ..language.sentences import borders
from ..model import Snippet
from .marking import Marker
from .spotting import Found

_MARGIN = 60  # characters before a passage that its sentences are told by; `borders` needs 48
_WORD_START = re.compile(r"(?<!\S)\S")


class _Room(NamedTuple):
    """A part of the body that no passage has yet, and the words to mark in it."""

    start: int
    end: int
    found: Sequence[Found]


class _Window(NamedTuple):
    """Marked words that fit into one passage, `found[left:right]` of a room. Of two the greater is the better: by
    new groups, groups, words, and the earlier one."""

    new: int
    groups: int
    words: int
    before: int
    left: int
    right: int


def snippets(body: str, marker: Marker, *, limit: int = 2, length: int = 240) -> tuple[Snippet, ...]:
    """Up to `limit` passages of at most `length` characters, disjoint, in the order of the text.

    They stand where the most different words of the query are together; then where most words are; then
    earlier. A further passage is first to show words that the others lack. Passages begin and end at sentences
    where that is possible, at words where it is not. Where nothing is marked the one passage is how the body
    begins. No passage: the body is blank, or has no word that is short enough.
    """
    if limit < 1:
        return ()
    found = [word for word in marker.find(body) if word[1] - word[0] <= length]
    if not found:
        return _lead(body, length)
    rooms = [_Room(0, len(body), found)]
    shown: set[Hashable] = set()
    passages: list[Snippet] = []
    while rooms:
        window, room = max((_best(room.found, length, shown), room) for room in rooms)
        passage = _passage(body, room, window, length)
        passages.append(passage)
        if len(passages) == limit:
            break
        start, end = passage.start, passage.start + len(passage.text)
        shown.update(word.group for word in room.found if start <= word.start < end)
        rooms.remove(room)
        before = [word for word in room.found if word.end <= start]
        behind = [word for word in room.found if word.start >= end]
        rooms += [_Room(room.start, start, before)] if before else []
        rooms += [_Room(end, room.end, behind)] if behind else []
    if len(passages) > 1:
        passages.sort(key=lambda passage: passage.start)
    return tuple(passages)


def _best(found: Sequence[Found], length: int, shown: Collection[Hashable]) -> _Window:
    """The best of all runs of marked words that fit into `length` characters; one pass."""
    best: tuple[int, ...] = ()
    counts: dict[Hashable, int] = {}
    new = right = 0
    for left, (start, _, group) in enumerate(found):
        limit = start + length
        while right < len(found) and found[right][1] <= limit:
            its = found[right][2]
            if its in counts:
                counts[its] += 1
            else:
                counts[its] = 1
                new += its not in shown
            right += 1
        window = (new, len(counts), right - left, -start, left, right)
        best = max(best, window)
        if right == len(found):  # those further on hold no more
            break
        counts[group] -= 1
        if not counts[group]:
            del counts[group]
            new -= group not in shown
    return _Window(*best)


def _passage(body: str, room: _Room, window: _Window, length: int) -> Snippet:
    """The passage around a window, at sentence borders if it can be."""
    first, last = room.found[window.left].start, room.found[window.right - 1].end
    low, high = max(room.start, last - length), min(room.end, first + length)
    starts, ends = _borders(body, low, first, last, high)
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


def _borders(body: str, low: int, first: int, last: int, high: int) -> tuple[list[int], list[int]]:
    """Starts of sentences from `low` to `first` and ends from `last` to `high`, ascending."""
    begin, stop = max(0, low - _MARGIN), len(body)
    starts: list[int] = []
    ends: list[int] = []
    if not begin:
        begin = stop - len(body.lstrip())
        if low <= begin <= first:
            starts.append(begin)
    for end, start in borders(body, begin, min(stop, high + _MARGIN)):
        if end > high:
            return starts, ends
        if low <= start <= first:
            starts.append(start)
        if end >= last:
            ends.append(end)
    end = len(body.rstrip())
    if last <= end <= high:
        ends.append(end)
    return starts, ends


def _lead(body: str, length: int) -> tuple[Snippet, ...]:
    """How the body begins: its first sentences, or as many words of the first as fit."""
    start = len(body) - len(body.lstrip())
    if start == len(body):
        return ()
    limit = min(len(body), start + length)
    _, ends = _borders(body, start, start, start, limit)
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
