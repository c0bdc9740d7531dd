"""What two names share: their words, and how these sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from ..language import fold

SLUG_LETTERS = 80
"""Letters of an id; a longer name's is cut."""

WORDS = 7
"""Words of a name beyond which it is not compared word by word: nobody has so many, tables and lists do."""

_WORD = re.compile(r"[^\W_]+")


def key_of(name: str) -> str:
    """What names are compared by, here and in the engines."""
    return name.casefold()


@lru_cache(1 << 15)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(_WORD.findall(fold(name)))


def plain_of(name: str) -> str:
    """The folded words of a name, one space between them."""
    return " ".join(words_of(name))


@lru_cache(1 << 15)
def slug_of(name: str) -> str:
    """A name in ASCII letters and digits with hyphens between words: the readable part of an id, maybe empty."""
    # Letters that are no accented ones (ø, ł) have no ASCII form and are left out.
    plain = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:SLUG_LETTERS].rstrip("-")


def digest_of(key: str) -> str:
    """Six characters that tell names apart whose slugs are the same."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


# --- Spelling

_SOUNDS = [
    (re.compile(old), new)
    for old, new in (
        ("[jy]", "y"), ("dy", "y"), ("ny", "n"), ("sy|sh|sch", "s"), ("[ck]h", "k"), ("ph|v", "f"), ("th", "t"),
        ("dh", "d"), ("[cq]", "k"), ("x", "ks"), ("z", "s"), ("w", "u"),
    )
]  # fmt: skip
_VOWELS = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(1 << 15)
def sound_of(word: str) -> str:
    """What spellings of one personal name share: `Mohammad`, `Muhamad`; `Djoko`, `Joko`; `Oliver`, `Olivier`.

    Old and new spelling levelled as in `language.spelling.variants`, which names the sources; then the consonants.
    """
    for old, new in _SOUNDS:
        word = old.sub(new, word)
    return word[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", word[1:]).replace("h", "")) if word else ""


def sounds_of(words: tuple[str, ...]) -> str:
    """The sounds of a name's words, for looking up others that may be spellings of it."""
    return " ".join(map(sound_of, words))


def is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long`, in their order, and are not all of it."""
    if len(short) >= len(long):
        return False
    rest = iter(long)
    return all(word in rest for word in short)
