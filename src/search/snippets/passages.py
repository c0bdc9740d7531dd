"""Which passages of a body to show: where the most words of the query stand together, whole sentences first."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from typing import NamedTuple

from ..language import Analyzer
from ..language.sentences import Borders
from ..model import Snippet
from .marking import Marker, Marks
from .spotting import Found

_SPACE = 60  # characters between the stop of one sentence and the next that are looked over
_BLANK = re.compile(r"\s*")
_PIECE = re.compile(r"\S*")
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
    return _passages(body, marker.find(body), limit, length)


def highlights(
    texts: Sequence[tuple[str, str]], in_title: Marker, in_body: Marker, *, limit: int = 2, length: int = 240
) -> list[tuple[Marks, tuple[Snippet, ...]]]:
    """For each title with its body: where to mark the title, and the `snippets` of the body."""
    titles, bodies = [title for title, _ in texts], [body for _, body in texts]
    if in_title is in_body:
        found = in_title.find_all([*titles, *bodies])
        marked, found = found[: len(titles)], found[len(titles) :]
    else:
        marked, found = in_title.find_all(titles), in_body.find_all(bodies)
    return [
        (tuple([(start, end) for start, end, _ in words]), _passages(body, its, limit, length))
        for words, body, its in zip(marked, bodies, found, strict=True)
    ]


def _passages(body: str, found: list[Found], limit: int, length: int) -> tuple[Snippet, ...]:
    if limit < 1:
        return ()
    found = [word for word in found if word[1] - word[0] <= length]
    if not found:
        return _lead(body, length)
    rooms = [_Room(0, len(body), found)]
    borders = Borders(body)
    shown: set[Hashable] = set()
    passages: list[Snippet] = []
    while rooms:
        window, room = max([(_best(room.found, length, shown), room) for room in rooms])
        passage = _passage(body, borders, room, window, length)
        passages.append(passage)
        if len(passages) == limit:
            break
        rooms.remove(room)
        if len(passage.marks) == len(room.found):
            continue  # nothing is left of it
        start, end = passage.start, passage.start + len(passage.text)
        shown.update([group for at, _, group in room.found if start <= at < end])
        before = [word for word in room.found if word[1] <= start]
        behind = [word for word in room.found if word[0] >= end]
        rooms += [_Room(room.start, start, before)] if before else []
        rooms += [_Room(end, room.end, behind)] if behind else []
    if len(passages) > 1:
        passages.sort(key=lambda passage: passage.start)
    return tuple(passages)


def _best(found: Sequence[Found], length: int, shown: Collection[Hashable]) -> _Window:
    """The best of all runs of marked words that fit into `length` characters; one pass."""
    if found[-1][1] - found[0][0] <= length:
        groups = {group for _, _, group in found}
        return _Window(len(groups.difference(shown)), len(groups), len(found), -found[0][0], 0, len(found))
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


def _passage(body: str, borders: Borders, room: _Room, window: _Window, length: int) -> Snippet:
    """The passage around a window, at sentence borders if it can be."""
    first, last = room.found[window.left][0], room.found[window.right - 1][1]
    low, high = max(room.start, last - length), min(room.end, first + length)
    starts = _starts(body, borders, low, first)
    start = next(starts, -1)
    if start < 0:
        limit = min(high, first - (length - (last - first)) // 3 + length)
        end = _end(body, borders, last, limit)
        cut_after = end < 0
        if cut_after:
            end = _word_end(body, last, limit)
        start = _word_start(body, max(low, end - length), first)
        return _snippet(body, start, end, room.found, True, cut_after)
    limit = min(high, start + length)
    end = _end(body, borders, last, limit)
    cut_after = end < 0
    if cut_after:
        end = _word_end(body, last, limit)
    else:  # sentences before it, as far as they fit
        for earlier in starts:
            if end - earlier > length:
                break
            start = earlier
    return _snippet(body, start, end, room.found, False, cut_after)


def _starts(body: str, borders: Borders, low: int, high: int) -> Iterator[int]:
    """Where sentences start, from `high` back to `low`."""
    earliest, most = low, max(0, low - _SPACE)
    while earliest > most and not body[earliest - 1].isalnum():
        earliest -= 1
    before = high
    while (border := borders.last(earliest, before)) is not None:
        before, _, start = border
        if low <= start <= high:
            yield start
    if low == 0:
        start = len(body) - len(body.lstrip())
        if start <= high:
            yield start


def _end(body: str, borders: Borders, low: int, high: int) -> int:
    """The last end of a sentence from `low` to `high`, -1 if there is none."""
    space = _BLANK.match(body, high)
    beyond = space.end() if space else high
    if beyond == len(body):
        return max(low, len(body.rstrip()))
    while (border := borders.last(low - 1, beyond + 1)) is not None:
        at, end, _ = border
        if end <= high:
            return end if end >= low else -1
        beyond = at - 1
    return -1


def _lead(body: str, length: int) -> tuple[Snippet, ...]:
    """How the body begins: its first sentences, or as many words of the first as fit."""
    start = len(body) - len(body.lstrip())
    if start == len(body):
        return ()
    limit = min(len(body), start + length)
    end = _end(body, Borders(body), start + 1, limit)
    if end >= 0:
        return (_snippet(body, start, end, (), False, False),)
    end = _word_end(body, start, limit)
    if end == start:  # no white space: between tokens then, never inside one
        piece = _PIECE.match(body, start)
        tokens = Analyzer().tokens(piece[0] if piece else "")
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
    marks = tuple([(at - start, stop - start) for at, stop, _ in found if start <= at and stop <= end])
    return Snippet(body[start:end], start, marks, cut_before, cut_after)
