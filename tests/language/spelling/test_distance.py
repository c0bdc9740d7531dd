"""The distance of one word to many, against the table that it is defined by."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.spelling.distance import LONGEST, distances

words = st.text("abcd", max_size=9)


def by_table(a: str, b: str) -> int:
    table = [[max(i, j) if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def measured(word: str, others: list[str]) -> list[int]:
    ordered = sorted(others, key=len)
    width = max((len(other) for other in ordered), default=0)
    letters = np.zeros((len(ordered), width), np.uint8)
    for row, other in enumerate(ordered):
        letters[row, : len(other)] = np.frombuffer(other.encode(), np.uint8)
    found = distances(word.encode(), letters, np.array([len(other) for other in ordered], np.intp))
    by_word = dict(zip(ordered, found.tolist(), strict=True))
    return [by_word[other] for other in others]


@given(words.filter(bool), st.lists(words, max_size=8))
def test_distances_are_those_of_the_table(word: str, others: list[str]) -> None:
    assert measured(word, others) == [by_table(word, other) for other in others]


@given(words.filter(bool), words.filter(bool))
def test_the_distance_is_the_same_in_either_direction(a: str, b: str) -> None:
    assert measured(a, [b]) == measured(b, [a])


@pytest.mark.parametrize(
    ("a", "b", "steps"),
    [("teror", "teror", 0), ("teror", "tero", 1), ("teror", "terror", 1), ("teror", "tetor", 1), ("teror", "teorr", 1)],
)
def test_each_of_the_four_slips_is_one_step(a: str, b: str, steps: int) -> None:
    assert measured(a, [b]) == [steps]


def test_words_of_up_to_63_letters_are_compared() -> None:
    longest = "ab" * 31 + "c"
    assert measured(longest, [longest, longest[:-1], "x" + longest]) == [0, 1, 1]


@pytest.mark.parametrize("word", ["", "a" * (LONGEST + 1)])
def test_other_lengths_are_refused(word: str) -> None:
    with pytest.raises(ValueError, match="it takes 1 to 63"):
        distances(word.encode(), np.zeros((1, 1), np.uint8), np.ones(1, np.intp))
