"""The words of a text as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .gazetteers import is_common
from .lexicon import CUES, SOURCES, Cue

_WORD = re.compile(
    r"(?<!\w)[A-Z][a-z]{0,2}(?:\.[A-Z][a-z]{0,2})+\.?(?![^\W\d_])"  # M.H.  S.I.K.  S.Pd
    r"|(?<!\w)[A-Z]\.(?!\w)"  # an initial: H.
    r"|\d+(?:[./,:]\d+)*"  # 14/07  1.000
    r"|[A-Z]+\d+|[^\W\d_]+(?:['’‘`\-‐‑][^\W_]+)*"
    r"|\n|[^\s]"
)
_PAIR = re.compile(r"([A-Z][a-z]{4,})-([A-Z][a-z]{4,}|[A-Z]{2})$")
_GLUED = re.compile(r"(?P<head>[^\W\d_]{3,}?)(?P<medium>detik[A-Za-z]+)$|(?P<before>[a-z]{2,})(?P<rest>[A-Z][a-z].*)$")
_SITE = re.compile(r"(detik(?:com|[A-Z]?[a-z]{2,}?))(di|dari|pada|kepada|dan|dalam|yang|untuk)([A-Z].*)?$")
_MEDIUM = re.compile(r"[dD]etik(?:com|[A-Z]\w+|news|finance|travel|health|sport|hot|inet|oto|food|edu|hikmah)$")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
_OPENING = frozenset("\"“‘'«(*•-–—")
_ENDING = frozenset(".!?\n:;…")
LONGEST_WORD = 60
"""Letters from which on a word is not one: a name is never that long, a damaged text is."""


@dataclass(slots=True)
class Words:
    """A text cut into words and punctuation; one list a property, all of the same length.

    `key` is the lower-cased word without the dots of an abbreviation. `cue` are `lexicon.Cue` flags. `initial` says
    that a capital proves nothing: the word begins a sentence, or its line is written in capitals throughout. `medium`
    marks the sites that write themselves without a capital: `detikcom`, `detikNews`.
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
        words.medium.append(first in "dD" and bool(_MEDIUM.match(surface)))
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
        elif len(surface) > 8 and surface.isalpha() and (cuts := _seams(surface)):
            for part in cuts:
                yield part, start, start + len(part)
                start += len(part)
        else:
            yield surface, start, end


def _seams(surface: str) -> tuple[str, ...]:
    """The words of one that lost its spaces where a page had a link: `dilansirdetikNews`, `dilaporkanSaudi`.

    Only behind an ordinary word; a name such as `GoPay` stays whole.
    """
    if surface[1:].islower() and "detik" not in surface:
        return ()
    if (site := _SITE.match(surface)) is not None:
        return tuple(part for part in site.groups() if part)
    glued = _GLUED.match(surface)
    if glued is None or len(surface) > LONGEST_WORD:
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
