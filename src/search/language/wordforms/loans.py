"""Loan families: teror, teroris, terorisme, kontraterorisme; organisasi, organisator, mengorganisir.

Indonesian took over whole families from Dutch and English, with their suffixes (Sneddon 1996, 1.283-1.299; Pedoman
Umum Pembentukan Istilah, 2006, on -isme, -isasi, -itas, -tif, -or). A suffix is taken off, or changed for another,
only where the result is a root as well; then both are of one family. Pairs that only look so are listed.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from .roots import Roots
from .sandhi import VOWELS

_NO_BASES = frozenset(
    """
    organ organik mobil modal mayor opera nasi rasi basi posi general kapitan material komun koloni rela analog fisik
    akta polis indus kanal resep kontra senat genera genesi generasi indikasi radiasi relasi komisi anal kontraksi
    resepsi diksi real literasi logis kapas instan
    """.split()
)
"""Words that are the base of no loan family, though it looks so: organ (organisasi), mobil (mobilisasi), modal
(modalitas), generasi (generator), relasi (relatif), logis (logistik)."""

_FIXED = frozenset(
    """
    antibiotik demokrat diktator elevator eskalator gerimis ketika komisi komunis konsentrat konservatif koordinat
    linggis logistik manggis masinis mekanisme moral natalis natalitas organisasi organisme polisi realisasi restoran
    rintis sentimen statis statistik tangkis traktor
    """.split()
)
"""Words that look as if loan affixes could come off: statis is not statistik, the party Demokrat not democracy."""

# Suffix, what takes its place, letters that must be left before it. Of the rules that fit a word the first with a
# root wins; the result is looked up again, so that terorisme -> teroris -> teror.
_SUFFIXES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("kratisasi", ("krasi",), 3),
    ("isasi", ("", "i", "is", "isme", "a"), 4),
    ("disasi", ("",), 5),
    ("isir", ("isasi",), 3),
    ("isator", ("isasi",), 3),
    ("istis", ("", "is", "isme"), 4),
    ("istik", ("is", "isme"), 4),
    ("isme", ("", "is", "ik", "i"), 4),
    ("vitas", ("f",), 4),
    ("fitas", ("f",), 4),
    ("bilitas", ("bel", "bil"), 3),
    ("aritas", ("er", "ar"), 4),
    ("alitas", ("al",), 3),
    ("ilitas", ("il",), 3),
    ("ularitas", ("uler",), 3),
    ("nsitas", ("ns",), 4),
    ("ksitas", ("ks",), 4),
    ("iditas", ("id",), 3),
    ("itas", ("if",), 4),
    ("unitas", ("un",), 2),
    ("vis", ("f",), 4),
    ("ologis", ("ologi",), 2),
    ("ologikal", ("ologi",), 2),
    ("olog", ("ologi",), 2),
    ("grafis", ("grafi",), 3),
    ("ikus", ("ik",), 4),
    ("isi", ("ik",), 4),
    ("kratis", ("krasi",), 3),
    ("krat", ("krasi",), 3),
    ("atis", ("at", "atik", "asi"), 3),
    ("is", ("", "i", "ik", "ika", "isme", "a"), 5),
    ("is", ("ik", "ika"), 3),
    ("atif", ("asi",), 4),
    ("ator", ("asi", "at"), 4),
    ("ator", ("",), 5),
    ("atur", ("asi",), 3),
    ("ntor", ("n",), 4),
    ("ditor", ("dit",), 2),
    ("tor", ("si", ""), 5),
    ("tir", ("",), 4),
    ("or", ("asi",), 5),
    ("ir", ("asi",), 5),
    ("ensi", ("en",), 2),
    ("ansi", ("an",), 2),
    ("omat", ("omasi",), 4),
    ("omatik", ("omasi", "omat"), 4),
    ("ifikat", ("ifikasi",), 3),
    ("at", ("asi",), 5),
    ("asi", ("",), 5),
    ("ktur", ("ksi",), 5),
    ("men", ("",), 5),
    ("ergitas", ("ergi",), 2),
    ("an", ("asi",), 6),
    ("ika", ("ik",), 3),
    ("ik", ("i",), 5),
    ("sional", ("si",), 3),
    ("ural", ("ur",), 4),
    ("mentasi", ("men",), 3),
)
_BY_END = {
    end: tuple(rule for rule in _SUFFIXES if rule[0].endswith(end))
    for end in {suffix[-2:] for suffix, _, _ in _SUFFIXES}
}

_NATIVE_CLUSTERS = frozenset("mb mp nc nd ng ngg ngk nj ns nt ny rb rc rd rg rj rk rl rm rn rp rs rt sy gk gg".split())

PREFIXES = (
    "antar", "anti", "de", "ekstra", "inter", "intra", "kontra", "makro", "mikro", "multi", "non", "pasca",
    "pra", "pro", "re", "semi", "sub", "super", "supra", "swa", "trans", "ultra", "tak", "nir", "dis", "ko", "bio",
    "mega", "mini", "neo", "para", "poli", "pseudo", "tele", "kilo", "mono", "foto", "psiko", "sosio", "euro", "in",
)  # fmt: skip
"""Loan prefixes, written as one word with what follows."""

_WITH_LOANS_ONLY = frozenset({"de", "re", "dis", "in", "ko", "inter", "pro", "para", "mini", "foto", "mono", "poli"})
"""Prefixes that many plain words begin with (dekat, rela, disko): taken off only before words with a loan suffix."""

_TRANSPARENT = ("antar", "anti", "de", "kontra", "non", "pasca")
"""Prefixes that are taken off words of the dictionary as well; de- before -isasi. Others have become part of their
words: internasional is not national, a mahasiswa no siswa, prasangka no sangka."""

_LOAN_ENDINGS = ("isasi", "asi", "isme", "itas", "if", "al", "ksi", "isi", "usi")


_LEAST_BILITAS = 10

REMEMBERED = 8_192
"""Roots whose family is remembered, the least recently used forgotten first."""


class Loans:
    """Families of loan words over a set of roots."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._base = lru_cache(maxsize=REMEMBERED)(self._find_base)

    def base(self, root: str) -> str:
        """The word that stands for the loan family of `root`; `root` itself where it is in none."""
        return self._base(root)

    def _find_base(self, root: str) -> str:
        family = [root]
        for _ in range(4):  # dekriminalisasi, kriminalisasi, kriminal: families are no deeper
            shorter = self._without_suffix(root) or self._without_prefix(root, known=True)
            if shorter is None:
                return root
            if shorter in family:  # optimis and optimisme, each made of the other
                return min(family[family.index(shorter) :], key=lambda word: (len(word), word))
            family.append(shorter)
            root = shorter
        return root

    def derived(self, word: str) -> tuple[str, str] | None:
        """The root that loan affixes made `word` of, with the affix; None where there is none.

        For words that are no roots themselves: jihadis, kontraterorisme, pengorganisir.
        """
        if len(word) < 6:
            return None
        shorter = self._without_suffix(word)
        if shorter is not None:
            return shorter, "loan suffix"
        shorter = self._without_prefix(word, known=False)
        return (shorter, "loan prefix") if shorter is not None else None

    def _without_suffix(self, word: str) -> str | None:
        rules = _BY_END.get(word[-2:])
        if rules is None or word in _FIXED:
            return None
        for suffix, replacements, least in rules:
            if not word.endswith(suffix) or len(word) - len(suffix) < least:
                continue
            before = word[: -len(suffix)]
            if suffix == "an" and before in self._roots:
                continue  # pabrikan is pabrik + -an, not pabrikasi's agent
            if suffix == "is" and least < 5 and not _foreign(before):
                continue
            for replacement in replacements:
                base = before + replacement
                if base != word and base not in _NO_BASES and base in self._roots:
                    return base
        if word.endswith("bilitas") and len(word) >= _LEAST_BILITAS:
            return word.removesuffix("bilitas") + "bel"  # regular, so that no dictionary need know it: kredibilitas
        return None

    def _without_prefix(self, word: str, *, known: bool) -> str | None:
        """`known` says that the dictionary has `word`: then only few prefixes are sure to be ones."""
        if known:
            for prefix in _TRANSPARENT:
                rest = word[len(prefix) :]
                if word.startswith(prefix) and len(rest) > 4 and rest in self._roots and rest not in _NO_BASES:
                    return rest if prefix != "de" or rest.endswith("isasi") else None
            return None
        for rest in without_prefixes(word):
            if rest in self._roots:
                return rest
            inner = self._without_suffix(rest)
            if inner is not None:
                return inner
        return None


def without_prefixes(word: str) -> list[str]:
    """What loan prefixes may leave of `word`: at least five letters, whether they are a word or not."""
    if not word.startswith(PREFIXES):
        return []
    rests = [(prefix, word[len(prefix) :]) for prefix in PREFIXES if word.startswith(prefix)]
    return [
        rest
        for prefix, rest in rests
        if len(rest) >= 5 and (prefix not in _WITH_LOANS_ONLY or rest.endswith(_LOAN_ENDINGS))
    ]


def _foreign(letters: str) -> bool:
    """Whether consonants meet in `letters` as they do in loans only: kritis and teknis, not rintis."""
    return any(
        first not in VOWELS and second not in VOWELS and first + second not in _NATIVE_CLUSTERS
        for first, second in pairwise(letters)
    )
