"""The Whoosh schema. Whoosh pickles it into its table of contents, so it holds Whoosh's own types only.

Words reach Whoosh already analysed; its analyzers are never run on a text. `title` and `body` hold stems, the `_forms`
fields the folded forms, both with positions: those of forms are for phrases, those of stems for neighbours, which
would else have to be gathered from all forms of two stems. The codec keeps what both share once (`refines`). Names
are terms three times: case-folded for filters, as they are spelt for facets (by document, too), and under every word's
beginning for suggestions.
"""

from __future__ import annotations

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, STORED, TEXT, Schema

from ...model import Field, Kind

STEMS = {Field.TITLE: "title", Field.BODY: "body"}
FORMS = {Field.TITLE: "title_forms", Field.BODY: "body_forms"}

NAMED = ("person", "organization", "place", "source")
"""Fields of names, case-folded."""

SPELT = {facet: f"{facet}_names" for facet in NAMED}
"""Names as they are spelt."""

STARTS = {kind: f"{kind}_starts" for kind in Kind}
"""`start_of` each word of a name."""


EVENT = "event"
"""Days that a release names: `2020-07-14`, a span of days as `2020-07-14/2020-07-16`."""


def make_schema() -> Schema:
    """The schema of a new index."""
    stems = {name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in STEMS.values()}
    forms = {name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in FORMS.values()}
    terms = {name: ID() for name in (*NAMED, *SPELT.values(), *STARTS.values(), "year", "origin", EVENT)}
    return Schema(
        id=ID(unique=True),
        **stems,
        **forms,
        **terms,
        date=COLUMN(NumericColumn("i")),  # days since 0001-01-01, counted from 1; 0 is no date
        ids=COLUMN(VarBytesColumn()),
        hash=COLUMN(VarBytesColumn()),
        text=STORED(),
        spans=STORED(),
    )
