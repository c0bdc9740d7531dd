"""Text of a query -> lexemes. Whatever is no syntax comes out as words, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ..model import Field


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
    """A piece of the query. `text` is as typed, without quotes; `field` what stood before it (`title:`)."""

    kind: Kind
    text: str = ""
    field: Field | None = None


FIELDS = {"title": Field.TITLE, "judul": Field.TITLE}
"""What may stand before a colon, in any case."""

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
    (?: (?P<field> {"|".join(FIELDS)} ) : (?=[^\s)]) )?
    (?: "(?P<phrase> [^"]* )" | (?P<open> \( ) | (?P<word> [^\s()"]+ ) )
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
        return [Lexeme(Kind.WORD, lexeme.text) for lexeme in lexemes], True
    return _pair_brackets(lexemes), False


def _lexemes(found: re.Match[str]) -> list[Lexeme]:
    if found["close"]:
        return [Lexeme(Kind.CLOSE)]
    field = FIELDS[found["field"].lower()] if found["field"] else None
    without = [Lexeme(Kind.NOT)] if found["without"] else []
    if found["open"]:
        return [*without, Lexeme(Kind.OPEN, field=field)]
    if found["phrase"] is not None:
        return [*without, Lexeme(Kind.PHRASE, found["phrase"], field)]
    word = found["word"]
    if word in OPERATORS and not without and not field:
        return [Lexeme(OPERATORS[word], word)]
    return [*without, Lexeme(Kind.WORD, word, field)]


def _is_headline(text: str, lexemes: list[Lexeme]) -> bool:
    """Whether DAN, ATAU and BUKAN are words here, because all is in capitals and nothing else is syntax."""
    if any(character.islower() for character in text) or "*" in text:
        return False
    words = [lexeme for lexeme in lexemes if lexeme.kind is Kind.WORD and lexeme.field is None]
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
        repeats = partner.get(start - 1) == end + 1 and lexemes[start].field is None
        if repeats or len(closing) >= MAX_DEPTH:
            continue
        closing.append(end)
        kept.update((start, end))
    return [
        lexeme for place, lexeme in enumerate(lexemes) if place in kept or lexeme.kind not in (Kind.OPEN, Kind.CLOSE)
    ]
