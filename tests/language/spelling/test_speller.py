"""What is suggested in place of a word, and which words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.spelling import Speller, Vocabulary

COUNTS = {
    "penanggulangan": 400, "penanggunlangan": 1, "terorisme": 900, "internasional": 300, "deradikalisasi": 80,
    "kerja": 500, "sama": 450, "jakarta": 600, "suharto": 9, "soekarno": 1, "prancis": 40, "kementerian": 70,
    "undang-undang": 60, "covid-19": 12, "tindak": 90, "pidana": 85, "desa": 30, "dasar": 90, "kasar": 2,
    "misinformasi": 1, "disinformasi": 99, "bantul": 2, "bantu": 300, "harapan": 20, "akhmad": 3,
}  # fmt: skip
DICTIONARY = frozenset({"penanggulangan", "kasar", "dasar", "besar", "bantuan", "sasar"})

speller = Speller(Vocabulary.of(COUNTS), DICTIONARY.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("terorsime", "terorisme"), ("teorisme", "terorisme"), ("terorismme", "terorisme"), ("teeorisme", "terorisme"),
        ("deradikalsasi", "deradikalisasi"), ("kementrian", "kementerian"), ("undang-udang", "undang-undang"),
        ("intrnasionl", "internasional"),
    ],
)  # fmt: skip
def test_a_slip_is_set_right(typed: str, meant: str) -> None:
    assert speller.correct(typed) == (meant,)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soeharto", "suharto"),
        ("perancis", "prancis"),
        ("terrorisme", "terorisme"),
        ("djakarta", "jakarta"),
        ("achmad", "akhmad"),
    ],
)
def test_another_spelling_of_the_word_is_half_a_step_away(typed: str, meant: str) -> None:
    assert speller.corrections(typed)[0][:2] == (meant, 0.5)


@pytest.mark.parametrize("word", ["terorisme", "kasar", "yang", "di", "apakah", "besar", "zzzzzz", "bantul"])
def test_a_word_that_may_be_right_is_left_alone(word: str) -> None:
    assert speller.correct(word) is None


def test_a_slip_that_stands_in_a_release_is_set_right_all_the_same() -> None:
    assert speller.correct("penanggunlangan") == ("penanggulangan",)


def test_a_correction_is_never_a_slip_itself() -> None:
    assert speller.corrections("penanggunlangaan")[0].form == "penanggunlangan"
    assert speller.correct("penanggunlangaan") == ("penanggulangan",)


def test_a_rare_word_with_another_first_letter_is_a_word() -> None:
    assert speller.correct("misinformasi") is None


def test_a_dictionary_s_word_yields_to_a_frequent_neighbour_only() -> None:
    words = frozenset({"dasat"})
    assert Speller(Vocabulary.of({"dasar": 90}), words.__contains__).correct("dasat") == ("dasar",)
    assert Speller(Vocabulary.of({"dasar": 2}), words.__contains__).correct("dasat") is None


def test_among_words_one_edit_away_a_lost_letter_outweighs_a_wrong_one() -> None:
    both = Speller(Vocabulary.of({"harapan": 20, "hakapan": 40}))
    assert both.corrections("hapapan")[0].form == "hakapan"  # both a wrong letter: the frequent one
    lost = Speller(Vocabulary.of({"tanda": 20, "tanah": 40, "tandai": 10, "tanya": 30}))
    assert [c.form for c in lost.corrections("tana", 2)] == ["tanah", "tanya"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("terorismeinternasional", ("terorisme", "internasional")),
        ("tindakpidana", ("tindak", "pidana")),
        ("kerjasama", ("kerja", "sama")),
    ],
)
def test_words_run_together_are_taken_apart(typed: str, meant: tuple[str, str]) -> None:
    assert speller.correct(typed) == meant


def test_a_word_written_as_two_is_joined_where_a_part_is_unknown() -> None:
    assert speller.join("penang", "gulangan") == "penanggulangan"
    assert speller.join("kerja", "sama") is None
    assert speller.join("di", "desa") is None


@pytest.mark.parametrize(
    "form",
    ["", "a", "di", "14/07", "2020", "1500", "covid-91", "27a", "терор", "🙂🙂🙂", "a" * 10_000, "\ud800abc", "jum at"],
)
def test_what_is_no_latin_word_has_no_corrections(form: str) -> None:
    assert speller.corrections(form) == []
    assert speller.correct(form) is None


def test_no_more_than_asked_for_are_given() -> None:
    assert len(speller.corrections("kasur", 1)) == 1
    assert speller.corrections("kasur", 0) == []


@settings(max_examples=80)
@given(st.text("aeiknrst", min_size=3, max_size=12))
def test_every_correction_is_another_word_of_the_archive(form: str) -> None:
    found = speller.corrections(form)
    assert all(COUNTS[c.form] == c.releases and c.form != form and c.distance in (0.5, 1, 2) for c in found)
    assert len({c.form for c in found}) == len(found)


@settings(max_examples=40)
@given(st.permutations(sorted(COUNTS)), st.sampled_from(["dasr", "kerka", "desar", "trorisme", "bantur"]))
def test_the_order_in_which_words_were_indexed_does_not_matter(order: list[str], form: str) -> None:
    data = [word.encode() for word in order]
    shuffled = Vocabulary(b"".join(data), [len(word) for word in data], [COUNTS[word] for word in order])
    assert Speller(shuffled).corrections(form) == speller.corrections(form)
