"""Names of months and days, and the words that place a day: CLDR's Indonesian names, and spellings it lacks."""

from __future__ import annotations

from functools import cache
from typing import Final

from babel.dates import get_day_names, get_month_names

_MONTHS_BEYOND_CLDR: Final = {
    "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11, "peb": 2, "pebruari": 2,
}  # fmt: skip
_DAYS_BEYOND_CLDR: Final = {"jum'at": 4, "jum’at": 4, "jum`at": 4, "ahad": 6}

NUMBERS: Final = {
    "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9, "sepuluh": 10,
}  # fmt: skip
"""Numbers before `hari lalu`, in words."""

PAST: Final = frozenset("lalu silam kemarin".split())
FUTURE: Final = frozenset("depan mendatang nanti besok".split())

TIMES_OF_DAY: Final = frozenset("pagi siang sore petang malam dini hari".split())
"""Between a day's name and its date: `Selasa malam (14/07)`."""

NO_DATES_BEHIND: Final = frozenset(
    """
    jalan jl jln gang universitas gedung stadion lapangan monumen kampus gerakan rsud sma smp sman jembatan taman
    nomor no pasal ayat uu perpres perppu permen sk pp
    """.split()
)
"""Before numbers and days that are names or counts: `Jalan 17 Agustus`, `Gerakan 30 September`, `Nomor 1/2/2020`."""


@cache
def months() -> dict[str, int]:
    """Months by name, full and short, in lower case."""
    names = {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale="id").items()
    }
    return names | _MONTHS_BEYOND_CLDR


@cache
def weekdays() -> dict[str, int]:
    """Days by full name in lower case; Monday is 0."""
    return {name.lower(): number for number, name in get_day_names("wide", locale="id").items()} | _DAYS_BEYOND_CLDR
