"""What was searched and not found is kept where a setting says so, and never at a request's cost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from search.archive import Archive
from search.unanswered import Unanswered
from search.web import create_app
from search.web.operating.observing import Observers
from search.web.operating.recording import WAITING, Recorder


def client(archive: Archive, recorder: Recorder) -> Any:
    return create_app(archive, Observers(searches=[recorder.search])).test_client()


def test_only_what_the_archive_does_not_have_is_kept(archive: Archive, tmp_path: Path) -> None:
    unanswered = Unanswered(tmp_path / "q", 100)
    recorder = Recorder(unanswered)
    asking = client(archive, recorder)
    for path in (
        "/?q=Zzyzx",
        "/api/v1/search?q=zzyzx",
        "/?q=latihan",
        "/?q=qwrtp&from=2020",
        "/?q=",
        "/",
        "/feed.xml?q=qwrtp",
        "/quotes?q=qwrtp",
    ):
        asking.get(path, buffered=True)
    recorder.close()
    assert [(each.query, each.times) for each in unanswered.most()[0]] == [("zzyzx", 2)]


class Failing(Unanswered):
    def add(self, queries: Any, day: date) -> None:
        raise sqlite3.OperationalError("database or disk is full")


def test_a_full_disk_fails_no_request_and_is_said_once(archive: Archive, tmp_path: Path) -> None:
    said: list[tuple[object, ...]] = []
    recorder = Recorder(Failing(tmp_path / "q", 100), lambda *words: said.append(words))
    asking = client(archive, recorder)
    for n in range(20):
        assert asking.get(f"/?q=zzyzx{n}", buffered=True).status_code == 200
    recorder.close()
    assert len(said) == 1
    assert said[0][1] == "database or disk is full"


class Slow(Unanswered):
    writing, going_on = threading.Event(), threading.Event()

    def add(self, queries: Any, day: date) -> None:
        self.writing.set()
        self.going_on.wait(30)


def test_a_slow_disk_keeps_no_request_waiting(archive: Archive, tmp_path: Path) -> None:
    said: list[tuple[object, ...]] = []
    slow = Slow(tmp_path / "q", 100)
    recorder = Recorder(slow, lambda *words: said.append(words))
    page = archive.search("zzyzx")
    recorder.search(page)
    assert slow.writing.wait(30)  # it has taken what waited, and takes no more
    for _ in range(WAITING + 50):
        recorder.search(page)
    slow.going_on.set()
    recorder.close()
    assert len(said) == 1


def siaran(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("siaran")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_of_a_server_with_several_processes_the_command_lists_and_forgets_all(
    run_server: Callable[..., Any], seeds: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIARAN_WORKERS", "2")
    monkeypatch.setenv("SIARAN_QUERIES", str(tmp_path / "queries.sqlite"))
    with run_server(seeds, "--index", str(tmp_path / "i")) as (process, address):
        for n in range(10):
            with urlopen(f"{address}/?q=zzyzx+{('bcdfg', 'qwrtp')[n % 2]}", timeout=30) as answer:
                answer.read()
        process.terminate()
        assert process.wait(30) == 0
    found = json.loads(siaran("queries", "--json").stdout)
    assert found["total"] == 2
    assert {(each["query"], each["times"]) for each in found["queries"]} == {("zzyzx bcdfg", 5), ("zzyzx qwrtp", 5)}
    assert {each["first"] for each in found["queries"]} <= {each["last"] for each in found["queries"]}
    assert "zzyzx" in siaran("queries", "--limit", "1").stdout
    assert json.loads(siaran("queries", "--clear", "--json").stdout) == {"forgotten": 2}
    assert siaran("queries").stdout == ""


def test_without_the_setting_nothing_is_kept_and_the_command_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIARAN_QUERIES", raising=False)
    called = siaran("queries")
    assert (called.returncode, called.stdout) == (2, "")
    assert "SIARAN_QUERIES" in called.stderr
