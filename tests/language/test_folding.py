"""Folding levels what readers don't tell apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("BNPT", "bnpt"),
        ("Jum'at", "jumat"),
        ("Jum’at", "jumat"),
        ("Qur`an", "quran"),
        ("Qurʼan", "quran"),
        ("ﬁnal", "final"),
        ("ＢＮＰＴ", "bnpt"),
        ("Straße", "strasse"),
        ("Pérez", "perez"),
        ("Pe\u0301rez", "perez"),
        ("te\u00adror", "teror"),
        ("te\u200bro\u200dr\ufeff", "teror"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("İstanbul", "istanbul"),
        ("undang–undang", "undang-undang"),
        ("undang‑undang", "undang-undang"),
        ("m²", "m2"),
        ("한국", "한국"),
        ("नमस्ते", "नमस्ते"),
        ("", ""),
        ("'", ""),
    ],
)
def test_case_compatibility_accents_apostrophes_and_invisible_characters_are_levelled(text, folded):
    assert fold(text) == folded


@settings(max_examples=200)
@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100)
@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_never_matters(text):
    assert fold(text.lower()) == fold(fold(text.lower()))
    assert fold(text.casefold()) == fold(text)
