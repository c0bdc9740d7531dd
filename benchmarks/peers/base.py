"""What every engine is asked to do here, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..prepared import Document
from ..queries import Asked

TOP = 10
FACET_VALUES = 20
"""Values that a facet lists; siaran's default."""

TITLE_WEIGHT = 2.0

SIARAN, PLAIN = "siaran", "plain"
"""siaran as it is, and with Whoosh's formula in the place of its own: what the others are compared with."""

WORK = ("top 10", "top 10 + count", "top 10 + snippets", "top 10 + snippets + 5 facets")
TOP_TEN, COUNT, SNIPPETS, FULL = WORK


@dataclass(frozen=True, slots=True)
class Answer:
    """`ids` and `scores` of the best ten; `total` and `facets` where they were asked for; `snippets`: how many."""

    ids: Sequence[str]
    scores: Sequence[float]
    total: int | None = None
    snippets: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Searching(Protocol):
    """An engine that can be asked. An instance is one open index: of stems, or, for phrases and prefixes, of forms."""

    name: str
    note: str
    """Where its work differs from the others'; for readers."""
    whoosh_scores: bool
    """Whether it ranks by Whoosh's formula, so that its best ten must be those of siaran under the same."""
    exact_facets: bool
    """Whether its counts of facets are exact; else they may fall short, of rare values above all."""
    can: frozenset[tuple[str, str]]
    """What it can do: (work, kind of query)."""

    @classmethod
    def version(cls) -> str: ...

    def answer(self, work: str, asked: Asked) -> Answer:
        """Do one of WORK."""

    def close(self) -> None: ...


class Peer(Searching, Protocol):
    """An engine that is built from documents."""

    adds: bool
    """Whether releases can be added to an index."""

    @classmethod
    def build(cls, documents: Sequence[Document], folder: Path) -> None:
        """Index all of these in an empty folder, commit included."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder."""

    def add(self, documents: Sequence[Document]) -> None:
        """Add these and commit. The engine need not be able to search afterwards."""


def size_on_disk(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
