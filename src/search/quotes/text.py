"""A body, read once: lower case with the same offsets, where sentences and paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from ..entities.lexicon import DEGREES, RANKS, TITLES

ABBREVIATIONS: Final = (
    RANKS | TITLES | DEGREES | frozenset("jl jln no hal st ir dkk tbk pt cv kab kec kel plt rp".split())
)
_STOP = re.compile(r"[.!?…\n](?:(?<=\n)|[\"'”’»)\]]{0,3}(?=\s))")
_LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS)) + 1
_LAST_WORD = re.compile(r"[^\W_]+\Z")


def lower(body: str) -> str:
    """`body` in lower case, with every character in its place."""
    lowered = body.lower()
    if len(lowered) == len(body):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in body)


def trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return start, end


class Text:
    """A body with its lower-case twin and the ends of its sentences.

    Sentences are cut more roughly than `language.sentences` cuts them: all that is asked is whether two places are
    in one sentence, and that a rank or degree (`Komjen Pol. Dr. X, M.H.`) ends none.
    """

    def __init__(self, body: str) -> None:
        self.body = body
        self.lower = lower(body)
        self._stops = self._read_stops()

    def _read_stops(self) -> list[int]:
        """Behind which stops sentences end: none is behind an abbreviation or a single letter."""
        lowered, found = self.lower, []
        for stop in _STOP.finditer(self.body):
            start, end = stop.span()
            if end - start == 1 and lowered[start] == ".":
                word = lowered[lowered.rfind(" ", 0, start) + 1 : start]
                if not word.isalpha():  # seldom
                    last = _LAST_WORD.search(lowered[max(0, start - _LONGEST_ABBREVIATION) : start])
                    word = last[0] if last is not None else ""
                if len(word) == 1 or word in ABBREVIATIONS:
                    continue
            found.append(end)
        return found

    def sentence_start(self, position: int) -> int:
        """Where the sentence begins that `position` is in."""
        index = bisect_right(self._stops, position) - 1
        return self._stops[index] if index >= 0 else 0

    def sentence_end(self, position: int) -> int:
        """Where the sentence ends that `position` is in: behind its stop, or before the end of its line."""
        index = bisect_right(self._stops, position)
        if index == len(self._stops):
            return len(self.body)
        end = self._stops[index]
        return end - 1 if self.body[end - 1] == "\n" else end

    def stops_between(self, start: int, end: int) -> int:
        """How many sentences end in `start..end`."""
        return bisect_right(self._stops, end) - bisect_left(self._stops, start + 1) if end > start else 0

    def same_paragraph(self, start: int, end: int) -> bool:
        """Whether no line ends in `start..end`."""
        return self.body.find("\n", start, end) < 0
