"""Folders that are indexed again and again: what is as it was is not read, and the index is as if it had been."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import ingest as ingesting
from search import readbefore, workers
from search.engines.memory import MemoryEngine
from search.ingest import Failure, Report, ingest
from search.language import Analyzer
from search.model import Release
from search.readbefore import ReadBefore

ANALYZER = Analyzer()


@pytest.fixture(autouse=True)
def fine_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of these tests are changed at times that differ (`write`)."""
    monkeypatch.setattr(readbefore, "COARSEST_SECONDS", 0)


@pytest.fixture
def was_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read."""
    names: list[str] = []

    def read(path: Path, **options: Any) -> Any:
        names.append(path.name)
        return reading(path, **options)

    reading = ingesting.read
    monkeypatch.setattr(ingesting, "read", read)
    monkeypatch.setattr(workers, "read", read)
    return names


def run(engine: MemoryEngine, folder: Path, before: ReadBefore | None = None) -> Report:
    return ingest(engine, ANALYZER, [folder], record_bytes=10_000, jobs=1, before=before)


def held(engine: MemoryEngine) -> dict[str, Release]:
    with closing(engine.snapshot()) as snapshot:
        return {release.id: release for release in snapshot.releases()}


_times = count(1)


def write(path: Path, text: str) -> None:
    """A file, at a time that no other was written at: two tests' steps may be closer than the system's clock tells."""
    path.write_text(text, "utf-8")
    at = 1_600_000_000 + next(_times)
    os.utime(path, (at, at))


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, was_read: list[str]) -> None:
    engine, before = MemoryEngine(), ReadBefore()
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / name, f"Isi {name}.")
    assert run(engine, tmp_path, before).added == 3
    assert sorted(was_read) == ["a.txt", "b.txt", "c.txt"]
    was_read.clear()
    write(tmp_path / "b.txt", "Lain.")
    write(tmp_path / "d.txt", "Baru.")
    (tmp_path / "c.txt").unlink()
    report = run(engine, tmp_path, before)
    assert (report.added, report.updated, report.unchanged, report.removed) == (1, 1, 1, 1)
    assert sorted(was_read) == ["b.txt", "d.txt"]


def test_a_file_that_was_changed_just_now_is_read_once_more(
    tmp_path: Path, was_read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readbefore, "COARSEST_SECONDS", 1_000)
    engine, before = MemoryEngine(), ReadBefore()
    write(tmp_path / "a.txt", "Isi.")
    for _ in range(2):
        run(engine, tmp_path, before)
    assert was_read == ["a.txt", "a.txt"]


def test_what_cannot_be_read_is_named_once_until_it_changes_and_nothing_of_it_is_lost(
    tmp_path: Path, was_read: list[str]
) -> None:
    engine, before = MemoryEngine(), ReadBefore()
    good = json.dumps({"id": "x", "body": "Isi."})
    write(tmp_path / "a.jsonl", good)
    run(engine, tmp_path, before)
    write(tmp_path / "a.jsonl", "{ rusak")
    (failure,) = run(engine, tmp_path, before).failed
    assert failure.path.startswith(str(tmp_path / "a.jsonl"))
    was_read.clear()
    write(tmp_path / "b.txt", "Lain.")
    report = run(engine, tmp_path, before)
    assert (report.failed, report.removed, was_read) == ((), 0, ["b.txt"])
    assert "x" in held(engine)
    write(tmp_path / "a.jsonl", "{ rusak")
    assert run(engine, tmp_path, before).failed == (failure,)


def test_a_folder_that_cannot_be_listed_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, before = MemoryEngine(), ReadBefore()
    (tmp_path / "gelap").mkdir()
    write(tmp_path / "gelap" / "a.txt", "Isi.")
    run(engine, tmp_path, before)
    listing = Path.iterdir

    def refused(path: Path) -> Any:
        if path.name == "gelap":
            raise PermissionError
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    failed = [run(engine, tmp_path, before).failed for _ in range(2)]
    assert [len(each) for each in failed] == [1, 0]
    assert len(held(engine)) == 1


def test_an_index_that_another_process_changed_is_filled_again(tmp_path: Path, was_read: list[str]) -> None:
    engine, before = MemoryEngine(), ReadBefore()
    write(tmp_path / "a.txt", "Isi.")
    run(engine, tmp_path, before)
    with engine.writer() as writer:
        writer.remove(held(engine))
        writer.commit()
    assert run(engine, tmp_path, before).added == 1
    assert was_read == ["a.txt", "a.txt"]


IDS = st.sampled_from("xyz")
FILES = st.sampled_from(["a.txt", "b.jsonl", "c.jsonl", "d/e.jsonl"])
LINES = st.lists(IDS.map(lambda id_: json.dumps({"id": id_, "body": f"Isi {id_}."})) | st.just("{ rusak"), max_size=3)
STEPS = st.lists(st.tuples(FILES, LINES | st.none() | FILES), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_index_is_as_if_all_had_been_read_each_time(steps: Sequence[tuple[str, list[str] | str | None]]) -> None:
    """A step writes a file, takes it away (None), or gives it another name."""
    remembering, reading, before = MemoryEngine(), MemoryEngine(), ReadBefore()
    named: set[Failure] = set()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "d").mkdir()
        for file, what in steps:
            path = folder / file
            if isinstance(what, list):
                write(path, "\n".join(what) or "Tanpa baris.")
            elif path.exists():
                path.unlink() if what is None else path.rename(folder / what)
            one, other = run(remembering, folder, before), run(reading, folder)
            assert held(remembering) == held(reading)
            for part in ("added", "updated", "unchanged", "removed"):
                assert getattr(one, part) == getattr(other, part), part
            assert set(one.failed) <= set(other.failed) <= named | set(one.failed)
            named |= set(one.failed)
