"""Who said what, as a page and as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.analysis import analyse
from search.annotating import annotate
from search.archive import Archive
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Release
from search.web import create_app

HOSTILE = "<script>alert(1)</script>"
BUDI = (
    "Jakarta - Menteri Kesehatan Budi Santoso membuka pertemuan. "
    '"Vaksinasi anak akan dimulai pada bulan depan," kata Budi Santoso, Selasa (02/03).\n'
    "Menurut Kepala Dinas Kesehatan Siti Aminah, anggaran untuk program tersebut sudah disiapkan."
)
STRANGE = f'Jakarta - "Kami tidak takut {HOSTILE} kepada siapa pun juga," kata seorang warga yang hadir.'


@pytest.fixture(scope="module")
def client() -> Iterator[FlaskClient]:
    releases = [
        Release("budi", BUDI, "Vaksinasi dimulai", date=date(2021, 3, 3), source="Kemenkes"),
        Release("warga", STRANGE, f"Judul {HOSTILE}", source="Dinkes"),
    ]
    engine = MemoryEngine()
    with engine.writer() as writer:
        writer.add(analyse(annotate(releases), ["", ""], Analyzer(), lambda _forms: {}))
        writer.commit()
    with Archive(engine) as archive:
        yield create_app(archive).test_client()


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert HOSTILE not in answer.text
    return answer.text


def data(client: FlaskClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.json


def test_the_endpoint_says_who_said_what_where(client: FlaskClient) -> None:
    found = data(client, "/api/v1/quotes?q=vaksinasi")
    assert found["total"] == 1
    hit = found["hits"][0]
    assert hit["speaker"] == {"id": "budi-santoso", "name": "Budi Santoso"}
    assert hit["release"]["id"] == "budi"
    assert BUDI[hit["start"] : hit["end"]] == hit["text"]
    assert hit["marked"].startswith("<mark>Vaksinasi</mark>")
    assert [facet["value"] for facet in found["facets"]["speaker"]] == ["Budi Santoso"]


def test_a_speaker_and_a_time_narrow(client: FlaskClient) -> None:
    assert data(client, "/api/v1/quotes?speaker=siti+aminah")["hits"][0]["indirect"] is True
    assert data(client, "/api/v1/quotes?from=2021&to=2021")["total"] == 2
    assert data(client, "/api/v1/quotes?from=2022")["total"] == 0


def test_pages_lead_to_each_other(client: FlaskClient) -> None:
    first = data(client, "/api/v1/quotes?per_page=2")
    second = data(client, first["links"]["next"])
    assert (len(first["hits"]), len(second["hits"])) == (2, 1)
    assert second["links"]["prev"]


@pytest.mark.parametrize("wrong", ["person=x", "sort=x", "page=0", "from=2022&to=2021", "q=" + "a" * 2000])
def test_a_wrong_parameter_is_named(client: FlaskClient, wrong: str) -> None:
    answer = client.get(f"/api/v1/quotes?{wrong}")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert wrong.partition("=")[0] in answer.json["detail"] + str(answer.json.get("errors"))


def test_markup_in_a_quote_is_escaped(client: FlaskClient) -> None:
    marked = data(client, "/api/v1/quotes?q=takut")["hits"][0]["marked"]
    assert "<mark>takut</mark> &lt;script&gt;" in marked
    page(client, "/quotes?q=takut")
    page(client, "/releases/warga?q=takut")


def test_the_page_shows_quotes_with_their_speakers(client: FlaskClient) -> None:
    shown = page(client, "/quotes")
    assert "3</strong> kutipan" in shown
    assert "Budi Santoso" in shown
    assert "(kutipan tak langsung)" in shown
    assert "Menteri Kesehatan" in shown


def test_a_quote_leads_to_its_place_in_the_release(client: FlaskClient) -> None:
    start = BUDI.index("Vaksinasi")
    assert f'/releases/budi?q=vaksinasi#q{start}"' in page(client, "/quotes?q=vaksinasi")
    assert f'<span id="q{start}" class="anchor"></span><mark id="m1">Vaksinasi</mark>' in page(
        client, "/releases/budi?q=vaksinasi"
    )


def test_a_release_lists_its_quotes_and_the_days_it_tells_of(client: FlaskClient) -> None:
    shown = page(client, "/releases/budi")
    assert '<h2 id="quoted">Kutipan</h2>' in shown
    assert '<time datetime="2021-03-02">2 Maret 2021</time>' in shown


def test_nothing_found_leads_on(client: FlaskClient) -> None:
    shown = page(client, "/quotes?q=tidakadakatanya")
    assert "Tidak ada kutipan" in shown
    assert "Cari dalam seluruh teks siaran" in shown


def test_what_is_wrong_is_said_at_the_field(client: FlaskClient) -> None:
    answer = client.get("/quotes?from=2022-01-01&to=2021-01-01&speaker=Budi+Santoso")
    assert answer.status_code == 400
    assert "Tukarlah keduanya" in answer.text
    assert "Budi Santoso" in answer.text
