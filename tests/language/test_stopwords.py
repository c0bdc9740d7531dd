"""Function words."""

import pytest

from search.language import Analyzer, fold, is_function_word
from search.language.stopwords import FUNCTION_WORDS, QUESTION_WORDS


@pytest.mark.parametrize("word", "di yang dan apakah siapa dengan untuk pada nya bagaimanakah dimana".split())
def test_words_that_carry_grammar_or_a_question_are_function_words(word):
    assert is_function_word(word)


@pytest.mark.parametrize(
    "word", "kerja kasus orang bapak besar duta polisi boy amar kepala pol mh he 14/07 negara pertama baru".split()
)
def test_words_with_content_names_and_titles_are_not(word):
    assert not is_function_word(word)


def test_the_list_is_folded_each_word_a_token_and_no_word_in_both_halves():
    assert not FUNCTION_WORDS & QUESTION_WORDS
    for word in FUNCTION_WORDS | QUESTION_WORDS:
        assert fold(word) == word
        assert Analyzer().tokens(word) == [(word, 0, len(word))]


def test_every_question_word_that_takes_kah_has_it():
    for word in QUESTION_WORDS:
        assert word.endswith("kah") or word + "kah" in QUESTION_WORDS or word in {"kenapa", "bilamana"}
