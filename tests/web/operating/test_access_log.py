"""A line a request, that names nobody and can't be forged."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.archive import Archive
from search.web import create_app
from search.web.operating import access_log
from search.web.operating.observing import Observers, Seen

NOW = datetime(2026, 1, 31, 8, 30, 0, 123_456, UTC)


def seen(path: str, method: str = "GET") -> Seen:
    return Seen(method, path, "pages.search", 200, 18_231, 0.00321)


@pytest.fixture
def told() -> list[Seen]:
    return []


@pytest.fixture
def client(archive: Archive, told: list[Seen]) -> object:
    return create_app(archive, Observers(requests=[told.append])).test_client()


def test_a_line_of_text_has_time_method_path_status_bytes_and_time_taken() -> None:
    assert access_log.as_text(seen("/?q=teror"), NOW) == "2026-01-31T08:30:00.123Z GET /?q=teror 200 18231 3.2ms"


def test_a_line_of_json_has_the_same() -> None:
    assert json.loads(access_log.as_json(seen("/?q=teror"), NOW)) == {
        "time": "2026-01-31T08:30:00.123Z",
        "method": "GET",
        "path": "/?q=teror",
        "status": 200,
        "bytes": 18_231,
        "ms": 3.2,
    }


@given(st.text(), st.text(min_size=1))
def test_whatever_is_asked_for_is_one_line_of_six_parts_that_a_pipe_takes_whole(path: str, method: str) -> None:
    line = access_log.as_text(seen("/" + path, method[:20]), NOW)
    assert line.isascii()
    assert line.isprintable()
    assert len(line.split(" ")) == 6
    assert len(line) < 4_096
    assert len(access_log.as_text(seen("/" + 9_000 * "a"), NOW)) < 4_096


@pytest.mark.parametrize(
    "path", ["/?q=latihan", "/api/v1/search?q=latihan", "/static/style.css", "/tidak-ada", "/robots.txt"]
)
def test_an_answer_is_told_with_its_status_and_the_bytes_that_were_sent(
    client: object, told: list[Seen], path: str
) -> None:
    answer = client.get(path, buffered=True)  # type: ignore[attr-defined]
    (one,) = told
    assert (one.method, one.path, one.status, one.bytes) == ("GET", path, answer.status_code, len(answer.data))
    assert one.seconds > 0


def test_a_streamed_answer_is_told_when_its_last_byte_was_sent(client: object, told: list[Seen]) -> None:
    answer = client.get("/export?format=csv&q=latihan", buffered=False)  # type: ignore[attr-defined]
    parts = iter(answer.response)
    first = next(parts)
    assert told == []
    whole = first + b"".join(parts)
    answer.close()
    assert [one.bytes for one in told] == [len(whole)]


def test_what_has_no_body_has_no_bytes(client: object, told: list[Seen]) -> None:
    tag = client.get("/?q=latihan", buffered=True).headers["ETag"]  # type: ignore[attr-defined]
    client.head("/?q=latihan").close()  # type: ignore[attr-defined]
    client.get("/?q=latihan", headers={"If-None-Match": tag}).close()  # type: ignore[attr-defined]
    assert [(one.method, one.status, one.bytes) for one in told[1:]] == [("HEAD", 200, 0), ("GET", 304, 0)]


def test_a_text_that_is_compared_is_told_to_nobody(client: object, told: list[Seen]) -> None:
    client.get("/overlap?text=rahasia", buffered=True)  # type: ignore[attr-defined]
    client.post("/api/v1/overlap?x=rahasia", json={"text": "rahasia"}, buffered=True)  # type: ignore[attr-defined]
    assert [one.path for one in told] == ["/overlap", "/api/v1/overlap"]


def test_lines_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "json"):
        access_log.writer(form)(seen("/?q=teror"))
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2
