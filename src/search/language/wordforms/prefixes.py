"""Prefixes at the beginning of a word: every way to take them off, two deep at most."""

from __future__ import annotations

from .sandhi import VOWELS, roots_of

Stripped = tuple[str, tuple[str, ...], float]
"""What is left, the prefixes taken off (outermost first), the cost of unusual sandhi."""

_INNER = {
    "meN": ("per", "ber", "ter", "se", "ke"),
    "di": ("per", "ber", "ter", "se", "ke"),
    "peN": ("per", "ber", "ter", "se", "ke"),
    "ke": ("ber", "ter", "per", "peN", "pe", "se", "tidak"),
    "ber": ("ke", "peN", "per", "pe", "se"),
    "se": ("peN", "per", "ke", "ber", "ter"),
    "per": ("se",),
    "ter": ("per", "ke"),
    "pe": (),
    "ku": (),
    "kau": (),
}
_BY_LETTER = {
    "b": ("ber",),
    "d": ("di",),
    "k": ("ke", "ku", "kau"),
    "m": ("meN",),
    "p": ("peN", "pe", "per"),
    "s": ("se",),
    "t": ("ter",),
}
SPLIT_R = {"ber": 0.6, "ter": 0.3, "per": 0.3}
"""What it costs that the root begins with the one r of ber-, ter-, per- (beragam: ragam; but berapi is api)."""

_R_PREFIXES = {"ber": "be", "ter": "te", "per": "pe"}
_SYLLABIC = {"be": "bel", "pe": "pel"}


def strip(word: str) -> list[Stripped]:
    """Every reading of the beginning of `word` as none, one or two prefixes; the empty reading comes first."""
    found: list[Stripped] = [(word, (), 0.0)]
    for outer in _BY_LETTER.get(word[:1], ()):
        for rest, cost in _one(word, outer):
            if len(rest) < 3:
                continue
            found.append((rest, (outer,), cost))
            for inner in _INNER[outer]:
                for root, more in _one(rest, inner):
                    if len(root) >= 3:
                        found.append((root, (outer, inner), cost + more))
    return found


def _one(word: str, prefix: str) -> list[tuple[str, float]]:
    if prefix in ("meN", "peN"):
        if not word.startswith("me" if prefix == "meN" else "pe"):
            return []
        return roots_of(word[2:])
    if prefix in _R_PREFIXES:
        return _with_r(word, prefix)
    if prefix == "pe":
        # petani, peserta, pegolf; before a vowel it would be peng-.
        return [(word[2:], 0.0)] if word.startswith("pe") and word[2:3] not in VOWELS else []
    return [(word[len(prefix) :], 0.0)] if word.startswith(prefix) else []


def _with_r(word: str, prefix: str) -> list[tuple[str, float]]:
    """ber-, ter-, per-: the r falls out before r and before a syllable in -er (bekerja, tepercaya)."""
    short = _R_PREFIXES[prefix]
    if not word.startswith(short):
        return []
    rest = word[2:]
    found = []
    if rest[:1] == "r":
        found.append((rest[1:], 0.0))
        if rest[1:2] in VOWELS:
            found.append((rest, SPLIT_R[prefix]))
    elif rest[1:3] == "er" and rest[:1] not in VOWELS and rest[3:4] not in VOWELS:
        found.append((rest, 0.0))
    if rest.startswith(("lajar", "lunjur")) and short in _SYLLABIC:
        found.append((rest[1:], 0.0))
    return found
