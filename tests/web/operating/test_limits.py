"""A limit for each address: counted once over all processes, told in the answer, none for this machine."""

from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from limits import parse
from limits.strategies import FixedWindowRateLimiter

from search.archive import Archive
from search.config import Settings
from search.errors import UsageError
from search.web import create_app
from search.web.operating.counting import SharedCounts


@pytest.fixture
def limited(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Any:
    def make(rate_limit: str = "3/minute", counts: Any = None, **given: Any) -> Any:
        monkeypatch.setattr(archive, "settings", replace(archive.settings, rate_limit=rate_limit, **given))
        return create_app(archive, counts=counts).test_client()

    return make


def ask(client: Any, address: str = "203.0.113.7", path: str = "/api/v1/search?q=latihan", **headers: str) -> Any:
    return client.get(path, environ_base={"REMOTE_ADDR": address}, headers=headers, buffered=True)


def test_there_is_no_limit_unless_one_is_set(limited: Any) -> None:
    client = limited("")
    answers = [ask(client) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert not any("RateLimit" in answer.headers for answer in answers)


def test_every_answer_says_what_is_left_and_the_last_one_when_to_come_back(limited: Any) -> None:
    client = limited()
    left = [ask(client).headers["RateLimit"] for _ in range(3)]
    assert [text.partition(";t=")[0] for text in left] == [f'"default";r={n}' for n in (2, 1, 0)]
    refused = ask(client)
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert refused.json["title"] == "Too Many Requests"
    assert refused.headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_people_are_told_on_a_page(limited: Any) -> None:
    client = limited("1/minute")
    ask(client, path="/")
    refused = ask(client, path="/?q=latihan")
    assert refused.status_code == 429
    assert "Terlalu banyak permintaan" in refused.text


def test_addresses_are_counted_apart_and_an_ipv6_network_as_one(limited: Any) -> None:
    client = limited("1/minute")
    assert ask(client, "203.0.113.7").status_code == 200
    assert ask(client, "203.0.113.8").status_code == 200
    assert ask(client, "2001:db8:1:2::1").status_code == 200
    assert ask(client, "2001:db8:1:2:ffff::9").status_code == 429
    assert ask(client, "2001:db8:1:3::1").status_code == 200
    assert ask(client, "::ffff:203.0.113.7").status_code == 429


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_has_no_limit(limited: Any, address: str) -> None:
    client = limited("1/minute")
    assert {ask(client, address).status_code for _ in range(5)} == {200}


def test_behind_a_proxy_the_clients_are_counted_and_none_can_pass_for_this_machine(limited: Any) -> None:
    client = limited("1/minute", proxies=1)

    def passed_on(for_: str) -> int:
        return int(ask(client, "127.0.0.1", **{"X-Forwarded-For": for_}).status_code)

    assert [passed_on("203.0.113.7"), passed_on("203.0.113.7"), passed_on("203.0.113.8")] == [200, 429, 200]
    assert [passed_on("127.0.0.1"), passed_on("127.0.0.1")] == [200, 429]
    # What a client says itself stands before what the proxy adds.
    assert passed_on("198.51.100.1, 203.0.113.7") == 429


def test_what_makes_a_page_whole_and_supervisors_are_not_counted(limited: Any) -> None:
    client = limited("1/minute")
    for path in ("/static/style.css", "/healthz", "/readyz", "/robots.txt"):
        assert {ask(client, path=path).status_code for _ in range(3)} == {200}
    assert ask(client).status_code == 200


@pytest.mark.parametrize("text", ["banyak", "0/minute", "-1/minute", "120", "120/fortnight"])
def test_a_limit_that_is_none_is_refused(limited: Any, text: str) -> None:
    with pytest.raises(UsageError, match="SIARAN_RATE_LIMIT"):
        limited(text)


def _count(path: Path, times: int) -> None:
    counts = SharedCounts(path)
    for _ in range(times):
        counts.incr("one", 60)
    counts.close()


def test_processes_that_count_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "counts.sqlite"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_count, args=(path, 300)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    counts = SharedCounts(path)
    assert counts.get("one") == 600
    counts.close()


def test_a_count_begins_again_when_its_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("search.web.operating.counting.time.time", lambda: now[0])
    counts = SharedCounts(tmp_path / "counts.sqlite")
    limiter, item = FixedWindowRateLimiter(counts), parse("2/minute")
    assert [limiter.hit(item, "a") for _ in range(3)] == [True, True, False]
    assert limiter.get_window_stats(item, "a") == (1_060.0, 0)
    now[0] += 60
    assert limiter.get_window_stats(item, "a").remaining == 2
    assert limiter.hit(item, "a")
    assert counts.get_expiry(item.key_for("a")) == 1_120.0
    counts.close()


def test_counts_whose_time_is_over_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.web.operating.counting.SWEEP", 10)
    path = tmp_path / "counts.sqlite"
    counts = SharedCounts(path)
    for n in range(100):
        counts.incr(str(n), -1)
    with sqlite3.connect(path) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM counts").fetchone()
    connection.close()
    assert kept <= 10
    counts.clear("x")
    assert counts.reset() == kept
    counts.close()


def test_where_nothing_can_be_counted_requests_are_answered(
    limited: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    counts = SharedCounts(tmp_path / "counts.sqlite")
    client = limited("1/minute", counts)
    counts.close()
    assert {ask(client).status_code for _ in range(3)} == {200}
    assert "requests are not counted now" in caplog.text


def test_the_setting_is_off_by_default() -> None:
    assert Settings().rate_limit == ""
