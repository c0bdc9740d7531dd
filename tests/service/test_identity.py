"""Entities follow the index: what is indexed and removed is known at once, under one name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.archive import Archive
from search.config import Settings
from search.errors import EntityNotFound, QueryError
from search.indexing import index_paths, remove_releases
from search.model import Facet

AGENCY = "Badan Umum Xenon Nusantara"


def write(path: Path, **bodies: str) -> None:
    lines = [json.dumps({"id": key, "body": body, "date": "2020-09-03"}) for key, body in bodies.items()]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", refresh_seconds=0)


def test_names_are_joined_and_parted_as_releases_come_and_go(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "releases.jsonl"
    plain = {
        "a": f"Jakarta - Pertemuan dihadiri {AGENCY} di Bandung pada Selasa.",
        "b": "Jakarta - Kepala BUXN, Budi Santoso, mengatakan BUXN bekerja sama dengan BUXN daerah.",
    }
    explained = f"Jakarta - Kepala {AGENCY} (BUXN), Budi Santoso, menerima tamu di Bandung."
    write(path, **plain)
    index_paths(settings, [path], jobs=1)
    with Archive.open(settings=settings) as archive:
        assert archive.search(organization=[AGENCY]).total == 1
        write(path, **plain, c=explained)
        index_paths(settings, [path], jobs=1)
        found = archive.search(organization=[AGENCY])
        assert found.total == 3
        assert found.facets["organization"][0] == Facet("BUXN", 3)
        assert archive.entity("organization", "buxn").releases == 3
        assert archive.entity("person", "budi-santoso").entity.roles[0].text == "Kepala BUXN"
        assert [listed.name for listed in archive.entities("xenon").entities] == ["BUXN"]
        remove_releases(settings, ["c"])
        assert archive.search(organization=[AGENCY]).total == 1
        assert archive.entities("xenon").entities[0].name == AGENCY
        assert archive.check() == []


def test_an_index_without_the_file_of_names_searches_each_for_itself(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "releases.jsonl"
    write(path, a=f"Jakarta - Kepala {AGENCY} (BUXN), Budi Santoso, menerima tamu di Bandung.")
    index_paths(settings, [path], jobs=1)
    (settings.index / "derived" / "identity.sqlite").unlink()
    with Archive.open(settings=settings) as archive:
        assert archive.search(organization=["BUXN"]).total == 1
        assert archive.entity("organization", "BUXN").entity.id == "buxn"
        assert archive.entities("buxn").total == 1
        with pytest.raises(EntityNotFound):
            archive.entity("organization", "siapa")
        with pytest.raises(QueryError, match="kind is 'dewa'; it takes one of person, organization, place"):
            archive.entities(kind="dewa")
    write(path, a=f"Jakarta - Kepala {AGENCY} (BUXN), Budi Santoso, menerima tamu di Medan.")
    index_paths(settings, [path], jobs=1)
    with Archive.open(settings=settings) as archive:
        assert archive.search(organization=[AGENCY]).total == 1
