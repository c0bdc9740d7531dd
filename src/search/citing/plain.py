"""A reference in words, as Indonesian newsrooms give it: who said it, what, when, where it stands."""

from __future__ import annotations

from babel.dates import format_date

from ..model import Release
from .fields import GENRE, LANGUAGE, line


def plain(release: Release, url: str | None = None) -> str:
    """For example: BNPT. “Kunjungan duta besar”. Siaran pers, 3 September 2020. https://contoh.go.id/1"""
    by = f"{line(release.source)}. " if release.source else ""
    day = f", {format_date(release.date, 'd MMMM y', LANGUAGE)}" if release.date else ""
    at = f" {line(url)}" if url else ""
    return f"{by}“{line(release.title)}”. {GENRE}{day}.{at}"
