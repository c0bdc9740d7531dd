"""siaran: full-text search over Indonesian press releases.

from search import Archive

with Archive.open("index") as archive:
    page = archive.search("menanggulangi teror")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .config import Settings
from .errors import SiaranError
from .model import Entity, Facet, Filters, Hit, Kind, Page, Release, Snippet, Sort

if TYPE_CHECKING:
    from .archive import Archive

__all__ = [
    "Archive",
    "Entity",
    "Facet",
    "Filters",
    "Hit",
    "Kind",
    "Page",
    "Release",
    "Settings",
    "SiaranError",
    "Snippet",
    "Sort",
]


def __getattr__(name: str) -> Any:
    """Import the archive, and with it numpy and Whoosh, only when it is asked for: readers work without."""
    if name == "Archive":
        from .archive import Archive  # noqa: PLC0415

        return Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
