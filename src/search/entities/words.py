"""The words of a text as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .gazetteers import is_common
from .lexicon import CUES, Cue

_WORD = re.compile(
    r"(?<!\w)[A-Z][a-z]{0,2}(?:\.[A-Z][a-z]{0,2})+\.?(?![^\W\d_])"  # M.H.  S.I.K.  S.Pd
    r"|(?<!\w)[A-Z]\.(?!\w)"  # an initial: H.
    r"|\d+(?:[./,:]\d+)*"  # 14/07  1.000
    r"|[A-Z]+\d+|[^\W\d_]+(?:['’‘`\-‐‑][^\W_]+)*"
    r"|\n|[^\s]"
)
_PAIR = re.compile(r"([A-Z][a-z]{4,})-([A-Z][a-z]{4,})$")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
_OPENING = frozenset("\"“‘'«(*•-–—")
_ENDING = frozenset(".!?\n:;…")
LONGEST_WORD = 60
"""Letters from which on a word is not one: a name is never that long, a damaged text is."""


@dataclass(slots=True)
class Words:
    """A text cut into words and punctuation; one list a property, all of the same length.

    `key` is the lower-cased word without the dots of an abbreviation. `cue` are `lexicon.Cue` flags. `initial` says
    that a capital proves nothing: the word begins a sentence, or its line is written in capitals throughout.
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

    def __len__(self) -> int:
        return len(self.surface)


def read_words(text: str) -> Words:
    """Cuts `text` into words. Linear in its length."""
    words = Words(text)
    begins = True
    line_start = 0
    for surface, start, end in _pieces(text):
        first = surface[0]
        is_word = first.isalnum()
        key = surface.lower()
        if is_word and "." in key:
            key = key.replace(".", "")
        words.surface.append(surface)
        words.start.append(start)
        words.end.append(end)
        words.key.append(key)
        capital = len(surface) <= LONGEST_WORD and (first.isupper() or _has_article(surface))
        words.cap.append(capital)
        words.cue.append(CUES.get(key, 0) if is_word else 0)
        words.acronym.append(capital and _is_acronym(surface))
        words.initial.append(begins and is_word)
        if is_word:
            begins = False
        elif surface in _ENDING:
            begins = True
            if surface == "\n":
                _judge_line(words, line_start)
                line_start = len(words)
        elif surface not in _OPENING:
            begins = False
        elif surface in '"“«':
            begins = True
    _judge_line(words, line_start)
    return words


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Words and signs with their offsets. Two names with a hyphen between (`Budiman-Hartono`) are taken apart."""
    for match in _WORD.finditer(text):
        surface, start, end = match.group(), match.start(), match.end()
        if "-" in surface and (pair := _PAIR.match(surface)) and pair[1] != pair[2] and len(surface) < LONGEST_WORD:
            middle = start + len(pair[1])
            yield pair[1], start, middle
            yield "-", middle, middle + 1
            yield pair[2], middle + 1, end
        else:
            yield surface, start, end


def is_roman(surface: str) -> bool:
    """Whether a word is a Roman numeral up to 39, as units and volumes are numbered."""
    return bool(_ROMAN.match(surface))


def _has_article(surface: str) -> bool:
    return surface[:3] in ("al-", "el-", "ad-", "as-", "ar-", "an-") and surface[3:4].isupper()


def _is_acronym(surface: str) -> bool:
    return 2 <= len(surface) <= 12 and surface.isupper() and surface.isalpha() and not is_roman(surface)


def _judge_line(words: Words, start: int) -> None:
    """In a heading a capital is no evidence: its ordinary words count as small ones.

    A heading is a line of capitals throughout, or a short one without a full stop in which only short words are
    small. Not so a numbered item, which may well be a name as a whole.
    """
    lettered = [i for i in range(start, len(words)) if words.surface[i][0].isalpha()]
    if len(lettered) < 4 or (start < len(words) and words.surface[start][0].isdigit()):
        return
    capitals = sum(words.surface[i].isupper() for i in lettered)
    shouting = capitals > 0.7 * len(lettered)
    if not shouting:
        small = [words.surface[i] for i in lettered if not words.cap[i]]
        last = next((surface for surface in reversed(words.surface) if surface != "\n"), "")
        full_stop = last.endswith(".")
        if full_stop or len(lettered) > 20 or len(small) > len(lettered) / 3 or any(len(word) > 5 for word in small):
            return
    for i in lettered:
        words.initial[i] = True
        words.acronym[i] = words.acronym[i] and not shouting
        if words.cue[i] & (Cue.BODY | Cue.PLACE | Cue.TITLE | Cue.RANK | Cue.OFFICE):
            continue
        if words.cue[i] or is_common(words.surface[i]):
            words.cap[i] = False
