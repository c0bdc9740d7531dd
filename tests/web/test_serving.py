"""A real server process: it starts, answers what is right and what is not, and stops."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from search.archive import Archive
from search.errors import UsageError
from search.web import app_from_environment, current, serve

Get = Callable[..., tuple[HTTPResponse, bytes]]


@pytest.fixture
def get(server: str) -> Iterator[Get]:
    where = urlsplit(server)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=10)

    def ask(path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()

    yield ask
    connection.close()


def raw(server: str, request: bytes) -> bytes:
    """The first line of the answer to these bytes."""
    where = urlsplit(server)
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while b"\r\n" not in received and (part := connection.recv(4096)):
            received += part
    return received.split(b"\r\n")[0]


def test_the_seed_is_found_by_other_forms_of_its_words(get: Get) -> None:
    answer, body = get("/api/v1/search?q=menanggulangi&person=Boy+Rafli+Amar")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    found = json.loads(body)
    assert found["total"] == 1
    assert any("<mark>penanggulangan</mark>" in snippet for snippet in found["hits"][0]["snippets"])


def test_pages_and_files_are_served(get: Get) -> None:
    for path, kind in (("/", "text/html"), ("/?q=latihan", "text/html"), ("/static/style.css", "text/css")):
        answer, body = get(path)
        assert (answer.status, answer.headers["Content-Type"].split(";")[0]) == (200, kind)
        assert body


def test_the_server_does_not_say_what_it_is_made_of(get: Get) -> None:
    answer, _ = get("/")
    assert "Server" not in answer.headers


def test_it_is_ready(get: Get) -> None:
    assert [get(path)[0].status for path in ("/healthz", "/readyz")] == [200, 200]


def test_an_unchanged_answer_is_not_sent_again(get: Get) -> None:
    first, _ = get("/?q=latihan")
    again, body = get("/?q=latihan", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, body) == (304, b"")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"GET /?q=\x80\xff HTTP/1.1", b"400"),
        (b"GET /?q=%80%ff HTTP/1.1", b"200"),
        (b"GET /releases/%80 HTTP/1.1", b"404"),
        (b"GET /?q=" + b"a" * 8000 + b" HTTP/1.1", b"400"),
        (b"GET //contoh.example/ HTTP/1.1", b"404"),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1", b"431"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000, b"431"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1000000000", b"413"),
        (b"BREW /api/v1/search HTTP/1.1", b"405"),
        (b"\x00\x01\x02", b"400"),
    ],
    ids=lambda value: repr(value[:40]),
)
def test_no_request_is_the_servers_fault(server: str, request_line: bytes, status: bytes) -> None:
    answer = raw(server, request_line + b"\r\nHost: contoh.example\r\nConnection: close\r\n\r\n")
    assert answer.split()[1] == status


def test_many_at_once_are_answered_alike(server: str) -> None:
    where = urlsplit(server)

    def total(_: int) -> int:
        connection = HTTPConnection(where.hostname or "", where.port, timeout=30)
        connection.request("GET", "/api/v1/search?q=latihan")
        number = json.loads(connection.getresponse().read())["total"]
        connection.close()
        return int(number)

    with ThreadPoolExecutor(8) as several:
        assert set(several.map(total, range(40))) == {26}


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(run_server: Any, seeds: str, tmp_path: Path, stop: signal.Signals) -> None:
    with run_server(seeds, "--index", str(tmp_path / "index")) as (process, _):
        process.send_signal(stop)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
        assert process.wait(20) == 0


def test_a_taken_port_is_said_with_the_way_out(archive: Archive) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}.*--port"):
            serve(archive, "127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("tidak.ada.invalid", 0), ("127.0.0.1", 70_000)])
def test_an_address_that_is_none_is_refused(archive: Archive, host: str, port: int) -> None:
    with pytest.raises(UsageError):
        serve(archive, host, port)


def test_any_wsgi_server_can_make_the_application_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: str
) -> None:
    command = [str(Path(sys.executable).with_name("siaran")), "index", seeds, "--index", str(tmp_path / "i")]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("SIARAN_INDEX", str(tmp_path / "i"))
    app = app_from_environment()
    with app.app_context(), current.archive():
        found: Any = app.test_client().get("/api/v1/search?q=terorisme").json
    assert found["total"] == 1
