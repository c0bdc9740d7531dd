"""Several processes behind one address: all see what is new, none is left behind, a fallen one is replaced."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

Start = Callable[[], Any]

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to find the processes")


def workers_of(pid: int) -> list[int]:
    """Processes that this one started and that run."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if runs(int(child))]


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


def total(address: str) -> int:
    where = urlsplit(address)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=30)
    try:
        connection.request("GET", "/api/v1/search?q=latihan")
        return int(json.loads(connection.getresponse().read())["total"])
    finally:
        connection.close()


@contextmanager
def alone(worker: int, others: list[int]) -> Iterator[None]:
    """Only this one of them runs, so it answers."""
    rest = [pid for pid in others if pid != worker]
    for pid in rest:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in rest:
            os.kill(pid, signal.SIGCONT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "1.txt").write_text("Badan Contoh membuka latihan di Bandung.", "utf-8")
    return tmp_path


@pytest.fixture
def start(run_server: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setenv("SIARAN_WORKERS", "3")
    monkeypatch.setenv("SIARAN_REFRESH_SECONDS", "0")
    return lambda: run_server(str(folder / "releases"), "--index", str(folder / "index"))


def test_every_process_answers_and_sees_what_is_new(start: Start, folder: Path) -> None:
    with start() as (process, address):
        workers = workers_of(process.pid)
        assert len(workers) == 3
        for expected in (1, 2):
            for worker in workers:
                with alone(worker, workers):
                    assert total(address) == expected
            (folder / "releases" / f"{expected + 1}.txt").write_text("Latihan kedua di Medan.", "utf-8")
            siaran = str(Path(sys.executable).with_name("siaran"))
            command = [siaran, "index", str(folder / "releases"), "--index", str(folder / "index")]
            subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_every_process(start: Start, stop: signal.Signals) -> None:
    with start() as (process, _):
        workers = workers_of(process.pid)
        process.send_signal(stop)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        assert process.wait(30) == 0
        assert not any(map(runs, workers))


def test_a_signal_to_all_of_them_at_once_ends_them_cleanly(start: Start) -> None:
    with start() as (process, address):
        assert total(address) == 1
        workers = workers_of(process.pid)
        for pid in (*workers, process.pid):
            os.kill(pid, signal.SIGTERM)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        assert process.wait(30) == 0
        assert not any(map(runs, workers))


def test_when_the_first_process_is_killed_the_others_end(start: Start) -> None:
    with start() as (process, _):
        workers = workers_of(process.pid)
        process.kill()
        wait_until(lambda: not any(map(runs, workers)))


def test_a_fallen_process_is_replaced(start: Start) -> None:
    with start() as (process, address):
        before = workers_of(process.pid)
        os.kill(before[0], signal.SIGKILL)
        wait_until(lambda: len(set(workers_of(process.pid)) - {before[0]}) == 3)
        replacement = (set(workers_of(process.pid)) - set(before)).pop()
        with alone(replacement, workers_of(process.pid)):
            assert total(address) == 1


def test_slow_clients_keep_nobody_waiting(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIARAN_WORKERS", "1")
    with start() as (_, address), ExitStack() as open_at_once:
        where = urlsplit(address)
        for _ in range(300):
            slow = open_at_once.enter_context(socket.create_connection((where.hostname or "", where.port or 0)))
            slow.sendall(b"GET /?q=latihan HTTP/1.1\r\nX-Slow: ")
        assert total(address) == 1


def test_one_worker_is_no_other_process(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIARAN_WORKERS", "1")
    with start() as (process, address):
        assert total(address) == 1
        assert workers_of(process.pid) == []
