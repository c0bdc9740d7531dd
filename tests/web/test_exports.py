"""Results as files: read back, they are the results."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.config import Settings
from search.model import Release
from search.readers import read
from search.web import create_app

MANY = "?q=latihan+OR+duta&sort=oldest&per_page=100"


def exported(client: FlaskClient, form: str, query: str = MANY) -> str:
    answer = client.get(f"/export{query}&format={form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="siaran.')
    return answer.text


def results(client: FlaskClient, query: str = MANY) -> list[dict[str, Any]]:
    found = client.get(f"/api/v1/search{query}").json
    assert found is not None
    return list(found["hits"])


def test_json_lines_are_the_results_in_their_order(client: FlaskClient) -> None:
    lines = [json.loads(line) for line in exported(client, "jsonl").splitlines()]
    hits = results(client)
    assert len(lines) == 25
    for line, hit in zip(lines, hits, strict=True):
        assert line.pop("body")
        assert line == {key: hit[key] for key in line}


def test_a_spreadsheet_has_the_results_in_its_rows(client: FlaskClient) -> None:
    text = exported(client, "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    hits = results(client)
    assert [row["id"] for row in rows] == [hit["id"] for hit in hits]
    for row, hit in zip(rows, hits, strict=True):
        assert row["date"] == hit["date"]
        assert row["persons"] == "; ".join(hit["persons"])


@pytest.mark.parametrize(("form", "count"), [("bibtex", "@misc{"), ("ris", "TY  - ")])
def test_references_are_those_of_the_results(client: FlaskClient, form: str, count: str) -> None:
    text = exported(client, form)
    assert text.count(count) == 25
    assert client.get(f"/cite/{form}/kunjungan").text in text


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_file_can_be_indexed_again(client: FlaskClient, archive: Any, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"siaran.{form}"
    path.write_bytes(exported(client, form, "?q=").encode("utf-8"))
    again = {release.id: release for release in read(path, record_bytes=1_000_000) if isinstance(release, Release)}
    assert len(again) == 27
    with archive.sweep() as sweep:
        stored = list(sweep.releases())
    for found in stored:
        same = again[found.id]
        assert (same.date, same.source) == (found.date, found.source)
        assert same.title == found.title or len(found.title) > 500, "readers bound titles"
        assert same.body.split() == found.body.split()


def test_a_cell_that_a_spreadsheet_would_run_is_text(make_archive: Any) -> None:
    given = [Release(f"r{n}", "Isi.", title) for n, title in enumerate(["=1+1", "+62", "-x", "@x", "aman=1"])]
    with make_archive(given) as archive:
        text = create_app(archive).test_client().get("/export?q=&format=csv").text
    titles = [row["title"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    assert sorted(titles) == ["'+62", "'-x", "'=1+1", "'@x", "aman=1"]


def test_too_many_results_are_refused_with_the_way_out(make_archive: Any) -> None:
    given = [Release(f"r{n}", "Isi.", "Judul", date=date(2000 + n, 1, 1)) for n in range(12)]
    with make_archive(given, Settings(refresh_seconds=0, depth=10)) as archive:
        client = create_app(archive).test_client()
        answer = client.get("/export?q=&format=jsonl")
        assert (answer.status_code, answer.mimetype) == (400, "text/html")
        assert "paling banyak 10 siaran" in answer.text
        assert "Persempit" in answer.text
        assert len(client.get("/export?q=&format=jsonl&from=2005").text.splitlines()) == 7
        assert "/export?" not in client.get("/?q=").text
        assert "/export?format=csv" in client.get("/?q=&from=2005").text


@pytest.mark.parametrize(
    "query", ["format=docx", "format=csv&from=kemarin", "format=csv&from=2021&to=2020", "q=" + "a" * 501]
)
def test_a_bad_value_is_said_on_a_page(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/export?{query}")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert 'role="alert"' in answer.text


def test_all_of_a_long_result_is_given_in_order(make_archive: Any) -> None:
    given = [Release(f"r{n:04}", "Isi yang panjang. " * 20, f"Judul {n}") for n in range(1203)]
    with make_archive(given) as archive:
        text = create_app(archive).test_client().get("/export?q=isi&sort=oldest&format=jsonl").text
        assert [json.loads(line)["id"] for line in text.splitlines()] == [release.id for release in given]
        with archive.sweep("isi", sort="oldest") as sweep:
            some = [release.id for release in sweep.releases(offset=700, limit=502)]
            assert sweep.total == 1203
        assert some == [release.id for release in given[700:1202]]
