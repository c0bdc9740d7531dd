"""What a word may be made of, as it is shown to people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word.

    `stem` is what the word is found by, `root` what the affixes stand at (radikalisasi in deradikalisasi, whose stem
    is radikal). Prefixes and suffixes go from left to right, named without sandhi (meN-, peN-). `rules` says what was
    applied; a higher `score` (natural logarithms) wins; `reason` says why this reading stands where it does.
    """

    stem: str
    root: str
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    rules: tuple[str, ...]
    score: float
    reason: str

    def __str__(self) -> str:
        parts = [*(f"{prefix}-" for prefix in self.prefixes), self.root, *(f"-{suffix}" for suffix in self.suffixes)]
        return " ".join(parts)
