"""What counts as a word where the archive does not have it."""

from __future__ import annotations

import pytest

from search.language.wordforms.known import is_native, is_word


@pytest.mark.parametrize("form", ["tanggul", "olahraga", "penanggulangan", "terorisme", "wartawan"])
def test_roots_and_forms_in_use_are_words(form: str) -> None:
    assert is_word(form)


@pytest.mark.parametrize("form", ["", "penanggunlangan", "terorsime", "chambard", "covid-19", "deradikalsasi"])
def test_slips_and_names_are_none(form: str) -> None:
    assert not is_word(form)


@pytest.mark.parametrize("form", ["olivier", "jakarta", "trump", "rafli", "covid-19", ""])
def test_names_are_no_words_of_the_language(form: str) -> None:
    assert not is_native(form)


@pytest.mark.parametrize("form", ["tanggul", "penanggulangan", "menteri", "berolahraga"])
def test_what_is_made_of_a_root_is_one(form: str) -> None:
    assert is_native(form)
    assert is_word(form)
