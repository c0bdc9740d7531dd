"""Measures of a run, question by question, by the library ir-measures; groups and halves of questions.

ir-measures is not needed to search, so it is imported here and nowhere else, at the first need.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import numpy as np

from ..errors import UsageError
from .significance import Values
from .trec import Judgements, Run

MEASURES = ("RR@10", "nDCG@10", "R@100", "Success@1")
"""Names as ir-measures writes them; the mean of RR is known as MRR."""

HALVES = ("tune", "check")

_SEVERAL = {"ent", "name"}

ByQuestion = dict[str, dict[str, float]]
"""Measure -> question -> value."""


def measure(run: Run, judgements: Judgements, names: Iterable[str] = MEASURES) -> ByQuestion:
    """Each measure of each judged question; 0 where the run has nothing for it.

    What counts is the order of the run, not its scores: `trec_eval` and its kin break ties by document name.
    """
    ir = _library()
    # Not ir.parse_measure: up to 0.4.3 it asks for `ast.Num`, which Python 3.12 warns of and 3.14 no longer has.
    wanted = [getattr(ir, name) @ int(cutoff) for name, cutoff in (each.split("@") for each in names)]
    qrels = [ir.Qrel(q, document, grade) for q, grades in judgements.items() for document, grade in grades.items()]
    found = [
        ir.ScoredDoc(question, document, -float(rank))
        for question, documents in run.items()
        if question in judgements
        for rank, (document, _) in enumerate(documents)
    ]
    values: ByQuestion = {str(each): dict.fromkeys(judgements, 0.0) for each in wanted}
    if found:
        for metric in ir.iter_calc(wanted, qrels, found):
            values[str(metric.measure)][metric.query_id] = float(metric.value)
    return values


def main_measure(group: str) -> str:
    """The measure that a group is judged by: several documents answer a name, one the others."""
    return "nDCG@10" if group in _SEVERAL else "RR@10"


def group_of(question: str) -> str:
    """The group of a question: its id up to the first dash."""
    return question.partition("-")[0]


def half_of(question: str) -> str:
    """The half of a question, by a hash of what follows the last dash of its id.

    Questions made from one document end alike (sum-12, key-news-12), so they fall into one half.
    """
    digest = blake2b(question.rpartition("-")[2].encode(), digest_size=2).digest()
    return HALVES[digest[0] & 1]


def only(judgements: Judgements, half: str | None) -> Judgements:
    """The judgements of one half; all for None."""
    return {q: grades for q, grades in judgements.items() if half is None or half_of(q) == half}


def by_group(values: Mapping[str, float]) -> dict[str, Values]:
    """Values by group, in the order of the questions."""
    groups: dict[str, list[float]] = {}
    for question, value in values.items():
        groups.setdefault(group_of(question), []).append(value)
    return {group: np.array(each) for group, each in groups.items()}


def _library() -> Any:
    try:
        return importlib.import_module("ir_measures")
    except ImportError:
        raise UsageError("measuring needs ir-measures; install it with: pip install ir-measures") from None
