"""The texts of the pages as they stand in the code, and the catalogs that translate them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from search.web.languages import TRANSLATIONS

ROOT = Path(__file__).parents[2]

Key = tuple[str | None, str | tuple[str, ...]]
"""A text's context and itself, or its forms."""


@cache
def in_code() -> frozenset[Key]:
    """All texts that `make translations` finds, by the same table."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(row["pattern"], row["method"]) for row in mappings]
    options = {row["pattern"]: {k: v for k, v in row.items() if k not in ("pattern", "method")} for row in mappings}
    found = extract_from_dir(ROOT, methods, options)
    return frozenset((context, text) for _file, _line, text, _comments, context in found)


def catalog(language: str, suffix: str = "po") -> Catalog:
    """A language's catalog as it is written, or (suffix "mo") compiled."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / f"messages.{suffix}"
    with path.open("rb") as file:
        return read_po(file, locale=language) if suffix == "po" else read_mo(file)


def texts(of: Catalog) -> dict[Key, str | tuple[str, ...]]:
    """The texts of a catalog with their translations."""
    return {
        (_text(message.context), tuple(message.id) if message.pluralizable else message.id): tuple(message.string)
        if message.pluralizable
        else message.string
        for message in of
        if message.id
    }


def _text(context: str | bytes | None) -> str | None:
    # What Babel reads from a compiled catalog.
    return context.decode() if isinstance(context, bytes) else context


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text's forms, one if numbers don't change it."""
    return (text,) if isinstance(text, str) else text
