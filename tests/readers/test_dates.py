"""Dates are read as they are written, and no ambiguity is settled in silence."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from search.readers.dates import find, order_of, parse

WRITTEN = {
    "3 September 2020": date(2020, 9, 3),
    "Kamis, 3 September 2020 14:30 WIB": date(2020, 9, 3),
    "Thu, 2020 September 03": date(2020, 9, 3),
    "Sept. 3, 2020": date(2020, 9, 3),
    "September 3rd, 2020 at 4:30 pm": date(2020, 9, 3),
    "Thu, 03 Sep 2020 10:00:00 +0700": date(2020, 9, 3),
    "Jum'at, 4 September 2020": date(2020, 9, 4),
    "Jum’at 14 Agt 2020": date(2020, 8, 14),
    "17 Mei 2020": date(2020, 5, 17),
    "10 Nopember 2020 pukul 14.30 WIB": date(2020, 11, 10),
    "3-Des-2020": date(2020, 12, 3),
    "Diterbitkan pada 3 Oktober 2020 oleh Humas": date(2020, 10, 3),
    "2020-09-03": date(2020, 9, 3),
    "2020-09-03T23:30:00.123+07:00": date(2020, 9, 3),
    "2020-09-03 10:00:00Z": date(2020, 9, 3),
    "2020/9/3": date(2020, 9, 3),
    "20200903": date(2020, 9, 3),
    "14/07/2020": date(2020, 7, 14),
    "14-07-2020 10:30": date(2020, 7, 14),
    "14.07.2020 10.30": date(2020, 7, 14),
    "7/14/2020 9:05 AM": date(2020, 7, 14),
    "05/05/2020": date(2020, 5, 5),
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
def test_a_date_with_one_reading_is_read_without_a_note(text, expected):
    reading = parse(text)
    assert (reading.date, reading.note) == (expected, None)


@pytest.mark.parametrize("text", ["03/04/2020", "3-4-2020", "03.04.2020", "3/4/2020 1:05"])
def test_an_ambiguous_date_is_read_day_first_and_said(text):
    reading = parse(text)
    assert reading.date == date(2020, 4, 3)
    assert text in reading.note
    assert "3 April 2020" in reading.note
    assert "date_format" in reading.note


def test_a_given_order_settles_an_ambiguous_date():
    assert parse("3/4/2020 1:05", "month").date == date(2020, 3, 4)
    assert parse("3/4/2020 1:05", "month").note is None
    assert parse("3/4/2020", "day").date == date(2020, 4, 3)
    assert parse("3/4/2020", "day").note is None


def test_a_date_that_contradicts_the_given_order_is_not_turned_round():
    assert parse("14/07/2020", "month").date is None
    assert parse("07/14/2020", "day").date is None


@pytest.mark.parametrize("text", ["30 Februari 2020", "30/02/2020", "2020-02-30", "13/13/2020", "0000-01-01"])
def test_a_date_that_does_not_exist_is_none_with_its_value_in_the_note(text):
    reading = parse(text)
    assert reading.date is None
    assert text in reading.note
    assert "does not exist" in reading.note


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kamis",
        "September 2020",
        "3 Sep 20",
        "kemarin",
        "3 Mei 2020 sampai 5 Mei 2020",
        "3 September 2020 99:99 x" * 20,
    ],
)
def test_what_is_no_date_is_none_with_advice(text):
    reading = parse(text)
    assert reading.date is None
    assert "2020-09-03" in reading.note
    assert len(reading.note) < 200


def test_find_takes_the_first_date_in_words():
    assert find("Diterbitkan 3 Mei 2020, diubah 5 Mei 2020") == "3 mei 2020"
    assert find("Nomor 12/2020") is None


@pytest.mark.parametrize(
    ("date_format", "order"),
    [
        ("M/D/YYYY h:mm", "month"), ("D/M/YYYY", "day"), ("dd.MM.yyyy", "day"), ("%m/%d/%Y %H:%M", "month"),
        ("%H:%M %d/%m/%Y", "day"), ("hh:mm D/M/YYYY", "day"), ("YYYY", None), ("", None),
    ],
)  # fmt: skip
def test_a_format_gives_the_order_of_day_and_month(date_format, order):
    assert order_of(date_format) == order


@settings(max_examples=100)
@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(
        ["d MMMM yyyy", "EEEE, d MMMM yyyy", "d MMM yyyy HH:mm", "yyyy-MM-dd", "EEE, yyyy MMMM dd", "MMMM d, yyyy"]
    ),
    st.sampled_from(["id", "en"]),
)
def test_what_babel_writes_is_read_back(day, pattern, locale):
    written = format_date(day, pattern.replace(" HH:mm", ""), locale) + (" 10:30" if "HH" in pattern else "")
    reading = parse(written)
    assert (reading.date, reading.note) == (day, None)


@settings(max_examples=200)
@given(st.text())
def test_any_text_is_a_date_or_a_note(text):
    reading = parse(text)
    assert reading.date or reading.note
