"""Figures for Prometheus, right over all processes that answer.

With several processes each writes its own into files of a folder that all share, which are added up when they are
asked for. The library decides between that and plain numbers when it is imported, by an environment variable
(`equipping.py`).

They are served on a port of their own, as WSGI application `page`; that of the pages has no `/metrics`, so that no
proxy can let the public see it by mistake.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from werkzeug.wrappers import Request, Response

from ...archive import Archive
from ...correcting import answered
from ...errors import SiaranError
from ...model import Page
from .equipping import MULTIPLE
from .observing import Observers, Seen

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
"""Upper bounds of the classes of times: a search takes some milliseconds, an export seconds."""


class Figures:
    """Counts of one process, and the sums of all."""

    def __init__(self, archive: Archive, connections: Callable[[], int]) -> None:
        """`connections` says how many are open, in all processes."""
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._archive = archive
        self._connections = connections
        own = self._own = CollectorRegistry()
        self._requests = Counter(
            "siaran_requests", "Requests that were answered.", ["endpoint", "status"], registry=own
        )
        self._seconds = Histogram(
            "siaran_request_seconds",
            "Time until an answer was handed over.",
            ["endpoint"],
            buckets=SECONDS,
            registry=own,
        )
        self._searches = Counter(
            "siaran_searches",
            "Searches, first pages only: those that found something, found it for a corrected query, found nothing.",
            ["found"],
            registry=own,
        )
        for found in ("something", "corrected", "nothing"):
            self._searches.labels(found)  # there from the beginning: an increase from nothing can't be seen

    def observe(self, observers: Observers) -> None:
        """Count what these are told of."""
        observers.requests.append(self._request)
        observers.searches.append(self._search)

    def page(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The WSGI application with `/metrics`."""
        if Request(environ).path != "/metrics":
            return Response("the figures are at /metrics\n", 404)(environ, start_response)
        return Response(self.text(), content_type=CONTENT_TYPE_PLAIN_0_0_4)(environ, start_response)

    def text(self) -> bytes:
        """All figures in the text format of Prometheus, 0.0.4."""
        if folder := os.environ.get(MULTIPLE):
            added = CollectorRegistry()
            MultiProcessCollector(added, folder)  # type: ignore[no-untyped-call]
        else:
            added = self._own
        now = CollectorRegistry()
        now.register(_Now(self._archive, self._connections))
        return generate_latest(added) + generate_latest(now)

    def _request(self, seen: Seen) -> None:
        endpoint = seen.endpoint or "none"
        self._requests.labels(endpoint, str(seen.status)).inc()
        self._seconds.labels(endpoint).observe(seen.seconds)

    def _search(self, page: Page) -> None:
        found = "nothing" if not page.total else "something" if answered(page) == page.q else "corrected"
        self._searches.labels(found).inc()


class _Now:
    """What is not counted but looked up when it is asked for."""

    def __init__(self, archive: Archive, connections: Callable[[], int]) -> None:
        self._archive = archive
        self._connections = connections

    def collect(self) -> Iterator[GaugeMetricFamily]:
        build = GaugeMetricFamily("siaran_build_info", "The version that runs.", labels=["version"])
        build.add_metric([version("siaran")], 1)
        yield build
        yield GaugeMetricFamily("siaran_connections", "Open connections of clients.", value=self._connections())
        try:
            stats, changed = self._archive.stats(), self._archive.changed()
        except SiaranError:
            yield GaugeMetricFamily("siaran_index_usable", "Whether the index can be searched.", value=0)
            return
        yield GaugeMetricFamily("siaran_index_usable", "Whether the index can be searched.", value=1)
        yield GaugeMetricFamily("siaran_index_releases", "Releases in the index.", value=stats.releases)
        yield GaugeMetricFamily("siaran_index_bytes", "Size of the index on disk.", value=stats.bytes)
        if changed:
            yield GaugeMetricFamily(
                "siaran_index_changed_timestamp_seconds", "When the index was last changed.", value=changed.timestamp()
            )
