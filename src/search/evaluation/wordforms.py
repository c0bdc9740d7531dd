"""Word forms: do forms of one root share a stem, and do words that only look alike not?

`families*.tsv` hold a root and its forms, `apart*.tsv` pairs of words; a class of words may stand in front. What is
counted are pairs: of every two forms of a family, whether they have one stem, and of every pair apart, whether they
have two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ..errors import UsageError

Stems = Callable[[Iterable[str]], Mapping[str, str]]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Suite:
    """Pairs that belong together and pairs that don't, by class; the class is the file's name where none is given."""

    together: dict[str, list[Pair]]
    apart: dict[str, list[Pair]]

    @classmethod
    def read(cls, folder: Path) -> Suite:
        """Read all families and pairs of a folder. Raises UsageError where it has none, or naming a bad line."""
        suite = cls({}, {})
        for path in sorted(folder.glob("families*.tsv")):
            for label, _, forms in _rows(path, 2):
                suite.together.setdefault(label, []).extend(combinations(dict.fromkeys(forms.split()), 2))
        for path in sorted(folder.glob("apart*.tsv")):
            for label, first, second in _rows(path, 2):
                suite.apart.setdefault(label, []).append((first, second))
        if not suite.together and not suite.apart:
            raise UsageError(f"{folder} holds no families*.tsv and no apart*.tsv")
        return suite

    def words(self) -> list[str]:
        """Every word, once."""
        pairs = [pair for pairs in (*self.together.values(), *self.apart.values()) for pair in pairs]
        return list(dict.fromkeys(word for pair in pairs for word in pair))


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a class fared: the number of pairs, and those that went wrong."""

    label: str
    together: bool
    pairs: int
    wrong: tuple[Pair, ...]

    @property
    def share(self) -> float:
        """The share of pairs that is right."""
        return 1 - len(self.wrong) / self.pairs


def judge(suite: Suite, stems: Mapping[str, str]) -> list[Verdict]:
    """What the stems of the suite's words make of it, class by class."""
    return [
        Verdict(label, together, len(pairs), tuple(p for p in pairs if (stems[p[0]] == stems[p[1]]) is not together))
        for together, classes in ((True, suite.together), (False, suite.apart))
        for label, pairs in classes.items()
        if pairs
    ]


def total(verdicts: Iterable[Verdict], *, together: bool) -> Verdict:
    """All classes of one kind as one."""
    chosen = [verdict for verdict in verdicts if verdict.together is together]
    wrong = tuple(pair for verdict in chosen for pair in verdict.wrong)
    return Verdict("all", together, sum(verdict.pairs for verdict in chosen), wrong)


def _rows(path: Path, columns: int) -> Iterable[tuple[str, str, str]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns <= len(cells) <= columns + 1 or not all(cells):
            raise UsageError(f"{path}:{number}: takes {columns} columns, and one more in front for a class")
        yield (cells[0] if len(cells) > columns else path.stem, cells[-2], cells[-1])
