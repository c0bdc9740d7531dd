"""An operator's own word on who is who, in a TOML file that is put over what was found.

    [[add]]                                  # names that no release has by themselves
    kind = "organization"
    name = "BNPT"
    names = ["Badan Antiteror"]

    [[join]]                                 # one entity, shown as `name`
    kind = "person"
    name = "Boy Rafli Amar"
    names = ["Komjen Boy", "Boy Amar"]

    [[split]]                                # these are another one (among themselves they stay together)
    kind = "person"
    name = "Agus Subiyanto"
    names = ["Agus"]

    [[forbid]]                               # no two of these are ever put together
    kind = "place"
    names = ["Papua", "Papua Barat"]

A name may be given as an id, too. It is read whenever the index is opened: nothing is indexed again.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..model import Kind
from .naming import key_of

SECTIONS = ("add", "join", "split", "forbid")


class EntitiesUnusable(UsageError):
    """The operator's file can't be read, or contradicts itself. Nothing of it is applied."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of the file. `name` is empty for `forbid`."""

    section: str
    number: int
    kind: Kind
    name: str
    names: tuple[str, ...]

    @property
    def where(self) -> str:
        """The table, for messages."""
        return f"[[{self.section}]] number {self.number} ({self.kind})"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the file says, in its order; it does not contradict itself."""

    entries: tuple[Entry, ...] = ()
    path: str = ""

    @classmethod
    def load(cls, path: str) -> Overrides:
        """Read a file; no path is an empty one. Raises EntitiesUnusable, which names the file, the table and what it
        takes."""
        if not path:
            return cls()
        try:
            content = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise EntitiesUnusable(f"{path} can't be read: {error.strerror}; name a readable file") from error
        except UnicodeDecodeError as error:
            raise EntitiesUnusable(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
        except tomllib.TOMLDecodeError as error:
            raise EntitiesUnusable(f"{path} is not TOML: {error}") from error
        unknown = sorted(set(content) - set(SECTIONS))
        if unknown:
            raise EntitiesUnusable(f"{path} has the unknown key {unknown[0]!r}; it takes {', '.join(SECTIONS)}")
        entries = tuple(entry for section in SECTIONS for entry in _entries(path, section, content.get(section, [])))
        _check_joins(path, entries)
        return cls(entries, path)

    def of(self, section: str) -> Iterator[Entry]:
        """The tables of one section."""
        return (entry for entry in self.entries if entry.section == section)

    @property
    def digest(self) -> str:
        """Changes whenever the file says something else; empty where it says nothing."""
        if not self.entries:
            return ""
        return hashlib.sha256(repr(self.entries).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _entries(path: str, section: str, tables: Any) -> Iterator[Entry]:
    takes = 'kind = "person", names = ["...", "..."]' + ("" if section == "forbid" else ' and name = "..."')
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise EntitiesUnusable(f"{path}: {section} is no list of tables; write [[{section}]] and below it {takes}")
    for number, table in enumerate(tables, 1):
        where = f"{path}: [[{section}]] number {number}"
        keys = {"kind", "names"} if section == "forbid" else {"kind", "name", "names"}
        if set(table) != keys:
            raise EntitiesUnusable(f"{where} has the keys {', '.join(sorted(table)) or 'none'}; it takes {takes}")
        if table["kind"] not in list(Kind):
            raise EntitiesUnusable(f"{where}: kind is {table['kind']!r}; it takes {', '.join(Kind)}")
        names = table["names"]
        name = table.get("name", "")
        texts = [*names, name] if isinstance(names, list) else [None]
        if not all(isinstance(text, str) for text in texts) or not all(text.strip() for text in names):
            raise EntitiesUnusable(f"{where}: name takes a text, names a list of texts, none of them empty")
        if (section != "forbid" and not name.strip()) or len(names) < (2 if section == "forbid" else 1):
            raise EntitiesUnusable(f"{where} says nothing of anybody; it takes {takes}")
        given = [key_of(text) for text in (*names, *([name] if name else []))]
        twice = next((text for text in given if given.count(text) > 1), None)
        if twice is not None:
            raise EntitiesUnusable(f"{where} has {twice!r} twice; leave one out")
        yield Entry(section, number, Kind(table["kind"]), name, tuple(names))


def _check_joins(path: str, entries: tuple[Entry, ...]) -> None:
    """No name is joined to two others, nor, over others, to itself; what is joined is not forbidden or split."""
    parents: dict[tuple[Kind, str], Entry] = {}
    for entry in entries:
        if entry.section == "join":
            for name in entry.names:
                first = parents.setdefault((entry.kind, key_of(name)), entry)
                if key_of(first.name) != key_of(entry.name):
                    raise EntitiesUnusable(
                        f"{path}: {entry.where} joins {name!r} to {entry.name!r}, another table to {first.name!r}; "
                        f"join one of the two to the other"
                    )
    for kind, key in parents:
        _top(path, parents, kind, key)
    for entry in entries:
        if entry.section in ("forbid", "split"):
            tops = [_top(path, parents, entry.kind, key_of(name)) for name in entry.names]
            if entry.section == "forbid":
                clash = next((top for top in tops if tops.count(top) > 1), None)
            else:
                of = _top(path, parents, entry.kind, key_of(entry.name))
                clash = of if of in tops else None
            if clash is not None:
                raise EntitiesUnusable(f"{path}: {entry.where} keeps apart what a join puts together as {clash!r}")


def _top(path: str, parents: dict[tuple[Kind, str], Entry], kind: Kind, key: str) -> str:
    """What a name is joined to in the end."""
    chain = [key]
    while (entry := parents.get((kind, chain[-1]))) is not None:
        chain.append(key_of(entry.name))
        if chain.count(chain[-1]) > 1:
            raise EntitiesUnusable(
                f"{path}: the joins of {kind} names go in a circle: {' to '.join(map(repr, chain))}; leave one out"
            )
    return chain[-1]
