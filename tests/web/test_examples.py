"""Examples on the start page are made of the archive itself, and each of them finds something."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search.archive import Archive
from search.web import create_app, examples


def asked(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    soup = BeautifulSoup(client.get(address).text, "lxml")
    return [(link.get_text(), unquote_plus(str(link["href"]))) for link in soup.select(".examples a")]


@pytest.mark.parametrize("address", ["/", "/?lang=en"])
def test_each_example_finds_something(client: FlaskClient, address: str) -> None:
    soup = BeautifulSoup(client.get(address).text, "lxml")
    links = soup.select(".examples a")
    assert 1 <= len(links) <= 3
    for link in links:
        results = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        assert results.select(".hit"), link


def test_they_are_plain_words_a_person_in_a_year_and_a_word_with_a_body_as_filters(client: FlaskClient) -> None:
    assert asked(client, "/") == [
        ("latihan penanggulangan", "/?q=latihan penanggulangan"),
        ("Budi Santoso, 2021", "/?q=&person=Budi Santoso&from=2021&to=2021"),
        ("bencana, Badan Contoh", "/?q=bencana&organization=Badan Contoh"),
    ]
    assert asked(client, "/?lang=en")[1] == (
        "Budi Santoso, 2021",
        "/?q=&person=Budi Santoso&from=2021&to=2021&lang=en",
    )


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
