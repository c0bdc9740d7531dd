"""A query as it was probably meant: names first, as wholes, then words written as two, then single words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..tokens import Token
from .names import NameMatch, Names
from .speller import Speller


class Replacement(NamedTuple):
    """`forms` in place of the tokens `[start, end)`."""

    start: int
    end: int
    forms: tuple[str, ...]


MOST_WORDS = 12
"""Words of a query that are looked at: a longer one is a pasted sentence, and answered by its other words."""


def did_you_mean(
    text: str,
    tokens: Sequence[Token],
    speller: Speller,
    names: Names | None = None,
    stands: Callable[[tuple[str, ...]], bool] | None = None,
) -> str | None:
    """`text` with what was probably meant in place of its misspelt words, or None where all of it may stay.

    `tokens` are those of `text` that may be corrected: not operators, names of fields, prefixes. What lies between
    them stays as it is, and words come out in the case in which they were typed. `stands` says whether words stand
    side by side in some release; such are never taken for a misspelt name.
    """
    pieces: list[str] = []
    done = 0
    for start, end, forms in corrections_of(text, tokens[:MOST_WORDS], speller, names, stands):
        pieces.append(text[done : tokens[start].start])
        pieces.append(_shown(text, tokens[start:end], forms))
        done = tokens[end - 1].end
    return "".join((*pieces, text[done:])) if pieces else None


def corrections_of(
    text: str,
    tokens: Sequence[Token],
    speller: Speller,
    names: Names | None = None,
    stands: Callable[[tuple[str, ...]], bool] | None = None,
) -> list[Replacement]:
    """What to put in place of which tokens, ascending and disjoint."""
    found: list[Replacement] = []
    for start, end in _runs(text, tokens):
        forms = [token.form for token in tokens[start:end]]
        found += [Replacement(start + r.start, start + r.end, r.forms) for r in _run(forms, speller, names, stands)]
    return found


def _run(
    forms: Sequence[str],
    speller: Speller,
    names: Names | None,
    stands: Callable[[tuple[str, ...]], bool] | None,
) -> list[Replacement]:
    """The replacements in words that stand side by side."""
    matches = names.match(forms) if names is not None and len(forms) > 1 else [None] * len(forms)
    found: list[Replacement] = []
    at = 0
    while at < len(forms):
        match = matches[at]
        if match is not None:
            typed = tuple(forms[at : at + match.words])
            if match.forms == typed or _is_meant(match, typed, speller, stands):
                if match.forms != typed:
                    found.append(Replacement(at, at + match.words, match.forms))
                at += match.words
                continue
        joined = speller.join(forms[at], forms[at + 1]) if at + 1 < len(forms) else None
        if joined is not None:
            found.append(Replacement(at, at + 2, (joined,)))
            at += 2
            continue
        meant = speller.correct(forms[at])
        if meant is not None:
            found.append(Replacement(at, at + 1, meant))
        at += 1
    return found


def _is_meant(
    match: NameMatch,
    typed: tuple[str, ...],
    speller: Speller,
    stands: Callable[[tuple[str, ...]], bool] | None,
) -> bool:
    """Whether the name is meant though other words were typed.

    One word is wrong, and the others are more than function words; the wrong one is no word of a dictionary, lest
    `kota medan` become a Kota Sedan.
    """
    wrong = [(a, b) for a, b in zip(typed, match.forms, strict=True) if a != b]
    right = [a for a, b in zip(typed, match.forms, strict=True) if a == b and len(a) > 2 and not speller.is_native(a)]
    if len(wrong) != 1 or not right or speller.is_native(wrong[0][0]):
        return False
    return stands is None or not stands(typed)


def _runs(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Ranges of tokens with nothing but white space between them."""
    runs: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or not text[tokens[i - 1].end : tokens[i].start].isspace():
            runs.append((start, i))
            start = i
    return runs if tokens else []


def _shown(text: str, tokens: Sequence[Token], forms: tuple[str, ...]) -> str:
    """The forms in the case of the words that they replace."""
    surfaces = [text[token.start : token.end] for token in tokens]
    if len(surfaces) != len(forms):
        surfaces = [surfaces[0]] * len(forms)
    return " ".join(_in_case(form, surface) for form, surface in zip(forms, surfaces, strict=True))


def _in_case(form: str, surface: str) -> str:
    if len(surface) > 1 and surface.isupper():
        return form.upper()
    return form.capitalize() if surface[:1].isupper() else form
