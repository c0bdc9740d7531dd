"""Three searches to begin with, that work on this archive: made of its own names and the words of its newest titles.

Made once a state of the index: one search for titles, and a count for each example, so that none leads nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Flask, current_app

from ..archive import Archive
from ..language import fold, is_function_word
from ..model import Facet, Page
from ..recent import Recent
from .address import Address
from .advice import total_of

TITLES = 100
"""Newest titles that are read."""

TRIED = 3
"""Candidates for each example that are counted."""

_KEY = "siaran.examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A search for `words`, for one name of a `kind`, within a `year`: what it has of these."""

    words: str = ""
    kind: str = ""
    name: str = ""
    year: str = ""

    @property
    def address(self) -> Address:
        """Where it leads: words in the box, names and years among the filters, where a reader finds them again."""
        name = ((self.kind, self.name),) if self.name else ()
        year = (("from", self.year), ("to", self.year)) if self.year else ()
        return Address((("q", self.words), *name, *year))

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.words, self.name, self.year)))


def register(app: Flask) -> None:
    """Keep the examples of the states that are searched."""
    app.extensions[_KEY] = Recent(2)


def examples(archive: Archive) -> tuple[Example, ...]:
    """At most three, different in kind: two words, a person with a year, a body with a word."""
    kept: Recent[tuple[Example, ...]] = current_app.extensions[_KEY]
    return kept.get(archive.state, lambda: tuple(_made(archive)))


def _made(archive: Archive) -> Iterator[Example]:
    newest = archive.search(sort="newest", per_page=min(TITLES, archive.settings.per_page_limit))
    words, pairs = title_words(newest)
    people, bodies = (_askable(newest.facets, kind) for kind in ("person", "organization"))
    years = [facet.value for facet in newest.facets.get("year", ())][:1]
    tried = (
        [Example(pair) for pair in pairs],
        [Example("", "person", name, year) for name in people for year in years],
        [Example(word, "organization", name) for name in bodies for word in words],
    )
    for candidates in tried:
        for example in candidates[:TRIED]:
            if total_of(archive, example.address):
                yield example
                break


def title_words(page: Page) -> tuple[list[str], list[str]]:
    """Words of titles and pairs of neighbours, most frequent first; no function words, numbers or parts of names."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for hit in page.hits:
        named = {part for entity in hit.release.entities for part in fold(entity.name).split()}
        cut = [word.strip("\"'“”‘’.,:;!?()") for word in fold(hit.release.title).split()]
        plain = [word if word.isalpha() and not is_function_word(word) and word not in named else "" for word in cut]
        words.update({word for word in plain if len(word) > 3})
        pairs.update({f"{a} {b}" for a, b in pairwise(plain) if len(a) > 3 and len(b) > 3})
    return _most(words), _most(pairs)


def _most(counts: Counter[str]) -> list[str]:
    return [text for text, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TRIED]]


def _askable(facets: Mapping[str, Sequence[Facet]], kind: str) -> list[str]:
    return [f.value for f in facets.get(kind, ()) if len(f.value) <= 40][:TRIED]  # a long name is no example
