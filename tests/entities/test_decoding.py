"""The chain's mathematics, held against sums over every path."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities.decoding import Floats, best_path, marginals, stretches

TAGS = 3
VALUES = st.integers(-30, 30).map(lambda value: value / 10)


def paths(scores: Floats, moves: Floats, begins: bool, ends: bool) -> dict[tuple[int, ...], float]:
    """The score of each path of one stretch; `begins` and `ends` say that the text does so there."""
    found = {}
    for path in product(range(TAGS), repeat=len(scores)):
        total = sum(scores[n][tag] for n, tag in enumerate(path))
        total += sum(moves[one][two] for one, two in pairwise(path))
        total += (0 if begins else moves[0][path[0]]) + (0 if ends else moves[path[-1]][0])
        found[path] = float(total)
    return found


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[int], int, Floats, Floats]:
    count = draw(st.integers(1, 9))
    positions = sorted(draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=6)))
    scores = draw(st.lists(VALUES, min_size=len(positions) * TAGS, max_size=len(positions) * TAGS))
    moves = draw(st.lists(VALUES, min_size=TAGS * TAGS, max_size=TAGS * TAGS))
    return (
        positions,
        count,
        np.array(scores, dtype=np.float32).reshape(-1, TAGS),
        np.array(moves, dtype=np.float32).reshape(TAGS, TAGS),
    )


def cut_by_hand(positions: list[int]) -> list[list[int]]:
    rows: list[list[int]] = []
    for n, position in enumerate(positions):
        if n and position == positions[n - 1] + 1:
            rows[-1].append(n)
        else:
            rows.append([n])
    return rows


@settings(max_examples=60, deadline=None)
@given(chains())
def test_marginals_and_best_path_are_those_of_all_paths(chain: tuple[list[int], int, Floats, Floats]) -> None:
    positions, count, scores, moves = chain
    at = np.array(positions)
    cut = stretches(at, at == 0, at == count - 1)
    each, best = marginals(scores, moves, 0, cut), best_path(scores, moves, 0, cut)
    for rows in cut_by_hand(positions):
        every = paths(scores[rows], moves, positions[rows[0]] == 0, positions[rows[-1]] == count - 1)
        total = sum(np.exp(value) for value in every.values())
        for n, row in enumerate(rows):
            for tag in range(TAGS):
                share = sum(np.exp(value) for path, value in every.items() if path[n] == tag) / total
                assert abs(each[row][tag] - share) < 1e-3
        assert abs(every[tuple(best[rows].tolist())] - max(every.values())) < 1e-3


def test_a_stretch_of_a_hundred_thousand_words_stays_finite() -> None:
    count = 100_000
    scores = np.full((count, TAGS), 50, dtype=np.float32)
    moves = np.zeros((TAGS, TAGS), dtype=np.float32)
    at = np.arange(count)
    each = marginals(scores, moves, 0, stretches(at, at == 0, at == count - 1))
    assert np.allclose(each, 1 / TAGS, atol=1e-3)


@settings(max_examples=60, deadline=None)
@given(st.lists(chains(), min_size=1, max_size=4))
def test_a_chain_is_read_the_same_whatever_is_read_beside_it(many: list[tuple[list[int], int, Floats, Floats]]) -> None:
    moves = many[0][3]
    alone = []
    for positions, count, scores, _ in many:
        at = np.array(positions)
        cut = stretches(at, at == 0, at == count - 1)
        alone.append((marginals(scores, moves, 0, cut), best_path(scores, moves, 0, cut)))
    at = np.concatenate([np.array(each[0]) + 20 * n for n, each in enumerate(many)])
    begins = np.concatenate([np.array(each[0]) == 0 for each in many])
    ends = np.concatenate([np.array(each[0]) == each[1] - 1 for each in many])
    scores = np.concatenate([each[2] for each in many])
    cut = stretches(at, begins, ends)
    assert np.array_equal(marginals(scores, moves, 0, cut), np.concatenate([each for each, _ in alone]))
    assert np.array_equal(best_path(scores, moves, 0, cut), np.concatenate([path for _, path in alone]))
