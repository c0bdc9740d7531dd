"""Which reading of a word is the most probable.

The score of a reading estimates log P(root) + log P(affixes): evidence that the root is in use (`usage.py`), the
cost of the combination of affixes (`affixes.py`), and the length of the root, since a long root found by chance is
rare. Weights were set by hand on one half of the word-form suite in `tests/`.
"""

from __future__ import annotations

import math
from functools import lru_cache

from .parsing import Parse
from .roots import LEXICALIZED
from .sandhi import VOWELS
from .usage import PLACES, Usage

EVIDENCE = 1.3
LENGTH = 0.2
LONG = 9
"""Letters beyond which a root's length says nothing more."""

WHOLE = 4.0
"""A word that the dictionary has as it stands is rarely also a derived word."""

SHORT = 0.5
"""What a root of three letters costs: most of them are in the dictionary for rare words and found by chance."""

UNSUPPORTED = 2.0
"""What it costs to find no form of the root in use."""

LONG_ENOUGH = 5
"""Letters from which on a root of the dictionary is not found by chance: want of support weighs half (menyemai)."""

PASSIVE = 1.5
"""What it is worth that the same verb is in use with di-, which hides no letter (mengawal, dikawal: not awal)."""

FAR_FETCHED = 4.0
"""The same for roots that loan affixes, doubling or compounding are needed to see."""

LONG_LOAN = 7
"""Letters from which on a loan suffix behind a known root needs no support."""

NO_VERB = 3.0
"""What -i and -kan without a prefix cost where the root makes no verb with them."""

NO_BARE_VERB = 1.0
"""What meN- and peN- cost before nouns of place and time, whose verbs have -i or -kan (mengawali; mengawal: kawal)."""

CLOSED_SYLLABLE = 3.0
"""Cost of -an alone behind three letters like dad, ros, man: names look so, hardly any word does."""

CERTAIN = 6.0
"""Evidence, in natural logarithms, of the lexicalized roots, which are known without any."""

THRESHOLD = -2.0
"""A reading below this is less probable than a name or foreign word that happens to look affixed."""

REMEMBERED = 16_384
"""Roots whose support is remembered, the least recently used forgotten first: about 10 MB."""


class Scorer:
    """Scores parses. Safe to use from several threads."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._support = lru_cache(maxsize=REMEMBERED)(usage.support)

    def evidence(self, form: str, parse: Parse) -> float:
        """How well other forms than `form` support the parse's root, in natural logarithms; 0 where none does."""
        if parse.base in LEXICALIZED:
            return CERTAIN
        if parse.kind == "compound":
            return math.log1p(min(self._support(part).evidence for part in parse.parts))
        support = self._support(parse.base)
        found = support.evidence - support.own(form)
        if parse.root != parse.base:
            found = max(found, self._support(parse.root).evidence)
        return math.log1p(max(found, 0.0))

    def score(self, form: str, parse: Parse) -> float:
        """The higher, the more probable; in natural logarithms, without a common zero between words."""
        evidence = self.evidence(form, parse)
        if form == parse.base and parse.kind == "root":
            return EVIDENCE * evidence + WHOLE - parse.cost
        base = parse.base
        score = EVIDENCE * evidence + LENGTH * min(len(base), LONG) - parse.cost
        if evidence == 0.0 and (len(base) < LONG_ENOUGH or parse.kind != "root"):
            score -= self._want_of_support(form, parse)
        elif evidence == 0.0:
            score -= UNSUPPORTED / 2
        if len(base) == 3 and evidence < 1.0:
            score -= UNSUPPORTED
        if len(base) == 3 and parse.kind != "one syllable":
            score -= SHORT
        if parse.prefixes in (("meN",), ("peN",)):
            score += PASSIVE * self._usage.passive(base, parse.suffix if parse.prefixes == ("meN",) else None)
            if base in PLACES and parse.suffix in ("", "an"):
                score -= NO_BARE_VERB
        if not parse.prefixes and parse.suffix in ("i", "kan") and not self._usage.is_verb_in(base, parse.suffix):
            score -= NO_VERB
        return score - self._like_a_name(parse)

    def _want_of_support(self, form: str, parse: Parse) -> float:
        if parse.kind in ("root", "one syllable"):
            return UNSUPPORTED
        # A long loan with nothing but its loan suffix (likuidator) is hardly ever a name.
        return 0.0 if parse.kind == "loan suffix" and form == parse.base and len(form) >= LONG_LOAN else FAR_FETCHED

    def _like_a_name(self, parse: Parse) -> float:
        """What speaks against readings that short names have: Dadan is not dad + -an, Kumara not ku- + mara."""
        base = parse.base
        if parse.prefixes in (("ku",), ("kau",)):
            return 0.0 if self._usage.passive(base, parse.suffix) else NO_VERB
        bare = not parse.prefixes and parse.suffix == "an" and not parse.enclitics
        return CLOSED_SYLLABLE if bare and len(base) == 3 and base[0] not in VOWELS and base[2] not in VOWELS else 0.0
