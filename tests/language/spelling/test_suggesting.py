"""A whole query as it was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import Analyzer
from search.language.spelling import NameMatch, Names, Speller, Vocabulary, did_you_mean

COUNTS = {
    "olivier": 1, "oliver": 3, "chambard": 3, "penanggulangan": 400, "penanggunlangan": 1, "terorisme": 900,
    "teror": 90, "boy": 50, "rafli": 50, "amar": 50, "umar": 40, "kota": 99, "medan": 70, "sedan": 4, "badan": 99,
    "nasional": 99, "bom": 60,
}  # fmt: skip
NAMES = Names(
    {
        "Oliver Chambard": 3,
        "Boy Rafli Amar": 50,
        "Badan Nasional Penanggulangan Terorisme": 99,
        "Kota Sedan": 1,
        "O'Neill": 2,
    }
)
speller = Speller(Vocabulary.of(COUNTS), frozenset({"penanggulangan", "kota", "medan"}).__contains__)


def meant(q: str, **more: object) -> str | None:
    return did_you_mean(q, Analyzer().tokens(q), speller, NAMES, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("penanggunlangan", "penanggulangan"),
        ("Olivier Chambard", "Oliver Chambard"),
        ("OLIVIER CHAMBARD", "OLIVER CHAMBARD"),
        ("boy rafli umar", "boy rafli amar"),
        ('"boy rafly amar" -(terorsime)', '"boy rafli amar" -(terorisme)'),
        ("Badan Nasional Penangulangan Terorisme", "Badan Nasional Penanggulangan Terorisme"),
        ("bom  terorsime!", "bom  terorisme!"),
        ("penang gulangan teror", "penanggulangan teror"),
        ("bomteror 2020", "bom teror 2020"),
    ],
)
def test_what_is_misspelt_is_set_right_and_the_rest_stays(typed: str, expected: str) -> None:
    assert meant(typed) == expected


@pytest.mark.parametrize(
    "q",
    [
        "",
        "terorisme",
        "Oliver Chambard",
        "kota medan",
        "Olivier",
        "14/07 2020 rp 1,5",
        "🙂",
        "Chambard; Olivier",
        "terorisme teror",
    ],
)
def test_what_may_be_right_is_left_alone(q: str) -> None:
    assert meant(q) is None


def test_words_that_stand_side_by_side_in_a_release_are_no_misspelt_name() -> None:
    asked: list[tuple[str, ...]] = []

    def stands(forms: tuple[str, ...]) -> bool:
        asked.append(forms)
        return True

    assert meant("Olivier Chambard", stands=stands) is None
    assert asked == [("olivier", "chambard")]


def test_the_longest_stretch_of_a_name_is_matched() -> None:
    first, second, third = NAMES.match(["boy", "rafly", "amar"])
    assert first == NameMatch(("boy", "rafli", "amar"), 3, 0.5, 50)
    assert second == NameMatch(("rafli", "amar"), 2, 0.5, 50)
    assert third is None


def test_words_of_two_names_are_no_name() -> None:
    assert Names({"Oliver": 1, "Chambard": 1}).match(["oliver", "chambard"]) == [None, None]


def test_without_names_single_words_are_corrected() -> None:
    q = "Olivier terorsime"
    assert did_you_mean(q, Analyzer().tokens(q), speller) == "Olivier terorisme"
    assert Names({}).match(["olivier", "terorsime"]) == [None, None]


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(q: str) -> None:
    answer = meant(q)
    assert answer is None or answer != q


@settings(max_examples=60)
@given(st.lists(st.sampled_from(sorted(COUNTS)), min_size=1, max_size=6))
def test_a_suggestion_needs_no_further_correction(words: list[str]) -> None:
    answer = meant(" ".join(words))
    assert answer is None or meant(answer) is None
