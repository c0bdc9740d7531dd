"""Two versions side by side: what was taken out, what was put in."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.duplicates.differences import Change, Piece, differences

SAME, REMOVED, ADDED = Change


def test_a_changed_word_is_taken_out_and_put_in() -> None:
    assert differences("Kepala BNPT tiba di Jakarta hari ini.", "Kepala BNPT tiba di Bogor hari ini.") == (
        Piece(SAME, "Kepala BNPT tiba di "),
        Piece(REMOVED, "Jakarta "),
        Piece(ADDED, "Bogor "),
        Piece(SAME, "hari ini."),
    )


def test_a_paragraph_more_is_put_in() -> None:
    assert differences("Satu dua tiga.", "Satu dua tiga.\n\nEmpat lima.") == (
        Piece(SAME, "Satu dua tiga.\n\n"),
        Piece(ADDED, "Empat lima."),
    )


def test_other_spaces_and_lines_are_no_difference() -> None:
    assert differences("satu  dua\ntiga", "satu dua tiga") == (Piece(SAME, "satu dua tiga"),)


def test_equal_texts_are_one_piece_and_empty_ones_none() -> None:
    assert differences("satu dua", "satu dua") == (Piece(SAME, "satu dua"),)
    assert differences("", " ") == ()
    assert differences("", "satu") == (Piece(ADDED, "satu"),)


texts = st.lists(st.sampled_from(["a", "b", "c", "A.", "\n"]), max_size=20).map(" ".join)


@given(texts, texts)
def test_the_pieces_make_both_texts(one: str, other: str) -> None:
    pieces = differences(one, other)
    assert " ".join(p.text for p in pieces if p.change is not ADDED).split() == one.split()
    assert "".join(p.text for p in pieces if p.change is not REMOVED).split() == other.split()
    assert all(first.change is not second.change for first, second in pairwise(pieces))
