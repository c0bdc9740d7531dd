"""Reading parameters: one table, its limits, and what is wrong said by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search.asking.parameters import NAMES, read
from search.asking.tables import NAME_LENGTH, SEARCH, SUGGEST, read_search
from search.config import Settings
from search.model import Sort
from search.web.api_tables import SEARCH_API

SETTINGS = Settings()


def reading(*pairs: tuple[str, str], only: bool = False) -> Any:
    return read_search(MultiDict(list(pairs)), SETTINGS, only=only)


def test_nothing_given_is_nothing_wrong() -> None:
    assert reading() == read(MultiDict(), SEARCH, SETTINGS)
    assert reading().values == {}


def test_blank_fields_of_a_form_count_as_not_given() -> None:
    assert reading(("q", "  "), ("from", ""), ("person", ""), ("page", "\x00")).values == {}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_month_or_year_means_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert reading(("from", text)).values["date_from"] == first
    assert reading(("to", text)).values["date_to"] == last


@pytest.mark.parametrize(
    "text", ["kemarin", "30-02-2020", "2020-02-30", "2020-13", "0000", "20", "2020-9-3", "٢٠٢٠", "2020-09-03T00:00"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_what_is_no_date_is_named(name: str, text: str) -> None:
    (error,) = reading((name, text)).errors
    assert (error.parameter, error.code) == (name, "date")
    assert "YYYY-MM-DD" in error.detail


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    (error,) = reading(("from", "2021"), ("to", "2020")).errors
    assert (error.parameter, error.code) == ("from", "order")


def test_names_repeat_and_the_same_one_counts_once() -> None:
    assert reading(("person", "Ani"), ("person", " Budi "), ("person", "Ani")).values["person"] == ("Ani", "Budi")


def test_what_takes_one_value_is_refused_twice() -> None:
    assert [error.code for error in reading(("q", "a"), ("q", "b")).errors] == ["once"]


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "1e3", "x", "٣", "²", "1" * 5000, "1000000000", "+1"])
@pytest.mark.parametrize("name", ["page", "per_page"])
def test_numbers_outside_their_limits_are_refused(name: str, text: str) -> None:
    (error,) = reading((name, text)).errors
    assert (error.parameter, error.code) == (name, "number")


def test_paging_ends_at_the_depth_in_the_settings() -> None:
    assert reading(("page", "100"), ("per_page", "100")).errors == ()
    assert [error.code for error in reading(("page", "101"), ("per_page", "100")).errors] == ["deep"]


def test_a_query_may_be_as_long_as_the_settings_say() -> None:
    assert reading(("q", "a" * SETTINGS.query_length)).errors == ()
    assert [error.code for error in reading(("q", "a" * (SETTINGS.query_length + 1))).errors] == ["length"]


def test_names_are_bounded_in_length_and_number() -> None:
    assert [error.code for error in reading(("person", "a" * (NAME_LENGTH + 1))).errors] == ["length"]
    many = [("place", str(n)) for n in range(NAMES + 1)]
    assert [error.code for error in reading(*many).errors] == ["many"]


def test_every_fault_is_reported_and_the_rest_is_read() -> None:
    found = reading(("q", "rapat"), ("from", "x"), ("sort", "y"))
    assert [error.parameter for error in found.errors] == ["from", "sort"]
    assert found.values == {"q": "rapat"}


def test_a_misspelled_parameter_is_named_where_only_known_ones_may_be() -> None:
    (error,) = reading(("orgnization", "BNPT"), only=True).errors
    assert error.parameter == "orgnization"
    assert "organization" in error.detail
    assert reading(("orgnization", "BNPT")).errors == ()


@pytest.mark.parametrize("parameter", [*SEARCH_API, *SUGGEST], ids=lambda parameter: parameter.name)
def test_every_example_in_the_table_is_taken(parameter: Any) -> None:
    found = read(MultiDict([(parameter.name, str(parameter.example))]), [parameter], SETTINGS, only=True)
    assert found.errors == ()
    assert found.values


def test_sorts_are_those_of_the_domain() -> None:
    assert [reading(("sort", sort)).values["sort"] for sort in Sort] == list(Sort)


@given(st.lists(st.tuples(st.sampled_from([parameter.name for parameter in SEARCH]), st.text(max_size=40)), max_size=6))
def test_any_text_is_read_or_refused(pairs: list[tuple[str, str]]) -> None:
    found = reading(*pairs)
    assert all(error.detail and error.parameter for error in found.errors)
