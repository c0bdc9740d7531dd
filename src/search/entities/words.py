"""The words of a text as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress
from operator import or_, sub

from .gazetteers import is_common, place_key, places
from .lexicon import TOWARDS, Cue
from .traits import known

_OTHER_SPACE = re.compile(r"[^\S\n ]")


@dataclass(slots=True)
class Words:
    """A text cut into words and punctuation; one list a property, all of the same length.

    `key` is the lower-cased word without the dots of an abbreviation. `cue` are `lexicon.Cue` flags. `initial` says
    that a capital proves nothing: the word begins a sentence, or its line is written in capitals throughout. `medium`
    marks the sites that write themselves without a capital: `detikcom`, `detikNews`. `number` stands for a word's
    properties: words with the same one have the same surface, key and cue, and, if it is positive, a capital where
    `surface` has one; a negative one says that the capital proves nothing. `loud` has a 1 for each word that may begin
    a name or keep what a title began; between them is nothing to be looked at. `media` are the places where a medium
    may be named without a capital: sites, and what stands behind `dilansir`, `dikutip dari`.
    """

    text: str
    surface: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    cue: list[int] = field(default_factory=list)
    cap: list[bool] = field(default_factory=list)
    acronym: list[bool] = field(default_factory=list)
    initial: list[bool] = field(default_factory=list)
    medium: list[bool] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    loud: bytes = b""
    media: list[int] = field(default_factory=list)
    count: int = 0

    def __len__(self) -> int:
        return len(self.surface)


def read_words(text: str) -> Words:
    """Cuts `text` into words. Linear in its length."""
    chunks = list(map(known().__getitem__, _OTHER_SPACE.sub(" ", text).split(" ")))
    its, sizes, are_words = zip(*chunks, strict=True)
    traits = list(chain.from_iterable(its))
    if not traits:
        return Words(text)
    ends = accumulate(chain.from_iterable(sizes))
    end = list(compress(ends, chain.from_iterable(are_words)))
    (
        surface, size, key, cue, cap, acronym, medium, is_word, then, letters, upper, loud, source, number
    ) = zip(*traits, strict=True)  # fmt: skip
    words = Words(
        text, list(surface), list(map(sub, end, size)), end, list(key), list(cue), list(cap), list(acronym),
        _initials(is_word, then), list(medium), list(number),
    )  # fmt: skip
    _judge_lines(words, letters, upper)
    words.count = len(surface)
    words.media = _media(medium, key, source)
    louder = bytearray(map(or_, words.cap, loud))
    for i in words.media:
        louder[i] = 1
    words.loud = bytes(louder)
    return words


def _initials(is_word: Sequence[bool], then: Sequence[bool | None]) -> list[bool]:
    """Which words begin a sentence."""
    found = [False] * len(then)
    at = -1
    while True:
        first = at + 1
        while first < len(then) and then[first] is None:
            first += 1
        if first < len(then):
            found[first] = is_word[first]
        try:
            at = then.index(True, at + 1)
        except ValueError:
            return found


def _media(medium: Sequence[bool], key: Sequence[str], source: Sequence[bool]) -> list[int]:
    """Where `spans.is_source` may hold."""
    found = [i for i, own in enumerate(medium) if own] if True in medium else []
    if True in source:
        last = len(key) - 1
        behind = [i + 1 for i, own in enumerate(source) if own and i < last]
        found += behind
        found += [i + 1 for i in behind if key[i] == "dari" and i < last]
    return found


def _judge_lines(words: Words, letters: Sequence[bool], upper: Sequence[bool]) -> None:
    """In a heading a capital is no evidence: its ordinary words count as small ones.

    A heading is a line of capitals throughout, or a short one without a full stop in which only short words are
    small. Not so a numbered item, which may well be a name as a whole.
    """
    surface, start = words.surface, 0
    while start < len(surface):
        try:
            end = surface.index("\n", start) + 1
        except ValueError:
            end = len(surface)
        count = sum(letters[start:end])
        if count >= 4 and not surface[start][0].isdigit():
            capitals = sum(upper[start:end])
            if count <= 20 or capitals > 0.7 * count:
                lettered = [i for i in range(start, end) if letters[i]]
                _judge_line(words, lettered, end)
        start = end


def _judge_line(words: Words, lettered: list[int], end: int) -> None:
    capitals = sum(words.surface[i].isupper() for i in lettered)
    shouting = capitals > 0.7 * len(lettered)
    if not shouting:
        small = [words.surface[i] for i in lettered if not words.cap[i]]
        last = next((surface for surface in reversed(words.surface[:end]) if surface != "\n"), "")
        full_stop = last.endswith(".")
        if full_stop or len(lettered) > 20 or len(small) > len(lettered) / 3 or any(len(word) > 5 for word in small):
            return
    for i in lettered:
        words.initial[i] = True
        words.acronym[i] = words.acronym[i] and not shouting
        if words.cue[i] & (Cue.BODY | Cue.PLACE | Cue.TITLE | Cue.RANK | Cue.OFFICE):
            continue
        named = words.key[i - 1] in TOWARDS and place_key(words.key[i]) in places() if i else False
        if words.cap[i] and (words.cue[i] or (is_common(words.surface[i]) and not named)):
            words.cap[i] = False
            words.number[i] = -words.number[i]
