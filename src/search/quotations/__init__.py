"""Who said what, over the whole archive: quotes searched in their own right.

    results.py       what comes back: quotes with the releases they stand in
    documents.py     a quote as a document of an engine, and back
    companion.py     the index of quotes, beside that of releases; it follows every commit
    searching.py     a question about quotes -> a page of them

How quotes and their speakers are found in one text is `quotes/`.
"""

from .companion import QuotesIndex, quotes_of
from .results import FACETS, QuoteHit, QuotePage

__all__ = ["FACETS", "QuoteHit", "QuotePage", "QuotesIndex", "quotes_of"]
