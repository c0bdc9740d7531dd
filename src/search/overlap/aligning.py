"""Where the words of a text and of one release run side by side, small edits inside bridged.

Seed and chain, as texts and genomes are compared: places where three words in a row are equal are extended to runs, and
runs that follow each other in both texts are chained where what lies between them costs less than either side gains
(a local alignment in the sense of T. Smith and M. Waterman, 1981, on runs instead of letters: M. Abouelhoda and E.
Ohlebusch, "Chaining algorithms for multiple genome comparison", 2005). Unlike a longest common subsequence that finds
paragraphs in another order, and it never stretches over pages to catch one more word. What lies in a gap is small, and
is left to `difflib`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SEED = 3
"""Words in a row that begin a run."""

FREQUENT = 64
"""A seed is tried where it first stands in both texts alone where its numbers of places, multiplied, are more: a text
of one word a thousand times over would have a million. Runs that others begin go on through it all the same."""

RUNS = 3_000
"""Runs that are chained, the longest; a text of 20,000 characters has some 3,000 words."""

WIDEST = 15
"""Words of either text between two runs of one chain, at most."""

COST = 0.5
"""What a word between two runs costs, in words that are shared."""

EARLIER = 50
"""Runs before it that a run may follow."""

END_GAP, END_RUN = 2, 2
"""At its ends a chain goes on behind so many words that differ, where so many that are equal follow."""

Pairs = list[tuple[int, int]]
"""Places of equal words in the text and in the release, ascending in both."""


class Run(NamedTuple):
    """Equal words: `size` of them from place `i` of the text and `j` of the release on."""

    i: int
    j: int
    size: int


class Text:
    """The words of a text, made ready to be compared with many releases."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = forms
        self._ids = {form: number for number, form in enumerate(dict.fromkeys(forms))}
        self._words = self._numbers(forms)
        self._seeds: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        for i in range(len(forms) - SEED + 1):
            self._seeds[tuple(self._words[i : i + SEED])].append(i)

    def aligned(self, forms: Sequence[str], least: int) -> list[Pairs]:
        """The chains of at least so many shared words, in the order of the text, disjoint there."""
        words = self._numbers(forms)
        taken = bytearray(len(self._words))
        chains = []
        for runs in _chains(self._runs(words)):
            pairs = _free(self._filled(runs, words), taken)
            if len(pairs) >= least:
                taken[pairs[0][0] : pairs[-1][0] + 1] = b"\1" * (pairs[-1][0] + 1 - pairs[0][0])
                chains.append(pairs)
        return sorted(chains)

    def _numbers(self, forms: Sequence[str]) -> list[int]:
        return [self._ids.get(form, -1) for form in forms]

    def _runs(self, words: Sequence[int]) -> list[Run]:
        """Runs of at least `SEED` words, none of which can be made longer; ascending."""
        ends: dict[int, int] = {}  # of the last run on each diagonal, in the text
        runs = []
        for i, j in self._meetings(words):
            if ends.get(i - j, -1) > i:
                continue
            run = self._extended(words, i, j)
            ends[i - j] = run.i + run.size
            runs.append(run)
        runs.sort(key=lambda run: -run.size)
        return sorted(set(runs[:RUNS]))

    def _meetings(self, words: Sequence[int]) -> Iterator[tuple[int, int]]:
        keys = [tuple(words[j : j + SEED]) for j in range(len(words) - SEED + 1)]
        counts = Counter(key for key in keys if key in self._seeds)
        frequent = {key for key, count in counts.items() if count * len(self._seeds[key]) > FREQUENT}
        met: set[tuple[int, ...]] = set()
        for j, key in enumerate(keys):
            if key in frequent:
                if key not in met:
                    met.add(key)
                    yield self._seeds[key][0], j
            elif key in counts:
                for i in self._seeds[key]:
                    yield i, j

    def _extended(self, words: Sequence[int], i: int, j: int) -> Run:
        own = self._words
        first = 0
        while i - first > 0 and j - first > 0 and own[i - first - 1] == words[j - first - 1]:
            first += 1
        end, most = SEED, min(len(own) - i, len(words) - j)
        while end < most and own[i + end] == words[j + end]:
            end += 1
        return Run(i - first, j - first, first + end)

    def _filled(self, runs: Sequence[Run], words: Sequence[int]) -> Pairs:
        """The pairs of a chain with those in its gaps and at its ends."""
        pairs: Pairs = []
        for run in runs:
            if pairs:
                (i, j), own = pairs[-1], self._words
                gap = SequenceMatcher(None, own[i + 1 : run.i], words[j + 1 : run.j], autojunk=False)
                for a, b, size in gap.get_matching_blocks():
                    pairs += [(i + 1 + a + k, j + 1 + b + k) for k in range(size)]
            pairs += [(run.i + k, run.j + k) for k in range(run.size)]
        behind = self._going_on(words, *pairs[-1], 1)
        before = self._going_on(words, *pairs[0], -1)
        return [*reversed(before), *pairs, *behind]

    def _going_on(self, words: Sequence[int], i: int, j: int, step: int) -> Pairs:
        """Equal words behind (or, with a step of -1, before) an end of a chain, beyond small differences."""
        pairs: Pairs = []
        while found := self._next_run(words, i, j, step):
            pairs += found
            i, j = found[-1]
        return pairs

    def _next_run(self, words: Sequence[int], i: int, j: int, step: int) -> Pairs:
        own = self._words
        for a, b in _GAPS:
            at_i, at_j = i + step * (a + 1), j + step * (b + 1)
            run: Pairs = []
            while 0 <= at_i < len(own) and 0 <= at_j < len(words) and own[at_i] == words[at_j]:
                run.append((at_i, at_j))
                at_i, at_j = at_i + step, at_j + step
            if len(run) >= END_RUN:
                return run
        return []


_GAPS = sorted(
    ((a, b) for a in range(END_GAP + 1) for b in range(END_GAP + 1) if a or b), key=lambda gap: (max(gap), gap)
)


def _chains(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The best chains of ascending runs, best first, each run in one of them. Those of one chain don't overlap."""
    scores: list[float] = []
    before: list[int] = []
    for at, run in enumerate(runs):
        best, follows = 0.0, -1
        for earlier in range(at - 1, max(at - 1 - EARLIER, -1), -1):
            cost = _cost(runs[earlier], run)
            if cost is not None and cost < scores[earlier] and scores[earlier] - cost > best:
                best, follows = scores[earlier] - cost, earlier
        scores.append(run.size + best)
        before.append(follows)
    used = bytearray(len(runs))
    for end in sorted(range(len(runs)), key=lambda at: -scores[at]):
        chain, at = [], end
        while at >= 0 and not used[at]:
            used[at] = 1
            chain.append(runs[at])
            at = before[at]
        if chain:
            yield list(_clipped(chain[::-1]))


def _cost(one: Run, other: Run) -> float | None:
    """What it costs to go on from one run with another; None where it can't or must not be done."""
    gap_i, gap_j = other.i - one.i - one.size, other.j - one.j - one.size
    shared = max(0, -gap_i, -gap_j)
    gap = max(gap_i, gap_j) + shared
    cost = COST * gap + shared
    if other.i <= one.i or other.j <= one.j or gap > WIDEST or cost >= other.size:
        return None
    return cost


def _clipped(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs of a chain, each without what the one before it has already."""
    end_i = end_j = 0
    for run in runs:
        cut = max(0, end_i - run.i, end_j - run.j)
        if cut < run.size:
            yield Run(run.i + cut, run.j + cut, run.size - cut)
            end_i, end_j = run.i + run.size, run.j + run.size


def _free(pairs: Pairs, taken: bytearray) -> Pairs:
    """The longest part of a chain in which no word of the text is taken by a better one."""
    parts: list[Pairs] = [[]]
    last = None
    for pair in pairs:
        if last is not None and any(taken[last : pair[0] + 1]):
            parts.append([])
        if not taken[pair[0]]:
            parts[-1].append(pair)
        last = pair[0]
    return max(parts, key=len)
