"""Trees of queries of every shape, for laws that hold of any: engines agree, passages are found as documents are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from search.model import And, Dated, Everything, Field, Named, Near, Not, Or, Phrase, Prefix, Query, Term

FIELDS = st.sampled_from([None, *Field])


def phrases_of(forms: st.SearchStrategy[str]) -> st.SearchStrategy[Phrase]:
    return st.builds(Phrase, st.lists(forms, min_size=1, max_size=3).map(tuple), FIELDS)


def trees_of(
    forms: st.SearchStrategy[str],
    terms: st.SearchStrategy[Term],
    prefixes: Sequence[str],
    names: Sequence[str],
    days: st.SearchStrategy[date | None],
) -> st.SearchStrategy[Query]:
    """Of these forms, terms, beginnings of words, names and days."""
    leaves = [
        terms,
        st.lists(terms, min_size=2, max_size=4).map(tuple).map(Or),
        phrases_of(forms),
        st.builds(Near, st.lists(forms, min_size=1, max_size=3).map(tuple), st.integers(0, 6), FIELDS),
        st.builds(Prefix, st.sampled_from(prefixes), FIELDS),
        st.builds(Named, st.sampled_from(["person", "place", "source"]), st.sampled_from(names)),
        st.builds(Dated, days, days),
        st.just(Everything()),
    ]
    return st.recursive(
        st.one_of(*leaves),
        lambda parts: (
            st.lists(parts, max_size=3).map(tuple).map(And)
            | st.lists(parts, max_size=4).map(tuple).map(Or)
            | parts.map(Not)
        ),
        max_leaves=8,
    )
