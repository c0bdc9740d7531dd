"""Who said what: direct speech with its speaker, and indirect speech marked as such.

    text.py          a body read once: lower case, where sentences end
    marks.py         quotation marks -> pairs
    offices.py       the words of an office: `Kepala Badan X (BX)`
    cast.py          who can have spoken: mentions, offices and who holds them
    subjects.py      the words that name a speaker, before or behind a verb
    clauses.py       verbs of saying (lexicon.py) with their subjects
    speech.py        which pairs are speech, which are titles and scare quotes
    attribution.py   the walk through the text that gives each quote its speaker
    indirect.py      `Menurut X, ...`, `X mengatakan bahwa ...`

`finding.py` runs these and `evaluation.py` scores them on marked articles.
"""

from .clauses import may_say
from .finding import FINGERPRINT, find_quotes

__all__ = ["FINGERPRINT", "find_quotes", "may_say"]
