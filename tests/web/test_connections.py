"""Connections: no client that is slow, or takes nothing, keeps others waiting; what is not read is answered, too."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.archive import Archive
from search.config import Settings
from search.model import Release
from search.web import create_app, refusals, serving
from search.web.connections import Application, listening_server
from search.web.operating.metrics import Figures
from search.web.operating.observing import Observers, Seen

SMALL = {"outbuf_high_watermark": 1_000_000, "channel_timeout": 1, "cleanup_interval": 1}
"""Limits that are soon reached."""


@contextmanager
def served(app: Application, **adjustments: Any) -> Iterator[int]:
    """The port that the application is served on, by one thread."""
    limits = {
        "threads": 1,
        "ident": None,
        "asyncore_use_poll": True,
        "send_bytes": serving.SEND_BYTES,
        "outbuf_high_watermark": serving.WAITING_BYTES,
        "max_request_header_size": serving.HEADER_BYTES,
        "max_request_body_size": serving.BODY_BYTES,
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with pytest.warns(DeprecationWarning, match="send_bytes"):
            server = listening_server(app, [listening], **limits | adjustments)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.close()
            thread.join(20)
            assert not thread.is_alive()


@contextmanager
def slow(port: int, path: str) -> Iterator[socket.socket]:
    """Asks for something and takes nothing of it yet."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: contoh.example\r\n\r\n".encode())
        yield connection


def got(port: int, path: str) -> tuple[int, bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


# --- Clients that are slow


LARGE = 200


@pytest.fixture(scope="module")
def large(make_archive: Any) -> Iterator[Archive]:
    """Releases of which a file is larger than what any socket, or waitress by itself, takes in."""
    body = "Duta besar tiba." + 120_000 * " "
    with make_archive([Release(f"r{n}", body, "Kunjungan") for n in range(LARGE)]) as archive:
        yield archive


def test_while_clients_are_slow_to_take_large_files_others_are_answered(large: Archive) -> None:
    with (
        served(create_app(large)) as port,
        slow(port, "/export?format=bibtex&q=duta"),
        slow(port, "/export?format=jsonl&q=duta"),
        slow(port, "/export?format=csv&q=duta") as second,
        slow(port, "/export?format=jsonl&q=duta") as third,
    ):
        assert got(port, "/api/v1/search?q=duta")[0] == 200
        answer = HTTPResponse(third)
        answer.begin()
        lines = answer.read().splitlines()
        assert {json.loads(line)["id"] for line in lines} == {f"r{n}" for n in range(LARGE)}
        second.close()
        assert got(port, "/healthz")[0] == 200


def endless(closed: threading.Event) -> Application:
    """Anything but `/` is answered without end."""

    def parts() -> Iterator[bytes]:
        try:
            while True:
                yield 100_000 * b"x"
        finally:
            closed.set()

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(environ[refusals.UNSENT]()).encode()] if environ["PATH_INFO"] == "/" else parts()

    return app


def test_who_takes_nothing_more_is_let_go_of_and_frees_the_thread_that_waits() -> None:
    closed = threading.Event()
    with served(endless(closed), **SMALL) as port, slow(port, "/endless"):
        assert closed.wait(30)
        assert got(port, "/") == (200, b"0")


def test_what_was_made_and_is_not_taken_is_let_go_of() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(environ[refusals.UNSENT]()).encode() if environ["PATH_INFO"] == "/" else 20_000_000 * b"x"]

    with served(app, **SMALL) as port, slow(port, "/large"):
        wait_until(lambda: int(got(port, "/")[1]) > 1_000_000)
        wait_until(lambda: int(got(port, "/")[1]) == 0)


def test_as_many_files_are_made_at_once_as_leave_a_thread_for_readers(app: Flask) -> None:
    assert Settings().threads == 2
    client = app.test_client()
    address = "/export?format=csv&q=latihan"
    with client.get(address) as first:
        refused = client.get(address)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert client.get("/?q=latihan").status_code == 200
        assert first.status_code == 200
    for _ in range(3):
        with client.get(address) as again:
            assert again.status_code == 200


def test_where_much_waits_for_slow_clients_no_more_files_are_made(client: FlaskClient) -> None:
    for waiting, status in ((refusals.MOST_UNSENT, 200), (refusals.MOST_UNSENT + 1, 503)):
        told = {refusals.UNSENT: lambda waiting=waiting: waiting}
        assert client.get("/export?format=csv&q=latihan", environ_overrides=told).status_code == status


# --- Requests that are not read


def raw(port: int, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """What these bytes are answered with until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        answer = HTTPResponse(connection)
        answer.begin()
        body = answer.read()
        with suppress(ConnectionResetError):  # what was not read is lost to the server, too
            assert connection.recv(1) == b""
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.fixture(scope="module")
def told() -> list[Seen]:
    return []


@pytest.fixture(scope="module")
def figures(archive: Archive) -> Figures:
    return Figures(archive, lambda: 0)


@pytest.fixture(scope="module")
def port(archive: Archive, told: list[Seen], figures: Figures) -> Iterator[int]:
    observers = Observers(requests=[told.append])
    figures.observe(observers)
    with served(create_app(archive, observers)) as port:
        yield port


REFUSALS = {
    "the headers are too long": (b"GET /?q=duta HTTP/1.1\r\nX: " + 20_000 * b"a", 431, "GET", "/?q=duta"),
    "the address is too long": (b"GET /?q=" + 20_000 * b"a" + b" HTTP/1.1", 431, "GET", "/?q=aa"),
    "the body is too long": (
        b"POST /api/v1/overlap HTTP/1.1\r\nContent-Length: 9999999",
        413,
        "POST",
        "/api/v1/overlap",
    ),
    "a header is none": (b"GET /about HTTP/1.1\r\nno header", 400, "GET", "/about"),
    "the length is none": (b"PUT /a HTTP/1.1\r\nContent-Length: x", 400, "PUT", "/a"),
    "the encoding is unknown": (b"POST /a HTTP/1.1\r\nTransfer-Encoding: x", 501, "POST", "/a"),
    "nothing is text": (b"\x00\x01\xff", 400, "-", "-"),
    "a text is in the address": (b"GET /overlap?text=rahasia" + 20_000 * b"a" + b" HTTP/1.1", 431, "GET", "/overlap"),
}


@pytest.mark.parametrize(("request_", "status", "method", "path"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_not_read_is_answered_as_programs_read_it_logged_and_counted(
    port: int, told: list[Seen], figures: Figures, request_: bytes, status: int, method: str, path: str
) -> None:
    told.clear()
    answered, headers, body = raw(port, request_ + b"\r\nAccept: */*\r\n\r\n")
    assert (answered, headers["content-type"], headers["connection"]) == (status, "application/problem+json", "close")
    assert headers["x-content-type-options"] == "nosniff"
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["detail"].startswith("the request")
    (seen,) = told
    assert (seen.method, seen.status, seen.endpoint, seen.bytes) == (method, status, "refused", len(body))
    assert seen.path.startswith(path)
    assert "rahasia" not in seen.path
    assert f'siaran_requests_total{{endpoint="refused",status="{status}"}}' in figures.text().decode()


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (b"text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        (b"*/*", "application/problem+json"),
        (b"application/json", "application/problem+json"),
    ],
)
@pytest.mark.parametrize("path", [b"/", b"/api/v1/search"])
def test_browsers_are_answered_with_a_page_but_not_where_programs_ask(
    port: int, accept: bytes, media_type: str, path: bytes
) -> None:
    request = b"POST " + path + b" HTTP/1.1\r\nAccept: " + accept + b"\r\nContent-Length: 9999999\r\n\r\n"
    status, headers, body = raw(port, request)
    expected = media_type if path == b"/" else "application/problem+json"
    assert (status, headers["content-type"].partition(";")[0]) == (413, expected)
    assert (b"<h1>" in body) == (expected == "text/html")


def test_a_refused_request_for_the_head_alone_gets_no_body(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nContent-Length: x\r\n\r\n")
        received = b""
        while part := connection.recv(4_096):
            received += part
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.endswith(b"\r\n\r\n")


def test_an_application_that_fails_is_said_to_fail_even_where_it_can_say_nothing(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    whole = create_app(archive)

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/always" or (environ["PATH_INFO"] == "/once" and refusals.REFUSED not in environ):
            raise RuntimeError("broken")
        return whole(environ, start_response)

    with caplog.at_level(logging.CRITICAL), served(app) as port:
        status, headers, body = raw(port, b"GET /once HTTP/1.1\r\n\r\n")
        assert (status, headers["content-type"]) == (500, "application/problem+json")
        assert b"broken" not in body
        status, _, body = raw(port, b"GET /always HTTP/1.1\r\n\r\n")
        assert status == 500
        assert b"broken" not in body
