"""Short forms and what they stand for, in folded forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from ..errors import SiaranError
from ..language import is_function_word

_TABLE = Path(__file__).parent / "data" / "abbreviations.tsv"
_ROWS = 200
"""Rows that the table has at least: one cut short must not go unnoticed."""

_OFFICES = (("men", "menteri"), ("wamen", "wakil menteri"), ("kemen", "kementerian"))
"""What stands before an office's field, in short and at length: menkeu, wamenkeu, kemenkeu."""

LONGEST = 10
"""Words in a long form; no name of a body that has an abbreviation in use is longer."""

Long = tuple[str, ...]


class AbbreviationsDamaged(SiaranError):
    """The table of abbreviations is missing or damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the table of abbreviations is missing or damaged ({reason}); install siaran again with: "
            "pip install --force-reinstall siaran"
        )


class Abbreviations:
    """Pairs of a short form and the forms of a long one, both ways. Immutable."""

    def __init__(self, pairs: Iterable[tuple[str, Long]] = ()) -> None:
        longs: dict[str, dict[Long, None]] = {}
        shorts: dict[Long, dict[str, None]] = {}
        for short, long in pairs:
            if 0 < len(long) <= LONGEST and short not in long:
                longs.setdefault(short, {})[long] = None
                shorts.setdefault(content(long), {})[short] = None
        self._longs = {short: tuple(sorted(those)) for short, those in longs.items()}
        self._shorts = {long: tuple(sorted(those)) for long, those in shorts.items() if len(long) > 1}

    def longs(self, short: str) -> Sequence[Long]:
        """What a short form stands for, ascending."""
        return self._longs.get(short, ())

    def shorts(self, long: Long) -> Sequence[str]:
        """The short forms of a long one, which is given without its function words, ascending."""
        return self._shorts.get(long, ())

    def pairs(self) -> Iterable[tuple[str, Long]]:
        """All pairs."""
        return ((short, long) for short, those in self._longs.items() for long in those)


def content(long: Long) -> Long:
    """A long form without its function words, as a query has it."""
    return tuple(form for form in long if not is_function_word(form))


@cache
def shipped() -> Abbreviations:
    """The table that is shipped. Raises AbbreviationsDamaged."""
    try:
        lines = [line for line in _TABLE.read_text("ascii").splitlines() if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise AbbreviationsDamaged(str(error)) from error
    rows = {short: longs for short, *longs in (line.split("\t") for line in lines)}
    if len(rows) < _ROWS or not all(rows.values()):
        raise AbbreviationsDamaged(f"it has {len(rows)} rows, or one without a long form")
    return Abbreviations(_pairs(rows))


def _pairs(rows: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Long]]:
    for short, longs in rows.items():
        for long in longs:
            if short.startswith("-"):
                for prefix, office in _OFFICES:
                    yield prefix + short[1:], (*office.split(), *long.split())
            else:
                yield short, tuple(long.split())
