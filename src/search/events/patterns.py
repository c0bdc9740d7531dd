"""The patterns of dates, over lower-case text. All are of bounded length, so that any text is read in linear time."""

from __future__ import annotations

import re
from functools import cache

from .names import NUMBERS, months, weekdays

_TO = r"(?:-|–|—|s\.?/?d\.?|sampai(?: dengan)?|hingga|dan|&)"


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def dates() -> re.Pattern[str]:
    """Numbers that are a day with its month: `14/07/2020`, `2020-07-14`, `3-5 September 2020`, `14 Juli`.

    For `match` where a number begins.
    """
    return re.compile(
        r"(?P<iso>\d{4}-\d{2}-\d{2})(?![\w/-])"
        rf"|(?P<wfirst>\d{{1,2}})(?: ?(?P<to>{_TO}) ?(?P<wlast>\d{{1,2}}))?"
        rf"(?: |-|\xa0)(?P<name>{_any(months())})\b(?:\.?,? (?P<wyear>\d{{4}})(?![\w/]|[.,]\d))?"
        r"|(?P<first>\d{1,2})(?: ?[-–] ?(?P<last>\d{1,2}))?"
        r" ?(?P<sep>[/.-]) ?(?P<month>\d{1,2})(?: ?(?P=sep) ?(?P<year>\d{4}|\d{2}))?"
        r"(?![\w/]|[.,:]\d|[-–]\d(?!\d?/))",
        re.ASCII,
    )


NUMBER = re.compile(r"[0-9]+")
"""Where a date with day and month can begin."""


@cache
def weekday_before() -> re.Pattern[str]:
    """A day's name that ends where a date begins: `selasa (`, `rabu, `, `senin-rabu (`."""
    day = _any(weekdays())
    return re.compile(
        rf"(?<!\w)(?P<first>{day})(?: ?{_TO} ?(?P<last>{day}))?(?: (?:dini hari|pagi|siang|sore|petang|malam))?"
        r" ?,? ?(?:tanggal |tgl\.? )?\(? ?\Z"
    )


LONGEST_WEEKDAY = 48
"""Characters before a date in which its day's name stands."""

SIDE = re.compile(r"\)? (?P<word>lalu|silam|kemarin|depan|mendatang|nanti)(?!\w)")
"""Behind a date: on which side of the release it lies."""

BETWEEN_DATES = re.compile(r" ?\)? ?(?:-|–|—|s\.?/?d\.?|sampai(?: dengan)?|hingga) ?(?:tanggal )?\(? ?\Z")
"""Between the two dates of a span: `30 Agustus - 2 September 2020`."""


@cache
def words() -> re.Pattern[str]:
    """Dates in words: `kemarin`, `pekan lalu`, `jumat lalu`, `juli 2020`, `dua hari lalu`.

    For `match` where `first_word` stands.
    """
    day, month = _any(weekdays()), _any(months())
    return re.compile(
        rf"(?P<weekday>{day})(?: (?:pagi|siang|sore|petang|malam))?"
        r" (?:(?:pekan|minggu) (?P<week>lalu|ini|depan)|(?P<side>lalu|silam|kemarin|depan|mendatang|besok))(?!\w)"
        rf"|(?P<month>{month})(?: ?[-–] ?(?P<until>{month}))? (?P<year>\d{{4}})(?![\w/]|[.,]\d)"
        rf"|(?P<count>{'|'.join(NUMBERS)}) hari (?:yang )?lalu(?!\w)"
        r"|(?P<today>hari ini|pagi ini|siang ini|sore ini|malam ini|tadi pagi|tadi siang|tadi sore)(?!\w)"
        r"|(?P<yesterday>kemarin(?! (?:lusa|dulu))|tadi malam|semalam)(?!\w)"
        r"|(?P<other>besok|lusa|kemarin lusa)(?!\w)"
        r"|(?:pekan|minggu) (?P<weeks>lalu|kemarin|ini|depan|mendatang)(?!\w)"
        r"|bulan (?P<months>lalu|kemarin|ini|depan|mendatang)(?!\w)",
        re.ASCII,
    )


@cache
def first_word() -> re.Pattern[str]:
    """The words that a date in words begins with; what is not of letters only (`jum'at`) by its first letters."""
    names = [*weekdays(), *months(), *NUMBERS, *"hari pagi siang sore malam tadi kemarin semalam besok lusa".split()]
    names += ["pekan", "minggu", "bulan"]
    letters = {re.match("[a-z]+", name)[0]: 0 for name in names}  # type: ignore[index]
    return re.compile(rf"(?<![^\W_])(?:{_any(letters)})(?![a-z])")


def may_date(word: str) -> bool:
    """Whether a date may begin in a word."""
    return NUMBER.search(word) is not None or first_word().search(word.lower()) is not None


QUOTED = re.compile('["“„][^"“”„\n]{0,4000}["”“]')
"""Speech: `hari ini` in it is the day on which it was said, which the text need not tell."""
