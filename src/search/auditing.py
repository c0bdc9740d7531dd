"""Words of an archive that share a stem and may be no relatives: for an operator who keeps a file of exceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .engines.base import Snapshot
from .language.wordforms import Analysis, WordForms

MARGIN = 1.0
"""Natural logarithms by which a reading must win to be beyond doubt: about three times as probable."""

ALIKE = 4
"""First letters of a root that its relatives must hold: teror and kontraterorisme, not beri and ikan."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A form, the number of titles and bodies that have it, and why it may not belong under its stem."""

    form: str
    uses: int
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """The forms under one stem: those that belong there, most frequent first, and those in doubt."""

    stem: str
    sure: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    @property
    def weight(self) -> int:
        """How many titles and bodies the doubts concern, one counted for each of its forms."""
        return sum(doubt.uses for doubt in self.doubts)


def audit(snapshot: Snapshot, word_forms: WordForms) -> list[Group]:
    """Stems of several forms of which some are in doubt; those that concern most texts first, ties by the stem.

    A form is in doubt where another reading is nearly as probable and gives another stem, or where its root does
    not look like the root of the other forms. Words that stand alone under their stem can't be mistaken.
    """
    counts: Counter[str] = Counter()
    for form, count in _forms(*snapshot.vocabulary()):
        counts[form] += count
    together: dict[str, list[str]] = {}
    for form, stem in snapshot.stems(counts).items():
        together.setdefault(stem, []).append(form)
    groups = (_group(stem, forms, counts, word_forms) for stem, forms in together.items() if len(forms) > 1)
    return sorted((group for group in groups if group.doubts), key=lambda group: (-group.weight, group.stem))


def _group(stem: str, forms: list[str], counts: Counter[str], word_forms: WordForms) -> Group:
    forms.sort(key=lambda form: (-counts[form], form))
    readings = {form: word_forms.analyses(form) for form in forms}
    roots: dict[str, int] = {}
    for form, found in readings.items():
        roots[found[0].root] = roots.get(found[0].root, 0) + counts[form]
    usual = stem if stem in roots else max(roots, key=lambda root: (roots[root], root))
    doubts = [
        Doubt(form, counts[form], reason) for form, found in readings.items() if (reason := _doubt(found, usual, stem))
    ]
    doubtful = {doubt.form for doubt in doubts}
    return Group(stem, tuple(form for form in forms if form not in doubtful), tuple(doubts))


def _doubt(readings: list[Analysis], usual: str, stem: str) -> str | None:
    chosen, *others = readings
    if chosen.stem != stem or _by_rule(chosen):
        return None  # where the stem is another, it is that of a part of the word: covid-19
    for other in others:
        if chosen.rules and other.stem != stem and chosen.score - other.score < MARGIN:
            return f"{other} ({other.stem}) is nearly as probable as {chosen}"
    if any(letters[:ALIKE] in chosen.root for letters in (usual, stem)) or chosen.root == stem:
        return None
    return f"its root is {chosen.root}, {_rule(chosen)}; most others have {usual}"


def _by_rule(reading: Analysis) -> bool:
    """Whether loan families or spellings tie the word to its stem, in ways that are listed one by one."""
    return "another spelling" in reading.reason or any(rule.startswith("family of") for rule in reading.rules)


def _rule(reading: Analysis) -> str:
    return reading.rules[-1] if reading.rules else reading.reason


def _forms(data: bytes, lengths: Iterable[int], counts: Iterable[int]) -> Iterable[tuple[str, int]]:
    """The forms of a vocabulary with their counts, as `Snapshot.vocabulary` gives them."""
    at = 0
    for length, count in zip(lengths, counts, strict=True):
        yield data[at : at + int(length)].decode(), int(count)
        at += int(length)
