"""What is kept of the quotes of releases, found wherever the releases are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from ..engines.whoosh.passages import Passages, Place, Title
from ..language import Analyzer, Cut, words_before
from ..model import Release
from .documents import title_of
from .places import places_of, quotes_in_order

if TYPE_CHECKING:
    from ..analysis import KnownStems


def prepared(releases: Sequence[Release], bodies: Cut, stems: KnownStems, analyzer: Analyzer) -> Passages:
    """The quotes of releases, ready to be taken in; `bodies` are theirs, `stems` knows those of their words."""
    before = words_before(bodies)
    ends = bodies.ends.tolist()
    counts: list[int] = []
    places: list[Place] = []
    said: list[int] = []
    titles: dict[tuple[str, str | None], int] = {}
    for release, start, end in zip(releases, [0, *ends], ends, strict=False):
        quotes = quotes_in_order(release)
        counts.append(len(quotes))
        if quotes:
            own = before[start : end + 1]
            places += places_of(release.body, quotes, own - own[0], analyzer)
            said += [titles.setdefault((title_of(quote), quote.speaker or None), len(titles)) for quote in quotes]
    analysed: list[Title] = [(tuple(analyzer.forms(title)), name) for title, name in titles]
    forms = set(chain.from_iterable(words for words, _ in analysed))
    known = dict(stems(forms))
    known.update(analyzer.stems(forms.difference(known)))
    return Passages(
        np.array(counts, np.int32), np.array(places, np.int32).reshape(-1, 2), np.array(said, np.int32), analysed, known
    )
