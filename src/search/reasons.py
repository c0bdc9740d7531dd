"""Why a hit scored: the parts that its score is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .model import Field, Leaf


class ReasonKind(StrEnum):
    """What scores: a word in any form, exactly the form that was typed, a beginning, two words side by side."""

    STEM = "stem"
    FORM = "form"
    PREFIX = "prefix"
    NEIGHBOURS = "neighbours"


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How often a word stands in a field of a release, and how many words that field has."""

    field: Field
    count: int
    words: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a hit's score; all of them together are the score.

    `leaves` are what of the query it is for: two for neighbours, else one. `word` is what was counted: the stem, the
    form, the beginning, or both stems. `idf` is its inverse document frequency and `fields` where it stands, both
    of stems and forms only.
    """

    kind: ReasonKind
    leaves: tuple[Leaf, ...]
    word: str
    score: float
    idf: float = 0.0
    fields: tuple[FieldCount, ...] = ()
