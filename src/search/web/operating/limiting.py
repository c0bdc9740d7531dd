"""How many requests one address may make in a time, and how a client is told (429, `RateLimit`, `Retry-After`).

The fields are those of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (from its version 8 on).
"""

from __future__ import annotations

import logging
import sqlite3
import time
from ipaddress import IPv4Address, IPv6Address, ip_address

from flask import Flask, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from ...errors import UsageError

UNLIMITED = frozenset({"static", "api.health", "api.ready", "crawling.robots"})
"""Endpoints that are not counted: what makes a page whole, and what supervisors and crawlers look at first."""

IPV6_NETWORK = 64
"""Bits of an IPv6 address that count as one client: a single one has a whole network of this size to choose from."""

_log = logging.getLogger(__name__)


def limit_of(text: str) -> RateLimitItem:
    """The limit that a text like `120/minute` or `1000 per 2 hours` names. Raises UsageError."""
    try:
        item = parse(text)
    except ValueError:
        item = None
    if item is None or item.amount < 1:
        raise UsageError(f"SIARAN_RATE_LIMIT={text!r}: takes a number of requests and a time, such as 120/minute")
    return item


def register(app: Flask, limit: str, counts: Storage | None = None) -> None:
    """Refuse requests of an address over the limit, counted in `counts` (None: in this process alone)."""
    item = limit_of(limit)
    limiter = FixedWindowRateLimiter(counts or MemoryStorage())
    policy = f'"default";q={item.amount};w={item.get_expiry()}'

    def refuse_too_many() -> None:
        client = None if request.endpoint in UNLIMITED else _client()
        if client is None:
            return
        try:
            allowed = limiter.hit(item, client)
            until, left = limiter.get_window_stats(item, client)
        except sqlite3.Error as error:
            # Who asks has done nothing wrong, and a search costs less than an error.
            _log.error("requests are not counted now: %s", error)
            return
        g.rate = left, max(0, round(until - time.time()))
        if not allowed:
            raise TooManyRequests(f"more than {item.amount} requests in {item.get_expiry()} seconds; ask again later")

    def tell(response: Response) -> Response:
        if "rate" in g:
            left, seconds = g.rate
            response.headers["RateLimit-Policy"] = policy
            response.headers["RateLimit"] = f'"default";r={left};t={seconds}'
            if response.status_code == TooManyRequests.code:
                response.headers["Retry-After"] = str(max(1, seconds))
        return response

    app.before_request(refuse_too_many)
    app.after_request(tell)


def _client() -> str | None:
    """Who asks; None for this machine itself, unless a proxy on it passes on what others ask."""
    try:
        address: IPv4Address | IPv6Address = ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            if address.is_loopback and not _passed_on():
                return None
            return str(int(address) >> (128 - IPV6_NETWORK))
        address = address.ipv4_mapped
    return None if address.is_loopback and not _passed_on() else str(address)


def _passed_on() -> bool:
    return "X-Forwarded-For" in request.headers
