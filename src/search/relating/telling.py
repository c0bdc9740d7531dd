"""The words that set a release apart: frequent in it and rare in the archive."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ..engines.base import Snapshot
from ..language import Analyzer, is_function_word
from ..model import Release, Term

WORDS = 24
"""Telling words of a release."""

READ = 600
"""Words of a release that are looked at, title first: what it is about stands at its beginning."""

TITLE = 2
"""A word of the title counts as so many more."""

COMMON = 8
"""A word that more than this part of the releases have tells nothing, unless the archive is small."""

SMALL = 100

Counts = Callable[[Iterable[str]], Mapping[str, int]]
"""In how many releases each of these forms is, roughly."""


def telling_words(
    release: Release, snapshot: Snapshot, analyzer: Analyzer, counts: Counts, releases: int
) -> dict[Term, float]:
    """Words of one of the `releases` of this snapshot, as they are searched, and how much each tells: tf-idf, the most
    first.

    Of words with one stem the first is taken. Numbers tell nothing alone, function words nothing at all.
    """
    title = analyzer.forms(release.title)
    times = Counter(form for form in analyzer.forms(release.body)[:READ] if _may_tell(form))
    for form in filter(_may_tell, title):
        times[form] += TITLE
    having = counts(times)
    most = releases / COMMON if releases > SMALL else releases
    tells = {
        form: (1 + math.log(count)) * math.log((releases + 1) / having[form])
        for form, count in times.items()
        if 1 < having.get(form, 0) <= most
    }
    best = sorted(tells, key=lambda form: (-tells[form], form))[: 2 * WORDS]
    stems = snapshot.stems(best)
    words: dict[str, tuple[Term, float]] = {}
    for form in best:
        if form in stems:
            words.setdefault(stems[form], (Term(form, stems[form]), max(tells[form], 0.0)))
    return dict([*words.values()][:WORDS])


def _may_tell(form: str) -> bool:
    return len(form) > 2 and form.isalpha() and not is_function_word(form)
