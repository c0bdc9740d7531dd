"""Times of searching: every engine is asked the same queries in one process, in turns.

Cold: the first time that a query is asked since the engines were opened (the operating system may hold their files).
Warm: asked again. Engines take turns in going first.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .agreement import Agreement
from .peers.base import FULL, WORK, Answer, Searching
from .queries import EXACT_KINDS, Asked

Sample = tuple[int, float]
"""A query's number and milliseconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One engine's two indexes: of stems, and of words as they stand. siaran has both in one."""

    stems: Searching
    forms: Searching

    def index_for(self, asked: Asked) -> Searching:
        return self.forms if asked.kind in EXACT_KINDS else self.stems

    def can(self, work: str, asked: Asked) -> bool:
        return (work, asked.kind) in self.stems.can

    def close(self) -> None:
        self.stems.close()
        if self.forms is not self.stems:
            self.forms.close()


@dataclass(slots=True)
class Measured:
    """Samples of each engine, work and pass ("cold", "warm"), and what was compared."""

    samples: dict[str, dict[str, dict[str, list[Sample]]]] = field(default_factory=dict)
    agreement: Agreement = field(default_factory=Agreement)


def measure(
    engines: Mapping[str, Opened], queries: Sequence[Asked], *, rounds: int, seconds: float, works: Sequence[str] = WORK
) -> Measured:
    """Ask everything `1 + rounds` times.

    An engine that has taken `seconds` for one work's pass skips the pass's other queries. The work with facets comes
    first: the only one whose first pass is cold. The answers of all are compared with the first engine's: siaran's,
    ranked by Whoosh's formula.
    """
    measured = Measured()
    gc.collect()
    gc.freeze()
    try:
        for work in sorted(works, key=lambda work: work != FULL):
            for number in range(1 + rounds):
                _one_pass(engines, queries, work, number, seconds, measured)
    finally:
        gc.unfreeze()
    return measured


def _one_pass(
    engines: Mapping[str, Opened],
    queries: Sequence[Asked],
    work: str,
    number: int,
    seconds: float,
    measured: Measured,
) -> None:
    names = list(engines)
    left = dict.fromkeys(names, seconds)
    for i, asked in enumerate(queries):
        turn = (i + number) % len(names)
        answers: dict[str, Answer] = {}
        for name in names[turn:] + names[:turn]:
            if left[name] <= 0 or not engines[name].can(work, asked):
                continue
            index = engines[name].index_for(asked)
            started = time.perf_counter()
            answers[name] = index.answer(work, asked)
            taken = time.perf_counter() - started
            left[name] -= taken
            passes = measured.samples.setdefault(name, {}).setdefault(work, {"cold": [], "warm": []})
            if number:
                passes["warm"].append((i, taken * 1000))
            elif work == FULL:
                passes["cold"].append((i, taken * 1000))
        if number == 0 and names[0] in answers:
            ours = answers.pop(names[0])
            for name, theirs in answers.items():
                measured.agreement.compare(asked, work, ours, engines[name].stems, theirs)


def percentile(samples: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; `share` from 0 to 1."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def common(ours: Sequence[Sample], theirs: Sequence[Sample]) -> tuple[list[float], list[float]]:
    """The times of the queries that both were asked (a slow engine is asked fewer)."""
    both = {i for i, _ in ours} & {i for i, _ in theirs}
    return [ms for i, ms in ours if i in both], [ms for i, ms in theirs if i in both]
