"""Looking for near words in all words at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.spelling import Near, Vocabulary

from .test_distance import by_table

forms = st.text("abcd-", min_size=2, max_size=8)


@settings(max_examples=60)
@given(st.dictionaries(forms, st.integers(1, 9), max_size=40), forms, st.sampled_from([1, 2]))
def test_exactly_the_words_within_the_distance_are_found(counts: dict[str, int], form: str, steps: int) -> None:
    expected = sorted(
        (
            Near(other, distance, count)
            for other, count in counts.items()
            if 0 < (distance := by_table(form, other)) <= steps
        ),
        key=lambda near: (near.distance, -near.releases, near.form),
    )
    assert Vocabulary.of(counts).near(form, steps) == expected


@given(st.dictionaries(forms, st.integers(1, 9), max_size=20))
def test_every_word_is_counted_as_given(counts: dict[str, int]) -> None:
    vocabulary = Vocabulary.of(counts)
    assert len(vocabulary) == len(counts)
    assert {form: vocabulary.count(form) for form in counts} == counts
    assert vocabulary.count("zzz") == 0


def test_the_nearest_are_kept_where_there_are_too_many() -> None:
    vocabulary = Vocabulary.of({"bali": 1, "balik": 5, "balok": 9, "balas": 7})
    assert vocabulary.near("balik", 2, most=2) == [Near("balok", 1, 9), Near("bali", 1, 1)]


def test_forms_of_several_segments_are_put_together() -> None:
    vocabulary = Vocabulary(b"bombalibombali", [3, 4, 3, 4], [1, 2, 4, 8])
    assert (vocabulary.count("bom"), vocabulary.count("bali"), len(vocabulary)) == (5, 10, 2)


def test_words_of_other_letters_are_left_out() -> None:
    counts = {"14/07": 3, "covid-19": 9, "терор": 2, "ab\ncd": 1, "a" * 50: 1, "a": 4, "": 1, "teror": 1, "\ud800x": 1}
    assert len(Vocabulary.of(counts)) == 1


@pytest.mark.parametrize("form", ["терор", "\ud800", "a" * 10_000, "", "14/07", "🙂🙂"])
def test_any_form_can_be_asked_about(form: str) -> None:
    vocabulary = Vocabulary.of({"teror": 1})
    assert vocabulary.count(form) == 0
    if 0 < len(form) <= 63:
        assert vocabulary.near(form, 2) == []


def test_an_empty_vocabulary_has_nothing_near() -> None:
    vocabulary = Vocabulary(b"", [], [])
    assert vocabulary.near("teror", 2) == []
    assert (vocabulary.count("teror"), len(vocabulary), vocabulary.nbytes) == (0, 0, 0)


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="don't fit"):
        Vocabulary(b"teror", [4], [1])
    with pytest.raises(ValueError, match="don't fit"):
        Vocabulary(b"teror", [5], np.array([1, 2]))


@given(st.dictionaries(forms, st.integers(1, 9), max_size=20), st.lists(forms | st.text(max_size=4), max_size=20))
def test_many_forms_are_counted_as_each_of_them(counts: dict[str, int], asked: list[str]) -> None:
    vocabulary = Vocabulary.of(counts)
    assert vocabulary.counts(asked) == {form: counts[form] for form in asked if form in counts}
