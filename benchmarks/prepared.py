"""A corpus as every engine is given it: words cut, stemmed and joined by spaces, names found, all by siaran.

So each engine stores and finds the same words; what the others' own analysis would cost is not counted. Names of one
person, organization or place are made one, as siaran shows them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from search import entities
from search.derived import FOLDER
from search.engines.names import Names
from search.engines.whoosh import WhooshEngine
from search.identity import Registry
from search.identity.store import RULES
from search.language import Analyzer
from search.model import Kind, Release

from .corpus import Corpus

NAMED = ("person", "organization", "place", "source")
FACET_NAMES = ("year", *NAMED)


@dataclass(frozen=True, slots=True)
class Document:
    """One release for an engine. `title` and `body` are words joined by spaces; `day` is `date.toordinal()`."""

    id: str
    title: str
    body: str
    day: int
    year: str
    person: tuple[str, ...]
    organization: tuple[str, ...]
    place: tuple[str, ...]
    source: tuple[str, ...]

    def values(self, facet: str) -> tuple[str, ...]:
        """The values of a facet."""
        return (self.year,) if facet == "year" else getattr(self, facet)


class Prepared:
    """The documents of a corpus, on disk: each twice, once in stems and once in forms (the words as they stand)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def documents(self, words: str = "stems", limit: int | None = None) -> Iterator[Document]:
        """All documents, or the first `limit`, in "stems" or "forms"."""
        for row in self._rows(limit):
            title, body = row[words]
            yield Document(row["id"], title, body, row["day"], row["year"], *(tuple(row[name]) for name in NAMED))

    def pairs(self, limit: int) -> Iterator[tuple[Document, Document]]:
        """The first documents as (stems, forms)."""
        return zip(self.documents("stems", limit), self.documents("forms", limit), strict=True)

    def _rows(self, limit: int | None) -> Iterator[dict[str, Any]]:
        with self.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number == limit:
                    return
                yield json.loads(line)


def prepare(corpus: Corpus, index: Path) -> Prepared:
    """Take the corpus out of siaran's index of it; kept beside the corpus for the next run."""
    analyzer = Analyzer()
    rules = f"{analyzer.fingerprint}{entities.FINGERPRINT}{RULES}3"
    version = hashlib.sha256(rules.encode()).hexdigest()[:10]
    path = corpus.path.with_name(f"{corpus.path.stem}-{version}.prepared")
    if not path.exists():
        with (
            closing(WhooshEngine.open(index, analyzer.fingerprint)) as engine,
            closing(engine.snapshot()) as snapshot,
            closing(Registry.load(index / FOLDER)) as registry,
            path.with_suffix(".part").open("w", encoding="utf-8") as file,
        ):
            spelling = _spellings(snapshot.releases()) | _joined(registry.names)
            for release in sorted(snapshot.releases(), key=lambda release: int(release.id[1:])):
                file.write(json.dumps(_row(release, analyzer, spelling), ensure_ascii=False) + "\n")
        path.with_suffix(".part").rename(path)
    return Prepared(path)


def _names(release: Release, facet: str) -> tuple[str, ...]:
    if facet == "source":
        return (release.source,) if release.source else ()
    return release.names(Kind(facet))


def _spellings(releases: Iterator[Release]) -> dict[tuple[str, str], str]:
    counts: dict[tuple[str, str], Counter[str]] = {}
    for release in releases:
        for facet in NAMED:
            for name in set(_names(release, facet)):
                counts.setdefault((facet, name.casefold()), Counter())[name] += 1
    return {key: min(found, key=lambda name: (-found[name], name)) for key, found in counts.items()}


def _joined(names: Names) -> dict[tuple[str, str], str]:
    """What siaran shows for each name that is one of several of somebody."""
    return {
        (facet, name.casefold()): group.names[0]
        for facet in NAMED
        for group in names.groups(facet)
        for name in group.names
    }


def _row(release: Release, analyzer: Analyzer, spelling: dict[tuple[str, str], str]) -> dict[str, object]:
    forms = [[token.form for token in analyzer.tokens(text)] for text in (release.title, release.body)]
    day = release.date or date.min
    row: dict[str, object] = {
        "id": release.id,
        "day": day.toordinal(),
        "year": f"{day.year:04}",
        "forms": [" ".join(words) for words in forms],
        "stems": [" ".join(map(analyzer.stem, words)) for words in forms],
    }
    for facet in NAMED:
        names = _names(release, facet)
        row[facet] = list(dict.fromkeys(spelling[facet, name.casefold()] for name in names))
    return row
