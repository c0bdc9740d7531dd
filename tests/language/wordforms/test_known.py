"""What counts as a word where the archive does not have it."""

from __future__ import annotations

import pytest

from search.language.wordforms.known import is_word


@pytest.mark.parametrize("form", ["tanggul", "olahraga", "penanggulangan", "terorisme", "wartawan"])
def test_roots_and_forms_in_use_are_words(form: str) -> None:
    assert is_word(form)


@pytest.mark.parametrize("form", ["", "penanggunlangan", "terorsime", "chambard", "covid-19", "deradikalsasi"])
def test_slips_and_names_are_none(form: str) -> None:
    assert not is_word(form)
