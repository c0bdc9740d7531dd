"""Completions of what is being typed: names, titles, words of the archive, with one slip forgiven.

A slip in what is typed leaves no completions. Then one letter is changed wherever that makes the beginning of a word
of the archive: all beginnings one edit away are looked up in the sorted forms at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt

from .engines.base import Request, Snapshot
from .language import Analyzer, Token
from .model import And, Facet, Field, Kind, Phrase, Prefix, Query, Sort, Suggestion

TITLES = 2
"""Titles and words that are kept among many names."""

TITLE_LETTERS = 3
"""Letters from which on titles are suggested: fewer say nothing of a title."""

FORGIVEN_LETTERS = 4
"""Letters from which on a slip is forgiven: of a shorter beginning, too little would be left."""

LETTERS = 16
"""Letters of a form that are looked at for a slip; of what is typed two fewer, room for another and an end."""

TRIED = 8
"""Other beginnings that are tried, the most usual ones."""

WORDS = 8
"""Words of a title that are looked for; who types more has the title."""


class Beginnings:
    """How the forms of an archive begin. Never changes; 16 bytes a form."""

    def __init__(self, data: bytes, lengths: npt.ArrayLike, counts: npt.ArrayLike) -> None:
        """Take forms as `Snapshot.vocabulary` gives them."""
        sizes = np.asarray(lengths, np.int64)
        ends = np.cumsum(sizes)
        letters = np.frombuffer(data, np.uint8)
        table = np.zeros((len(sizes), LETTERS), np.uint8)
        for column in range(LETTERS):
            rows = np.flatnonzero(sizes > column)
            table[rows, column] = letters[(ends - sizes)[rows] + column]
        forms = table.view(f"S{LETTERS}")[:, 0]
        order = np.argsort(forms, kind="stable")
        self._forms = forms[order]
        self._totals = np.concatenate([[0], np.cumsum(np.asarray(counts, np.int64)[order])])

    def near(self, typed: str) -> list[str]:
        """Beginnings of forms that are one edit away from `typed` and not `typed` itself, the most usual first."""
        tried = sorted(other.encode() for other in edits(typed[: LETTERS - 2]) if other.isascii() and other)
        first = self._forms.searchsorted(np.array(tried, f"S{LETTERS}"))
        behind = self._forms.searchsorted(np.array([other + b"\xff" for other in tried], f"S{LETTERS}"))
        uses = self._totals[behind] - self._totals[first]
        order = np.lexsort((np.arange(len(tried)), -uses))
        return [tried[i].decode() for i in order.tolist() if uses[i]]


def edits(word: str) -> set[str]:
    """What one edit makes of a word: a letter left out, put in, exchanged, or swapped with its neighbour."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    made = {a + b[1:] for a, b in cuts if b}
    made |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase}
    made |= {a + letter + b for a, b in cuts for letter in ascii_lowercase}
    return made - {word}


def complete(snapshot: Snapshot, typed: str, tokens: Sequence[Token], limit: int) -> list[Suggestion]:
    """Completions of a folded text and its tokens, of which the last is still being typed: names, titles, words.

    Each kind has room: names leave some for titles and words, and take what these do not need.
    """
    names = _names(snapshot, typed, limit)
    titles = _titles(snapshot, [token.form for token in tokens], TITLES)
    words = (
        [_suggested("word", facet) for facet in snapshot.complete(tokens[0].form, limit)] if len(tokens) == 1 else []
    )
    room = max(limit - len(titles) - min(len(words), TITLES), 1)
    ordered = [*names[:room], *titles, *words]
    return [*ordered, *names[room:]][:limit]


def forgiving(
    snapshot: Snapshot, typed: str, analyzer: Analyzer, beginnings: Beginnings, limit: int
) -> list[Suggestion]:
    """Completions of a text that nothing completes as it was typed, with one edit in one of its words."""
    for token in reversed(analyzer.tokens(typed)[:WORDS]):
        if len(token.form) < FORGIVEN_LETTERS:
            continue
        for other in beginnings.near(token.form)[:TRIED]:
            meant = typed[: token.start] + other + typed[token.end :]
            found = complete(snapshot, meant, analyzer.tokens(meant), limit)
            if found:
                return found
    return []


def _names(snapshot: Snapshot, typed: str, limit: int) -> list[Suggestion]:
    found = [_suggested(kind.value, facet) for kind in Kind for facet in snapshot.names_beginning(kind, typed, limit)]
    return sorted(found, key=lambda suggestion: (-suggestion.count, suggestion.text))[:limit]


def _titles(snapshot: Snapshot, forms: Sequence[str], limit: int) -> list[Suggestion]:
    """The newest titles that have these words; not those that were made from a lead sentence."""
    *whole, last = forms[:WORDS]
    if len(last) < TITLE_LETTERS and not whole:
        return []
    words: list[Query] = [*(Phrase((form,), Field.TITLE) for form in whole), Prefix(last, Field.TITLE)]
    request = Request(And(tuple(words)), sort=Sort.NEWEST, limit=4 * limit, facets=())
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for match in snapshot.search(request).matches:
        if not match.release.title_derived:
            titles[match.release.title].append(match.release.id)
    return [
        Suggestion(title, "title", len(ids), ids[0] if len(ids) == 1 else None)
        for title, ids in islice(titles.items(), limit)
    ]


def _suggested(kind: str, facet: Facet) -> Suggestion:
    return Suggestion(facet.value, kind, facet.count)
