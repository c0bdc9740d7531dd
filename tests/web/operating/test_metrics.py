"""Figures: right over all processes, readable by Prometheus, and on no port that a proxy passes on."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from search.archive import Archive
from search.errors import IndexDamaged
from search.web import create_app
from search.web.operating.metrics import Figures
from search.web.operating.observing import Observers


def read(text: str) -> dict[tuple[str, ...], float]:
    """Name and values of labels -> value, of all but the classes of times."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def figures(archive: Archive) -> Figures:
    return Figures(archive, lambda: 7)


@pytest.fixture
def client(archive: Archive, figures: Figures) -> Any:
    observers = Observers()
    figures.observe(observers)
    return create_app(archive, observers).test_client()


def test_requests_are_counted_by_endpoint_and_status(client: Any, figures: Figures) -> None:
    for path in ("/", "/?q=latihan", "/?q=latihan&page=x", "/tidak-ada", "/api/v1/suggest?q=la"):
        client.get(path, buffered=True)
    found = read(figures.text().decode())
    assert found["siaran_requests_total", "pages.search", "200"] == 2
    assert found["siaran_requests_total", "pages.search", "400"] == 1
    assert found["siaran_requests_total", "none", "404"] == 1
    assert found["siaran_requests_total", "api.suggest", "200"] == 1
    assert found["siaran_request_seconds_count", "pages.search"] == 3
    assert found["siaran_request_seconds_bucket", "pages.search", "+Inf"] == 3


def test_searches_are_counted_by_what_they_found(client: Any, figures: Figures) -> None:
    for path in ("/?q=latihan", "/?q=latihan&page=2", "/api/v1/search?q=zzyzx", "/?q=latihann", "/", "/?q=x&page=0"):
        client.get(path, buffered=True)
    found = read(figures.text().decode())
    counted = {kind: found["siaran_searches_total", kind] for kind in ("something", "corrected", "nothing")}
    assert counted == {"something": 1, "corrected": 1, "nothing": 1}


def test_before_any_search_their_counts_are_there(figures: Figures) -> None:
    assert read(figures.text().decode())["siaran_searches_total", "nothing"] == 0


def test_the_index_and_the_connections_are_told(figures: Figures, archive: Archive) -> None:
    found = read(figures.text().decode())
    assert found["siaran_index_usable",] == 1
    assert found["siaran_index_releases",] == archive.stats().releases
    assert found["siaran_connections",] == 7
    assert found["siaran_build_info", "0.1.0"] == 1


def test_an_index_that_cannot_be_searched_is_told(
    figures: Figures, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise IndexDamaged("index/siaran.json is garbled")

    monkeypatch.setattr(archive, "stats", damaged)
    found = read(figures.text().decode())
    assert found["siaran_index_usable",] == 0
    assert ("siaran_index_releases",) not in found


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def get(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("workers", ["1", "3"])
def test_of_a_server_the_figures_of_all_processes_are_added_up_on_a_port_of_their_own(
    run_server: Callable[..., Any],
    seeds: str,
    tmp_path: Any,
    free_port: int,
    workers: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIARAN_WORKERS", workers)
    figures = f"http://127.0.0.1:{free_port}/metrics"
    options = ("--index", str(tmp_path / "i"), "--metrics-port", str(free_port))
    with run_server(seeds, *options) as (_, address):
        for n in range(12):
            get(f"{address}/api/v1/search?q=kata{n}")
        for _ in range(3):
            found = read(get(figures))
            assert found["siaran_requests_total", "api.search", "200"] == 12
            assert found["siaran_index_releases",] == 1
            assert found["siaran_index_changed_timestamp_seconds",] > 1_600_000_000
        for elsewhere in (f"{address}/metrics", f"http://127.0.0.1:{free_port}/"):
            with pytest.raises(HTTPError, match="404") as error:
                get(elsewhere)
            error.value.close()


def test_the_limit_holds_over_all_processes(
    run_server: Callable[..., Any], seeds: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json
    from urllib.request import Request

    monkeypatch.setenv("SIARAN_WORKERS", "3")
    monkeypatch.setenv("SIARAN_RATE_LIMIT", "10/hour")
    monkeypatch.setenv("SIARAN_PROXIES", "1")
    with run_server(seeds, "--index", str(tmp_path / "i"), "--log", "json") as (process, address):
        statuses = []
        for _ in range(15):
            request = Request(f"{address}/api/v1/search?q=terorisme", headers={"X-Forwarded-For": "203.0.113.7"})
            try:
                with urlopen(request, timeout=30) as answer:
                    statuses.append(answer.status)
            except HTTPError as error:
                statuses.append(error.code)
                error.close()
        assert statuses == 10 * [200] + 5 * [429]
        process.terminate()
        lines = [json.loads(line) for line in process.stderr.read().splitlines()]
        assert sorted(line["status"] for line in lines) == statuses
