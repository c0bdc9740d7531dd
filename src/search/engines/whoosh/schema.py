"""The Whoosh schema. Whoosh pickles it into its table of contents, so it holds Whoosh's own types only.

Words reach Whoosh as lists, already analysed; its analyzers are never run on a text. `title` and `body` hold
stems, the `_forms` fields the folded forms, all with positions. Names are terms in their case-folded spelling, for
filters; as they are spelt they stand in the column `names`.
"""

from __future__ import annotations

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from ...model import Field

STEMS = {Field.TITLE: "title", Field.BODY: "body"}
FORMS = {Field.TITLE: "title_forms", Field.BODY: "body_forms"}
COUNTS = {Field.TITLE: "title_words", Field.BODY: "body_words"}
"""Columns of the exact numbers of words; Whoosh keeps a length to a byte and loses the rest on merging."""

NAMED = ("person", "organization", "place", "source")
"""Fields of names, and their order in the column `names`."""


def make_schema() -> Schema:
    """The schema of a new index."""
    words = {name: _words() for name in (*STEMS.values(), *FORMS.values())}
    terms = {name: ID() for name in (*NAMED, "year", "origin")}
    counts = {name: COLUMN(NumericColumn("I")) for name in COUNTS.values()}
    return Schema(
        id=ID(unique=True),
        **words,
        **terms,
        **counts,
        date=COLUMN(NumericColumn("i")),  # days since 0001-01-01, counted from 1; 0 is no date
        ids=COLUMN(VarBytesColumn()),
        hash=COLUMN(VarBytesColumn()),
        names=COLUMN(VarBytesColumn()),
        head=COLUMN(VarBytesColumn()),
        mentions=COLUMN(VarBytesColumn()),
    )


def _words() -> TEXT:
    return TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
