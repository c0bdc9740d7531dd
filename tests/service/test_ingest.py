"""Indexing: incremental, all or nothing, and nothing that was indexed is lost to bad input."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from search import workers
from search.archive import Archive
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.errors import IndexDamaged, IndexLocked, IndexMissing
from search.indexing import index_paths, open_or_create, rebuild_index, remove_releases
from search.ingest import Report, ingest
from search.language import Analyzer
from search.model import Release

Index = Callable[..., Report]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", refresh_seconds=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "siaran pers"
    (folder / "2020").mkdir(parents=True)
    (folder / "2020" / "satu.txt").write_text("Kepala badan membuka pelatihan.", "utf-8")
    (folder / "dua.txt").write_text("Menteri menutup rapat.", "utf-8")
    return folder


@pytest.fixture
def index(settings: Settings) -> Index:
    return lambda *paths: index_paths(settings, paths, jobs=1)


@pytest.fixture
def remake(settings: Settings) -> Index:
    return lambda *paths: rebuild_index(settings, paths, jobs=1)


@pytest.fixture
def titles(settings: Settings) -> Callable[..., list[str]]:
    def found(q: str = "") -> list[str]:
        with Archive.open(None, settings) as archive:
            return sorted(hit.release.title for hit in archive.search(q).hits)

    return found


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed


def write_lines(path: Path, *records: object) -> Path:
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_folder_is_indexed_with_its_subfolders(index, titles, folder) -> None:
    assert counts(index(folder)) == (2, 0, 0, 0)
    assert titles() == ["Kepala badan membuka pelatihan.", "Menteri menutup rapat."]


def test_a_second_run_changes_nothing(index, titles, folder, settings) -> None:
    index(folder)
    with Archive.open(None, settings) as archive:
        before = archive.state
        assert counts(index(folder)) == (0, 0, 2, 0)
        assert archive.state == before


def test_a_changed_file_replaces_its_release(index, titles, folder) -> None:
    index(folder)
    (folder / "dua.txt").write_text("Menteri membuka rapat.", "utf-8")
    assert counts(index(folder)) == (0, 1, 1, 0)
    assert titles("rapat") == ["Menteri membuka rapat."]


def test_what_is_gone_from_an_indexed_folder_is_removed(index, titles, folder) -> None:
    index(folder)
    (folder / "dua.txt").unlink()
    assert counts(index(folder)) == (0, 0, 1, 1)
    assert titles() == ["Kepala badan membuka pelatihan."]


def test_what_lies_outside_an_indexed_folder_stays(index, titles, folder, tmp_path) -> None:
    beside = tmp_path / "siaran pers lain.txt"
    beside.write_text("Gubernur meresmikan jembatan.", "utf-8")
    index(folder, beside)
    (folder / "dua.txt").unlink()
    assert counts(index(folder)) == (0, 0, 1, 1)
    assert "Gubernur meresmikan jembatan." in titles()


def test_a_record_that_left_its_file_is_removed(index, titles, tmp_path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "1", "body": "satu"}, {"id": "2", "body": "dua"})
    index(path)
    write_lines(path, {"id": "2", "body": "dua"})
    assert counts(index(path)) == (0, 0, 1, 1)


def test_a_bad_line_is_named_and_loses_nothing_that_was_indexed(index, titles, tmp_path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "1", "body": "satu"}, {"id": "2", "body": "dua"})
    index(path)
    write_lines(path, {"id": "1", "body": "satu"}, '{"id": "2", "body": ')
    report = index(path)
    assert counts(report) == (0, 0, 1, 0)
    assert [failure.path for failure in report.failed] == [f"{path.resolve()}:2"]
    assert titles("dua") == ["dua"]


def test_a_file_that_can_not_be_read_any_more_keeps_its_release(index, titles, folder) -> None:
    index(folder)
    (folder / "dua.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    report = index(folder)
    assert counts(report) == (0, 0, 1, 0)
    assert [Path(failure.path).name for failure in report.failed] == ["dua.txt"]
    assert titles("rapat") == ["Menteri menutup rapat."]


def test_a_missing_path_is_named_and_the_others_are_indexed(index, titles, folder) -> None:
    report = index(folder / "tidak ada.txt", folder / "dua.txt")
    assert (counts(report), len(report.failed)) == ((1, 0, 0, 0), 1)
    assert "tidak ada.txt" in report.failed[0].path


def test_of_two_records_with_one_id_the_first_is_indexed_and_the_second_named(index, titles, tmp_path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "1", "body": "satu"}, {"id": "1", "body": "dua"})
    report = index(path)
    assert titles() == ["satu"]
    assert "'1'" in report.failed[0].error
    assert counts(index(path)) == (0, 0, 1, 0)


def test_a_release_that_moved_to_another_file_is_not_removed(index, titles, tmp_path) -> None:
    folder = tmp_path / "arsip"
    folder.mkdir()
    write_lines(folder / "a.jsonl", {"id": "1", "body": "satu"})
    index(folder)
    (folder / "a.jsonl").rename(folder / "b.jsonl")
    assert counts(index(folder)) == (0, 1, 0, 0)
    assert titles() == ["satu"]


def test_a_text_that_trips_a_rule_is_named_and_the_others_are_indexed(index, titles, tmp_path, monkeypatch) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"id": "1", "body": "satu"}, {"id": "2", "body": "dua"})
    index(path)
    annotate = workers.annotate

    def trip(releases: Sequence[Release]) -> list[Release]:
        return [{}[release.id] for release in releases if "DUA" in release.body] or annotate(releases)

    monkeypatch.setattr(workers, "annotate", trip)
    write_lines(path, {"id": "1", "body": "satu lagi"}, {"id": "2", "body": "DUA"})
    report = index(path)
    assert counts(report) == (0, 1, 0, 0)
    assert "'2'" in report.failed[0].error
    assert titles() == ["dua", "satu lagi"]


def test_an_empty_folder_makes_an_empty_index_that_can_be_searched(index, titles, tmp_path) -> None:
    (tmp_path / "kosong").mkdir()
    assert counts(index(tmp_path / "kosong")) == (0, 0, 0, 0)
    assert titles() == []


def test_an_open_archive_sees_the_new_state_after_the_commit(index, folder, settings) -> None:
    index(folder)
    with Archive.open(None, settings) as archive:
        assert archive.search("rapat").total == 1
        (folder / "tiga.txt").write_text("Rapat kedua.", "utf-8")
        index(folder)
        assert archive.search("rapat").total == 2


def test_a_second_writer_is_told_who_holds_the_lock(index, folder, settings) -> None:
    index(folder)
    with (
        closing(open_or_create(settings, Analyzer())) as engine,
        engine.writer(),
        pytest.raises(IndexLocked, match="process"),
    ):
        index(folder)


def test_processes_give_the_same_index_as_one(tmp_path, titles, settings) -> None:
    many = tmp_path / "banyak"
    many.mkdir()
    for number in range(100):
        (many / f"{number}.txt").write_text(f"Siaran nomor {number} tentang penanggulangan.", "utf-8")
    assert counts(index_paths(settings, [many], jobs=2)) == (100, 0, 0, 0)
    with Archive.open(None, settings) as archive:
        assert archive.search("menanggulangi").total == 100
    assert counts(index_paths(settings, [many], jobs=2)) == (0, 0, 100, 0)


def test_releases_are_removed_by_id_and_unknown_ids_named(index, titles, tmp_path, settings) -> None:
    index(write_lines(tmp_path / "a.jsonl", {"id": "1", "body": "satu"}, {"id": "2", "body": "dua"}))
    assert remove_releases(settings, ["2", "9"]) == ["9"]
    assert titles() == ["satu"]


class TestRebuild:
    def test_takes_a_release_whose_file_is_gone_from_the_index(self, index, remake, titles, folder) -> None:
        index(folder)
        (folder / "dua.txt").unlink()
        report = remake()
        assert report.added == 2
        assert titles("rapat") == ["Menteri menutup rapat."]

    def test_keeps_the_release_of_a_file_that_became_unreadable(self, index, remake, titles, folder) -> None:
        index(folder)
        (folder / "dua.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
        assert len(remake().failed) == 1
        assert titles("rapat") == ["Menteri menutup rapat."]

    def test_makes_an_index_of_another_analyzer_usable(
        self, index, remake, titles, folder, settings, monkeypatch
    ) -> None:
        index(folder)
        monkeypatch.setattr(Analyzer, "fingerprint", "lain")
        with pytest.raises(Exception, match="--rebuild"):
            titles()
        with pytest.raises(Exception, match="--rebuild"):
            index(folder)
        remake()
        assert titles("rapat") == ["Menteri menutup rapat."]

    def test_without_paths_of_a_damaged_index_asks_for_paths(self, index, remake, folder, settings) -> None:
        index(folder)
        (settings.index / "siaran.json").write_text("{", "utf-8")
        with pytest.raises(IndexDamaged):
            remake()

    def test_with_paths_replaces_a_damaged_index(self, index, remake, titles, folder, settings) -> None:
        index(folder)
        (settings.index / "siaran.json").write_text("{", "utf-8")
        report = remake(folder)
        assert counts(report) == (2, 0, 0, 0)
        assert any("stored releases" in notice.text for notice in report.notices)
        assert len(titles()) == 2

    def test_of_nothing_asks_for_paths(self, remake) -> None:
        with pytest.raises(IndexMissing):
            remake()


@pytest.fixture
def memory() -> Iterator[MemoryEngine]:
    engine = MemoryEngine()
    yield engine
    engine.close()


def test_any_engine_can_be_filled(memory, folder) -> None:
    report = ingest(memory, Analyzer(), [folder], record_bytes=1000, jobs=1)
    assert counts(report) == (2, 0, 0, 0)
