"""Nasal sandhi: what meN- and peN- make of a root's first letters, and back.

Rules: Sneddon, *Indonesian: A Comprehensive Grammar* (1996), 1.5-1.14 and 1.170; the ambiguous way back is that of
Nazief & Adriani (1996), tables in Adriani et al., "Stemming Indonesian: A Confix-Stripping Approach", ACM TALIP 6(4),
2007, with the one-syllable and loan rules of Arifin, Mahendra & Ciptaningtyas, "Enhanced Confix Stripping Stemmer"
(2009).
"""

from __future__ import annotations

VOWELS = frozenset("aiueo")

HIDDEN = 0.4
"""What it costs to say that a k was dropped (mengusut: kusut) where nothing shows it: roots that begin with a vowel are
tried first by all stemmers since Nazief & Adriani, and evidence of the root must outweigh that."""

_PLAIN = frozenset("lmnrwy")
_AFTER_M = frozenset("bfpv")
_AFTER_N = frozenset("cdjszt")
_AFTER_NG = frozenset("ghkqx") | VOWELS
_DROPPED = {"m": "p", "n": "t", "ng": "k", "ny": "s"}


def nasal(root: str) -> str:
    """`root` as it stands after me- and pe-: ``tulis`` -> ``nulis``, ``bantu`` -> ``mbantu``, ``cek`` -> ``ngecek``.

    One form, the standard one; `roots_of` also reads the others (mempromosikan, mensosialisasikan).
    """
    first, second = root[:1], root[1:2]
    if is_one_syllable(root):
        return "nge" + root
    if first in _PLAIN:
        return root
    if first in "bfv":
        return "m" + root
    if first in "cdjz":
        return "n" + root
    cluster = second not in VOWELS
    if first == "p":
        return "m" + (root if cluster else root[1:])
    if first == "t":
        return "n" + (root if cluster else root[1:])
    if first == "s":
        return "n" + root if cluster else "ny" + root[1:]
    if first == "k" and not cluster:
        return "ng" + root[1:]
    return "ng" + root


def is_one_syllable(root: str) -> bool:
    """Whether `root` has one vowel letter in all (bom, cek, tes, sah)."""
    return len(root) <= 5 and sum(letter in VOWELS for letter in root) == 1


def roots_of(rest: str) -> list[tuple[str, float]]:
    """What may have stood before the sandhi that left `rest` after me- or pe-, each with its cost.

    Costs are those of the less usual readings: a letter kept that the standard drops (mengkaji, mensukseskan), a
    root that begins with a nasal where a dropped letter is more usual.
    """
    found: list[tuple[str, float]] = []
    first, second = rest[:1], rest[1:2]
    if first in _PLAIN:
        if not (first in "mn" and second not in VOWELS):
            found.append((rest, 0.2 if first in "mn" else 0.0))
        elif second in "yg" and first == "n":
            found.append((rest, 0.2))  # me-nyanyi, me-nganga
    if first == "m":
        if second in VOWELS:
            found.append(("p" + rest[1:], 0.0))
        elif second in "lr":
            found.append(("p" + rest[1:], 0.3))  # pemrosesan, memroduksi
        elif second in _AFTER_M:
            found.append((rest[1:], 0.4 if second == "p" and rest[2:3] in VOWELS else 0.0))
    elif first == "n":
        if second in VOWELS:
            found.append(("t" + rest[1:], 0.0))
        elif second == "g":
            found.extend(_after_ng(rest[2:]))
        elif second == "y":
            found.append(("s" + rest[2:], 0.0))
            found.append(("sy" + rest[2:], 0.8))  # penyair: syair
        elif second in _AFTER_N:
            found.append((rest[1:], 0.4 if second in "st" and rest[2:3] in VOWELS else 0.0))
    return found


def _after_ng(rest: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    if rest[:1] in _AFTER_NG:
        found.append((rest, 0.3 if rest[:1] == "k" and rest[1:2] in VOWELS else 0.0))
    if rest[:1] in VOWELS:
        found.append(("k" + rest, HIDDEN))
    if rest[:1] in ("l", "r"):
        found.append((rest, 0.8))  # against the rule, and usual: penglihatan, pengrajin, pengrusakan
    if rest[:1] == "e" and is_one_syllable(rest[1:]):
        found.append((rest[1:], 0.0))
    return found
