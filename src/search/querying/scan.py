"""Text of a query -> lexemes. Whatever is no syntax comes out as words, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from .scopes import SCOPES, Scope, Time, days


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query. `text` is as typed, without quotes, and begins at `start`; `scope` is what stood before it
    (`title:`). `distance` is set for words in quotes that need only be near each other."""

    kind: Kind
    text: str = ""
    scope: Scope | None = None
    start: int = 0
    distance: int | None = None


MAX_DISTANCE = 1000
"""Words between those that are to be near each other; a larger number says no more than that both are there."""

INDONESIAN = {"DAN": Kind.AND, "ATAU": Kind.OR, "BUKAN": Kind.NOT}
OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT, **INDONESIAN}

JOINING = frozenset({Kind.AND, Kind.OR, Kind.NOT})

MAX_DEPTH = 16
"""Brackets that may stand inside each other; deeper ones are text. It keeps every walk over the tree shallow."""

HEADLINE_WORDS = 3
"""A query in capitals with this many words beside DAN, ATAU, BUKAN is taken for a headline."""

# Keyboards and word processors write these for the plain characters.
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), "（": "(", "）": ")", "：": ":", "＊": "*", "－": "-"})

# Invisible characters that come along with pasted text would hide an operator or a dash from its reader.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE_AT_EDGES = re.compile(rf'(?<![^\s()"])[{_INVISIBLE}]+|[{_INVISIBLE}]+(?![^\s()"])')

_LEXEME = re.compile(
    rf"""
    (?P<without> (?<![^\s(]) - (?![-\s]) )?        # a dash in front of something, not inside a word
    (?: (?P<scope> {"|".join(SCOPES)} ) : (?=[^\s)]) )?
    (?: =? "(?P<phrase> [^"]* )" (?: ~ (?P<distance> [0-9]+ ) (?![^\s()"]) )?
      | (?P<open> \( )
      | (?P<exactly> = (?=[^\s()"=]) )? (?P<word> [^\s()"]+ ) )
    | (?P<close> \) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def plain(q: str) -> str:
    """The query with the plain characters of the syntax, and nothing invisible in front of a word or behind it."""
    return _INVISIBLE_AT_EDGES.sub("", q.translate(_PLAIN))


def scan(text: str) -> tuple[list[Lexeme], bool]:
    """The lexemes of a plain query, brackets paired; and whether it was taken for a headline in capitals."""
    lexemes: list[Lexeme] = []
    for found in _LEXEME.finditer(text):
        lexemes.extend(_lexemes(found))
    if _is_headline(text, lexemes):
        return [Lexeme(Kind.WORD, lexeme.text, start=lexeme.start) for lexeme in lexemes], True
    return _pair_brackets(lexemes), False


def _lexemes(found: re.Match[str]) -> list[Lexeme]:
    if found["close"]:
        return [Lexeme(Kind.CLOSE)]
    scope = SCOPES[found["scope"].lower()] if found["scope"] else None
    without = [Lexeme(Kind.NOT)] if found["without"] else []
    if found["open"]:
        return [*without, Lexeme(Kind.OPEN, scope=scope)]
    if scope is Time.DATE and days(found["phrase"] or found["word"] or "") is None:
        return [*without, *_text(found)]
    if found["phrase"] is not None:
        distance = min(int(found["distance"]), MAX_DISTANCE) if found["distance"] else None
        return [*without, Lexeme(Kind.PHRASE, found["phrase"], scope, found.start("phrase"), distance)]
    word, start = found["word"], found.start("word")
    if word in OPERATORS and not (without or scope or found["exactly"]):
        return [Lexeme(OPERATORS[word], word, start=start)]
    kind = Kind.PHRASE if found["exactly"] and not word.endswith("*") else Kind.WORD
    return [*without, Lexeme(kind, word, scope, start)]


def _text(found: re.Match[str]) -> list[Lexeme]:
    """What looked like a date but is none: words."""
    start = found.start("scope")
    if found["phrase"] is None:
        return [Lexeme(Kind.WORD, found.string[start : found.end()], start=start)]
    name = Lexeme(Kind.WORD, found["scope"], start=start)
    return [name, Lexeme(Kind.PHRASE, found["phrase"], start=found.start("phrase"))]


def _is_headline(text: str, lexemes: list[Lexeme]) -> bool:
    """Whether DAN, ATAU and BUKAN are words here, because all is in capitals and nothing else is syntax."""
    if any(character.islower() for character in text) or "*" in text:
        return False
    words = [lexeme for lexeme in lexemes if lexeme.kind is Kind.WORD and lexeme.scope is None]
    operators = [lexeme for lexeme in lexemes if lexeme.text in INDONESIAN and lexeme.kind is not Kind.WORD]
    return bool(operators) and len(words) >= HEADLINE_WORDS and len(words) + len(operators) == len(lexemes)


def _pair_brackets(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Drop brackets without a partner, pairs that only repeat the pair around them, and pairs too deep."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind is Kind.OPEN:
            opened.append(place)
        elif lexeme.kind is Kind.CLOSE and opened:
            partner[opened.pop()] = place
    kept: set[int] = set()
    closing: list[int] = []
    for start in sorted(partner):
        end = partner[start]
        while closing and closing[-1] < start:
            closing.pop()
        repeats = partner.get(start - 1) == end + 1 and lexemes[start].scope is None
        if repeats or len(closing) >= MAX_DEPTH:
            continue
        closing.append(end)
        kept.update((start, end))
    return [
        lexeme for place, lexeme in enumerate(lexemes) if place in kept or lexeme.kind not in (Kind.OPEN, Kind.CLOSE)
    ]
