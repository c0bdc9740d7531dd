"""Slips of the finger, and how a corrector is judged by them."""

import difflib

from hypothesis import given, settings
from hypothesis import strategies as st

from search.evaluation.typos import EDITS, evaluate, make_typos

WORDS = dict.fromkeys("menteri terorisme pencegahan siaga damai pelabuhan kunjungan penyelidikan".split(), 3)


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_a_slip_is_one_edit_away_and_no_word(seed):
    for typo in make_typos(WORDS, seed=seed):
        assert typo.typed not in WORDS
        assert abs(len(typo.typed) - len(typo.meant)) <= 1
        assert difflib.SequenceMatcher(None, typo.typed, typo.meant).ratio() > 0.7
        if typo.edit == "transposition":
            assert sorted(typo.typed) == sorted(typo.meant)


def test_slips_are_the_same_for_the_same_seed():
    assert make_typos(WORDS, seed=7) == make_typos(WORDS, seed=7)
    assert make_typos(WORDS, seed=7) != make_typos(WORDS, seed=8)


def test_only_plain_words_of_four_letters_that_are_used_more_than_once_are_mistyped():
    words = {"bom": 9, "sekali": 1, "covid-19": 9, "teror": 2}
    assert {typo.meant for seed in range(20) for typo in make_typos(words, seed=seed)} == {"teror"}


def test_a_perfect_corrector_and_a_mute_one():
    typos = make_typos(WORDS)
    meant = {typo.typed: typo.meant for typo in typos}
    perfect = evaluate(meant.get, typos, WORDS)
    assert (perfect.top1, perfect.left_alone, perfect.wrong) == (1.0, 1.0, ())
    mute = evaluate(lambda _: None, typos, WORDS)
    assert (mute.top1, mute.left_alone) == (0.0, 1.0)
    assert sum(count for _, count in mute.by_edit.values()) == len(typos)
    assert set(mute.by_edit) == set(EDITS)


def test_a_corrector_that_changes_real_words_is_found_out():
    typos = make_typos(WORDS)
    assert evaluate(lambda _: "damai", typos, WORDS).left_alone < 0.2
