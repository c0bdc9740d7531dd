"""The tables that are shipped with the package: read, checked, digested."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from search.errors import SiaranError

_DATA = Path(__file__).parent / "data"
_TABLES = {"usage.txt": 20_000, "names.txt": 1_000}
"""Each table, and how many lines it has at least: a file cut short must not become another stemmer in silence."""


class TableDamaged(SiaranError):
    """A word table is missing or damaged."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"the word table {name} is missing or damaged ({reason}); install siaran again with: "
            "pip install --force-reinstall siaran"
        )


@lru_cache(maxsize=4)
def _content(name: str) -> bytes:
    try:
        return (_DATA / name).read_bytes()
    except OSError as error:
        raise TableDamaged(name, error.strerror or type(error).__name__) from error


def lines(name: str) -> list[str]:
    """The rows of a table, without its notice. Raises `TableDamaged`."""
    try:
        rows = [line for line in _content(name).decode("ascii").splitlines() if not line.startswith("#")]
    except UnicodeDecodeError as error:
        raise TableDamaged(name, "it holds characters that are not ASCII") from error
    if len(rows) < _TABLES[name]:
        raise TableDamaged(name, f"it has {len(rows)} lines, fewer than {_TABLES[name]}")
    return rows


def digest() -> str:
    """Changes whenever a table does."""
    whole = hashlib.sha256()
    for name in sorted(_TABLES):
        whole.update(_content(name))
    return whole.hexdigest()[:16]
