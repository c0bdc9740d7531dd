"""The command line shows one version for all, or every version, and says what the versions of a release are."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

FIRST = (
    "Jakarta - Badan Contoh menggelar pelatihan penyelamatan bagi nelayan pesisir pada musim hujan tahun ini. Kegiatan "
    "itu diikuti oleh dua ratus peserta dari tujuh desa, dan para pelatih memperagakan cara memakai pelampung serta "
    "radio. Panitia berharap setiap perahu kelak membawa alat keselamatan yang cukup untuk semua awaknya."
)


@pytest.fixture(scope="module")
def index(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    rows = [
        {"id": "satu", "title": "Pelatihan", "date": "2020-01-01", "body": FIRST},
        {"id": "dua", "date": "2020-01-02", "body": f"{FIRST} Selesai."},
        {"id": "tiga", "title": "Guru", "date": "2020-01-03", "body": "Guru belajar mengajar matematika di sekolah."},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert run("index", folder / "rows.jsonl", "--index", folder / "index").returncode == 0
    return folder / "index"


def found(run: Run, index: Path, *options: str) -> dict[str, list[str]]:
    page = json.loads(run("search", "pelatihan", "--json", "--index", index, *options).stdout)
    return {hit["id"]: hit["duplicates"] for hit in page["hits"]}


def test_a_search_shows_the_best_version_with_the_ids_of_the_others(run: Run, index: Path) -> None:
    assert found(run, index) == {"satu": ["dua"]}


def test_a_search_shows_all_versions_where_that_is_asked_for(run: Run, index: Path) -> None:
    assert found(run, index, "--all-versions") == {"satu": ["dua"], "dua": ["satu"]}


def test_a_release_is_shown_with_its_versions(run: Run, index: Path) -> None:
    assert json.loads(run("show", "dua", "--json", "--index", index).stdout)["duplicates"] == ["satu"]
    assert "version: satu  2020-01-01  Pelatihan" in run("show", "dua", "--index", index).stdout


def test_a_version_that_is_removed_is_no_version_any_more(run: Run, index: Path, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps({"id": "x", "body": FIRST}) + "\n", "utf-8")
    (tmp_path / "two.jsonl").write_text(json.dumps({"id": "y", "body": FIRST}) + "\n", "utf-8")
    own = tmp_path / "index"
    run("index", tmp_path / "one.jsonl", tmp_path / "two.jsonl", "--index", own)
    assert set(found(run, own, "--all-versions")) == {"x", "y"}
    assert run("remove", "y", "--index", own).returncode == 0
    assert found(run, own) == {"x": []}
