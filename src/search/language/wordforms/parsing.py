"""Every parse of a word into affixes and a known root."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import prefixes
from .affixes import COSTS, ENCLITICS, INNER_KE, MENGE, NUMERALS, ORDINAL, SUFFIXES
from .loans import Loans
from .roots import Roots
from .sandhi import VOWELS, is_one_syllable

SHORTEST_ROOT = 3
SHORTEST_GUESS = 4
SHORTEST_COMPOUND_PART = 4
_SHORT_PARTS = frozenset("adu air api uji".split())
"""Roots of three letters that compounds are made of; others are affixes as well (per, kan) or found by chance."""


_BEFORE_COMPOUNDS = frozenset({("ber",), ("meN",), ("di",), ("pe",)})
"""What may stand before two roots written as one without a suffix behind: menganaktirikan, diujicoba, pesepakbola."""

SLIP = 1.0
"""Cost of a reading that takes the word for misspelt."""

WHOLE_VERB = 4.5
"""Cost of -i where it may be the root's own: menuai is of tuai, not of tua, dilobi of lobi."""

LONG_ROOT = 5
TAKEN_APART = 3.0
"""Cost of prefixes in what is, without its suffix, a word of the dictionary (tertibkan: not ter- + tib): that word
stays whole where it stands alone, and so it does before -kan and -nya. -an closes circumfixes (ke-duduk-an)
around all but the shortest roots, and shorter words are too often found by chance."""

CONFUSED = 1.5
"""Cost of menge- before one syllable, where a dropped k would leave a root as well (mengering: kering, not ring)."""

MENGE_IS_USUAL = 4.0
"""Cost of the other readings for the roots that are known to take menge- (mengelas: las, not kelas)."""

_UNSPEAKABLE = re.compile(r"[lmnrw](?!g|y)[b-df-hj-np-tvxz]|([b-df-hj-np-tv-z])\1")
"""How no word of the language begins."""

_WEAK = frozenset({"ke", "pe", "per", "ku", "kau"})


class Parse(NamedTuple):
    """One reading: `base` is what the affixes stand at, `root` the root that loan affixes leave of it."""

    base: str
    root: str
    prefixes: tuple[str, ...]
    suffix: str
    enclitics: tuple[str, ...]
    cost: float
    kind: str
    """What makes the base known: ``root``, ``one syllable`` (a root after menge-, penge-), ``loan suffix``,
    ``loan prefix``, ``compound`` or ``doubled``."""
    parts: tuple[str, ...] = ()
    """The two roots of a compound."""


class Parser:
    """Takes affixes off. Keeps nothing between words."""

    def __init__(self, roots: Roots, loans: Loans) -> None:
        self._roots = roots
        self._loans = loans

    def parses(self, form: str) -> Iterator[Parse]:
        """All parses of `form`, letters a to z, in a fixed order. None where no root is known in it."""
        for core, enclitics, cost in _without_enclitics(form):
            for suffix in SUFFIXES:
                if suffix and not core.endswith(suffix):
                    continue
                word = core[: len(core) - len(suffix)]
                if len(word) < SHORTEST_ROOT:
                    continue
                for base, taken, more in prefixes.strip(word):
                    price = COSTS[taken].get(suffix)
                    if enclitics == ("nya",) and not suffix and taken == ("se",):
                        price = COSTS[taken]["nya"] - cost  # sebaiknya: se-...-nya is one affix
                    if taken == ("ke",) and not suffix and base in NUMERALS:
                        price = ORDINAL
                    if taken == ("ke",) and suffix in ("i", "kan") and base in INNER_KE:
                        price = ORDINAL  # ketahui, kemukakan: the imperatives of mengetahui, mengemukakan
                    if price is not None and _may_stand(taken, suffix, base, word):
                        if taken:
                            price += self._whole(form, word, suffix, base) + (
                                self._own_i(base) if suffix == "i" else 0.0
                            )
                        yield from self._known(base, taken, suffix, enclitics, cost + price + more)
                if suffix == "kan" and core[0] in "md":
                    yield from self._with_one_k(core, enclitics, cost)

    def _with_one_k(self, core: str, enclitics: tuple[str, ...], cost: float) -> Iterator[Parse]:
        """menunjukan, digerakan: the k of the root and that of -kan written as one, a usual slip."""
        for base, taken, more in prefixes.strip(core[:-2]):
            if taken in (("meN",), ("di",)) and len(base) > SHORTEST_ROOT and self._roots.is_root(base):
                yield from self._known(base, taken, "kan", enclitics, cost + COSTS[taken]["kan"] + more + SLIP)

    def bases(self, form: str) -> list[str]:
        """What affixes may leave of `form`, known or not: four letters and more, the longest first.

        -i alone is left on, and so are ke-, pe-, per- without a suffix: too many names look so.
        """
        found: set[str] = set()
        for core, enclitics, _ in _without_enclitics(form):
            for suffix in SUFFIXES:
                if not core.endswith(suffix):
                    continue
                word = core[: len(core) - len(suffix)]
                if len(word) < SHORTEST_GUESS:
                    continue
                for base, taken, _ in prefixes.strip(word):
                    certain = (taken and (suffix or taken[0] not in _WEAK)) or enclitics or suffix in ("kan", "an")
                    certain = certain and not _UNSPEAKABLE.match(base)  # Kurniati is not ku- + rniat + -i
                    if certain and len(base) >= SHORTEST_GUESS and suffix in COSTS[taken]:
                        found.add(base)
        return sorted(found, key=lambda base: (-len(base), base))

    def _known(
        self, base: str, taken: tuple[str, ...], suffix: str, enclitics: tuple[str, ...], cost: float
    ) -> Iterator[Parse]:
        if self._roots.is_root(base):
            kind = "one syllable" if taken and taken[-1] in ("meN", "peN") and is_one_syllable(base) else "root"
            cost += self._confused(base, taken)
            yield Parse(base, self._loans.base(base), taken, suffix, enclitics, cost, kind)
            return
        loan = self._loans.derived(base)
        if loan is not None and suffix != "i":
            yield Parse(base, self._loans.base(loan[0]), taken, suffix, enclitics, cost + 3.0, loan[1])
        if suffix == "an" and not taken and (word := _doubled(base)) and word in self._roots:
            yield Parse(word, word, ("CV",), suffix, enclitics, cost + 1.5, "doubled")
        if taken and (suffix or taken in _BEFORE_COMPOUNDS) and (parts := self._compound(base)):
            yield Parse(base, base, taken, suffix, enclitics, cost + 2.0, "compound", parts)

    def _confused(self, base: str, taken: tuple[str, ...]) -> float:
        """mengelas is las, not kelas; mengering is kering, not ring."""
        if not taken or taken[-1] not in ("meN", "peN"):
            return 0.0
        if (base[:2] == "ke" and base[2:] in MENGE) or (base[0] == "e" and base[1:] in MENGE):
            return MENGE_IS_USUAL
        return CONFUSED if base not in MENGE and is_one_syllable(base) and "ke" + base in self._roots else 0.0

    def _whole(self, form: str, word: str, suffix: str, base: str) -> float:
        if word == form or len(word) < LONG_ROOT or word not in self._roots:
            return 0.0
        return TAKEN_APART if suffix in ("", "kan") or (suffix == "an" and len(base) == SHORTEST_ROOT) else 0.0

    def _own_i(self, base: str) -> float:
        doubtful = (base[-1] == "a" or len(base) == SHORTEST_ROOT) and base + "i" in self._roots
        return WHOLE_VERB if doubtful else 0.0

    def _compound(self, word: str) -> tuple[str, ...]:
        """Two roots written as one, as they are between a prefix and a suffix: pertanggungjawaban (EYD V, II.C)."""
        for cut in range(SHORTEST_ROOT, len(word) - SHORTEST_ROOT + 1):
            first, second = word[:cut], word[cut:]
            if _may_join(first) and _may_join(second) and first in self._roots and second in self._roots:
                return word[:cut], word[cut:]
        return ()


_ENCLITIC_ENDS = frozenset(ending[-2:] for ending, _, _ in ENCLITICS)


def _without_enclitics(form: str) -> Iterator[tuple[str, tuple[str, ...], float]]:
    yield form, (), 0.0
    if form[-2:] not in _ENCLITIC_ENDS:
        return
    for ending, parts, cost in ENCLITICS:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_ROOT:
            yield form[: -len(ending)], parts, cost


def _may_stand(taken: tuple[str, ...], suffix: str, base: str, word: str) -> bool:
    """Whether this base may stand between these affixes, for what the table of combinations can't say."""
    if not taken:
        return True
    if taken[1:] == ("ke",):
        return base in INNER_KE or (taken[0] == "se" and suffix == "an") or taken[0] in ("ber", "peN")
    if taken[-1] in ("meN", "peN") and "nge" + base == word[-len(base) - 3 :]:
        return is_one_syllable(base) or base[0] == "k"
    return not (taken == ("ku",) and len(base) < 4)


def _may_join(part: str) -> bool:
    return len(part) >= SHORTEST_COMPOUND_PART or part in _SHORT_PARTS


def _doubled(word: str) -> str | None:
    """dedaunan, pepohonan, rerumputan: the first letter doubled with e (Sneddon 1996, 1.206)."""
    if len(word) > 5 and word[1] == "e" and word[0] == word[2] and word[0] not in VOWELS:
        return word[2:]
    return None
