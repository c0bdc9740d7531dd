"""What else a query's words may be called: abbreviations and what they stand for, added to what was typed.

`menkeu` finds `Menteri Keuangan`, `Badan Nasional Penanggulangan Terorisme` finds `BNPT`. `abbreviations.py` knows
the pairs (a table that is shipped; those that releases explain in brackets are found by `identity/abbreviations.py`),
`expanding.py` adds them to a query. What lost in measurement (synonyms, neighbours, feedback) is in
docs/relevance.md.
"""

from .abbreviations import Abbreviations, shipped
from .expanding import ALONE, expand, names_in

__all__ = ["ALONE", "Abbreviations", "expand", "names_in", "shipped"]
