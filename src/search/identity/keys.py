"""How names that share something find each other: by keys, without reading all names."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Protocol

from ..model import Kind
from .facts import Name, node_of


class Look(Protocol):
    """Finds names."""

    def holding(self, keys: Iterable[int]) -> list[Name]:
        """All names that have any of these keys (`keys_of`), each once."""

    def holding_all(self, keys: Iterable[int], most: int) -> list[Name] | None:
        """The names that have all of these keys; None where they are more than `most`."""

    def named(self, nodes: Iterable[int]) -> list[Name]:
        """Those of these names that some release has."""


def lookup(tag: str, kind: Kind, text: str) -> int:
    """A key: 47 bits of a hash. What is found by it may be another's and is looked at again."""
    content = f"{tag}\0{kind.value}\0{text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big") >> 17


def alias_key(kind: Kind, alias: str) -> int:
    """Finds the names that some release also calls so: by the alias's key, bodies and places by its form, too."""
    return lookup("alias", kind, alias)


def word_key(word: str) -> int:
    """Finds the full names of people that have this word."""
    return lookup("word", Kind.PERSON, word)


def called(look: Look, kind: Kind, plain: Iterable[str]) -> list[Name]:
    """The names that have these words, whatever signs stand between them."""
    texts = list(plain)
    found = look.named(node_of(kind, text) for text in texts)
    more = look.holding(lookup("plain", kind, text) for text in texts)
    return list({name.node: name for name in [*found, *more]}.values())
