"""`parse`: the text of a query, its limits, and what there is to say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import QueryError
from ..language import Analyzer
from ..leaves import wanted
from ..model import Everything, Or, Query, Term
from .grammar import Leaf, Mark, Row, read
from .scan import JOINING, Kind, Lexeme, plain, scan
from .tree import build, words

ONLY_OPERATORS = "only-operators"
"""Hint: nothing but operators was typed; nothing matches."""
NO_WORDS = "no-words"
"""Hint: nothing but punctuation was typed; nothing matches."""
WORDS_LEFT_OUT = "words-left-out"
"""Hint: there were more words than are searched; the last ones were left out."""
HEADLINE = "headline"
"""Hint: all was in capitals, so DAN, ATAU and BUKAN were taken for words."""

_PREFIX = re.compile(r"(?P<begin>[^*]+)\*+[,.;:!?]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that was understood. `hint` is one of this module's codes, for the faces to put into words."""

    query: Query
    hint: str | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that are wanted and matched by stem, in the order in which they were typed."""
        return tuple(leaf for leaf in wanted(self.query) if isinstance(leaf, Term))


def parse(q: str, analyzer: Analyzer, *, max_length: int = 500, max_words: int = 64) -> Parsed:
    """Understand a query; the language is described in the package's docstring.

    A blank query is Everything; one without a word is an empty Or, with a hint. `max_length` is in characters;
    beyond it QueryError is raised. The query holds at most `max_words` words (a phrase counts as many as it
    has), the first ones, with a hint where others were left out.
    """
    if len(q) > max_length:
        raise QueryError(f"q has {len(q)} characters and may have {max_length}: ask with fewer words")
    text = plain(q)
    if not text.strip():
        return Parsed(Everything())
    lexemes, headline = scan(text)
    pieces = _pieces(lexemes, analyzer)
    query, complete = _within(read(pieces), pieces, analyzer, max_words)
    if query is None:
        return Parsed(Or(()), ONLY_OPERATORS if any(lexeme.kind in JOINING for lexeme in lexemes) else NO_WORDS)
    if not complete:
        return Parsed(query, WORDS_LEFT_OUT)
    return Parsed(query, HEADLINE if headline else None)


def _pieces(lexemes: Sequence[Lexeme], analyzer: Analyzer) -> list[Leaf | Mark]:
    """The lexemes with their words analysed. A word that holds nothing to search for is a leaf without forms."""
    pieces: list[Leaf | Mark] = []
    first = 0
    for lexeme in lexemes:
        if lexeme.kind not in (Kind.WORD, Kind.PHRASE):
            pieces.append(Mark(lexeme.kind, lexeme.scope))
            continue
        leaf = _leaf(lexeme, first, analyzer)
        first += len(leaf.forms)
        pieces.append(leaf)
    return pieces


def _leaf(lexeme: Lexeme, first: int, analyzer: Analyzer) -> Leaf:
    quoted = lexeme.kind is Kind.PHRASE
    tokens = analyzer.tokens(lexeme.text)
    starred = None if quoted else _PREFIX.fullmatch(lexeme.text)
    return Leaf(
        forms=tuple(token.form for token in tokens),
        first=first,
        text=lexeme.text,
        scope=lexeme.scope,
        quoted=quoted,
        # "C++*" is no prefix: the star does not stand at the word
        prefix=bool(starred and tokens and tokens[-1].end == starred.end("begin")),
        distance=lexeme.distance,
    )


def _within(row: Row, pieces: Sequence[Leaf | Mark], analyzer: Analyzer, max_words: int) -> tuple[Query | None, bool]:
    """The query, of as many first forms as `max_words` allows; and whether that is all of them.

    Repetitions and function words do not count, so how many forms fit shows only when they are built. Stemming
    waits until it is known which words stay: it is by far the dearest step.
    """

    def unstemmed(form: str) -> str:
        return form

    def fits(until: int) -> bool:
        query = build(row, unstemmed, until)
        return query is None or words(query) <= max_words

    until = sum(len(piece.forms) for piece in pieces if isinstance(piece, Leaf))
    complete = until <= max_words or fits(until)
    if not complete:
        # Monotone but for a function word here and there; whatever `until` is found has been seen to fit.
        fitting, beyond = 0, until
        while beyond - fitting > 1:
            middle = (fitting + beyond) // 2
            fitting, beyond = (middle, beyond) if fits(middle) else (fitting, middle)
        until = fitting
    return build(row, analyzer.stem, until), complete
