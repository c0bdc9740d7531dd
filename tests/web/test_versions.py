"""Versions of a release and related ones: on the pages, and in the endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from markupsafe import escape

from search.annotating import annotate
from search.archive import Archive
from search.model import Release
from search.web import create_app

MakeArchive = Callable[[Sequence[Release]], Archive]

FIRST = (
    "Jakarta - Badan Contoh menggelar pelatihan penyelamatan bagi nelayan pesisir pada musim hujan tahun ini. Kegiatan "
    "itu diikuti oleh dua ratus peserta dari tujuh desa, dan para pelatih memperagakan cara memakai pelampung serta "
    "radio. Panitia berharap setiap perahu kelak membawa alat keselamatan yang cukup untuk semua awaknya."
)
SECOND = FIRST.replace("tujuh desa", "<b>delapan</b> desa")
OTHER = (
    "Nelayan pesisir yang ikut pelatihan penyelamatan mendapat pelampung dan radio dari Badan Contoh. Para peserta "
    "dari tujuh desa memakai pelampung itu pada musim hujan, dan setiap perahu membawa alat keselamatan untuk awaknya."
)
RELEASES = [
    Release("satu", FIRST, "Pelatihan Nelayan", date=date(2020, 1, 1)),
    Release("dua", SECOND, "Pelatihan <i>Nelayan</i> Pesisir", date=date(2020, 1, 2)),
    Release("tiga", OTHER, "Pelampung untuk Nelayan", date=date(2020, 1, 3)),
]


@pytest.fixture(scope="module")
def archive(make_archive: MakeArchive) -> Iterator[Archive]:
    with make_archive(RELEASES) as archive:
        yield archive


@pytest.fixture
def client(archive: Archive) -> FlaskClient:
    return create_app(archive).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_versions_are_one_result_that_names_the_others(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=pelatihan").json
    assert found is not None
    assert {hit["id"]: hit["duplicates"] for hit in found["hits"]} == {"satu": ["dua"], "tiga": []}
    assert found["total"] == 2


def test_all_versions_are_results_where_that_is_asked_for(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=pelatihan&fold=0").json
    assert found is not None
    assert {hit["id"]: hit["duplicates"] for hit in found["hits"]} == {"satu": ["dua"], "dua": ["satu"], "tiga": []}
    assert "fold=0" in found["links"]["self"]


def test_the_start_page_counts_a_name_as_its_own_page_does_every_version(make_archive: MakeArchive) -> None:
    with make_archive(annotate(RELEASES)) as archive:
        client = create_app(archive).test_client()
        chips = BeautifulSoup(page(client, "/"), "lxml").select("a.chip")
        shown = {str(chip["href"]): int(chip.text.split()[-1]) for chip in chips}
        assert max(shown.values()) == len(RELEASES)
        for path, count in shown.items():
            own = client.get(f"/api/v1{path}").json
            assert own is not None
            assert own["releases"] == count, path


def test_what_fold_takes_is_said_where_it_is_given_something_else(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?fold=yes")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["errors"][0]["parameter"] == "fold"


def test_a_release_tells_its_versions_and_related_releases_with_the_reason(client: FlaskClient) -> None:
    release = client.get("/api/v1/releases/satu").json
    assert release is not None
    assert release["duplicates"] == ["dua"]
    (related,) = release["related"]
    assert (related["id"], related["title"], related["date"]) == ("tiga", "Pelampung untuk Nelayan", "2020-01-03")
    assert related["why"]["words"]
    assert related["why"]["days"] == 2


def test_the_results_say_how_many_other_versions_there_are_and_lead_to_them(client: FlaskClient) -> None:
    text = page(client, "/?q=pelatihan")
    assert "1 versi lain" in text
    assert "/releases/satu?q=pelatihan#versions" in text
    assert "Tampilkan semua versi" in text
    assert "Gabungkan yang hampir sama" in page(client, "/?q=pelatihan&fold=0")


def test_the_page_of_a_release_shows_its_versions_and_related_releases(client: FlaskClient) -> None:
    text = page(client, "/releases/satu")
    assert "Versi lain siaran ini" in text
    assert "/compare/satu?with=dua" in text
    assert "Siaran terkait" in text
    assert "Pelampung untuk Nelayan" in text
    assert "<i>Nelayan</i>" not in text
    assert "Versi lain" not in page(client, "/releases/tiga")


def test_two_versions_are_compared_with_every_text_escaped(client: FlaskClient) -> None:
    text = page(client, "/compare/satu?with=dua")
    assert "<del>tujuh</del>" in text
    assert f"<ins>{escape('<b>delapan</b>')}</ins>" in text
    assert "<b>delapan" not in text


def test_equal_texts_are_said_to_be_equal(client: FlaskClient) -> None:
    assert "Kata-kata kedua versi sama" in page(client, "/compare/satu?with=satu")


@pytest.mark.parametrize("path", ["/compare/satu", "/compare/satu?with=nobody", "/compare/nobody?with=satu"])
def test_what_is_not_there_cant_be_compared(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
