"""What a word is wherever it stands: where it ends, its key, cues and shape, told once for each distinct word.

A text is cut at its spaces; what stands between two, a chunk, has nearly always been met before.
"""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

from .gazetteers import is_common
from .lexicon import CONNECTORS, CUES, SOURCES, TERMS, Cue

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

    surface: str
    size: int
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


Chunk = tuple[tuple[Traits, ...], tuple[int, ...], tuple[bool, ...]]
"""The words between two spaces; the characters of each, and of the space behind; and which of these are words."""
_numbers = count(1)
_MOST_CHUNKS = 1 << 16
"""Chunks that are kept, with the traits of their words some 30 MB. All are forgotten when there are more."""


class Known(dict[str, Chunk]):
    """Chunks of texts, looked at at the first need. They hold no white space but the ends of lines."""

    def __init__(self) -> None:
        super().__init__()
        self._traits: dict[str, Traits] = {}

    def __missing__(self, chunk: str) -> Chunk:
        surfaces = [part for surface in _WORD.findall(chunk) for part in _cut(surface) or (surface,)]
        its = (
            tuple([self._traits_of(surface) for surface in surfaces]),
            (*map(len, surfaces), 1),
            (*(True for _ in surfaces), False),
        )
        if len(chunk) <= LONGEST_WORD:
            self[chunk] = its
        return its

    def _traits_of(self, surface: str) -> Traits:
        if len(surface) > LONGEST_WORD:
            return _traits(surface)
        traits = self._traits.get(surface)
        if traits is None:
            traits = self._traits[surface] = _traits(surface)
        return traits


_known = Known()


def known() -> Known:
    """The chunks that are kept. The same object may be used until a text is read."""
    global _known  # noqa: PLW0603 - a cache of its module, replaced as a whole so that threads may share it
    if len(_known) > _MOST_CHUNKS:
        _known = Known()
    return _known


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
        surface,
        len(surface),
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
