"""Which words of a query may be misspelt: not its syntax, and not what was asked for as it stands."""

from __future__ import annotations

from ..language import Analyzer, Token
from .scan import Kind, plain, scan
from .scopes import Time


def correctable(q: str, analyzer: Analyzer) -> tuple[str, list[Token]]:
    """The query in the plain characters of the syntax, and those of its words that a correction may replace.

    Left out are operators, names of fields, prefixes, dates, single words in quotes or behind `=`, and what is
    excluded: a word that nobody wants need not be found.
    """
    text = plain(q)
    tokens: list[Token] = []
    excluded = False
    for lexeme in scan(text)[0]:
        if lexeme.kind in (Kind.WORD, Kind.PHRASE) and not excluded:
            found = analyzer.tokens(lexeme.text)
            exact = lexeme.kind is Kind.PHRASE and lexeme.scope is None and len(found) < 2
            if not (exact or lexeme.scope is Time.DATE or "*" in lexeme.text):
                start = lexeme.start
                tokens += [Token(form, start + begin, start + end) for form, begin, end in found]
        excluded = lexeme.kind is Kind.NOT
    return text, tokens
