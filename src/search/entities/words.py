"""The words of a text as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from .gazetteers import is_common, place_key, places
from .lexicon import CUES, SOURCES, TOWARDS, Cue

_WORD = re.compile(
    r"(?<!\w)[A-Z][a-z]{0,2}(?:\.[A-Z][a-z]{0,2})+\.?(?![^\W\d_])"  # M.H.  S.I.K.  S.Pd
    r"|(?<!\w)[A-Z]\.(?!\w)"  # an initial: H.
    r"|\d+(?:[./,:]\d+)*"  # 14/07  1.000
    r"|[A-Z]+\d+|[^\W\d_]+(?:['’‘`\-‐‑][^\W_]+)*"
    r"|\n|[^\s]"
)
_PAIR = re.compile(r"([A-Z][a-z]{3,}|[A-Z]{3,})-([A-Z][a-z]{3,}|[A-Z]{3,}|(?<=[a-z]-)[A-Z]{2})$")
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
    add_surface, add_start, add_end, add_key = (
        words.surface.append, words.start.append, words.end.append, words.key.append
    )  # fmt: skip
    add_cue, add_cap, add_acronym = words.cue.append, words.cap.append, words.acronym.append
    add_initial, add_medium = words.initial.append, words.medium.append
    begins = True
    line_start = 0
    for surface, start, end in _pieces(text):
        key, cue, capital, acronym, medium, is_word, then = _traits(surface)
        add_surface(surface)
        add_start(start)
        add_end(end)
        add_key(key)
        add_cue(cue)
        add_cap(capital)
        add_acronym(acronym)
        add_initial(begins and is_word)
        add_medium(medium)
        if then is not None:
            begins = then
        if surface == "\n":
            _judge_line(words, line_start)
            line_start = len(words)
    _judge_line(words, line_start)
    return words


@lru_cache(maxsize=1 << 16)
def _traits(surface: str) -> tuple[str, int, bool, bool, bool, bool, bool | None]:
    """What a word is wherever it stands: key, cue, capital, acronym, medium, whether it is a word at all.

    And whether a sentence begins behind it; None where that stays as it was.
    """
    first = surface[0]
    is_word = first.isalnum()
    key = surface.lower()
    if is_word and "." in key:
        key = key.replace(".", "")
    capital = len(surface) <= LONGEST_WORD and (first.isupper() or _has_article(surface))
    then = surface in _ENDING or surface in '"“«' if not is_word else False
    return (
        key,
        CUES.get(key, 0) if is_word else 0,
        capital,
        capital and _is_acronym(surface),
        first in "dD" and bool(_MEDIUM.match(surface)),
        is_word,
        None if surface in _OPENING and not then else then,
    )


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
        named = words.key[i - 1] in TOWARDS and place_key(words.key[i]) in places() if i else False
        if words.cue[i] or (is_common(words.surface[i]) and not named):
            words.cap[i] = False
