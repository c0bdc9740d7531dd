"""Addresses of neighbouring searches, and what the pages show of a result."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from search.model import Facet, Filters, Page, Sort
from search.web.address import Address
from search.web.views import SHOWN, active, groups, pager, years


def address(*pairs: tuple[str, str]) -> Address:
    return Address.of(MultiDict(list(pairs)))


def page(total: int, number: int = 1, per_page: int = 10, **facets: Any) -> Page:
    return Page("", Filters(), Sort.RELEVANCE, number, per_page, total, (), facets)


def test_an_address_keeps_what_a_search_takes_and_no_more() -> None:
    given_pairs = (("utm_source", "x"), ("q", ""), ("to", ""), ("person", "Ani"), ("person", "Ani"), ("page", "3"))
    assert address(*given_pairs).pairs == (("q", ""), ("person", "Ani"), ("page", "3"))


def test_narrowing_begins_again_at_the_first_page() -> None:
    assert address(("q", "a"), ("page", "3")).add("person", "Ani").query == "q=a&person=Ani"
    assert address(("q", "a"), ("page", "3")).put("sort", "newest").query == "q=a&sort=newest"
    assert address(("q", "a"), ("page", "3")).put("page", 4).query == "q=a&page=4"


def test_a_name_is_dropped_whatever_its_case() -> None:
    assert address(("q", "a"), ("person", "ANI"), ("person", "Budi")).drop("person", "Ani").values("person") == ["Budi"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_any_name_goes_through_an_address_unchanged(name: str) -> None:
    query = Address().add("person", name).query
    assert query == iri_to_uri(query)
    assert parse_qsl(query) == [("person", name)]


def test_filters_in_force_come_first_and_are_seen_without_a_count_when_it_is_not_known() -> None:
    facets = {"person": tuple(Facet(f"Nama {n}", 20 - n) for n in range(12))}
    (group,) = groups(facets, address(("q", ""), ("person", "nama 11"), ("person", "Tak Ada")))
    assert [(c.value, c.count) for c in group.choices[:2]] == [("Nama 11", 9), ("Tak Ada", None)]
    assert [c.chosen for c in group.choices] == [True, True] + [False] * (SHOWN - 2)
    assert group.more


@pytest.mark.parametrize("many", range(2, 12))
def test_a_link_to_more_never_hides_a_single_choice(many: int) -> None:
    (group,) = groups({"place": tuple(Facet(str(n), 1) for n in range(many))}, Address())
    assert group.more == (len(group.choices) < many)
    assert many - len(group.choices) != 1


def test_a_filter_with_one_value_that_is_not_in_force_is_left_out() -> None:
    assert groups({"source": (Facet("BNPT", 3),)}, Address()) == ()


def test_both_ends_of_a_date_range_are_taken_away_together() -> None:
    (dates, person) = active(address(("q", "a"), ("from", "2020"), ("to", "2021"), ("person", "Ani")))
    assert (dates.name, dates.without) == ("date", "q=a&person=Ani")
    assert (person.value, person.without) == ("Ani", "q=a&from=2020&to=2021")


def test_a_year_is_a_link_to_its_range() -> None:
    facets = {"year": (Facet("2021", 1), Facet("2020", 4))}
    newer, older = years(facets, address(("q", "a"), ("from", "2020"), ("to", "2020"), ("page", "2")))
    assert newer.query == "q=a&from=2021&to=2021"
    assert (older.share, older.chosen, newer.share, newer.chosen) == (100, True, 25, False)


@pytest.mark.parametrize(
    ("number", "total", "numbers"),
    [
        (1, 0, ()),
        (1, 10, (1,)),
        (1, 95, (1, 2, None, 10)),
        (5, 95, (1, None, 4, 5, 6, None, 10)),
        (10, 95, (1, None, 9, 10)),
        (99, 95, (1, None, 10)),
    ],
)
def test_the_pager_shows_the_ends_and_the_neighbours(number: int, total: int, numbers: tuple[int | None, ...]) -> None:
    assert pager(page(total, number), 10_000).numbers == numbers


def test_a_page_beyond_the_end_leads_back_to_the_last() -> None:
    assert pager(page(95, 99), 10_000).previous == 10
    assert pager(page(0, 99), 10_000).previous is None


def test_no_page_is_offered_beyond_the_depth_of_paging() -> None:
    deep = pager(page(100_000, 1000), 10_000)
    assert (deep.last, deep.next) == (1000, None)
