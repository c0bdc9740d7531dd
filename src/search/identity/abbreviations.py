"""Abbreviations that the archive's own releases explain: `Forum Koordinasi Pencegahan Terorisme (FKPT)`."""

from __future__ import annotations

from collections.abc import Iterator

from ..entities.acronyms import stands_for
from ..expansion import Abbreviations, names_in
from ..language import Analyzer
from ..model import Kind, Query
from .registry import Registry


def explained(registry: Registry, query: Query, analyzer: Analyzer) -> Abbreviations:
    """Those of the bodies that a query may name. Costs two look-ups in the registry, however long the query."""
    texts = [" ".join(forms) for forms in names_in(query)]
    return Abbreviations(_pairs(registry, texts, analyzer) if texts else ())


def _pairs(registry: Registry, texts: list[str], analyzer: Analyzer) -> Iterator[tuple[str, tuple[str, ...]]]:
    for text, other in registry.also_called(Kind.ORGANIZATION, texts):
        short, long = (text, other) if " " in other else (other, text)
        if " " in long and " " not in short and stands_for(short, long.split()):
            forms = [token.form for token in analyzer.tokens(short)]
            if len(forms) == 1:
                yield forms[0], tuple(token.form for token in analyzer.tokens(long))
