"""The words of a query where they were typed: to replace one and leave the rest as it stands."""

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


def exactly(q: str, form: str, analyzer: Analyzer) -> str | None:
    """The query with `=` before the word that was typed as `form`, in the plain characters of the syntax.

    None where no such word can take it, because it stands in quotes, or in a headline that `=` would make a formula.
    """
    text = plain(q)
    lexemes, headline = scan(text)
    for lexeme in () if headline else lexemes:
        if lexeme.kind is Kind.WORD and form in [token.form for token in analyzer.tokens(lexeme.text)]:
            at = lexeme.start
            return f"{text[:at]}={text[at:].lstrip('=')}"
    return None
