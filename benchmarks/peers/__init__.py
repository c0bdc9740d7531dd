"""The engines that siaran is measured beside, one a file, behind one protocol (`base`)."""

from __future__ import annotations

from importlib import import_module

from .base import Peer

OTHERS = {
    "whoosh": ("stock_whoosh", "StockWhoosh"),
    "tantivy": ("tantivy_", "Tantivy"),
    "sqlite": ("sqlite_fts5", "SqliteFts5"),
    "bm25s": ("bm25s_", "Bm25s"),
}
NAMES = ("siaran", *OTHERS)


class NotHere(Exception):
    """An engine can't be used in this environment; the message says why."""


def load(name: str) -> type[Peer]:
    """The class of an engine other than siaran. Raises NotHere."""
    module, kind = OTHERS[name]
    try:
        found: type[Peer] = getattr(import_module(f".{module}", __name__), kind)
    except ImportError as error:
        raise NotHere(
            f"{name} is not installed ({error}); install requirements/bench.txt, or call make bench"
        ) from None
    found.version()
    return found
