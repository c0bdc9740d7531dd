"""All values of a filter: a page with a field to look among them, which keeps the search and what is ticked."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.model import Entity, Facet, Kind, Mention, Release
from search.web import create_app
from search.web.facets import PER_PAGE, having_words

MANY = 230


@pytest.fixture(scope="module")
def crowd(make_archive: Any) -> Any:
    def release(n: int) -> Release:
        name = f"Ani Nama{n:03}" if n % 2 else f"Budi Nama{n:03}"
        return Release(
            id=f"r{n}",
            title=f"Rapat {n}",
            body=f"{name} hadir.",
            source=f"Kantor {n % 9}",
            entities=(Entity(Kind.PERSON, name, mentions=(Mention(0, len(name), name),)),),
        )

    with make_archive([release(n) for n in range(MANY)]) as archive:
        yield create_app(archive).test_client()


def page(client: Any, address: str, status: int = 200) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "lxml")


def listed(soup: BeautifulSoup) -> list[str]:
    return [str(box["value"]) for box in soup.select(".facet-values input")]


def test_the_results_lead_to_all_values_and_these_back(crowd: FlaskClient) -> None:
    results = page(crowd, "/?q=rapat&source=Kantor+1&sort=newest&page=2")
    address = next(str(a["href"]) for a in results.select(".all-values a") if "person" in str(a["href"]))
    assert address == "/facets/person?q=rapat&source=Kantor+1"
    soup = page(crowd, address)
    assert len(listed(soup)) == len(range(1, MANY, 9))
    back = soup.select_one(".to-results")
    assert back is not None
    assert back["href"] == "/?q=rapat&source=Kantor+1"


def test_every_value_is_on_one_of_the_pages(crowd: FlaskClient) -> None:
    found: list[str] = []
    for number in range(1, -(-MANY // PER_PAGE) + 1):
        found += listed(page(crowd, f"/facets/person?q=rapat&page={number}"))
    assert len(found) == len(set(found)) == MANY
    page(crowd, "/facets/person?q=rapat&page=99", 404)


def test_words_look_among_them_and_what_is_ticked_stays(crowd: FlaskClient) -> None:
    soup = page(crowd, "/facets/person?q=rapat&find=nama22+budi&person=Ani+Nama001")
    assert listed(soup) == ["Ani Nama001", *(f"Budi Nama{n}" for n in range(220, 230, 2))]
    assert [box["value"] for box in soup.select("[checked]")] == ["Ani Nama001"]
    status = soup.select_one(".facet-values [role=status]")
    assert status is not None
    assert status.get_text() == "5 nama"
    assert "Tidak ada nama" in page(crowd, "/facets/person?q=rapat&find=zzz").get_text()


def test_the_form_asks_the_results_for_several_of_them(crowd: FlaskClient) -> None:
    form = page(crowd, "/facets/person?q=rapat&source=Kantor+1&person=Ani+Nama001").select_one("form.values")
    assert form is not None
    assert form["action"] == "/"
    hidden = [(i["name"], i["value"]) for i in form.select("[type=hidden]")]
    assert hidden == [("q", "rapat"), ("source", "Kantor 1")]
    search = form.select_one("[formaction]")
    assert search is not None
    assert search["formaction"] == "/facets/person"


def test_without_words_the_form_still_asks_for_results_and_not_for_the_start_page(crowd: FlaskClient) -> None:
    form = page(crowd, "/facets/source").select_one("form.values")
    assert form is not None
    assert [(i["name"], i["value"]) for i in form.select("[type=hidden]")] == [("q", "")]


@pytest.mark.parametrize("address", ["/facets/person?from=kemarin", "/facets/person?find=" + "x" * 5000])
def test_what_can_not_be_read_is_said(crowd: FlaskClient, address: str) -> None:
    assert page(crowd, address, 400).select_one(".errors")


def test_there_are_no_values_of_what_is_no_filter(crowd: FlaskClient) -> None:
    page(crowd, "/facets/year?q=rapat", 404)
    page(crowd, "/quotes/facets/place", 404)


def test_quotes_have_their_speakers_and_sources(crowd: FlaskClient) -> None:
    assert "Penutur dalam kutipan" in page(crowd, "/quotes/facets/speaker").get_text()
    form = page(crowd, "/quotes/facets/source?speaker=Ani").select_one("form.values")
    assert form is not None
    assert form["action"] == "/quotes"
    assert ("speaker", "Ani") in [(i["name"], i["value"]) for i in form.select("[type=hidden]")]


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=6))
def test_looking_never_invents_a_value_and_without_words_all_are_there(values: list[str], text: str) -> None:
    facets = [Facet(value, 1) for value in values]
    found = having_words(facets, text)
    assert [facet for facet in facets if facet in found] == found or len(set(values)) < len(values)
    assert having_words(facets, " ") == facets
