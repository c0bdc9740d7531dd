"""Which affixes there are, which go together, and how usual each combination is.

Combinations: Sneddon, *Indonesian: A Comprehensive Grammar* (1996), 1.3-1.264; forbidden pairs (di-...-an,
ke-...-kan, ber-...-i) as in Nazief & Adriani (1996) and Asian, *Effective Techniques for Indonesian Text Retrieval*
(2007). A cost is the price of a combination in natural logarithms: about how much rarer it is, over the distinct
words of running text, than a bare root. Pairs that are missing here do not occur.
"""

from __future__ import annotations

SUFFIXES = ("", "kan", "an", "i")
"""Derivational suffixes; enclitics are outside them."""

_VERB = {"": 0.7, "kan": 0.7, "i": 1.1}

COSTS: dict[tuple[str, ...], dict[str, float]] = {
    (): {"": 0.0, "an": 1.2, "kan": 1.1, "i": 1.5},
    ("meN",): _VERB,
    ("di",): _VERB,
    ("ber",): {"": 0.9, "an": 1.8, "kan": 2.2},
    ("ter",): {"": 1.1, "kan": 2.0, "i": 2.0},
    ("per",): {"": 2.4, "an": 1.2, "kan": 3.2, "i": 2.8},
    ("peN",): {"": 1.2, "an": 0.9},
    ("pe",): {"": 2.0, "an": 2.8},
    ("ke",): {"": 3.2, "an": 1.2},
    ("se",): {"": 1.5, "an": 3.0, "nya": 1.6},
    ("meN", "per"): {"": 1.8, "kan": 1.6, "i": 2.2},
    ("di", "per"): {"": 1.8, "kan": 1.6, "i": 2.2},
    ("ter", "per"): {"": 3.5, "kan": 3.5, "i": 3.5},
    ("peN", "per"): {"": 3.0, "an": 3.0},
    ("meN", "ber"): {"kan": 2.2, "i": 4.0},
    ("di", "ber"): {"kan": 2.2, "i": 4.0},
    ("peN", "ber"): {"an": 2.2},
    ("meN", "ter"): {"kan": 3.8},
    ("di", "ter"): {"kan": 3.8},
    ("peN", "ter"): {"an": 3.8},
    ("meN", "se"): {"": 3.5, "kan": 2.5, "i": 3.0},
    ("di", "se"): {"kan": 2.5, "i": 3.0},
    ("peN", "se"): {"an": 2.8},
    ("per", "se"): {"an": 2.8},
    ("ber", "se"): {"": 2.8, "an": 3.2},
    ("ke", "se"): {"an": 2.6},
    ("meN", "ke"): {"kan": 1.8, "i": 1.8, "": 3.5},
    ("di", "ke"): {"kan": 1.8, "i": 1.8},
    ("ter", "ke"): {"": 2.5},
    ("peN", "ke"): {"an": 3.2},
    ("ke", "ber"): {"an": 1.9},
    ("ke", "ter"): {"an": 1.9},
    ("ke", "tidak"): {"an": 1.9, "": 4.0},
    ("ke", "peN"): {"an": 2.2},
    ("ke", "pe"): {"an": 3.0},
    ("ke", "per"): {"an": 3.2},
    ("ber", "ke"): {"an": 2.1},
    ("ber", "peN"): {"an": 2.1, "": 3.2},
    ("ber", "per"): {"an": 2.5, "": 4.0},
    ("ber", "pe"): {"an": 3.2, "": 3.2},
    ("se", "peN"): {"": 3.2, "an": 2.8},
    ("se", "per"): {"": 3.6, "an": 3.0},
    ("se", "ke"): {"an": 3.6, "": 4.0},
    ("se", "ber"): {"": 4.0},
    ("se", "ter"): {"": 3.6},
    ("ku",): {"": 3.0, "kan": 3.0, "i": 3.4},
    ("kau",): {"": 3.0, "kan": 3.0, "i": 3.4},
}
"""Prefixes, the outermost first -> suffix -> cost. ``pe`` has no nasal (petani); ``nya`` closes se-...-nya."""

RULES: dict[str, str] = {
    "meN": "meN- with nasal sandhi",
    "peN": "peN- with nasal sandhi",
    "pe": "pe- without a nasal",
    "ber": "ber-, be- before r and Cer, bel- before ajar",
    "ter": "ter-, te- before r and Cer",
    "per": "per-, pe- before r and Cer, pel- before ajar",
    "tidak": "tidak inside ke-...-an",
    "CV": "first syllable doubled with e",
}
"""How a prefix is named where an analysis is shown; others stand for themselves."""

ENCLITICS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("nya", ("nya",), 1.0),
    ("ku", ("ku",), 2.2),
    ("mu", ("mu",), 2.2),
    ("lah", ("lah",), 1.8),
    ("kah", ("kah",), 2.0),
    ("pun", ("pun",), 2.2),
    ("tah", ("tah",), 5.0),
    ("nyalah", ("nya", "lah"), 3.0),
    ("nyakah", ("nya", "kah"), 3.5),
    ("nyapun", ("nya", "pun"), 3.2),
    ("kulah", ("ku", "lah"), 4.5),
    ("mulah", ("mu", "lah"), 4.5),
    ("kupun", ("ku", "pun"), 4.5),
    ("mupun", ("mu", "pun"), 4.5),
)
"""Ending, its parts, cost: possessives -ku, -mu, -nya, then particles -lah, -kah, -tah, -pun (Sneddon 2.31, 2.199)."""

NUMERALS = frozenset(
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas seratus seribu sekian".split()
)
"""What ke- makes ordinals of."""

MENGE = frozenset(
    "bom bor cat cek cor dam dor drop gol hak klik lap las lem lob pak pas pel pos rem sah set tes".split()
)
"""Roots of one syllable that take menge- where a root in ke- or e- sounds the same (mengelas: las, not kelas)."""

INNER_KE = frozenset("muka samping depan tengah bumi belakang luar dalam tahu hendak temu".split())
"""What verbs with ke- inside are made of (mengesampingkan, dikemukakan, mengetahui): directions and a few more."""

ORDINAL = 1.5
"""Cost of ke- before a numeral (kedua, ketiga), where it is regular."""
