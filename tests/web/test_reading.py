"""The page of one release: from mark to mark, from result to result, and as a reference."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.config import Settings
from search.model import Release
from search.web import create_app
from search.web.paragraphs import STOPS, paragraphs

HOSTILE = "/releases/" + quote("https://contoh.example/a//b?c=d#e", safe="")


def page(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


@given(
    text=st.text("ab \n", max_size=40),
    edges=st.lists(st.integers(0, 40), max_size=12, unique=True).map(sorted),
    anchors=st.lists(st.integers(0, 40), max_size=4),
)
def test_pieces_hold_the_text_its_marks_and_its_anchors(text: str, edges: list[int], anchors: list[int]) -> None:
    marks = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if b <= len(text)]
    made, stops = paragraphs(text, marks, anchors)
    assert ["".join(p.text for p in pieces) for pieces in made] == [line for line in text.split("\n") if line.strip()]
    pieces = [piece for paragraph in made for piece in paragraph]
    marked = "".join(p.text for p in pieces if p.marked).replace(" ", "")
    assert marked == "".join(text[a:b] for a, b in marks).replace("\n", "").replace(" ", "")
    numbers = [piece.stop for piece in pieces if piece.stop]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers) <= stops
    named = [piece.anchor for piece in pieces if piece.anchor is not None]
    assert len(named) == len(set(named))
    assert set(named) <= set(anchors)


def test_words_side_by_side_are_one_place_to_jump_to() -> None:
    made, stops = paragraphs("satu dua, tiga lalu empat", [(0, 4), (5, 8), (10, 14), (20, 25)])
    assert stops == 2
    assert [piece.text for piece in made[0] if piece.stop] == ["satu", "empat"]


def test_a_long_text_has_a_bounded_number_of_places() -> None:
    text = "kata lain\n" * 20_000
    made, stops = paragraphs(text, [(at, at + 4) for at in range(0, len(text), 10)], range(0, len(text), 100))
    assert (len(made), stops) == (20_000, STOPS)


def test_links_lead_from_mark_to_mark_without_script(client: FlaskClient) -> None:
    soup = page(client, "/releases/kunjungan?q=kunjungan+OR+negara+OR+internasional")
    stops = [str(mark["id"]) for mark in soup.select(".body mark[id]")]
    assert stops == ["m1", "m2", "m3"]
    assert soup.select_one("a.first-mark[href='#m1']")
    groups = soup.select(".body mark[id] + .jump")
    jumps = [[str(link["href"]) for link in group.select("a")] for group in groups]
    assert jumps == [["#m2"], ["#m1", "#m3"], ["#m2"]]
    assert {str(a["href"])[1:] for a in soup.select(".jump a")} <= set(stops)


def test_the_text_is_not_changed_by_marks_and_links(client: FlaskClient, archive: Any) -> None:
    soup = page(client, "/releases/kunjungan?q=kunjungan+OR+terorisme")
    for jump in soup.select(".jump"):
        jump.decompose()
    shown = "\n".join(p.get_text() for p in soup.select(".body p"))
    assert shown == archive.release("kunjungan").body


def test_a_release_leads_to_its_neighbours_in_the_results_across_pages(client: FlaskClient) -> None:
    expected = [hit["id"] for hit in client.get("/api/v1/search?q=latihan&sort=oldest&per_page=100").json["hits"]]  # type: ignore[index]
    seen = []
    address: str | None = f"/releases/{expected[0]}?q=latihan&sort=oldest&per_page=5"
    while address:
        soup = page(client, address)
        seen.append(address.split("?")[0].removeprefix("/releases/"))
        before = soup.select_one(".back a[rel=prev]")
        assert bool(before) == (len(seen) > 1)
        if before:
            assert str(before["href"]).startswith(f"/releases/{seen[-2]}?")
        after = soup.select_one(".back a[rel=next]")
        address = str(after["href"]) if after else None
    assert seen == expected


def test_a_release_that_is_not_on_the_page_its_link_names_has_no_neighbours(client: FlaskClient) -> None:
    for query in ("q=latihan", "q=kunjungan&page=3", "q=tidakadakatanya", f"q={'a' * 501}", "from=x"):
        assert not page(client, f"/releases/kunjungan?{query}").select(".back a[rel]")


def test_a_release_is_cited_as_newsrooms_do(client: FlaskClient) -> None:
    text = page(client, "/releases/kunjungan").select_one("#cite-text")
    assert text is not None
    assert text.get_text() == (
        "Badan Contoh. “Kepala Badan Contoh menerima duta besar”. Siaran pers, 3 September 2020. "
        "https://contoh.example/siaran/1"
    )
    bare = page(client, "/releases/tanpa-judul").select_one("#cite-text")
    assert bare is not None
    assert bare.get_text() == "“Menteri menutup rapat.”. Siaran pers."


@pytest.mark.parametrize(("form", "begin"), [("bibtex", "@misc{kunjungan,"), ("ris", "TY  - "), ("csl", "[")])
def test_a_reference_is_on_the_page_and_a_file(client: FlaskClient, form: str, begin: str) -> None:
    shown = page(client, "/releases/kunjungan").select_one(f"#cite-{form}")
    assert shown is not None
    file = client.get(f"/cite/{form}/kunjungan")
    assert file.text.startswith(begin)
    assert file.text.split() == shown.get_text().split()
    assert file.headers["Content-Disposition"].startswith('attachment; filename="kunjungan.')
    assert client.get(f"/cite/{form}/tidak-ada").status_code == 404
    assert client.get("/cite/docx/kunjungan").status_code == 404


def test_a_hostile_release_is_cited_as_text(client: FlaskClient) -> None:
    soup = page(client, HOSTILE)
    assert "<script>alert(1)</script>" in soup.select_one("#cite-bibtex").get_text().replace("\\", "")  # type: ignore[union-attr]
    assert "javascript:" not in soup.select_one(".citation").get_text()  # type: ignore[union-attr]
    file = client.get("/cite/csl/" + quote("https://contoh.example/a//b?c=d#e", safe=""))
    (item,) = json.loads(file.text)
    assert "URL" not in item
    assert '"' not in file.headers["Content-Disposition"].removeprefix('attachment; filename="')[:-1]


def test_a_release_without_an_address_is_cited_by_its_page_here_where_ours_is_known(make_archive: Any) -> None:
    settings = Settings(refresh_seconds=0, public_url="https://siaran.example/cari/")
    with make_archive([Release("a b", "Isi.", "Judul")], settings) as archive:
        client = create_app(archive).test_client()
        assert "https://siaran.example/cari/releases/a%20b" in client.get("/releases/a b").text
