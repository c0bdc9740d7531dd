"""Confidence intervals and the randomisation test."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.evaluation.significance import interval, randomisation

VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


@settings(max_examples=40)
@given(VALUES)
def test_an_interval_lies_within_the_values_and_is_the_same_each_time(values):
    low, high = interval(values, resamples=200)
    assert values.min() - 1e-9 <= low <= high <= values.max() + 1e-9
    assert (low, high) == interval(values, resamples=200)


def test_an_interval_is_about_as_wide_as_the_normal_one():
    values = np.random.default_rng(1).random(1000)
    low, high = interval(values)
    assert high - low == pytest.approx(2 * 1.96 * values.std() / math.sqrt(1000), rel=0.1)


def test_an_interval_needs_a_value():
    with pytest.raises(ValueError, match="at least one"):
        interval(np.zeros(0))


def test_runs_without_a_difference_are_not_told_apart():
    assert randomisation(np.zeros(50)) == 1.0


def test_p_is_what_counting_all_signs_gives():
    """Of the 16 ways to give four equal differences a sign, two reach their sum: all plus and all minus."""
    assert randomisation(np.full(4, 0.25)) == pytest.approx(2 / 16, abs=0.01)


def test_p_is_small_for_a_steady_gain_and_large_for_noise():
    assert randomisation(np.full(30, 0.1), permutations=1000) < 0.01
    assert randomisation(np.array([0.5, -0.5, 0.3, -0.3, 0.1, -0.1]), permutations=1000) > 0.5


@settings(max_examples=25)
@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20).map(np.array))
def test_p_does_not_depend_on_which_run_comes_first(differences):
    one, two = randomisation(differences, permutations=500), randomisation(-differences, permutations=500)
    assert one == two
    assert 0 < one <= 1
