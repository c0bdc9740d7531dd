"""Laws that hold for any text, and texts made to break them."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import WordSet, read
from search.events import FINGERPRINT, find_dates, may_date

PIECES = st.sampled_from(
    ["14", "3", "30", "2020", "20", "/", "-", " ", ".", ",", "(", ")", "Juli", "Februari", "mei", "Selasa", "Jum'at",
     "minggu", "pekan", "lalu", "depan", "kemarin", "hari ini", "hingga", "dan", "\n", '"', "İ", "tanggal", "besok"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(TEXTS, DAYS)
@settings(max_examples=200, deadline=None)
def test_dates_are_exact_disjoint_ascending_and_spans_go_forward(body: str, released: date | None) -> None:
    found = find_dates(body, released)
    for one in found:
        assert body[one.start : one.end] == one.text
        assert one.last is None or one.last > one.day
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS, DAYS)
@settings(max_examples=200, deadline=None)
def test_dates_are_the_same_where_their_words_are_told(body: str, released: date | None) -> None:
    told = next(WordSet(may_date).within([read([(body, "kemarin")])[0][0]]))
    assert find_dates(body, released, told) == find_dates(body, released)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_without_a_release_date_every_date_names_its_year(body: str) -> None:
    assert all(re.search(r"\d{4}", one.text) for one in find_dates(body, None))


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), DAYS)
@settings(max_examples=100, deadline=None)
def test_a_full_date_is_that_day_whatever_the_release(day: date, released: date | None) -> None:
    for text in (f"{day.day}/{day.month}/{day.year:04}", day.isoformat()):
        assert [one.day for one in find_dates(f"Acara {text} itu", released)] == [day]


@pytest.mark.parametrize("released", [date.min, date(1, 12, 31), date(2, 1, 1), date(9998, 12, 31), date.max])
def test_the_first_and_last_days_of_the_calendar_break_nothing(released: date) -> None:
    body = "kemarin besok lusa pekan lalu pekan depan bulan lalu bulan depan Senin lalu Rabu depan 14 Juli, 1/1/2020"
    assert find_dates(body, released)[-1].day == date(2020, 1, 1)


@pytest.mark.parametrize(
    "piece",
    ["1/", "1 ", "14/07 ", "Selasa ", "3-", "2020-", "juli ", "Juli 2020 ", "hari ini ", "30 Agustus - ", '"hari ini ',
     "selasa lalu ", "1" * 50, "\u0130", "("],
)  # fmt: skip
def test_hostile_repetition_costs_no_more_than_its_length(piece: str) -> None:
    """Steps of the interpreter are counted, not seconds: four times the text, at most some five times the steps."""
    few, many = (_steps(piece * count) for count in (200, 800))
    assert many <= 5 * few + 1000


def _steps(body: str) -> int:
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        find_dates(body, date(2020, 9, 3))
    finally:
        sys.settrace(before)
    return steps


def test_the_fingerprint_names_rules_words_and_library() -> None:
    assert re.fullmatch(r"events-\d+\+[0-9a-f]{8}\+babel-[\d.]+", FINGERPRINT)
