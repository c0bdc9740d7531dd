"""The mathematics of a linear-chain model over many short stretches at once, in numpy.

A text falls into stretches of open words with closed ones between, which are always outside: so each stretch is a
chain of its own that begins and ends at `outside`. The stretches are read side by side, longest first, one step a
word: the number of array operations grows with the longest stretch, their size with the text. After Lafferty,
McCallum and Pereira, "Conditional Random Fields" (2001); scaling as in Rabiner (1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stretches:
    """How the rows of open words are read: `order` has all first words, then all second ones, longest stretch first.

    Step `n` of all stretches that long is `order[starts[n]:starts[n + 1]]`. `whole_start` and `whole_end` say that a
    stretch begins or ends with a text, where no closed word is.
    """

    order: Indices
    starts: list[int]
    whole_start: Flags
    whole_end: Flags


def stretches(positions: Indices, begins: Flags, ends: Flags) -> Stretches:
    """Cuts the ascending positions of open words where a closed one is between.

    `begins` and `ends` say of each whether its text does so there; words of two texts are never neighbours.
    """
    firsts = np.flatnonzero(np.diff(positions, prepend=-9) != 1)
    length = np.diff(np.append(firsts, len(positions)))
    longest_first = np.argsort(-length, kind="stable")
    first, length = firsts[longest_first], length[longest_first]
    active = np.searchsorted(-length, -np.arange(length[0] + 1), side="left")
    starts = np.concatenate(([0], np.cumsum(active[:-1])))
    step = np.repeat(np.arange(len(active) - 1), active[:-1])
    order = first[np.arange(len(positions)) - starts[step]] + step
    return Stretches(order, starts.tolist(), begins[first], ends[first + length - 1])


def marginals(scores: Floats, transitions: Floats, outside: int, cut: Stretches) -> Floats:
    """The probability of each tag at each row, by the forward-backward algorithm.

    Sums are made tag by tag, not by a library's matrix product: so a text's are the same whatever is read beside it.
    """
    weights = scores[cut.order].T
    weights = np.exp(weights - weights.max(axis=0))
    moves = np.exp(transitions)[:, :, None]
    back = moves.transpose(1, 0, 2)
    both = np.empty_like(weights)
    starts = cut.starts
    current = np.where(cut.whole_start, np.float32(1), moves[outside])
    for begin, end in pairwise(starts):
        if begin:
            current = (moves * current[:, None, : end - begin]).sum(axis=0)
        current *= weights[:, begin:end]
        current /= current.sum(axis=0)
        both[:, begin:end] = current
    ends = np.where(cut.whole_end, np.float32(1), moves[:, outside])
    following = 0
    for begin, end in reversed(list(pairwise(starts))):
        backward = np.array(ends[:, : end - begin])
        if following:
            after = current[:, :following] * weights[:, end : end + following]
            backward[:, :following] = (back * after[:, None, :]).sum(axis=0)
        backward /= backward.sum(axis=0)
        both[:, begin:end] *= backward
        current, following = backward, end - begin
    found = np.empty_like(scores)
    found[cut.order] = (both / both.sum(axis=0)).T
    return found


def best_path(scores: Floats, transitions: Floats, outside: int, cut: Stretches) -> Indices:
    """The likeliest tag of each row, taken together (Viterbi)."""
    weights = scores[cut.order].T
    came_from = np.zeros(weights.shape, dtype=np.intp)
    moves = transitions[:, :, None]
    starts = cut.starts
    current = np.where(cut.whole_start, np.float32(0), moves[outside])
    final = np.empty_like(weights[:, : starts[1]])
    for begin, end in pairwise(starts):
        if begin:
            reached = current[:, None, : end - begin] + moves
            came_from[:, begin:end] = reached.argmax(axis=0)
            current = reached.max(axis=0)
        current = current + weights[:, begin:end]
        final[:, : end - begin] = current
    tags = (final + np.where(cut.whole_end, np.float32(0), moves[:, outside])).argmax(axis=0)
    path = np.empty(len(scores), dtype=np.intp)
    for begin, end in reversed(list(pairwise(starts))):
        its = tags[: end - begin]
        path[cut.order[begin:end]] = its
        tags[: end - begin] = came_from[its, np.arange(begin, end)]
    return path
