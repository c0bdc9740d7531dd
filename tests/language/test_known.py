"""Known words are found as a pattern for runs of letters would find them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.known import KnownWords

WORDS = ["a", "ab", "kata", "ujar"]
TEXT = st.lists(
    st.one_of(st.sampled_from([*WORDS, " ", ",", "\n", "“", "é", "ß", "1", "_", "\ud800", "\x00"]), st.text(max_size=3))
)


@given(TEXT.map("".join))
def test_words_are_found_where_no_letter_is_beside_them(text: str) -> None:
    assert sorted(KnownWords(WORDS).among(text)) == sorted(set(re.findall("[a-z]+", text)) & set(WORDS))


@pytest.mark.parametrize("word", ["", "jum'at", "Kata", "é"])
def test_a_word_of_other_letters_would_never_be_found_and_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="letters a to z"):
        KnownWords([word])
