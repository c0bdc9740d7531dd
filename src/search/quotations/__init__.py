"""Who said what, over the whole archive: quotes searched in their own right.

    results.py       what comes back: quotes with the releases they stand in
    documents.py     a quote as a document of an engine, and back
    places.py        which words of a body are a quote's
    preparing.py     what is kept of the quotes of releases
    companion.py     where the quotes stand, beside the index of releases; it follows every commit
    plain.py         the quotes of a small archive, in memory
    searching.py     a question about quotes -> a page of them

How quotes and their speakers are found in one text is `quotes/`.
"""

from .companion import QuotesIndex
from .plain import quotes_of
from .results import FACETS, QuoteHit, QuotePage

__all__ = ["FACETS", "QuoteHit", "QuotePage", "QuotesIndex", "quotes_of"]
