"""What was probably meant by a query, from the words and names of one state of the index."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

from .engines.base import Snapshot
from .language import Analyzer, is_function_word
from .language.spelling import Names, Speller, Vocabulary, did_you_mean
from .language.wordforms.known import is_native, is_word
from .model import Kind, Page
from .querying import correctable
from .suggesting import Beginnings

CORRECTED = "corrected"
"""Hint: nothing matched what was typed, so this is the result for `Page.did_you_mean`."""

SENTENCE = 8
"""Words beyond which a query is a pasted sentence."""

STATES = 2
"""States whose words are kept: the newest, and the one before it while requests are still answered from it."""


def answered(page: Page) -> str:
    """The query that a page answers: the one that was typed, or its correction."""
    return page.did_you_mean if page.hint == CORRECTED and page.did_you_mean else page.q


class Words:
    """The words and names of one state. Takes some 25 bytes a form of the index, and some hundred a name."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.vocabulary = Vocabulary(*snapshot.vocabulary())
        self.speller = Speller(self.vocabulary, is_word, is_native)
        self._facets = [facet for kind in Kind for facet in snapshot.values(kind)]
        self._names: Names | None = None
        self._beginnings: Beginnings | None = None
        self._lock = threading.Lock()

    @property
    def names(self) -> Names:
        """Made at its first need, since most queries have none: it takes half a second for 60,000 names."""
        with self._lock:
            if self._names is None:
                counts: dict[str, int] = {}
                for facet in self._facets:
                    counts[facet.value] = max(facet.count, counts.get(facet.value, 0))
                self._names, self._facets = Names(counts), []
            return self._names

    def beginnings(self, snapshot: Snapshot) -> Beginnings:
        """Made at its first need, of the same state."""
        with self._lock:
            if self._beginnings is None:
                self._beginnings = Beginnings(*snapshot.vocabulary())
            return self._beginnings


class Corrector:
    """Corrects queries from what an index holds, whose words are read at the first need of each state.

    Safe to use from several threads.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._states: OrderedDict[str, Words] = OrderedDict()
        self._lock = threading.Lock()

    def correct(self, q: str, snapshot: Snapshot, found: int) -> str | None:
        """The query with what was probably meant in place of its misspelt words; None where all of it may stay.

        A pasted sentence stays where it `found` anything: its other words say what is meant.
        """
        text, tokens = correctable(q, self._analyzer)
        if found and len(tokens) > SENTENCE:
            return None
        forms = {token.form for token in tokens if not is_function_word(token.form)}
        strange = not all(map(is_native, forms))
        if not strange and len(snapshot.stems(forms)) == len(forms):
            return None  # words of the language that are in the archive: nothing would be corrected
        words = self._words(snapshot)
        # A name is taken for another only where two words of it are none of the language.
        meant = did_you_mean(text, tokens, words.speller, words.names if strange and len(tokens) > 1 else None)
        return meant if meant != text else None

    def counts(self, forms: Iterable[str], snapshot: Snapshot) -> dict[str, int]:
        """How frequent each of these forms is, as far as it is a word of Latin letters."""
        return self._words(snapshot).vocabulary.counts(forms)

    def beginnings(self, snapshot: Snapshot) -> Beginnings:
        """How the words of this state begin."""
        return self._words(snapshot).beginnings(snapshot)

    def _words(self, snapshot: Snapshot) -> Words:
        """The words of this state; whoever asks while they are read waits for them."""
        with self._lock:
            words = self._states.get(snapshot.state)
            if words is None:
                words = self._states[snapshot.state] = Words(snapshot)
                while len(self._states) > STATES:
                    self._states.popitem(last=False)
            return words
