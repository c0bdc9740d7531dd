"""Exact-span scores on sentences tagged word by word: a name counts as found where words and kind are the same.

    python -m search.entities.exact TAGGED [--trained FILE ...] [--as-tagged] [--rules] [--errors]

Sets differ in what they call a name, so names are compared as this package marks them (`conll.ours`): acronyms in
brackets apart, titles off. What a set leaves out on purpose (countries that act, regions in an office, committees of a
parliament by their number) counts neither as right nor as wrong; of a party's or university's unit the body in its name
counts (`Fraksi Partai X`), since sets mark only that. `--as-tagged` compares with the set as it is. With `--trained`,
recall is given apart for names that occur there and for those that don't.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..model import Entity, Kind
from .clues import is_roman
from .conll import Name, Sentence, ours, read
from .recognition import annotate, annotate_with
from .words import Words

Annotate = Callable[[str], tuple[Entity, ...]]
Counts = tuple[int, int, int]
"""Right, given but wrong, missed."""


def f1(counts: Counts) -> float:
    """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was given."""
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


@dataclass(slots=True)
class ExactScore:
    """Counts by kind, sentence by sentence, and how many of the seen and unseen names were found, of how many."""

    sentences: list[dict[Kind, Counts]] = field(default_factory=list)
    seen: list[int] = field(default_factory=lambda: [0, 0])
    unseen: list[int] = field(default_factory=lambda: [0, 0])
    errors: list[str] = field(default_factory=list)

    def counts(self, kinds: Sequence[Kind] = tuple(Kind), chosen: Sequence[int] | None = None) -> Counts:
        """Counts of some kinds, over all sentences or the chosen ones."""
        picked = self.sentences if chosen is None else [self.sentences[n] for n in chosen]
        sums = [sum(counts[kind][n] for counts in picked for kind in kinds) for n in range(3)]
        return sums[0], sums[1], sums[2]

    def interval(self, kinds: Sequence[Kind] = tuple(Kind), rounds: int = 1000) -> tuple[float, float]:
        """95% interval of F1 by bootstrap over sentences."""
        draw, count = random.Random(1), len(self.sentences)  # noqa: S311 - a sample, no secret
        values = sorted(f1(self.counts(kinds, draw.choices(range(count), k=count))) for _ in range(rounds))
        return values[int(0.025 * rounds)], values[int(0.975 * rounds) - 1]


def found_names(words: Words, entities: Sequence[Entity]) -> set[Name]:
    """The mentions of entities by the words they cover."""
    first = {start: i for i, start in enumerate(words.start)}
    last = {end: i + 1 for i, end in enumerate(words.end)}
    return {(first[m.start], last[m.end], entity.kind) for entity in entities for m in entity.mentions}


def evaluate_exact(
    sentences: Sequence[Sentence], annotated: Annotate, known: frozenset[str] | None = None, *, as_tagged: bool = False
) -> ExactScore:
    """Scores an annotator on tagged sentences. `known` are the names of the training data, lower case."""
    score = ExactScore()
    for sentence in sentences:
        words = sentence.words
        marked = set(sentence.marked if as_tagged else ours(sentence, acting=False))
        given = found_names(words, annotated(words.text))
        if not as_tagged:
            given = {name for name in _reconciled(words, given, marked) if name not in left_out(sentence, marked)}
        score.sentences.append(
            {
                kind: (
                    sum(name[2] is kind for name in marked & given),
                    sum(name[2] is kind for name in given - marked),
                    sum(name[2] is kind for name in marked - given),
                )
                for kind in Kind
            }
        )
        for name in marked if known is not None else ():
            tally = score.seen if written(words, name) in (known or ()) else score.unseen
            tally[0] += name in given
            tally[1] += 1
        for mark, names in (("missed", marked - given), ("wrong", given - marked)):
            score.errors += [f"{mark} {name[2].value}: {written(words, name)}" for name in sorted(names)]
    return score


_UNITS = frozenset("fraksi dpd dpp dpw dpc dewan fakultas badan pengurus".split())


def left_out(sentence: Sentence, marked: set[Name]) -> set[Name]:
    """The names that this package marks and a set leaves out on purpose."""
    words = sentence.words
    numbered = {
        (i, i + 2, Kind.ORGANIZATION)
        for i in range(len(words) - 1)
        if words.key[i] == "komisi" and is_roman(words.surface[i + 1])
    }
    return (set(ours(sentence)) | numbered) - marked


def _reconciled(words: Words, given: set[Name], marked: set[Name]) -> set[Name]:
    """The names given, a unit's name cut to the one body in it that is marked."""
    found = set()
    for first, last, kind in given:
        inside = [name for name in marked if first < name[0] and name[1] <= last and name[2] is kind]
        unit = kind is Kind.ORGANIZATION and words.key[first] in _UNITS and len(inside) == 1
        found.add(inside[0] if unit and (first, last, kind) not in marked else (first, last, kind))
    return found


def written(words: Words, name: Name) -> str:
    """A name's words, lower case, with one space between."""
    return " ".join(words.key[name[0] : name[1]])


def names_of(paths: Sequence[Path]) -> frozenset[str]:
    """All names of tagged files, as `written`."""
    return frozenset(
        written(sentence.words, name) for path in paths for sentence in read(path) for name in ours(sentence)
    )


def main(arguments: list[str] | None = None) -> int:
    """Prints the scores with 95% intervals; with --errors each error."""
    parser = argparse.ArgumentParser(prog="python -m search.entities.exact", description=__doc__)
    parser.add_argument("tagged", type=Path)
    parser.add_argument("--trained", type=Path, nargs="*", default=[], help="files whose names count as seen")
    parser.add_argument("--as-tagged", action="store_true", help="compare with the set as it is")
    parser.add_argument("--rules", action="store_true", help="score the rules alone")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    options = parser.parse_args(arguments)
    known = names_of(options.trained) if options.trained else None

    def annotated(text: str) -> tuple[Entity, ...]:
        return annotate_with(None, text) if options.rules else annotate(text)

    score = evaluate_exact(list(read(options.tagged)), annotated, known, as_tagged=options.as_tagged)
    lines = []
    for label, kinds in (*((kind.value, (kind,)) for kind in Kind), ("all", tuple(Kind))):
        right, wrong, missed = score.counts(kinds)
        low, high = score.interval(kinds)
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        value = f1((right, wrong, missed))
        lines.append(
            f"{label:13} precision {precision:.3f}  recall {recall:.3f}  F1 {value:.3f} ({low:.3f}-{high:.3f})"
        )
    if known is not None:
        lines += [
            f"{label:13} recall {found / max(1, count):.3f} of {count}"
            for label, (found, count) in (("seen", score.seen), ("unseen", score.unseen))
        ]
    sys.stdout.write("\n".join(lines + (score.errors if options.errors else [])) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
