"""Abbreviations that the archive's own releases explain: `Forum Koordinasi Pencegahan Terorisme (FKPT)`."""

from __future__ import annotations

from collections.abc import Iterator

from ..expansion import Abbreviations, names_in
from ..language import Analyzer
from ..model import Kind, Query
from .registry import Registry


def explained(registry: Registry, query: Query, analyzer: Analyzer) -> Abbreviations:
    """Those of the bodies that a query may name. Costs two look-ups in the registry, however long the query."""
    texts = [" ".join(forms) for forms in names_in(query)]
    return Abbreviations(_pairs(registry, texts, analyzer) if texts else ())


def _pairs(registry: Registry, texts: list[str], analyzer: Analyzer) -> Iterator[tuple[str, tuple[str, ...]]]:
    called = registry.also_called(Kind.ORGANIZATION, texts)
    ordered = [(text, other) if " " in other else (other, text) for text, other in called]
    candidates = [(short, long) for short, long in ordered if " " in long and " " not in short]
    if not candidates:
        return
    # Finding names loads its gazetteers, which takes half a second: not before a query names a body.
    from ..entities.acronyms import stands_for  # noqa: PLC0415

    for short, long in candidates:
        if stands_for(short, long.split()):
            forms = [token.form for token in analyzer.tokens(short)]
            if len(forms) == 1:
                yield forms[0], tuple(token.form for token in analyzer.tokens(long))
