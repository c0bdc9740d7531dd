"""The stem of an Indonesian word, and why.

All readings of a word are listed and the most probable one wins. Nazief & Adriani (1996) and the confix-stripping
stemmers after them (Asian, Williams & Tahaghoghi 2005; Asian 2007; Arifin, Mahendra & Ciptaningtyas 2009; PySastrawi)
take the first that their order of rules meets; Tala's (2003) has no dictionary. What no reading explains is asked of
PySastrawi.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from search.language.stemming import Sastrawi, Stemmer

from . import spelling, tables
from .affixes import ENCLITICS, RULES, SUFFIXES
from .analysis import Analysis
from .exceptions import Exceptions
from .loans import Loans, surely_prefixed, without_prefixes
from .names import names
from .parsing import Parse, Parser
from .roots import Roots, dictionary_digest, roots
from .scoring import THRESHOLD, Scorer
from .usage import Usage, usage

VERSION = 4
"""Raised with every change that gives some word another stem."""

LONGEST = 40
"""Letters; a longer form is no word of the language and its own stem. The longest of running text have about 25."""

IN_USE = 1.5
"""Evidence from which on a word that the dictionary lacks is taken for a root (merespons: respons)."""

COMMON = 3.5
"""How usual what stands before -nya must be in a word of six or seven letters (webnya; Sonya is a name)."""

_LETTERS = re.compile(r"[a-z]{3,40}")
_AFTER_DOUBLING = frozenset(
    suffix + ending for suffix in SUFFIXES for ending in ("", *(ending for ending, _, _ in ENCLITICS))
)
_VERBAL_LOAN = re.compile(r"[a-z]{4,}(?:(?<!kr)asi|isi|ksi|usi)")
_VERB_PREFIXES = ("di", "me", "ter")

_DOUBLED = re.compile(r"([a-z]{2,40})-([a-z]{2,40})")


class _Knowledge(NamedTuple):
    roots: Roots
    names: frozenset[str]
    loans: Loans
    parser: Parser
    scorer: Scorer
    usage: Usage


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    known = roots()
    loans = Loans(known)
    return _Knowledge(known, names(), loans, Parser(known, loans), Scorer(usage()), usage())


class WordForms:
    """Stems and analyses of folded forms. Cheap to make: tables load at the first word. Safe across threads.

    The stem of a form depends on the form, the exceptions and the fingerprint alone: nothing is taken from an index.
    """

    def __init__(
        self,
        exceptions: Exceptions | None = None,
        fallback: Stemmer | None = None,
        names: frozenset[str] | None = None,
    ) -> None:
        """`fallback` is asked for words without a probable reading, Sastrawi by default; `names` replaces the list."""
        self._exceptions = exceptions or Exceptions()
        self._fallback = fallback or Sastrawi()
        self._names = names

    @classmethod
    def with_exceptions(cls, file: str) -> Self:
        """Word forms that heed an operator's file of exceptions; none where `file` is empty.

        Raises ExceptionsUnusable, a UsageError that names the file and the entry.
        """
        return cls(Exceptions.load(Path(file)) if file else None)

    @property
    def fingerprint(self) -> str:
        """Names everything that stems depend on: code, dictionary, tables, exceptions."""
        own = f"word forms {VERSION} {tables.digest()} {dictionary_digest()}"
        digest = self._exceptions.digest
        return f"{own}; {self._fallback.fingerprint}" + (f"; exceptions {digest}" if digest else "")

    def stem(self, form: str, *, is_name: bool = False) -> str:
        """The stem of a folded form: never empty unless `form` is.

        `is_name` says that the text shows a name (a capital inside a sentence): then only its spelling is levelled.
        Anything but one word of 3 to 40 letters a to z, or two with a hyphen, is its own stem.
        """
        return self._read(form, is_name).stem if form else ""

    def analyses(self, form: str) -> list[Analysis]:
        """The readings of `form`, the one that gives the stem first; none for the empty form."""
        if not form:
            return []
        chosen = self._read(form, False)
        if not _LETTERS.fullmatch(form):
            return [chosen]
        usual = spelling.standard(form)
        ranked = [self._analysis(usual, score, parse, rank) for rank, (score, parse) in enumerate(_ranked(usual))]
        return [chosen, *(reading for reading in ranked if reading != chosen)]

    def _read(self, form: str, is_name: bool) -> Analysis:
        if form in self._exceptions.protect:
            return _whole(form, form, "protected by the exceptions")
        if form in self._exceptions.stem:
            return _whole(form, self._exceptions.stem[form], "given by the exceptions")
        if _LETTERS.fullmatch(form):
            return self._read_word(form, is_name)
        if "-" in form and len(form) <= 2 * LONGEST + 1 and (match := _DOUBLED.fullmatch(form)):
            return self._read_doubled(form, match[1], match[2])
        return _whole(form, form, "no word of letters a to z")

    def _read_word(self, form: str, is_name: bool = False) -> Analysis:
        usual = spelling.standard(form)
        names = _knowledge().names if self._names is None else self._names
        if is_name or usual in names:
            return _whole(form, spelling.standard(spelling.modernized(usual)), "a name")
        best = _best(usual)
        if best is not None:
            return self._analysis(usual, *best, rank=0)
        respelled = self._respelled(usual, names)
        if respelled is not None:
            return _whole(form, self._read_word(respelled).stem, f"another spelling of {respelled}")
        return self._unknown(form, usual)

    def _analysis(self, form: str, score: float, parse: Parse, rank: int) -> Analysis:
        known = _knowledge()
        stem = known.loans.base(spelling.standard(parse.root))
        suffixes = (*((parse.suffix,) if parse.suffix else ()), *parse.enclitics)
        rules = [RULES.get(prefix, f"{prefix}-") for prefix in parse.prefixes]
        rules += [f"-{suffix}" for suffix in suffixes]
        if parse.kind != "root":
            rules.append(parse.kind)
        if stem != parse.base:
            rules.append(f"family of {stem}")
        why = f"evidence of the root {known.scorer.evidence(form, parse):.1f}, cost of the affixes {parse.cost:.1f}"
        if score < THRESHOLD:
            why = f"less probable than a name; {why}"
        elif rank:
            why = f"less probable than the first; {why}"
        elif form == parse.base:
            why = f"a root as it stands; {why}"
        return Analysis(stem, parse.base, parse.prefixes, suffixes, tuple(rules), round(score, 2), why)

    def _respelled(self, form: str, names: frozenset[str]) -> str | None:
        """The known word that a spelling rule makes of an unknown `form`."""
        usage = _knowledge().usage
        modern = spelling.modernized(form)
        if modern != form:
            # The oldest spelling also wrote j for y: Soerabaja. Later ones mix the two, so only a known word decides.
            older = modern.replace("j", "y")
            return older if usage.count(modern) == 0.0 < usage.count(older) else modern
        for variant in spelling.variants(form):
            if variant in names or (usage.count(variant) > 3 and _best(variant) is not None):
                return variant
        return None

    def _unknown(self, form: str, usual: str) -> Analysis:
        """A word without a probable parse: what else may be certain about it, else it is its own stem."""
        known = _knowledge()
        for rest in without_prefixes(usual):
            if _best(rest) is not None:  # praperadilan, antarkementerian
                return _whole(form, self._read_word(rest).stem, f"loan prefix before {rest}")
        unknown = surely_prefixed(usual)
        if unknown is not None and known.usage.count(usual) == 0.0:
            return _whole(form, self._read_word(unknown).stem, f"loan prefix before {unknown}, which is not known")
        regular = known.loans.regular(usual)
        if regular is not None:
            return _whole(form, self._read_word(regular).stem, f"regular loan suffix behind {regular}")
        bases = known.parser.bases(usual)
        witnesses = map(known.usage.support, bases)
        in_use = [(its.evidence - its.own(usual), base) for its, base in zip(witnesses, bases, strict=True)]
        evidence, base = max((pair for pair in in_use if len(pair[1]) >= 5), default=(0.0, ""))
        # Names end like words with -an alone (Febrian): the root must be better known then.
        if evidence >= (IN_USE + 0.5 if usual.startswith(base) else IN_USE):
            return _whole(form, self._read_word(base).stem, f"{base} is no root, but in use so")
        verbs = [base for base in bases if _VERBAL_LOAN.fullmatch(base)]
        if verbs and usual.startswith(_VERB_PREFIXES):
            base = min(verbs, key=lambda verb: (len(verb), verb))  # of what sandhi hides, the first letter kept
            return _whole(form, self._read_word(base).stem, f"{base} is not known, but a loan that verbs are made of")
        if usual.endswith("nya") and (len(usual) >= 8 or (len(usual) >= 6 and known.usage.count(usual[:-3]) >= COMMON)):
            return _whole(form, self._read_word(usual[:-3]).stem, "no root is known; -nya is certain")
        # Sastrawi takes a millisecond and finds roots in names: it is asked where one of its answers would be sound.
        if any(base in known.roots for base in bases):
            stem = self._fallback.stem(usual)
            if stem in bases:
                return _whole(form, spelling.standard(stem), "Sastrawi's answer; no parse is probable")
        return _whole(form, usual, "no root is known in it")

    def _read_doubled(self, form: str, first: str, second: str) -> Analysis:
        """undang-undang, berbalas-balasan, meniru-nirukan, tolong-menolong; other pairs are their own stems."""
        if first == second:
            return self._doubled(first)
        for cut in range(len(second), 2, -1):
            if first.endswith(second[:cut]) and second[cut:] in _AFTER_DOUBLING:
                # The affixes stand around the doubled part: berbalas-balasan is balas-balas in ber-...-an.
                return self._doubled(first + second[cut:])
        left, right = self.analyses(first), self.analyses(second)
        shared = {reading.stem for reading in left} & {reading.stem for reading in right}
        for reading in left:
            if reading.stem in shared:
                return _whole(form, reading.stem, "doubled: both parts have this stem")
        return _whole(form, form, "two words")

    def _doubled(self, word: str) -> Analysis:
        best = self._read(word, False)
        reason = f"{word}, doubled; {best.reason}"
        return Analysis(
            best.stem, best.root, best.prefixes, best.suffixes, ("doubled", *best.rules), best.score, reason
        )


def has_reading(form: str) -> bool:
    """Whether some reading of a form of letters a to z is more probable than that it is a name or foreign."""
    return _best(form) is not None


def _ranked(form: str) -> list[tuple[float, Parse]]:
    known = _knowledge()
    scored = [(known.scorer.score(form, parse), parse) for parse in known.parser.parses(form)]
    # Of equal readings the longer root, then the alphabet decides, so that the order is one everywhere.
    return sorted(scored, key=_order)


def _best(form: str) -> tuple[float, Parse] | None:
    """The most probable reading, where it is more probable than that `form` is a name or foreign."""
    known = _knowledge()
    scored = [(known.scorer.score(form, parse), parse) for parse in known.parser.parses(form)]
    best = min(scored, key=_order, default=None)
    return best if best is not None and best[0] >= THRESHOLD else None


def _order(scored: tuple[float, Parse]) -> tuple[float, int, Parse]:
    return -scored[0], -len(scored[1].base), scored[1]


def _whole(form: str, stem: str, reason: str) -> Analysis:
    return Analysis(stem, form, (), (), (), THRESHOLD, reason)
