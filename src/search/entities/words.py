"""The words of a text as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add, or_
from typing import NamedTuple

from .gazetteers import is_common, place_key, places
from .lexicon import CONNECTORS, CUES, SOURCES, TERMS, TOWARDS, Cue

_WORD = re.compile(
    r"([,.\n\"“”()]"
    # Nearly every word, told by its first letter; the others, in what follows, would find the same.
    r"|[a-z]++(?![\w'’‘`\-‐‑])|[A-Z][a-z]*+(?![\w'’‘`\-‐‑.])"
    r"|(?<!\w)[A-Z][a-z]{0,2}(?:\.[A-Z][a-z]{0,2})+\.?(?![^\W\d_])"  # M.H.  S.I.K.  S.Pd
    r"|(?<!\w)[A-Z]\.(?!\w)"  # an initial: H.
    r"|\d+(?:[./,:]\d+)*"  # 14/07  1.000
    r"|[A-Z]+\d+|[^\W\d_]+(?:['’‘`\-‐‑][^\W_]+)*"
    r"|[^\s])"
)
_PAIR = re.compile(r"([A-Z][a-z]{3,}|[A-Z]{3,})-([A-Z][a-z]{3,}|[A-Z]{3,}|(?<=[a-z]-)[A-Z]{2})$")
_GLUED = re.compile(r"(?P<head>[^\W\d_]{3,}?)(?P<medium>detik[A-Za-z]+)$|(?P<before>[a-z]{2,})(?P<rest>[A-Z][a-z].*)$")
_SITE = re.compile(r"(detik(?:com|[A-Z]?[a-z]{2,}?))(di|dari|pada|kepada|dan|dalam|yang|untuk)([A-Z].*)?$")
_MEDIUM = re.compile(r"[dD]etik(?:com|[A-Z]\w+|news|finance|travel|health|sport|hot|inet|oto|food|edu|hikmah)$")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
_OPENING = frozenset("\"“‘'«(*•-–—")
_ENDING = frozenset(".!?\n:;…")
_LOUD = Cue.TITLE | Cue.RANK | Cue.OFFICE | Cue.REGION | Cue.UNIT
_LOUD_SIGNS = frozenset(".,()/&-")
_LOUD_WORDS = CONNECTORS | TERMS
LONGEST_WORD = 60
"""Letters from which on a word is not one: a name is never that long, a damaged text is."""


class Traits(NamedTuple):
    """What a word is wherever it stands.

    `then` says whether a sentence begins behind it; None where that stays as it was. `loud`: without a capital, too, it
    may begin a name or keep what a title or an office began. `number` stands for it, and is no other word's.
    """

    key: str
    cue: int
    cap: bool
    acronym: bool
    medium: bool
    is_word: bool
    then: bool | None
    letters: bool
    upper: bool
    loud: bool
    source: bool
    number: int


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
    surface, start, end = _pieces(text)
    if not surface:
        return Words(text)
    table = _known()
    traits = list(map(table.__getitem__, surface))
    if not table.parts.keys().isdisjoint(surface):
        surface, start, end = _taken_apart(surface, start, table.parts)
        traits = list(map(table.__getitem__, surface))
    key, cue, cap, acronym, medium, is_word, then, letters, upper, loud, source, number = zip(*traits, strict=True)
    words = Words(
        text, surface, start, end, list(key), list(cue), list(cap), list(acronym), _initials(is_word, then),
        list(medium), list(number),
    )  # fmt: skip
    _judge_lines(words, letters, upper)
    words.count = len(surface)
    words.media = _media(medium, key, source)
    louder = bytearray(map(or_, words.cap, loud))
    for i in words.media:
        louder[i] = 1
    words.loud = bytes(louder)
    return words


def _pieces(text: str) -> tuple[list[str], list[int], list[int]]:
    """Words and signs with their offsets."""
    parts = _WORD.split(text)
    places = list(accumulate(map(len, parts)))
    return parts[1::2], places[:-1:2], places[1::2]


def _taken_apart(
    surface: list[str], start: list[int], parts: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], list[int], list[int]]:
    """The words with those cut that are to be."""
    found: list[str] = []
    starts: list[int] = []
    for word, at in zip(surface, start, strict=True):
        if word not in parts:
            found.append(word)
            starts.append(at)
            continue
        place = at
        for part in parts[word]:
            found.append(part)
            starts.append(place)
            place += len(part)
    return found, starts, list(map(add, starts, map(len, found)))


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


class _Table(dict[str, Traits]):
    """Traits of words, found at the first need; `parts` has the words to be cut, with what they are cut into."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, tuple[str, ...]] = {}

    def __missing__(self, surface: str) -> Traits:
        if parts := _cut(surface):
            self.parts[surface] = parts
        traits = self[surface] = _traits(surface)
        return traits


_table = _Table()
_numbers = count(1)
_MOST_WORDS = 1 << 16
"""Words whose traits are kept: about 25 MB. All are forgotten when there are more."""


def _known() -> _Table:
    global _table  # noqa: PLW0603 - a cache of its module, replaced as a whole so that threads may share it
    if len(_table) > _MOST_WORDS:
        _table = _Table()
    return _table


def _traits(surface: str) -> Traits:
    first = surface[0]
    is_word = first.isalnum()
    key = surface.lower()
    if is_word and "." in key:
        key = key.replace(".", "")
    cue = CUES.get(key, 0) if is_word else 0
    capital = len(surface) <= LONGEST_WORD and (first.isupper() or _has_article(surface))
    then = surface in _ENDING or surface in '"“«' if not is_word else False
    medium = first in "dD" and bool(_MEDIUM.match(surface))
    return Traits(
        key,
        cue,
        capital,
        capital and _is_acronym(surface),
        medium,
        is_word,
        None if surface in _OPENING and not then else then,
        first.isalpha(),
        surface.isupper(),
        medium or bool(cue & _LOUD) or surface in _LOUD_SIGNS or key in _LOUD_WORDS or surface.isdigit(),
        key in SOURCES,
        next(_numbers),
    )


def _cut(surface: str) -> tuple[str, ...]:
    """The words of one that is to be cut, else none. Names with a hyphen between (`Budiman-Hartono`) are two."""
    if "-" in surface and (pair := _PAIR.match(surface)) and pair[1] != pair[2] and len(surface) < LONGEST_WORD:
        return pair[1], "-", pair[2]
    return _seams(surface) if len(surface) > 8 and surface.isalpha() else ()


def _seams(surface: str) -> tuple[str, ...]:
    """The words of one that lost its spaces where a page had a link: `dilansirdetikNews`, `dilaporkanSaudi`.

    Only behind an ordinary word; a name such as `GoPay` stays whole.
    """
    if (surface[1:].islower() and "detik" not in surface) or len(surface) > LONGEST_WORD:
        return ()
    if (site := _SITE.match(surface)) is not None:
        return tuple(part for part in site.groups() if part)
    glued = _GLUED.match(surface)
    if glued is None:
        return ()
    before, rest = glued["before"] or glued["head"], glued["rest"] or glued["medium"]
    if before == "detik" or not (is_common(before) or CUES.get(before, 0) & Cue.STOP or before.lower() in SOURCES):
        return ()
    return before, *(_seams(rest) or (rest,))


def is_roman(surface: str) -> bool:
    """Whether a word is a Roman numeral up to 39, as units and volumes are numbered."""
    return bool(_ROMAN.match(surface))


def _has_article(surface: str) -> bool:
    return surface[:3] in ("al-", "el-", "ad-", "as-", "ar-", "an-") and surface[3:4].isupper()


def _is_acronym(surface: str) -> bool:
    if not (2 <= len(surface) <= 12 and surface.isupper()) or is_roman(surface):
        return False
    return surface.isalpha() or surface.replace("-", "").isalpha()


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
