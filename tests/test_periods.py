"""Days at the edges: whole months and years are allowed."""

from __future__ import annotations

from datetime import date

import pytest

from search.periods import first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-09-03", date(2020, 9, 3), date(2020, 9, 3)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        (" 2020 ", date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_a_period_begins_with_its_first_day_and_ends_with_its_last(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "kemarin", "2020-13", "2020-02-30", "03/04/2020", "0000", "٢٠٢٠", "2020-9-3"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="2020-09-03"):
        first_day(text)
