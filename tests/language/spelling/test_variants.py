"""Spellings that are no slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.spelling.variants import MOST, variants


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("soeharto", "suharto"),
        ("djakarta", "jakarta"),
        ("tjipto", "cipto"),
        ("njonja", "nyonya"),
        ("sjarif", "syarif"),
        ("achmad", "akhmad"),
        ("surabaja", "surabaya"),
        ("prancis", "perancis"),
        ("terrorisme", "terorisme"),
        ("nopember", "november"),
        ("komplex", "kompleks"),
        ("zaman", "jaman"),
    ],
)
def test_either_spelling_leads_to_the_other(old: str, new: str) -> None:
    assert dict(variants(old))[new] <= 2
    assert dict(variants(new))[old] <= 2


def test_two_rules_are_applied_one_after_the_other() -> None:
    assert dict(variants("soetjipto"))["sucipto"] == 2


@given(st.text("abcdehjknoprstuy", max_size=60))
def test_spellings_are_few_different_and_never_the_word_itself(word: str) -> None:
    found = variants(word)
    assert len(found) <= MOST
    assert word not in dict(found)
    assert [changes for _, changes in found] == sorted(changes for _, changes in found)
