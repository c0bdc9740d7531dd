"""Whether engines that were given the same words and queries found the same.

All must agree on totals and on the counts of facets (an engine whose counts are approximate: none too high, nine
tenths of them there). Engines with Whoosh's formula must agree with siaran under it on the ten best, but for releases
of one score, whose order is each engine's own. Left out, because they differ by design: the scores of
prefixes (siaran gives each match 1, others a constant of their own), the facets of filtered queries (siaran leaves a
facet's own filter out of its counts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .peers.base import COUNT, FULL, Answer, Searching
from .queries import Asked

_CLOSE = 1e-4


@dataclass(slots=True)
class Agreement:
    """What was compared with siaran's answers, and what differed."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)
    common: dict[str, list[float]] = field(default_factory=dict)
    """For engines with a formula of their own: the shares of the ten best by Whoosh's formula that are among theirs."""

    def compare(self, asked: Asked, work: str, ours: Answer, engine: Searching, theirs: Answer) -> None:
        """Compare another engine's answer to a query with siaran's."""
        self.compared += 1
        name = engine.name
        where = f"{name}, {work}, {asked.kind} {asked.q!r}"
        if work in (COUNT, FULL) and ours.total != theirs.total:
            self.differences.append(f"{where}: {theirs.total} found, siaran {ours.total}")
        elif asked.kind == "prefix":
            return
        elif engine.whoosh_scores:
            if difference := _other_best(ours, theirs):
                self.differences.append(f"{where}: {difference}")
        elif ours.ids:
            self.common.setdefault(name, []).append(len(set(ours.ids) & set(theirs.ids)) / len(ours.ids))
        if work == FULL and asked.kind != "filtered":
            for facet, counted in ours.facets.items():
                differ = _other_counts if engine.exact_facets else _too_far
                if difference := differ(counted, theirs.facets.get(facet, {})):
                    self.differences.append(f"{where}: facet {facet}: {difference}")


def _other_best(ours: Answer, theirs: Answer) -> str:
    if len(ours.ids) != len(theirs.ids):
        return f"{len(theirs.ids)} hits, siaran {len(ours.ids)}"
    for mine, other in zip(ours.scores, theirs.scores, strict=True):
        if abs(mine - other) > _CLOSE * max(1.0, abs(mine)):
            return f"a score of {other:.5f}, siaran {mine:.5f}"
    if ours.ids:
        last = ours.scores[-1]
        above = {id_ for id_, score in zip(ours.ids, ours.scores, strict=True) if score > last * (1 + _CLOSE)}
        if not above <= set(theirs.ids):
            return f"lacks {sorted(above - set(theirs.ids))}"
    return ""


def _other_counts(ours: Mapping[str, int], theirs: Mapping[str, int]) -> str:
    """Values at the end of the list may differ where they have one count; the counts may not."""
    if sorted(ours.values()) != sorted(theirs.values()):
        first, second = (sorted(counts.values(), reverse=True)[:5] for counts in (theirs, ours))
        return f"counts {first}..., siaran {second}..."
    last = min(ours.values(), default=0)
    for value, count in ours.items():
        if count > last and theirs.get(value) != count:
            return f"{value!r} {theirs.get(value)} times, siaran {count}"
    return ""


def _too_far(ours: Mapping[str, int], theirs: Mapping[str, int]) -> str:
    for value, count in ours.items():
        if theirs.get(value, 0) > count:
            return f"{value!r} {theirs[value]} times, siaran {count}"
    if sum(theirs.values()) < 0.9 * sum(ours.values()):
        return f"{sum(theirs.values())} in all, siaran {sum(ours.values())}"
    return ""
