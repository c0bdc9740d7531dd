"""Texts made of releases by seeded edits, with what was kept of which release."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from search.language.tokens import tokenize
from search.overlap import Change, Overlap, Repeated

_CHUNK = re.compile(r"\S+\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Part:
    """A stretch of a text, and the id of the release that it was copied from, if any."""

    text: str
    origin: str | None = None


class Editor:
    """Makes texts; the same ones for the same seed. `strange` are words that take the place of others."""

    def __init__(self, seed: int, strange: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._strange = strange

    def edited(self, body: str, origin: str, share: float) -> list[Part]:
        """A copy in which so many of the words are replaced (a half of them), left out or followed by another."""
        parts = []
        for chunk in _CHUNK.findall(body):
            if self._random.random() >= share:
                parts.append(Part(chunk, origin))
                continue
            kind = self._random.random()
            if kind > 0.75:
                parts.append(Part(chunk, origin))
            if kind > 0.25:
                parts.append(Part(self._random.choice(self._strange) + " "))
        return parts

    def cut(self, body: str, share: float) -> str:
        """So many of its sentences, in their order, three in a row at least; all, where it has few."""
        sentences = _SENTENCE.split(body)
        size = max(3, round(len(sentences) * share))
        first = self._random.randrange(max(1, len(sentences) - size + 1))
        return " ".join(sentences[first : first + size])

    def mixed(self, body: str, origin: str, foreign: Sequence[str], share: float, most: int) -> list[Part]:
        """A third of a release's sentences, at most so many, among other texts, of which they are such a share."""
        own = [Part(sentence + " ", origin) for sentence in _SENTENCE.split(body) if sentence.strip()]
        kept = sorted(self._random.sample(range(len(own)), min(len(own), max(2, len(own) // 3), most)))
        parts = [own[at] for at in kept]
        for _ in range(round(len(parts) * (1 - share) / share)):
            parts.insert(self._random.randrange(len(parts) + 1), Part(self._random.choice(foreign) + " "))
        return parts

    def order(self, parts: list[list[Part]]) -> list[Part]:
        """The lists of parts one after another, in any order."""
        self._random.shuffle(parts)
        return [part for each in parts for part in each]


def text_of(parts: Sequence[Part]) -> str:
    return "".join(part.text for part in parts)


@dataclass
class Score:
    """Words: `kept` of one release, `shown` as shared with it, `both`."""

    kept: int = 0
    shown: int = 0
    both: int = 0

    def add(self, parts: Sequence[Part], origins: Sequence[str], found: Overlap) -> None:
        """Count the words of the releases that the text was made of, each with what was found of it."""
        starts = [(token.start, token.end) for token in tokenize(found.text)]
        bounds, at = [], 0
        for part in parts:
            bounds.append((at, at + len(part.text), part.origin))
            at += len(part.text)
        owner = [origin for start, end, origin in bounds for _ in range(end - start)]
        by_id = {each.release.id: each for each in found.releases}
        for origin in dict.fromkeys(origins):
            marked = shared(by_id.get(origin), len(found.text))
            for start, end in starts:
                kept = all(owner[place] == origin for place in (start, end - 1))
                self.kept += kept
                self.shown += marked[start]
                self.both += kept and marked[start]

    @property
    def recall(self) -> float:
        return self.both / max(1, self.kept)

    @property
    def precision(self) -> float:
        return self.both / max(1, self.shown)


def shared(repeated: Repeated | None, size: int) -> bytearray:
    """Of each character of a text whether it is shared with the release."""
    marks = bytearray(size)
    for passage in repeated.passages if repeated else ():
        for piece in passage.pieces:
            if piece.change is Change.SAME:
                marks[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    return marks
