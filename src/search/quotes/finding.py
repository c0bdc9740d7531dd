"""Quotes of a release: pairs of marks and clauses of saying, walked through in the order of the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from ..entities import lexicon as cues
from ..model import Entity, Quote
from . import lexicon
from .attribution import Walk
from .cast import Cast
from .clauses import verbs_of_saying
from .indirect import find_indirect
from .marks import pair_marks
from .text import Text

_RULES = "quotes-1"
"""Raised with every change of the rules that changes what is found."""


def _lists_version() -> str:
    lists = {name: sorted(value) for name, value in vars(lexicon).items() if isinstance(value, frozenset)}
    lists |= {name: sorted(getattr(cues, name)) for name in ("OFFICES", "RANKS", "TITLES", "DEGREES")}
    return hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:8]


FINGERPRINT = f"{_RULES}+{_lists_version()}"
"""Names the rules and word lists: with the same fingerprint and entities a text has the same quotes."""


def find_quotes(
    body: str, entities: Sequence[Entity], saying: Sequence[tuple[int, int]] | None = None
) -> tuple[Quote, ...]:
    """What people are quoted with in `body`, in order; the quotes are disjoint and `body[start:end] == text`.

    `entities` are those of `body`, with their mentions; a speaker is always the name of one. `saying` are the places,
    ascending, of all words that `may_say` picks: what is found is the same with and without them. Any text is taken;
    time grows linearly with its length.
    """
    text = Text(body)
    cast = Cast(text, entities)
    walk = Walk(text, cast, pair_marks(body), verbs_of_saying(text, saying))
    direct = walk.quotes()
    return tuple(sorted([*direct, *find_indirect(text, walk)], key=lambda quote: quote.start))
