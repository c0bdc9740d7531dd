"""An operator's own exceptions: names to protect, and stems that the rules get wrong.

protect = ["Densus", "Bahrun"]          # their own stems, never taken apart
[stem]
kebaharian = "bahari"                   # form -> stem
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from search.errors import UsageError
from search.language.folding import fold

_FORM = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class ExceptionsUnusable(UsageError):
    """The file of exceptions can't be read, or says something that is none."""


@dataclass(frozen=True)
class Exceptions:
    """Folded forms that are their own stems, and stems by folded form."""

    protect: frozenset[str] = frozenset()
    stem: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Exceptions:
        """Reads a TOML file. Raises `ExceptionsUnusable`, which names the file, the entry and what it takes."""
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ExceptionsUnusable(f"{path} can't be read: {error.strerror}; name a readable file") from error
        except UnicodeDecodeError as error:
            raise ExceptionsUnusable(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise ExceptionsUnusable(f"{path} is not TOML: {error}") from error
        unknown = sorted(set(content) - {"protect", "stem"})
        if unknown:
            raise ExceptionsUnusable(f"{path} has the unknown key {unknown[0]!r}; it takes protect and stem")
        protect, stem = content.get("protect", []), content.get("stem", {})
        if not isinstance(protect, list):
            raise ExceptionsUnusable(f'{path}: protect is not a list; write protect = ["Bekasi"]')
        if not isinstance(stem, dict):
            raise ExceptionsUnusable(f'{path}: stem is not a table; write [stem] and below it form = "stem"')
        stems = {_form(path, "stem", form): _form(path, f"stem.{form}", value) for form, value in stem.items()}
        names = frozenset(_form(path, "protect", name) for name in protect)
        both = sorted(names & stems.keys())
        if both:
            raise ExceptionsUnusable(f"{path}: {both[0]!r} is both protected and given a stem; leave one out")
        return cls(names, stems)

    @property
    def digest(self) -> str:
        """Changes whenever an exception does; empty where there are none."""
        if not self.protect and not self.stem:
            return ""
        content = repr((sorted(self.protect), sorted(self.stem.items())))
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def _form(path: Path, key: str, value: object) -> str:
    form = fold(value) if isinstance(value, str) else ""
    if not _FORM.fullmatch(form):
        raise ExceptionsUnusable(f"{path}: {key} holds {value!r}, which is not one word; give words without spaces")
    return form
