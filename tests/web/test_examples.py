"""Examples on the start page are made of the archive itself, and each of them finds something."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.archive import Archive
from search.web import create_app, examples


def asked(client: FlaskClient, address: str) -> list[str]:
    soup = BeautifulSoup(client.get(address).text, "lxml")
    return [link.get_text() for link in soup.select(".examples a")]


@pytest.mark.parametrize("address", ["/", "/?lang=en"])
def test_each_example_finds_something(client: FlaskClient, address: str) -> None:
    soup = BeautifulSoup(client.get(address).text, "lxml")
    links = soup.select(".examples a")
    assert 1 <= len(links) <= 3
    for link in links:
        results = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        assert results.select(".hit"), link


def test_they_are_a_phrase_a_person_in_a_year_and_a_body_with_a_word(client: FlaskClient) -> None:
    assert asked(client, "/") == [
        '"latihan penanggulangan"',
        'tokoh:"Budi Santoso" tahun:2021',
        'lembaga:"Badan Contoh" bencana',
    ]
    assert asked(client, "/?lang=en")[1] == 'person:"Budi Santoso" year:2021'


def test_they_are_made_once_a_state(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    client = create_app(archive).test_client()
    first = asked(client, "/")

    def refuse(*_given: Any) -> Any:
        raise AssertionError("made again")

    monkeypatch.setattr(examples, "_made", refuse)
    assert asked(client, "/") == first


def test_an_archive_without_releases_has_none(make_archive: Any) -> None:
    with make_archive([]) as empty:
        assert asked(create_app(empty).test_client(), "/") == []
