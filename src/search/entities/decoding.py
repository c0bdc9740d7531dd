"""The mathematics of a linear-chain model over many short stretches at once, in numpy.

A text falls into stretches of open words with closed ones between, which are always outside: so each stretch is a
chain of its own that begins and ends at `outside`. The stretches are read side by side, longest first, one step a
word: the number of array operations grows with the longest stretch, their size with the text. After Lafferty,
McCallum and Pereira, "Conditional Random Fields" (2001); scaling as in Rabiner (1989).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where the stretches lie in the rows of open words: first rows and lengths, longest first.

    `active` says for each step how many stretches are longer: they are the first ones. `whole_start` and `whole_end`
    say that a stretch begins or ends with the text, where no closed word is.
    """

    first: Indices
    length: Indices
    whole_start: NDArray[np.bool_]
    whole_end: NDArray[np.bool_]
    active: list[int]


def stretches(positions: list[int], count: int) -> Stretches:
    """Cuts the ascending positions of open words in a text of `count` words where a closed one is between."""
    at = np.asarray(positions, dtype=np.intp)
    starts = np.flatnonzero(np.diff(at, prepend=-9) != 1)
    length = np.diff(np.append(starts, len(at)))
    order = np.argsort(-length, kind="stable")
    first, length = starts[order], length[order]
    active = np.searchsorted(-length, -np.arange(length[0] + 1), side="left").tolist()
    return Stretches(first, length, at[first] == 0, at[first + length - 1] == count - 1, active)


def marginals(scores: Floats, transitions: Floats, outside: int, cut: Stretches) -> Floats:
    """The probability of each tag at each row, by the forward-backward algorithm."""
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    moves = np.exp(transitions)
    forward, backward = np.empty_like(weights), np.empty_like(weights)
    begins = np.where(cut.whole_start[:, None], np.float32(1), moves[outside][None, :])
    current = begins * weights[cut.first]
    longest = int(cut.length[0])
    for step in range(longest):
        active = cut.active[step]
        rows = cut.first[:active] + step
        if step:
            current = (current[:active] @ moves) * weights[rows]
        current /= current.sum(axis=1, keepdims=True)
        forward[rows] = current
    ends = np.where(cut.whole_end[:, None], np.float32(1), moves[:, outside][None, :])
    current = np.array(ends)
    for step in range(longest - 1, -1, -1):
        active = cut.active[step]
        rows = cut.first[:active] + step
        inner = cut.active[step + 1]
        if inner:
            current[:inner] = (current[:inner] * weights[rows[:inner] + 1]) @ moves.T
        current[:active] /= current[:active].sum(axis=1, keepdims=True)
        backward[rows] = current[:active]
    both = forward * backward
    return np.asarray(both / both.sum(axis=1, keepdims=True), dtype=np.float32)


def best_path(scores: Floats, transitions: Floats, outside: int, cut: Stretches) -> Indices:
    """The likeliest tag of each row, taken together (Viterbi)."""
    came_from = np.zeros(scores.shape, dtype=np.int8)
    begins = np.where(cut.whole_start[:, None], np.float32(0), transitions[outside][None, :])
    current = begins + scores[cut.first]
    final = np.empty_like(current)
    longest = int(cut.length[0])
    for step in range(longest):
        active = cut.active[step]
        rows = cut.first[:active] + step
        if step:
            reached = current[:active, :, None] + transitions[None, :, :]
            came_from[rows] = reached.argmax(axis=1)
            current = reached.max(axis=1) + scores[rows]
        final[:active] = current
    final += np.where(cut.whole_end[:, None], np.float32(0), transitions[:, outside][None, :])
    path = np.empty(len(scores), dtype=np.intp)
    tags = final.argmax(axis=1)
    for step in range(longest - 1, -1, -1):
        active = cut.active[step]
        rows = cut.first[:active] + step
        path[rows] = tags[:active]
        tags[:active] = came_from[rows, tags[:active]] if step else tags[:active]
    return path
