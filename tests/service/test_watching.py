"""Folders are indexed again as they change: what is new, changed, gone; whatever else happens meanwhile."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from search.archive import Archive
from search.errors import UsageError
from search.watching import changes, check

SIARAN = str(Path(sys.executable).with_name("siaran"))


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "siaran"
    folder.mkdir()
    (folder / "1.txt").write_text("Badan Contoh membuka latihan di Bandung.", "utf-8")
    return folder


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [SIARAN, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def totals(index: Path) -> Callable[[str], int]:
    def total(q: str) -> int:
        with Archive.open(index) as archive:
            return archive.search(q).total

    return total


def test_new_changed_and_removed_files_are_followed_until_it_is_interrupted(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "i"
    total = totals(index)
    with running("index", str(folder), "--index", str(index), "--watch", "--json", "--jobs", "1") as process:
        assert process.stdout is not None
        wait_until(lambda: index.joinpath("siaran.json").exists() and total("latihan") == 1)
        (folder / "2.txt").write_text("Menteri meninjau pelabuhan di Medan.", "utf-8")
        wait_until(lambda: total("pelabuhan") == 1)
        (folder / "2.txt").write_text("Menteri meninjau bandara di Medan.", "utf-8")
        wait_until(lambda: (total("pelabuhan"), total("bandara")) == (0, 1))
        (folder / "3.json").write_text("{ bukan json", "utf-8")
        (folder / "1.txt").unlink()
        wait_until(lambda: total("latihan") == 0)
        said = ""
        # A run is seen in the index before it is reported. To its report's end: `communicate` passes over what was read
        # ahead.
        while '"removed": 1' not in said or not said.endswith("\n}\n"):
            line = process.stdout.readline()
            assert line, said
            said += line
        process.send_signal(signal.SIGINT)
        rest, complaints = process.communicate(timeout=30)
        assert process.returncode == 0
    said += rest
    reports = [json.loads(text) for text in re.findall(r"^\{.*?^\}", said, re.DOTALL | re.MULTILINE)]
    assert reports[0]["added"] == 1
    assert sum(report["added"] + report["updated"] for report in reports) == 3
    assert sum(report["removed"] for report in reports) == 1
    assert complaints.count("3.json") == 1
    assert "Traceback" not in complaints


def test_a_server_follows_its_folder_in_a_process_beside_those_that_answer(folder: Path, tmp_path: Path) -> None:
    index = tmp_path / "i"
    with running("serve", str(folder), "--index", str(index), "--watch", "--port", "0") as process:
        assert process.stderr is not None
        said = ""
        while not (found := re.search(r"http://\S+/", said)):
            line = process.stderr.readline()
            assert line, said
            said += line

        def total(q: str) -> int:
            with urlopen(f"{found[0]}api/v1/search?q={q}", timeout=30) as answer:
                return int(json.loads(answer.read())["total"])

        assert total("latihan") == 1
        (folder / "2.txt").write_text("Menteri meninjau pelabuhan di Medan.", "utf-8")
        wait_until(lambda: total("pelabuhan") == 1)
        (folder / "1.txt").unlink()
        wait_until(lambda: total("latihan") == 0)
        process.terminate()
        assert process.wait(30) == 0
        assert "Traceback" not in process.stderr.read()


def test_a_locked_index_is_said_once_and_tried_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from search import watching
    from search.config import Settings
    from search.errors import IndexLocked
    from search.ingest import Report

    tries: list[int] = []
    complained: list[str] = []
    reports: list[Report] = []

    def index(*_given: object, **_options: object) -> Report:
        tries.append(1)
        if len(tries) < 4:
            raise IndexLocked(f"process {len(tries)} is writing")
        return Report(1, 0, 0, 0, (), (), 0.1)

    def told(report: Report) -> None:
        reports.append(report)
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "index_paths", index)
    monkeypatch.setattr(watching, "RETRY_SECONDS", 0)
    monkeypatch.setattr(watching, "TICK_SECONDS", 0.05)
    with pytest.raises(KeyboardInterrupt):
        watching.index_as_it_changes(Settings(index=tmp_path / "i"), [folder], told=told, complain=complained.append)
    assert (len(tries), len(complained), len(reports)) == (4, 1, 1)


def test_the_index_in_the_folder_and_hidden_files_are_no_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.watching.TICK_SECONDS", 0.5)
    index = folder / "index"
    (index / "g000001").mkdir(parents=True)
    (folder / ".git").mkdir()
    found = changes([folder], index)
    assert next(found)
    assert not next(found)
    (index / "g000001" / "x.toc").write_text("x")
    (folder / ".git" / "x").write_text("x")
    (folder / ".x.swp").write_text("x")
    assert not any(next(found) for _ in range(3))
    (folder / "x.txt").write_text("x")
    assert any(next(found) for _ in range(20))
    found.close()


def test_a_folder_that_is_put_away_and_another_in_its_place_is_followed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.watching.TICK_SECONDS", 0.2)
    found = changes([folder], tmp_path / "i")
    assert next(found)
    folder.rename(tmp_path / "lama")
    assert any(next(found) for _ in range(20))
    while next(found):
        pass
    folder.mkdir()
    assert any(next(found) for _ in range(20))
    while next(found):
        pass
    (folder / "x.txt").write_text("x")
    assert any(next(found) for _ in range(20))
    found.close()


def test_only_folders_can_be_watched(folder: Path) -> None:
    check([folder])
    for wrong in ([], [folder / "1.txt"], [folder, folder / "tidak-ada"]):
        with pytest.raises(UsageError, match="folder"):
            check(wrong)
