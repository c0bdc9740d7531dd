"""What a word is wherever it stands: where it ends, its key, cues and shape.

Told once for each distinct word; vocabulary.py keeps what was told.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .clues import Clue, clues_of, is_roman
from .gazetteers import is_common
from .lexicon import (
    CONNECTORS,
    CUES,
    MONTHS,
    NAME_PARTICLES,
    SOURCES,
    SPEECH,
    SPEECH_VERBS,
    TERMS,
    Cue,
)

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
_OPENING = frozenset("\"“‘'«(*•-–—")
_ENDING = frozenset(".!?\n:;…")
_LOUD = Cue.TITLE | Cue.RANK | Cue.OFFICE | Cue.REGION | Cue.UNIT
_OPENS = Cue.TITLE | Cue.RANK | Cue.OFFICE | Cue.REGION
_LOUD_SIGNS = frozenset(".,()/&-")
_BEGINNING = Clue.NAME_STARTS | Clue.BODIED | Clue.WHOLE | Clue.PLACED
_LOUD_WORDS = CONNECTORS | TERMS
LONGEST_WORD = 60
"""Letters from which on a word is not one: a name is never that long, a damaged text is."""


class Traits(NamedTuple):
    """What a word is wherever it stands.

    `then` says whether a sentence begins behind it (1, 0); -1 where that stays as it was. `loud`: without a capital,
    too, it may begin a name or keep what a title or an office began; `opens`: it may begin something where nothing has
    begun. `idle` says that a capital begins nothing: 1 always, 2 at the beginning of a sentence, 3 anywhere, where for
    2 and 3 the word has to be alone. `plain`: only its capital says that it may belong to a name. `speech` is 1 for
    words such as `kata`, 2 for verbs such as `mengatakan`.
    """

    key: str
    cue: int
    cap: bool
    acronym: bool
    medium: bool
    is_word: bool
    then: int
    letters: bool
    upper: bool
    loud: bool
    opens: bool
    idle: int
    common: bool
    source: bool
    speech: int
    joins: bool
    line: bool
    clues: int
    plain: bool


def surfaces(piece: str) -> list[str]:
    """The words of what stands between two white spaces (which the ends of lines are not)."""
    return [part for surface in _WORD.findall(piece) for part in _cut(surface) or (surface,)]


def traits_of(surface: str) -> Traits:
    """What a word is."""
    first = surface[0]
    is_word = first.isalnum()
    key = surface.lower()
    if is_word and "." in key:
        key = key.replace(".", "")
    cue = CUES.get(key, 0) if is_word else 0
    capital = len(surface) <= LONGEST_WORD and (first.isupper() or _has_article(surface))
    then = surface in _ENDING or surface in '"“«' if not is_word else False
    medium = first in "dD" and bool(_MEDIUM.match(surface))
    acronym = capital and _is_acronym(surface)
    clues = clues_of(surface, key, cue)
    common = clues & Clue.COMMON != 0
    return Traits(
        key=key,
        cue=cue,
        cap=capital,
        acronym=acronym,
        medium=medium,
        is_word=is_word,
        then=-1 if surface in _OPENING and not then else then,
        letters=first.isalpha(),
        upper=surface.isupper(),
        loud=medium or bool(cue & _LOUD) or surface in _LOUD_SIGNS or key in _LOUD_WORDS or surface.isdigit(),
        opens=medium or bool(cue & _OPENS),
        idle=_idle(key, cue, clues) if capital and not acronym and not medium else 0,
        common=common,
        source=key in SOURCES,
        speech=(key in SPEECH) + 2 * (key in SPEECH_VERBS),
        joins=key in NAME_PARTICLES,
        line=surface == "\n",
        clues=clues,
        plain=capital and not (acronym or medium) and _is_plain(key, cue, clues),
    )


def _is_plain(key: str, cue: int, clues: int) -> bool:
    """Whether lists and gazetteers know nothing of a word: so it may be part of a name of no known kind."""
    known = clues & (Clue.COMMON | Clue.PLACED | Clue.BODIED | Clue.WHOLE | Clue.DIRECTIONS)
    return not (known or cue or key == "balai" or key.startswith("wamen"))


def _idle(key: str, cue: int, clues: int) -> int:
    """`Traits.idle` of a capitalised word: what `cutting.Cutter` makes nothing of, nothing having begun."""
    if cue & Cue.STOP:
        return 0 if key in MONTHS else 1
    if cue or not clues & Clue.COMMON or clues & _BEGINNING or key == "balai" or key.startswith("wamen"):
        return 0
    return 2 if clues & Clue.ROOT else 3


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


def _has_article(surface: str) -> bool:
    return surface[:3] in ("al-", "el-", "ad-", "as-", "ar-", "an-") and surface[3:4].isupper()


def _is_acronym(surface: str) -> bool:
    if not (2 <= len(surface) <= 12 and surface.isupper()) or is_roman(surface):
        return False
    return surface.isalpha() or surface.replace("-", "").isalpha()
