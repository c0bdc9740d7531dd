"""Addresses of searches: the parameters of one search, from which those of its neighbours are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self
from urllib.parse import quote_plus

from ..asking.parameters import Arguments, Parameter, clean
from ..asking.tables import SEARCH


@dataclass(frozen=True, slots=True)
class Address:
    """A search as (name, value) pairs. Whatever changes the result begins again at its first page."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, arguments: Arguments, table: Iterable[Parameter] = SEARCH) -> Self:
        """The parameters of a search as they were given, without blank and repeated ones; unknown ones are left out,
        and so are values beyond the number that a parameter takes.

        `q` is kept when empty: its presence is what tells a search for everything from the start page.
        """
        pairs: list[tuple[str, str]] = []
        for parameter in table:
            texts = dict.fromkeys(map(clean, arguments.getlist(parameter.name)))
            given = [(parameter.name, text) for text in texts if text or parameter.name == "q"]
            pairs += given[: parameter.most]
        return cls(tuple(pairs))

    def values(self, name: str) -> list[str]:
        """All values of a parameter."""
        return [value for key, value in self.pairs if key == name]

    def value(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        return next(iter(self.values(name)), "")

    def put(self, name: str, value: str | int) -> Address:
        """With this value in place of any other of the same name."""
        return self.drop(name).add(name, str(value))

    def add(self, name: str, value: str) -> Address:
        """With this value beside others of the same name."""
        return Address(tuple(dict.fromkeys([*self._begin(name), (name, value)])))

    def drop(self, name: str, value: str | None = None) -> Address:
        """Without this value, compared without regard to case as filters are; without any, where none is given."""
        return Address(
            tuple(
                (key, given)
                for key, given in self._begin(name)
                if key != name or (value is not None and given.casefold() != value.casefold())
            )
        )

    def only(self, *names: str) -> Address:
        """With these parameters alone."""
        return Address(tuple(pair for pair in self.pairs if pair[0] in names))

    def without(self, *names: str) -> Address:
        """Without these parameters."""
        return Address(tuple(pair for pair in self.pairs if pair[0] not in names))

    @property
    def query(self) -> str:
        """As the part of an address behind the question mark."""
        return "&".join([_encoded(name, value) for name, value in self.pairs])

    def _begin(self, changed: str) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.pairs if changed == "page" or pair[0] != "page")


# A page of results has a hundred links that repeat the search's own parameters, and names that other pages link too.
@lru_cache(4096)
def _encoded(name: str, value: str) -> str:
    return f"{quote_plus(name)}={quote_plus(value)}"
