"""What the measures say, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from .measures import ByQuestion, by_group
from .significance import interval, randomisation
from .typos import Corrections
from .wordforms import Verdict, total

_SHOWN = {"RR@10": "MRR@10", "R@100": "recall@100", "Success@1": "success@1"}


def shown(measure: str) -> str:
    """A measure's mean as people call it."""
    return _SHOWN.get(measure, measure)


def means(values: ByQuestion) -> str:
    """A line for each group: every measure's mean with its 95% confidence interval."""
    rows = [["group", "questions", *map(shown, values)]]
    groups = {measure: by_group(each) for measure, each in values.items()}
    for group, first in next(iter(groups.values()), {}).items():
        cells = []
        for each in groups.values():
            low, high = interval(each[group])
            cells.append(f"{each[group].mean():.3f} [{low:.3f}, {high:.3f}]")
        rows.append([group, str(len(first)), *cells])
    return aligned(rows)


def comparison(
    first: ByQuestion, second: ByQuestion, questions: Mapping[str, str] | None = None, *, listed: int = 5
) -> str:
    """Groups and measures of two runs, the second less the first, and the questions that gained and lost most."""
    rows = [["group", "measure", "first", "second", "difference", "p", "gained", "lost"]]
    moved = []
    for measure, before in first.items():
        after = second[measure]
        differences = by_group({question: after[question] - before[question] for question in before})
        for group, each in differences.items():
            low, high = interval(each)
            rows.append(
                [
                    group,
                    shown(measure),
                    f"{by_group(before)[group].mean():.4f}",
                    f"{by_group(after)[group].mean():.4f}",
                    f"{each.mean():+.4f} [{low:+.4f}, {high:+.4f}]",
                    f"{randomisation(each):.4f}",
                    str(int((each > 0).sum())),
                    str(int((each < 0).sum())),
                ]
            )
        moved.append(_moved(measure, before, after, questions or {}, listed))
    return "\n".join([aligned(rows), *filter(None, moved)])


def _moved(
    measure: str, before: Mapping[str, float], after: Mapping[str, float], texts: Mapping[str, str], listed: int
) -> str:
    order = sorted(before, key=lambda question: (after[question] - before[question], question))
    lost = [question for question in order[:listed] if after[question] < before[question]]
    gained = [question for question in order[::-1][:listed] if after[question] > before[question]]
    return "\n".join(
        f"{shown(measure)} {word}: {question} {before[question]:.3f} -> {after[question]:.3f} {texts.get(question, '')}"
        for word, chosen in (("gained", gained), ("lost", lost))
        for question in chosen
    )


def wordforms(verdicts: Sequence[Verdict], *, failures: bool) -> str:
    """Shares of pairs together and apart, by class and in all; with `failures`, the pairs that went wrong."""
    rows = [["", "class", "pairs", "right"]]
    for together, name in ((True, "together"), (False, "apart")):
        chosen = [verdict for verdict in verdicts if verdict.together is together]
        if not chosen:
            continue
        everything = [*chosen, total(chosen, together=together)]
        rows += [[name, verdict.label, str(verdict.pairs), f"{verdict.share:.4f}"] for verdict in everything]
    lines = [aligned(rows)]
    if failures:
        lines += [
            f"{'strangers' if verdict.together else 'confused'} ({verdict.label}): {first} {second}"
            for verdict in verdicts
            for first, second in verdict.wrong
        ]
    return "\n".join(lines)


def corrections(found: Corrections, *, failures: bool) -> str:
    """How often the word that was meant came first, and how often a real word was left alone."""
    lines = [f"top-1 {found.top1:.3f} of {found.typos} slips; real words left alone {found.left_alone:.3f}"]
    lines += [f"{edit}: {right}/{count}" for edit, (right, count) in found.by_edit.items()]
    if failures:
        lines += [f"{typo.typed} -> {answer}, meant {typo.meant} ({typo.edit})" for typo, answer in found.wrong]
        lines += [f"{word} -> {answer}, a real word" for word, answer in found.changed]
    return "\n".join(lines)


def trial(rows: Iterable[tuple[str, ByQuestion]], measure_of: Mapping[str, str], baseline: ByQuestion) -> str:
    """A line for each recipe: each group's measure, the difference to the baseline, and its p in brackets."""
    table = [["recipe", *(f"{group} {shown(measure)}" for group, measure in measure_of.items())]]
    for name, values in rows:
        cells = []
        for group, measure in measure_of.items():
            after, before = by_group(values[measure])[group], by_group(baseline[measure])[group]
            change = after - before
            note = f" {change.mean():+.4f} (p {randomisation(change, permutations=2000):.3f})" if np.any(change) else ""
            cells.append(f"{after.mean():.4f}{note}")
        table.append([name, *cells])
    return aligned(table)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text in columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
