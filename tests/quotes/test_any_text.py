"""Laws that hold for any text, and texts made to break them."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import WordSet, read
from search.model import Entity, Kind, Mention
from search.quotes import FINGERPRINT, find_quotes, may_say
from search.quotes.marks import pair_marks

NAMES = ("Wira Sasmita", "Laras", "BMK")
PIECES = st.sampled_from(
    [
        '"', "“", "”", "„", "‘", "’", "'", "«", "»", "&quot;", "\n", ". ", ", ", ": ", " ", "(", ")", "…",
        *NAMES, "kata", "ujarnya", "menurut", "Menurutnya", "mengatakan bahwa", "dia", "Ia", "Kepala BMK", "itu",
        "Menteri", "disampaikan oleh", "demikian", "meminta", "air sungai naik", "Pol.", "İ", "selaku", "dan",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


def entities_of(body: str) -> Sequence[Entity]:
    return tuple(
        Entity(
            Kind.ORGANIZATION if name == "BMK" else Kind.PERSON,
            name,
            (),
            tuple(Mention(place.start(), place.end(), name) for place in re.finditer(name, body)),
        )
        for name in NAMES
    )


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_quotes_are_exact_disjoint_ascending_and_spoken_by_entities(body: str) -> None:
    quotes = find_quotes(body, entities_of(body))
    for quote in quotes:
        assert body[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip() != ""
        assert quote.speaker is None or quote.speaker in NAMES
        assert quote.role is None or quote.speaker is not None
    assert all(one.end <= other.start for one, other in pairwise(quotes))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_quotes_are_the_same_where_the_words_of_saying_are_told(body: str) -> None:
    told = next(WordSet(may_say).within([read([(body, "kata Laras")])[0][0]]))
    assert find_quotes(body, entities_of(body), told) == find_quotes(body, entities_of(body))


@pytest.mark.parametrize(
    "said", ["kataNya", "kataLaras", "menjelasKan Laras", "Kata-Ujar Laras", "_kata Laras", "S.Aku"]
)
def test_words_of_saying_are_told_where_they_were_cut_in_words(said: str) -> None:
    body = f'Laras hadir. "Kami siap menolong mereka semua," {said}.'
    told = next(WordSet(may_say).within([read([(body, "")])[0][0]]))
    assert told[-1][1] > body.index(said)
    assert find_quotes(body, entities_of(body), told) == find_quotes(body, entities_of(body))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_pairs_of_marks_are_disjoint_and_ascending(body: str) -> None:
    pairs = pair_marks(body)
    for pair in pairs:
        assert 0 <= pair.opened < pair.start <= pair.end <= pair.closed <= len(body)
    assert all(one.closed <= other.opened for one, other in pairwise(pairs))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_without_entities_nobody_speaks(body: str) -> None:
    assert all(quote.speaker is None for quote in find_quotes(body, ()))


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_text_does_not_change_what_is_found_in_the_paragraphs_before_it(body: str) -> None:
    said = 'Wira Sasmita tiba.\n"Semua sudah kami periksa," kata Wira Sasmita.\n\n'
    first = find_quotes(said + body, entities_of(said + body))[0]
    assert (first.text, first.speaker) == ("Semua sudah kami periksa,", "Wira Sasmita")


@pytest.mark.parametrize(
    "piece",
    ['"', '" ', "“", "'a", "‘a ", '"a\n', '"a" kata ', "kata X ", "menurut ", "(", 'Kepala (', "“a,” ujar Laras. ",
     "Laras mengatakan bahwa ", "Ketua Laras, ", "Menteri dan ", ". ", "kata " + "a" * 300 + " ", "''", "Jl. "],
)  # fmt: skip
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    """Steps of the interpreter are counted, not seconds: four times the text, at most some five times the steps."""
    few, many = (_steps(piece * count) for count in (300, 1200))
    assert many <= 5.5 * few + 2000


def _steps(body: str) -> int:
    entities = entities_of(body)
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        find_quotes(body, entities)
    finally:
        sys.settrace(before)
    return steps


def test_text_in_capitals_and_text_without_marks_hold_no_quotes() -> None:
    assert find_quotes("KEPALA BMK WIRA SASMITA MEMBUKA ACARA DI BANDUNG", ()) == ()
    assert find_quotes("", ()) == ()


def test_ten_thousand_mentions_are_read() -> None:
    body = '"Kami siap kapan saja," kata Laras. ' * 10_000
    quotes = find_quotes(body, entities_of(body))
    assert len(quotes) == 10_000
    assert {quote.speaker for quote in quotes} == {"Laras"}


def test_the_fingerprint_names_rules_and_lists() -> None:
    assert re.fullmatch(r"quotes-\d+\+[0-9a-f]{8}", FINGERPRINT)
