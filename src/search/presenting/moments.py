"""Moments as plain data."""

from __future__ import annotations

from datetime import datetime


def present_moment(at: datetime) -> str:
    """A moment of UTC (RFC 3339), to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
