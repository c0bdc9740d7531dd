"""A small model of Indonesian: roots with real affixes and real frequencies, and invented names.

It stands in where no real texts are at hand. Roots are read from PySastrawi's dictionary. Frequencies (counts in
10,000 words) and shares were counted in Indonesian news of 2025, 300,000 words; no word but function words is taken
from there.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import accumulate

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

FUNCTION_WORDS = (
    "yang:236 dan:227 di:186 ini:111 untuk:94 dengan:89 dari:89 itu:87 dalam:80 juga:62 tidak:57 pada:52 akan:44 "
    "ke:42 tersebut:36 kita:35 bisa:33 sebagai:31 atau:30 oleh:30 sudah:29 telah:26 karena:25 kami:23 saya:23 "
    "adalah:22 dia:21 bahwa:21 kepada:21 secara:21 hingga:20 dapat:19 masih:19 ia:18 seperti:18 terhadap:18 "
    "mereka:17 bagi:17 serta:17 para:15 namun:15 agar:14 bukan:14 merupakan:13 belum:13 kalau:11 antara:10 jika:10"
)
FUNCTION_SHARE = 0.233
"""Of all running words."""

# Zipf-Mandelbrot, frequency ~ 1 / (rank + SHIFT) ** SLOPE: 45, 25, 9.6, 1.5, 0.4, 0.07 in 10,000 at the ranks
# 1, 10, 100, 1,000, 3,000 and 10,000.
SHIFT, SLOPE = 14.0, 1.12

AFFIXES = (
    "-:580 -an:40 se-:25 ke-an:42 -nya:48 peN-an:72 ber-:46 ter-:36 meN-:62 di-:36 di-kan:34 meN-kan:68 peN-:24 "
    "meN-i:22 di-i:12 -kan:10 memper-kan:4 ber-an:6 per-an:14 ke-annya:6 peN-annya:8 ter-kan:2 -annya:5"
)
"""Prefix-suffix with its share; N is the nasal that takes the shape of what follows."""

_ROOT = re.compile("[a-z]{3,10}")
_VOWELS = "aaaaaaaauuuuiiiieeeoo"
_ONSETS = ("b c d f g h j k l m n p r s t w y ng ny").split()
_ONSET_SHARES = (9, 2, 7, 1, 5, 4, 4, 10, 9, 8, 6, 9, 10, 10, 12, 4, 1, 1, 1)
_CODAS = ("n ng r s t k h m l p").split()
_CODA_SHARES = (8, 6, 6, 4, 4, 4, 3, 4, 3, 1)


class Shares:
    """A choice among weighted things."""

    def __init__(self, weighted: str) -> None:
        pairs = [item.rsplit(":", 1) for item in weighted.split()]
        self.values = [value for value, _ in pairs]
        self._sums = list(accumulate(float(share) for _, share in pairs))

    def draw(self, chance: random.Random) -> str:
        return self.values[bisect_left(self._sums, chance.random() * self._sums[-1])]


_function_words = Shares(FUNCTION_WORDS)
_affixes = Shares(AFFIXES)


@cache
def _rank_sums() -> list[float]:
    return list(accumulate(1 / (rank + SHIFT) ** SLOPE for rank in range(1, len(roots()) + 1)))


def syllables(chance: random.Random, count: int) -> str:
    """A name of so many syllables, as Indonesian builds them: (C)V(C), closed ones mostly at the end."""
    parts = []
    for i in range(count):
        onset = "" if i == 0 and chance.random() < 0.12 else chance.choices(_ONSETS, _ONSET_SHARES)[0]
        closed = chance.random() < (0.5 if i == count - 1 else 0.18)
        parts.append(onset + chance.choice(_VOWELS) + (chance.choices(_CODAS, _CODA_SHARES)[0] if closed else ""))
    return "".join(parts)


@cache
def roots() -> list[str]:
    """PySastrawi's dictionary in an order of chance, the rank of each: real roots, so that stems can be found."""
    found = sorted({word for word in StemmerFactory().get_words() if _ROOT.fullmatch(word)})
    random.Random("roots").shuffle(found)
    return found


def word(chance: random.Random) -> str:
    """A running word."""
    if chance.random() < FUNCTION_SHARE:
        return _function_words.draw(chance)
    sums = _rank_sums()
    return affixed(roots()[bisect_left(sums, chance.random() * sums[-1])], _affixes.draw(chance))


@lru_cache(maxsize=1 << 18)
def affixed(base: str, affix: str) -> str:
    """`base` with a prefix and suffix, joined as the language joins them: meN- and tulis give menulis."""
    prefix, _, suffix = affix.partition("-")
    if prefix.endswith("N"):
        return _nasal(prefix[:-1], base) + suffix
    return prefix + base + suffix


def _nasal(prefix: str, base: str) -> str:
    first = base[0]
    if first == "p":
        return f"{prefix}m{base[1:]}"
    if first == "t":
        return f"{prefix}n{base[1:]}"
    if first == "k":
        return f"{prefix}ng{base[1:]}"
    if first == "s":
        return f"{prefix}ny{base[1:]}"
    if first in "bf":
        return f"{prefix}m{base}"
    if first in "dcj":
        return f"{prefix}n{base}"
    if first in "ghaiueo":
        return f"{prefix}ng{base}"
    return prefix + base


@lru_cache(maxsize=1 << 18)
def name(kind: str, number: int) -> str:
    """An invented name; always the same one for a number."""
    chance = random.Random(f"{kind} {number}")
    words = chance.choice((2, 2, 2, 3)) if kind == "person" else 1
    return " ".join(syllables(chance, chance.choice((2, 2, 3))).title() for _ in range(words))


def rank(chance: random.Random, slope: float = 0.7) -> int:
    """The number of a name: some are frequent (the first: about 3% of all draws), and there are always new ones."""
    return int(min(chance.paretovariate(slope) - 1, 2e5) * 25)
