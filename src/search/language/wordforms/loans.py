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
    akta anal analog barber basi darma diksi duplik elektron fisik fundamen genera general generasi genesi grad
    indikasi indus instan kanal kapas kapitan koloni komisi komun kontra kontraksi koper liter literasi logis maksim
    material mayor minor mobil modal nasi nasion opera organ organik person poler polis poros posi prior radiasi
    rasi real rela relasi replik resep resepsi rupa salin sekul senat spons termin
    """.split()
)
"""Words that are the base of no loan family, though it looks so: organ (organisasi), mobil (mobilisasi), modal
(modalitas), generasi (generator), relasi (relatif), logis (logistik), koper (koperasi), minor (minoritas)."""

_FIXED = frozenset(
    """
    antibiotik bangsawan betawi definitif deliberatif demokrat detektif diktator direktur editorial efektif
    eksekutif eksklusif elevator eskalator formulir gerimis harmonika karyawan keramik ketika kolektif kolonial
    komisaris komisi komunis konsentrat konservatif koordinat langkawi linggis logistik manggis masinis material
    materialisme mekanisme memorial moral motivasi motorik natalis natalitas negatif objektif organisasi organisme
    pasifik pelitur perawan permisif personal perspektif polisi positif profesor reaktivasi realisasi relawan
    restoran rintis sekretaris sentimen spiritual statis statistik subjektif syariah taksir tangkis terminal traktor
    transitif translator tutorial
    """.split()
)
"""Words that look as if affixes could come off: statis is not statistik, the party Demokrat not democracy, a relawan
(volunteer) has left rela behind."""

_NISBA = {word: word[:-1] for word in "badani hewani imani insani islami".split()} | {"islamiah": "islam"}
"""Adjectives in Arabic -i whose noun is a word as well; elsewhere -i is a verb's suffix or the root's own."""

# Suffix, what takes its place, letters that must be left before it. Of the rules that fit a word the first with a
# root wins; the result is looked up again, so that terorisme -> teroris -> teror.
_SUFFIXES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("kratisasi", ("krasi",), 3),
    ("arisasi", ("er",), 3),
    ("isasi", ("", "i", "is", "isme", "a"), 4),
    ("disasi", ("",), 5),
    ("isir", ("isasi",), 3),
    ("isir", ("",), 5),
    ("isator", ("isasi",), 3),
    ("istis", ("", "is", "isme"), 4),
    ("istik", ("is", "isme"), 4),
    ("arisme", ("er",), 3),
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
    ("isitas", ("is", "ik"), 3),
    ("ienitas", ("ienis",), 2),
    ("itas", ("if",), 4),
    ("itas", ("",), 5),
    ("unitas", ("un",), 2),
    ("vis", ("f",), 4),
    ("ologis", ("ologi",), 2),
    ("ologikal", ("ologi",), 2),
    ("olog", ("ologi",), 2),
    ("grafis", ("grafi",), 3),
    ("ografer", ("ografi",), 2),
    ("ograf", ("ografi",), 2),
    ("osof", ("osofi",), 2),
    ("ikus", ("ik",), 4),
    ("isi", ("ik",), 4),
    ("kratis", ("krasi",), 3),
    ("krat", ("krasi",), 3),
    ("atis", ("at", "atik", "asi"), 3),
    ("aris", ("",), 5),
    ("is", ("i", "", "ik", "ika", "isme", "a"), 5),
    ("is", ("ik", "ika"), 3),
    ("matis", ("ma", "m"), 3),
    ("atif", ("asi",), 4),
    ("atif", ("",), 6),
    ("ptif", ("psi", "ptasi"), 3),
    ("tif", ("si",), 5),
    ("nsif", ("ns", "nsi"), 3),
    ("sif", ("si", "s"), 4),
    ("tator", ("tar",), 4),
    ("itator", ("itas",), 3),
    ("ator", ("asi", "at"), 4),
    ("ator", ("",), 5),
    ("atur", ("asi",), 3),
    ("ntor", ("n",), 4),
    ("ditor", ("dit",), 2),
    ("tor", ("si", ""), 5),
    ("sor", ("s", "si"), 4),
    ("itur", ("it",), 3),
    ("tir", ("",), 4),
    ("or", ("asi",), 5),
    ("ir", ("asi", "ansi"), 4),
    ("onom", ("onomi",), 2),
    ("ariat", ("aris",), 4),
    ("ensi", ("en",), 2),
    ("ansi", ("an",), 2),
    ("omat", ("omasi",), 4),
    ("omatik", ("omasi", "omat"), 4),
    ("matik", ("ma", "m"), 3),
    ("ifikat", ("ifikasi",), 3),
    ("at", ("asi",), 5),
    ("ivasi", ("if",), 3),
    ("nisasi", ("",), 5),
    ("asi", ("",), 5),
    ("ktur", ("ksi",), 4),
    ("lutan", ("lusi",), 2),
    ("men", ("",), 5),
    ("ergitas", ("ergi",), 2),
    ("igran", ("igrasi",), 0),
    ("an", ("asi",), 6),
    ("ika", ("ik",), 3),
    ("ik", ("i", ""), 5),
    ("sional", ("si",), 3),
    ("ural", ("ur",), 4),
    ("tual", ("",), 4),
    ("ual", ("", "a"), 4),
    ("ial", ("i", ""), 5),
    ("ikal", ("ik", "ika"), 3),
    ("mental", ("men",), 4),
    ("al", ("",), 6),
    ("mentasi", ("men",), 3),
    ("menter", ("men",), 3),
    ("awi", ("a",), 4),
    ("iah", ("i", ""), 4),
    ("wan", ("",), 5),
    ("utawan", ("uta",), 1),
    ("muwan", ("mu",), 2),
    ("wati", ("wan",), 4),
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

_TRANSPARENT = ("antar", "anti", "de", "kontra", "non", "pasca", "pra", "re", "in")
"""Prefixes that are taken off words of the dictionary as well, under `_comes_off`. Others have become part of their
words: internasional is not national, a mahasiswa no siswa."""

_SURE = ("anti", "ekstra", "intra", "kontra", "multi", "non", "pasca")
_LEAST_AFTER_SURE = 6

_NEGATED = ("al", "ransi", "eran", "isien", "isten", "eten", "ensi")
"""Endings of the adjectives, and of their nouns, that in- denies."""

_LOAN_ENDINGS = ("isasi", "asi", "isme", "itas", "if", "al", "ksi", "isi", "usi")


_REGULAR = (("isme", "", 5), ("isasi", "", 5), ("bilitas", "bel", 3), ("ensi", "en", 5), ("ansi", "an", 5))
"""Suffix, what takes its place, letters that must be left before it."""

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

    def regular(self, word: str) -> str | None:
        """The word that one of the suffixes which are always regular was put to, known or not; else None.

        unilateralisme and unilateral, resistensi and resisten, kapabilitas and kapabel.
        """
        if word in _FIXED:
            return None
        for suffix, replacement, least in _REGULAR:
            if word.endswith(suffix) and len(word) - len(suffix) >= least:
                return word[: -len(suffix)] + replacement
        return None

    def _without_suffix(self, word: str) -> str | None:
        if word in _NISBA:
            return _NISBA[word]
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
            if suffix == "ik" and before[1] == "e" and (len(before) == 5 or word not in self._roots):
                continue  # keripik, celepik are native, and membalik is mem- + balik
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
                    return rest if _comes_off(prefix, rest) else None
            return None
        for rest in without_prefixes(word):
            if rest in self._roots:
                return rest
            inner = self._without_suffix(rest)
            if inner is not None:
                return inner
        return None


def _comes_off(prefix: str, rest: str) -> bool:
    """Whether `prefix` before the known word `rest` has kept its meaning.

    deradikalisasi, but not desain; prasejarah, but not prasangka; reintegrasi, but not reformasi; informal, intoleran,
    but not informan.
    """
    if prefix == "de":
        return rest.endswith("isasi")
    if prefix == "pra":
        return len(rest) >= 7
    if prefix == "re":
        return len(rest) >= 8 and rest[0] in VOWELS
    return prefix != "in" or (len(rest) >= 6 and rest.endswith(_NEGATED))


def surely_prefixed(word: str) -> str | None:
    """What stands behind a prefix that nothing else begins like, whether it is a word or not: nonlitigasi."""
    for prefix in _SURE:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_AFTER_SURE:
            return word[len(prefix) :]
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
