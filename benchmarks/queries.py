"""Queries drawn from the texts themselves, the same ones for the same corpus: what people type, kind by kind."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from search.config import Settings
from search.derived import FOLDER
from search.identity import Registry
from search.language import Analyzer
from search.leaves import leaves
from search.model import Filters, Or, Phrase, Prefix, Term
from search.model import Query as Tree
from search.searching import Searcher

from .prepared import Document, Prepared

KINDS = ("rare", "frequent", "2 words", "3 words", "4 words", "5 words", "phrase", "prefix", "filtered")
"""In one release in a thousand or fewer; in one in ten or more; words of one release, any of which is enough; two
words side by side; the first letters of a word; two words in a span of two years with a person named."""

WORD_KINDS = KINDS[:6]
EXACT_KINDS = ("phrase", "prefix")
"""Of words as they stand, not of stems."""

_SAMPLE = 4000
_PLAIN = re.compile(r"[a-z]{4,40}")


@dataclass(frozen=True, slots=True)
class Asked:
    """One query. `q` and `filters` are for siaran; `words` are the same, analysed: stems, or forms in EXACT_KINDS."""

    kind: str
    q: str
    tree: Tree
    words: tuple[str, ...]
    filters: Filters = field(default_factory=Filters)

    @property
    def days(self) -> tuple[int, int] | None:
        """The filter by date as ordinals, both inclusive."""
        if self.filters.date_from is None or self.filters.date_to is None:
            return None
        return self.filters.date_from.toordinal(), self.filters.date_to.toordinal()

    @property
    def person(self) -> str | None:
        return self.filters.person[0] if self.filters.person else None


Draw = Callable[[], tuple[str, Filters] | None]


def make_queries(prepared: Prepared, count: int, index: Path, *, seed: int = 3) -> list[Asked]:
    """`count` different queries of each kind (fewer where a small corpus has no more), shuffled. `index` is siaran's of
    the same corpus: what it knows of names and abbreviations decides how it reads a query."""
    with closing(Registry.load(index / FOLDER)) as registry:
        searcher = Searcher(Analyzer(), Settings())
        return _make(prepared, count, seed, lambda q: searcher.parse(q, registry).query)


def _make(prepared: Prepared, count: int, seed: int, read: Callable[[str], Tree]) -> list[Asked]:
    source = _Source(prepared, random.Random(seed))
    asked: list[Asked] = []
    for kind in KINDS:
        seen: dict[str, Asked] = {}
        for _ in range(count * 40):
            if len(seen) == count:
                break
            drawn = source.draw(kind)
            if drawn is not None and drawn[0] not in seen and (query := _analysed(kind, *drawn, read)) is not None:
                seen[drawn[0]] = query
        asked += seen.values()
    random.Random(seed).shuffle(asked)
    return asked


def _analysed(kind: str, q: str, filters: Filters, read: Callable[[str], Tree]) -> Asked | None:
    """The query, if siaran reads it as its kind says, and searches nothing else than its words."""
    tree = read(q)
    if any(isinstance(leaf, Term) and leaf.variants for leaf in leaves(tree)):
        return None
    match tree:
        case Phrase(forms) if kind == "phrase":
            return Asked(kind, q, tree, forms, filters)
        case Prefix(text) if kind == "prefix":
            return Asked(kind, q, tree, (text,), filters)
        case Term(_, stem) if kind in ("rare", "frequent"):
            return Asked(kind, q, tree, (stem,), filters)
        case Or(parts) if kind in (*WORD_KINDS, "filtered") and all(isinstance(part, Term) for part in parts):
            if len(parts) == len(q.split()):
                return Asked(kind, q, tree, tuple(part.stem for part in parts if isinstance(part, Term)), filters)
    return None


class _Source:
    def __init__(self, prepared: Prepared, chance: random.Random) -> None:
        self._chance = chance
        pairs = list(prepared.pairs(_SAMPLE))
        self._documents: Sequence[Document] = [forms for _, forms in pairs]
        counts: Counter[str] = Counter()
        a_form: dict[str, str] = {}
        for stems, forms in pairs:
            words = stems.body.split()
            counts.update(set(words))
            a_form.update(zip(words, forms.body.split(), strict=True))
        many, few = len(pairs) / 10, max(1, len(pairs) / 1000)
        usable = {stem: form for stem, form in a_form.items() if _PLAIN.fullmatch(form)}
        self._frequent = sorted(form for stem, form in usable.items() if counts[stem] >= many)
        self._rare = sorted(form for stem, form in usable.items() if counts[stem] <= few)

    def draw(self, kind: str) -> tuple[str, Filters] | None:
        if kind in ("rare", "frequent"):
            words = self._rare if kind == "rare" else self._frequent
            return (self._chance.choice(words), Filters()) if words else None
        document = self._chance.choice(self._documents)
        words = document.body.split()
        if kind == "phrase":
            at = self._chance.randrange(max(1, len(words) - 1))
            pair = words[at : at + 2]
            return (f'"{" ".join(pair)}"', Filters()) if all(map(_PLAIN.fullmatch, pair)) else None
        plain = sorted({word for word in words if _PLAIN.fullmatch(word)})
        wanted = int(kind[0]) if kind[0].isdigit() else 2
        if len(plain) < wanted:
            return None
        if kind == "prefix":
            return f"{self._chance.choice(plain)[: self._chance.randint(4, 6)]}*", Filters()
        q = " ".join(self._chance.sample(plain, wanted))
        return (q, Filters()) if kind != "filtered" else self._filtered(q, document)

    def _filtered(self, q: str, document: Document) -> tuple[str, Filters] | None:
        if not document.person:
            return None
        year = date.fromordinal(document.day).year
        person = self._chance.choice(document.person)
        return q, Filters(date(year, 1, 1), date(year + 1, 12, 31), person=(person,))
