"""When results were published, ranges up to today, and which filter hides them."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.model import Facet, Filters, Release
from search.web import create_app
from search.web import timeline as times
from search.web.address import Address


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def rows(soup: BeautifulSoup) -> list[tuple[str, int]]:
    cells = [row.select("th, td") for row in soup.select(".timeline tbody tr")]
    return [(name.get_text(), int(count.get_text())) for name, count in cells]


def query(link: Tag) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(str(link["href"])).query))


def total(client: FlaskClient, address: str) -> int:
    found = client.get(address.replace("/?", "/api/v1/search?")).json
    assert found is not None
    return int(found["total"])


def test_years_are_bars_that_lead_into_them_and_a_table_says_the_same(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&sort=oldest")
    assert rows(soup) == [("2021", 6), ("2020", 6), ("2019", 6), ("2018", 6)]
    bars = soup.select(".timeline svg a")
    assert [bar.get_text() for bar in bars] == [f"{year}: 6 siaran" for year in range(2018, 2022)]
    assert query(bars[1]) == {"q": "latihan", "from": "2019", "to": "2019", "sort": "oldest"}
    for bar, link in zip(bars, reversed(soup.select(".timeline tbody a")), strict=True):
        assert bar["href"] == link["href"]
        assert total(client, str(bar["href"])) == 6


def test_within_a_few_years_months_are_bars_whose_numbers_are_those_of_their_results(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&from=2019&to=2020")
    assert sum(count for _, count in rows(soup)) == 12
    assert {name.split()[1] for name, _ in rows(soup)} == {"2019", "2020"}
    for link, (_, count) in zip(reversed(soup.select(".timeline svg a")), rows(soup), strict=True):
        assert total(client, str(link["href"])) == count
    wider = next(link for link in soup.select(".timeline p a") if link.get_text() == "Semua tahun")
    assert query(wider) == {"q": "latihan"}


def test_the_month_that_was_chosen_leads_back_to_the_years(client: FlaskClient) -> None:
    soup = page(client, "/?q=latihan&from=2019-02-01&to=2019-02-28")
    assert [name for name, _ in rows(soup)] == ["2021", "2020", "2019", "2018"]
    assert page(client, "/?q=latihan&from=2019-01-01&to=2019-12-31").select(".timeline th") != []


def test_a_result_of_one_time_has_no_timeline(client: FlaskClient) -> None:
    for address in ("/?q=duta", "/?q=tidakadakatanya", "/?q=menteri"):
        assert not page(client, address).select(".timeline")


@given(
    years=st.dictionaries(st.integers(1, 9999), st.integers(1, 10**6), max_size=20),
    months=st.lists(st.dates(date(2018, 1, 1), date(2021, 1, 31)), max_size=20),
)
def test_bars_are_in_order_and_bounded_and_lose_nothing(years: dict[int, int], months: list[date]) -> None:
    counts: dict[str, int] = {}
    for day in months:
        counts[day.isoformat()[:7]] = counts.get(day.isoformat()[:7], 0) + 1
    made = times.timeline(
        [Facet(f"{year:04d}", count) for year, count in years.items()],
        [Facet(month, count) for month, count in counts.items()],
        Address((("q", "a"),)),
    )
    if made is None:
        assert len(counts) < 2
        assert len(years) < 2
        return
    assert [bar.first for bar in made.bars] == sorted({bar.first for bar in made.bars})
    assert sum(bar.count for bar in made.bars) == (len(months) if made.unit == "month" else sum(years.values()))
    assert len(made.bars) <= times.YEARS
    assert max(bar.share for bar in made.bars) == 100
    assert all((bar.count == 0) == (bar.share == 0) for bar in made.bars)


@pytest.mark.parametrize(
    ("filters", "years", "wanted"),
    [
        (Filters(), ["2021", "2022"], True),
        (Filters(), ["2020", "2021", "2022"], False),
        (Filters(), ["2019", "2020", "2021", "2022"], False),
        (Filters(), ["2010", "2020"], False),
        (Filters(), [], False),
        (Filters(date(2020, 1, 1), date(2021, 12, 31)), ["1990", "2020"], True),
        (Filters(date(2019, 1, 1), date(2021, 12, 31)), ["2020"], False),
        (Filters(date(2018, 1, 1)), ["2020"], False),
    ],
)
def test_months_are_asked_for_where_the_time_is_short(filters: Filters, years: list[str], wanted: bool) -> None:
    assert times.wants_months(filters, [Facet(year, 1) for year in years]) == wanted


@pytest.fixture
def new_year(monkeypatch: pytest.MonkeyPatch) -> date:
    """Everybody's today is a day of January 2022."""
    day = date(2022, 1, 10)
    for module in ("pages", "caching"):
        monkeypatch.setattr(f"search.web.{module}.today", lambda: day)
    return day


def test_ranges_up_to_today_are_offered_as_far_as_the_archive_reaches(client: FlaskClient, new_year: date) -> None:
    (link,) = page(client, "/?q=latihan&to=2020&page=2").select(".recently a")
    assert link.get_text() == "30 hari terakhir"
    assert query(link) == {"q": "latihan", "from": "2021-12-12"}
    chosen = page(client, str(link["href"])).select_one(".recently a")
    assert chosen is not None
    assert chosen["aria-current"] == "true"


def test_an_old_archive_offers_no_range_that_is_empty(client: FlaskClient) -> None:
    assert not page(client, "/?q=latihan").select(".recently")


def test_a_page_of_yesterday_is_not_todays(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = client.get("/?q=latihan").headers["ETag"]
    monkeypatch.setattr("search.web.caching.today", lambda: date(2030, 1, 1))
    assert client.get("/?q=latihan", headers={"If-None-Match": tag}).status_code == 200


def advice(client: FlaskClient, address: str) -> list[tuple[str, dict[str, str]]]:
    links = page(client, address).select(".nothing li:has(> a)")
    return [(item.get_text(" ", strip=True), query(item.a)) for item in links if item.a]


def test_where_nothing_is_found_the_filters_that_hide_it_are_named_with_what_they_hide(client: FlaskClient) -> None:
    told = advice(client, "/?q=latihan&person=Budi+Santoso&place=Jakarta&from=2030&sort=newest")
    assert told == [("Tanpa semua saringan : 24 siaran", {"q": "latihan", "sort": "newest"})]
    told = advice(client, "/?q=latihan&person=Budi+Santoso&place=Jakarta")
    assert told == [
        ("Tanpa semua saringan : 24 siaran", {"q": "latihan"}),
        ("Tanpa tempat Jakarta : 24 siaran", {"q": "latihan", "person": "Budi Santoso"}),
    ]
    told = advice(client, "/?q=latihan&from=2030")
    assert told == [("Tanpa rentang tanggal : 24 siaran", {"q": "latihan"})]
    for _, asked in told:
        assert total(client, "/?q=" + asked["q"]) == 24


def test_a_filter_that_hides_nothing_is_not_named(client: FlaskClient) -> None:
    assert advice(client, "/?q=tidakadakatanya&person=Budi+Santoso") == []


def test_the_number_of_searches_is_bounded(client: FlaskClient, archive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    sweep = archive.sweep

    def counted(*given: Any, **options: Any) -> Any:
        made.append(given)
        return sweep(*given, **options)

    monkeypatch.setattr(archive, "sweep", counted)
    page(client, "/?q=latihan&from=2030&" + "&".join(f"{kind}=x{n}" for kind in ("person", "place") for n in range(9)))
    assert len(made) == 6


def test_dates_at_the_ends_of_time_are_shown(make_archive: Any) -> None:
    given = [Release("a", "Isi.", "A", date=date(1, 1, 1)), Release("b", "Isi.", "B", date=date(9999, 12, 31))]
    with make_archive(given) as archive:
        soup = page(create_app(archive).test_client(), "/?q=")
    assert rows(soup) == [("9999", 1), ("0001", 1)]
