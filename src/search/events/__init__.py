"""When it was: the days that a release's body names, resolved by the release's date.

    names.py       months and days in Indonesian, words that place a day
    patterns.py    the patterns of dates
    resolving.py   day, month and day's name -> a day, never a guess
    numeric.py     `Selasa (14/07)`, `3-5 September 2020`
    worded.py      `pekan lalu`, `Jum'at lalu`, `Juli 2020`

`finding.py` runs them.
"""

from .finding import FINGERPRINT, find_dates
from .patterns import may_date

__all__ = ["FINGERPRINT", "find_dates", "may_date"]
