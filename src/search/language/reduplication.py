"""Reduplication: undang-undang, berhati-hati and bolak-balik are one word each.

Source: Tata Bahasa Baku Bahasa Indonesia (Moeliono et al., 4th ed. 2017), reduplication of verbs and nouns: full
(program-program), with affixes (kelompok-kelompoknya, berhati-hati, sebaik-baiknya), reciprocal with meN-
(tolong-menolong), and with a change of sound (bolak-balik).
"""

from __future__ import annotations

from functools import lru_cache

_CLITICS = ("", "nya", "ku", "mu", "lah", "kah", "pun")
_SUFFIXES = frozenset(s + c for s in ("", "an", "i", "kan") for c in _CLITICS) | {"lahnya"}
_PREFIXES = frozenset({"ber", "be", "se", "ter", "te", "di", "ke", "per", "pe", "memper", "diper", "keber", "kese"})
_NASAL_PREFIXES = frozenset({"me", "mem", "men", "meng", "meny", "pe", "pem", "pen", "peng", "peny"})

# meN- before a first letter: what stands in front, and whether that letter is lost (pukul -> memukul).
_NASALS = {
    "p": ("mem", True),
    "t": ("men", True),
    "k": ("meng", True),
    "s": ("meny", True),
    **dict.fromkeys("bfv", ("mem", False)),
    **dict.fromkeys("cdjz", ("men", False)),
    **dict.fromkeys("aeioughx", ("meng", False)),
    **dict.fromkeys("lmnrwy", ("me", False)),
}

# Sound changes follow no rule that names don't also fit (Rina-Rani), so they are listed, with the part that has
# the meaning.
_ECHOES = {
    "asal-usul": "asal",
    "basa-basi": "basa",
    "bolak-balik": "balik",
    "carut-marut": "carut",
    "cerai-berai": "cerai",
    "compang-camping": "compang",
    "corat-coret": "coret",
    "gerak-gerik": "gerak",
    "gonjang-ganjing": "ganjing",
    "gotong-royong": "gotong",
    "hiruk-pikuk": "hiruk",
    "huru-hara": "huru",
    "kocar-kacir": "kacir",
    "lalu-lalang": "lalu",
    "lauk-pauk": "lauk",
    "lika-liku": "liku",
    "mondar-mandir": "mandir",
    "morat-marit": "marit",
    "pontang-panting": "panting",
    "porak-poranda": "porak",
    "ramah-tamah": "ramah",
    "sayur-mayur": "sayur",
    "seluk-beluk": "seluk",
    "serba-serbi": "serba",
    "teka-teki": "teki",
    "turun-temurun": "turun",
    "warna-warni": "warna",
}


@lru_cache(maxsize=8192)
def base(first: str, second: str) -> str | None:
    """The word that `first`-`second` doubles, or None where it doubles none. Both are folded letters.

    The base may still bear affixes (hati for berhati-hati; meniru for meniru-nirukan, whose stem only the whole
    first part shows).
    """
    if first == second:
        return first
    echo = _ECHOES.get(f"{first}-{second}")
    if echo is not None:
        return echo
    if len(first) < 3:  # II-III
        return None
    if second.startswith(first) and second[len(first) :] in _SUFFIXES:
        return first
    return _with_prefix(first, second) or _reciprocal(first, second)


def _with_prefix(first: str, second: str) -> str | None:
    """berhati-hati, sebaik-baiknya, kemerah-merahan, meraba-raba, meniru-nirukan."""
    for cut in range(1, min(len(first) - 1, 7)):
        prefix, rest = first[:cut], first[cut:]
        if second.startswith(rest) and second[len(rest) :] in _SUFFIXES:
            if prefix in _PREFIXES:
                return rest
            if prefix in _NASAL_PREFIXES:
                return first
    return None


def _reciprocal(first: str, second: str) -> str | None:
    """tolong-menolong, hormat-menghormati, surat-menyurat; bahu-membahu."""
    if not first or first[0] not in _NASALS:
        return None
    nasal, lost = _NASALS[first[0]]
    for derived in (nasal + first[lost:], nasal + first):
        if second.startswith(derived) and second[len(derived) :] in _SUFFIXES:
            return first
    return None
