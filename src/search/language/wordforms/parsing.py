"""Every parse of a word into affixes and a known root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from . import prefixes
from .affixes import COSTS, ENCLITICS, INNER_KE, NUMERALS, ORDINAL, SUFFIXES
from .loans import Loans
from .roots import Roots
from .sandhi import VOWELS, is_one_syllable

SHORTEST_ROOT = 3
SHORTEST_GUESS = 4
SHORTEST_COMPOUND_PART = 4

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
                    if price is not None and _may_stand(taken, suffix, base, word):
                        yield from self._known(base, taken, suffix, enclitics, cost + price + more)

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
                    if certain and len(base) >= SHORTEST_GUESS and suffix in COSTS[taken]:
                        found.add(base)
        return sorted(found, key=lambda base: (-len(base), base))

    def _known(
        self, base: str, taken: tuple[str, ...], suffix: str, enclitics: tuple[str, ...], cost: float
    ) -> Iterator[Parse]:
        if self._roots.is_root(base):
            kind = "one syllable" if taken and taken[-1] in ("meN", "peN") and is_one_syllable(base) else "root"
            yield Parse(base, self._loans.base(base), taken, suffix, enclitics, cost, kind)
            return
        loan = self._loans.derived(base)
        if loan is not None and suffix != "i":
            yield Parse(base, self._loans.base(loan[0]), taken, suffix, enclitics, cost + 3.0, loan[1])
        if suffix == "an" and not taken and (word := _doubled(base)) and word in self._roots:
            yield Parse(word, word, ("CV",), suffix, enclitics, cost + 1.5, "doubled")
        if taken and (suffix or taken in (("ber",), ("meN",), ("di",))) and (parts := self._compound(base)):
            yield Parse(base, base, taken, suffix, enclitics, cost + 2.0, "compound", parts)

    def _compound(self, word: str) -> tuple[str, ...]:
        """Two roots written as one, as they are between a prefix and a suffix: pertanggungjawaban (EYD V, II.C)."""
        for cut in range(SHORTEST_COMPOUND_PART, len(word) - SHORTEST_COMPOUND_PART + 1):
            if word[:cut] in self._roots and word[cut:] in self._roots:
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


def _doubled(word: str) -> str | None:
    """dedaunan, pepohonan, rerumputan: the first letter doubled with e (Sneddon 1996, 1.206)."""
    if len(word) > 5 and word[1] == "e" and word[0] == word[2] and word[0] not in VOWELS:
        return word[2:]
    return None
