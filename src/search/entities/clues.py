"""What a word says for a name beside it or around it, as flags: `evidence` reads those of whole columns at once."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from . import lexicon
from .gazetteers import body_starts, english, is_common, is_root, names, place_key, place_starts, places
from .lexicon import COUNTRY_LETTERS, Cue


class Clue:
    """Flags of a word: what lists, gazetteers and its look say of its key, and which sign it is.

    The first eight are those that are asked of single words on the way to a name (`Words.look`).
    """

    COMMON: Final = 1
    ROOT: Final = 1 << 1
    NAME: Final = 1 << 2
    PLACED: Final = 1 << 3  # may be a place or begin one
    BODIED: Final = 1 << 4  # may be a well-known body or begin one
    WHOLE: Final = 1 << 5  # `is_whole`
    DIRECTIONS: Final = 1 << 6
    NAME_STARTS: Final = 1 << 7
    WITH_PEOPLE: Final = 1 << 8
    OF_PEOPLE: Final = 1 << 9
    BY: Final = 1 << 10
    TOWARDS: Final = 1 << 11
    OF_PLACES: Final = 1 << 12
    SOURCES: Final = 1 << 13
    OF_THINGS: Final = 1 << 14
    OF_BODIES: Final = 1 << 15
    NAMING_BODIES: Final = 1 << 16
    NOT_BODIES: Final = 1 << 17
    LISTS: Final = 1 << 18  # before one of several, or what was announced: `dan`, `yakni`
    DI: Final = 1 << 19
    KE: Final = 1 << 20
    DARI: Final = 1 << 21
    THE: Final = 1 << 22
    RI: Final = 1 << 23
    ENGLISH: Final = 1 << 24
    DOES: Final = 1 << 25  # looks like a verb: `mengelola`
    OPENS: Final = 1 << 26  # (
    CLOSES: Final = 1 << 27  # )
    COMMA: Final = 1 << 28
    HYPHEN: Final = 1 << 29
    DASH: Final = 1 << 30  # a hyphen, too
    AGE: Final = 1 << 31
    SLASHED: Final = 1 << 32
    DEGREE: Final = 1 << 33
    SHORT: Final = 1 << 34  # a letter, a Roman numeral


def _by_key() -> dict[str, int]:
    table: dict[str, int] = {}
    for words, clue in (
        (lexicon.WITH_PEOPLE, Clue.WITH_PEOPLE),
        (lexicon.OF_PEOPLE, Clue.OF_PEOPLE),
        (lexicon.BY, Clue.BY),
        (lexicon.TOWARDS, Clue.TOWARDS),
        (lexicon.OF_PLACES, Clue.OF_PLACES),
        (lexicon.SOURCES, Clue.SOURCES),
        (lexicon.OF_THINGS, Clue.OF_THINGS),
        (lexicon.OF_BODIES, Clue.OF_BODIES),
        (lexicon.NAMING_BODIES, Clue.NAMING_BODIES),
        (lexicon.NOT_BODIES, Clue.NOT_BODIES),
        (lexicon.NAME_STARTS, Clue.NAME_STARTS),
        (lexicon.DIRECTIONS, Clue.DIRECTIONS),
        (("yakni", "yaitu", "adalah", "dan", ","), Clue.LISTS),
        (("di",), Clue.DI),
        (("ke",), Clue.KE),
        (("dari",), Clue.DARI),
        (("the",), Clue.THE),
        (("ri",), Clue.RI),
    ):
        for word in words:
            table[word] = table.get(word, 0) | clue
    return table


_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
_BY_KEY = _by_key()
_SIGNS = {
    "(": Clue.OPENS, ")": Clue.CLOSES, ",": Clue.COMMA, "-": Clue.HYPHEN | Clue.DASH, "–": Clue.DASH, "—": Clue.DASH,
}  # fmt: skip


def is_roman(surface: str) -> bool:
    """Whether a word is a Roman numeral up to 39, as units and volumes are numbered."""
    return bool(_ROMAN.match(surface))


def is_whole(key: str) -> bool:
    """Whether a word is the whole name of a body, contracted: `Kemenkeu`, `Kemendagri`."""
    return (
        key[:3] == "kem"
        and key.startswith(("kemen", "kemdik", "kemkes", "kemlu", "kemsos", "kemhan"))
        and len(key) > 5
        and (key not in ("kementerian", "kemenangan", "kemenko"))
    )


def clues_of(surface: str, key: str, cue: int) -> int:
    """The flags of a word."""
    found = _BY_KEY.get(key, 0) | _SIGNS.get(surface, 0) | _known(key)
    if len(key) > 6 and key.startswith("me"):
        found |= Clue.DOES
    if len(key) == 1 or (key[0] in "ivx" and is_roman(key.upper())):
        found |= Clue.SHORT
    if not key.isalpha():
        if surface.isdigit() and len(surface) <= 2:
            found |= Clue.AGE
        if "/" in surface:
            found |= Clue.SLASHED
    if cue & Cue.DEGREE and ("." in surface or surface.isupper() or surface[1:] != surface[1:].lower()):
        found |= Clue.DEGREE
    return found


def _known(key: str) -> int:
    """What dictionaries and gazetteers say of a word."""
    found = _listed().get(key, 0)
    if is_root(key):
        found |= Clue.COMMON | Clue.ROOT
    elif is_common(key):
        found |= Clue.COMMON
    if is_whole(key):
        found |= Clue.WHOLE
    if place_key(key) in _placed():
        found |= Clue.PLACED
    return found


@cache
def _listed() -> dict[str, int]:
    """What the lists of names, bodies and English words say of each of their words."""
    table: dict[str, int] = {}
    for words, clue in ((names(), Clue.NAME), (english(), Clue.ENGLISH), (body_starts(), Clue.BODIED)):
        for word in words:
            table[word] = table.get(word, 0) | clue
    return table


@cache
def _placed() -> frozenset[str]:
    """Words (as `place_key` gives them) that are places, begin one or stand for a country."""
    return frozenset([*places(), *place_starts(), *COUNTRY_LETTERS])
