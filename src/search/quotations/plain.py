"""The quotes of a small archive, as documents of the engine in memory."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from ..engines.base import Batch, Column, Snapshot
from ..engines.memory import MemoryEngine
from ..language import Analyzer, cut, words_before
from ..model import Release
from .documents import documents_of
from .places import places_of, quotes_in_order


def quotes_of(snapshot: Snapshot, analyzer: Analyzer) -> Snapshot:
    """The quotes of a snapshot's releases. Their words are those that the releases have at the quotes' places."""
    documents: list[Release] = []
    bodies: list[list[str]] = []
    for release in snapshot.releases():
        words = analyzer.forms(release.body)
        documents += documents_of(release)
        places = places_of(release.body, quotes_in_order(release), words_before(cut([release.body])), analyzer)
        bodies += [words[at : at + size] for at, size in places]
    titles = [analyzer.forms(document.title) for document in documents]
    forms = [*dict.fromkeys(chain(*titles, *bodies))]
    stems = dict(snapshot.stems(forms))
    stems.update(analyzer.stems(form for form in forms if form not in stems))
    numbers = {form: number for number, form in enumerate(forms)}
    engine = MemoryEngine(analyzer.fingerprint)
    with engine.writer() as writer:
        writer.add(
            Batch(
                releases=tuple(documents),
                hashes=("",) * len(documents),
                forms=tuple(forms),
                stems=tuple(stems[form] for form in forms),
                title=_column(titles, numbers),
                body=_column(bodies, numbers),
            )
        )
        writer.commit()
    return engine.snapshot()


def _column(texts: Sequence[Sequence[str]], numbers: dict[str, int]) -> Column:
    words = [numbers[form] for text in texts for form in text]
    ends = np.cumsum([len(text) for text in texts], dtype=np.uint32)
    return Column(np.array(words, np.uint32), np.asarray(ends, np.uint32))
