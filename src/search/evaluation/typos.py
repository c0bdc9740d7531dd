"""Slips of the finger: one letter left out, put in, exchanged or swapped with its neighbour, in known words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_lowercase

EDITS = ("deletion", "insertion", "substitution", "transposition")

Correct = Callable[[str], str | None]
"""A word -> what was probably meant; None where the word may stay."""


@dataclass(frozen=True, slots=True)
class Typo:
    """A slip, and the word that was meant."""

    typed: str
    meant: str
    edit: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """How a corrector fared: slips set right out of all, by kind of edit, and real words that it would change."""

    typos: int
    wrong: tuple[tuple[Typo, str | None], ...]
    by_edit: Mapping[str, tuple[int, int]]
    words: int
    changed: tuple[tuple[str, str], ...]

    @property
    def top1(self) -> float:
        """Share of slips whose correction is the word that was meant."""
        return 1 - len(self.wrong) / self.typos

    @property
    def left_alone(self) -> float:
        """Share of real words that are left alone."""
        return 1 - len(self.changed) / self.words


def make_typos(vocabulary: Mapping[str, int], count: int = 500, *, seed: int = 0, least: int = 2) -> list[Typo]:
    """Slips of different words of four letters and more that at least `least` releases have, drawn evenly.

    `vocabulary` tells in how many releases a word is. A slip is never itself a word of the vocabulary.
    """
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    words = _correctable(vocabulary, least)
    typos = []
    for word in random.sample(words, min(count, len(words))):
        for _ in range(20):
            typo = _slip(word, random)
            if typo.typed not in vocabulary:
                typos.append(typo)
                break
    return typos


def evaluate(
    correct: Correct, typos: Sequence[Typo], vocabulary: Mapping[str, int], *, seed: int = 0, least: int = 2
) -> Corrections:
    """Give every slip to the corrector, and as many real words."""
    answers = [(typo, correct(typo.typed)) for typo in typos]
    wrong = tuple((typo, answer) for typo, answer in answers if answer != typo.meant)
    words = _correctable(vocabulary, least)
    real = Random(seed + 1).sample(words, min(len(typos), len(words)))  # noqa: S311
    pairs = [(word, answer) for word in real if (answer := correct(word)) not in (None, word)]
    return Corrections(
        typos=len(typos),
        wrong=wrong,
        by_edit={
            edit: (sum(a == t.meant for t, a in answers if t.edit == edit), sum(t.edit == edit for t in typos))
            for edit in EDITS
        },
        words=len(real),
        changed=tuple((word, answer) for word, answer in pairs if answer),
    )


def _correctable(vocabulary: Mapping[str, int], least: int) -> list[str]:
    return sorted(
        word
        for word, releases in vocabulary.items()
        if releases >= least and len(word) >= 4 and word.isascii() and word.isalpha()
    )


def _slip(word: str, random: Random) -> Typo:
    edit, at, letter = random.choice(EDITS), random.randrange(len(word)), random.choice(ascii_lowercase)
    match edit:
        case "deletion":
            typed = word[:at] + word[at + 1 :]
        case "insertion":
            typed = word[:at] + letter + word[at:]
        case "substitution":
            typed = word[:at] + letter + word[at + 1 :]
        case _:
            at = min(at, len(word) - 2)
            typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return Typo(typed, word, edit)
