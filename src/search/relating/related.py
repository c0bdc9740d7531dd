"""Related releases: those that share a release's telling words and names and are near it in time.

Two steps, so that the cost is that of one search, however large the archive. First the words that set the release apart
(`telling.py`) are searched like any query. Then the best of what is found are weighed by all that they share:

    (share of the release's own score + NAMES * share of its names' rarity) * (1 + TIME * 2^(-days / HALF_LIFE))

A name is as rare as its logarithmic share of the archive's releases, like the idf of a word. What shares too little
(`LEAST`) is left out: no related release is better than a wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from ..engines.base import Match, Ranking, Request, Snapshot
from ..language import Analyzer, fold
from ..model import Entity, Everything, Kind, Named, Or, Release, Term
from .telling import Counts, telling_words

CANDIDATES = 40
"""Releases that are weighed, the best by words."""

NAMES = 0.5
TIME = 0.3
HALF_LIFE = 30.0
"""Days after which nearness in time counts half."""

LEAST = 0.3
"""What a related release weighs at least; the release itself would weigh 1.95."""

MOST_NAMES = 8
"""Names of a release whose rarity is looked up, those that are named most often."""

FEW = 8
"""Of a release of fewer telling words, to share all of them says less."""

SHOWN = 4
"""Names and words that a reason gives, of each."""

Name = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Related:
    """A related release, and what it shares with the other: names, words as that one writes them, the rarest first.

    `days` is how far apart their dates are, None where one has none.
    """

    release: Release
    score: float
    names: tuple[Name, ...]
    words: tuple[str, ...]
    days: int | None


def related(
    release: Release,
    snapshot: Snapshot,
    analyzer: Analyzer,
    counts: Counts,
    *,
    versions: Collection[str] = (),
    limit: int = 5,
) -> tuple[Related, ...]:
    """The releases most related to a release of this snapshot, best first; ties by id. `versions` are left out."""
    releases = snapshot.search(Request(Everything(), limit=0, facets=())).total
    telling = telling_words(release, snapshot, analyzer, counts, releases)
    if not telling or not limit:
        return ()
    most = CANDIDATES + len(versions) + 1
    request = Request(Or(tuple(telling)), limit=most, facets=(), ranking=Ranking.WHOOSH)
    matches = snapshot.search(request).matches
    own = max(match.score for match in matches) * max(1.0, FEW / len(telling))
    left_out = {release.id, *versions}
    names = _Names(release, snapshot, releases)
    weighed = [
        (weight, match.release)
        for match in matches
        if match.release.id not in left_out and (weight := _weight(release, match, own, names)) >= LEAST
    ]
    weighed.sort(key=lambda each: (-each[0], each[1].id))
    texts = _Texts(telling, snapshot, analyzer)
    found = []
    for weight, other in weighed[:limit]:
        shared = names.shared(other)
        words = texts.shared(other, shared)
        found.append(Related(other, weight, tuple(shared[:SHOWN]), words, days_between(release, other)))
    return tuple(found)


def days_between(one: Release, other: Release) -> int | None:
    """How many days lie between the dates of two releases."""
    return abs((one.date - other.date).days) if one.date and other.date else None


def _weight(release: Release, match: Match, own: float, names: _Names) -> float:
    shared = match.score / own + NAMES * names.share(match.release)
    days = days_between(release, match.release)
    return shared * (1 + (TIME * 2 ** (-days / HALF_LIFE) if days is not None else 0.0))


class _Names:
    """The names of a release, and how rare they are in a snapshot."""

    def __init__(self, release: Release, snapshot: Snapshot, releases: int) -> None:
        most = sorted(release.entities, key=lambda entity: -len(entity.mentions))[:MOST_NAMES]
        self._rarity: dict[Name, float] = {}
        self._known: dict[Name, Name] = {}
        for entity in most:
            having = _having(snapshot, entity)
            self._rarity[entity.kind, entity.name] = math.log((releases + 1) / having) if having else 0.0
            self._known.update(((entity.kind, name.casefold()), (entity.kind, entity.name)) for name in _names(entity))
        self._all = sum(self._rarity.values())

    def shared(self, release: Release) -> list[Name]:
        """Those that another release has as well, the rarest first."""
        theirs = {(entity.kind, name.casefold()) for entity in release.entities for name in _names(entity)}
        ours = {name for key, name in self._known.items() if key in theirs}
        return sorted(ours, key=lambda name: (-self._rarity[name], name))

    def share(self, release: Release) -> float:
        """The rarity of those together, as a share of all."""
        return sum(self._rarity[name] for name in self.shared(release)) / self._all if self._all else 0.0


def _having(snapshot: Snapshot, entity: Entity) -> int:
    asked = Request(Named(entity.kind.value, entity.name), limit=0, facets=())
    return snapshot.search(asked).total


def _names(entity: Entity) -> Iterable[str]:
    return (entity.name, *entity.aliases)


class _Texts:
    """The telling words of a release, and where else they stand, in whatever form."""

    def __init__(self, telling: Iterable[Term], snapshot: Snapshot, analyzer: Analyzer) -> None:
        self._forms = {term.form: {term.form, *snapshot.forms(term.stem)} for term in telling}
        self._analyzer = analyzer

    def shared(self, release: Release, names: Iterable[Name]) -> tuple[str, ...]:
        """The words that this release shares, those that tell most first; parts of the shared names are left out."""
        theirs = {*self._analyzer.forms(release.title), *self._analyzer.forms(release.body)}
        parts = {part for _, name in names for part in fold(name).split()}
        shared = (form for form, forms in self._forms.items() if form not in parts and not forms.isdisjoint(theirs))
        return tuple(islice(shared, SHOWN))
