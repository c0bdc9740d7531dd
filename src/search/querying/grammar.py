"""Lexemes -> a tree of what was typed: rows of alternatives, chains of AND, exclusions. Never fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Field
from .scan import Kind
from .scopes import Scope


@dataclass(frozen=True, slots=True)
class Leaf:
    """One analysed word or phrase. `first` is the place of its first form among all forms of the query.

    `text` is what was typed. Of a `prefix` only the last form is one. `distance` goes with `quoted`.
    """

    forms: tuple[str, ...]
    first: int
    text: str = ""
    scope: Scope | None = None
    quoted: bool = False
    prefix: bool = False
    distance: int | None = None

    @property
    def field(self) -> Field | None:
        """Where its words are looked for, as far as its scope says."""
        return self.scope if isinstance(self.scope, Field) else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket or operator; an opening bracket may have a scope before it."""

    kind: Kind
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a row; `joined` where OR was typed next to it, `after_or` where in front of it."""

    node: Node
    joined: bool = False
    after_or: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Alternatives; the exclusions among them hold for all."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class All:
    """What stands between ANDs."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """An exclusion."""

    part: Node


Node = Leaf | Row | All | Without


def read(pieces: Sequence[Leaf | Mark]) -> Row:
    """The tree of a whole query. Brackets in `pieces` are paired. An empty row where nothing was typed."""
    node = _Reader(pieces).row(None)
    if isinstance(node, Row):
        return node
    return Row((Item(node),) if node is not None else ())


class _Reader:
    """A recursive descent; the scanner bounds how deep brackets go."""

    def __init__(self, pieces: Sequence[Leaf | Mark]) -> None:
        self._pieces = pieces
        self._at = 0

    def row(self, scope: Scope | None) -> Node | None:
        items: list[Item] = []
        after_or = False
        while (kind := self._kind()) not in (None, Kind.CLOSE):
            if kind is Kind.OR:
                self._at += 1
                after_or = bool(items)
                if items:
                    items[-1] = replace(items[-1], joined=True)
            elif kind is Kind.AND:  # nothing stands before it
                self._at += 1
            else:
                node = self._chain(scope)
                items.extend(_spliced(node, after_or))
                after_or = False
        if len(items) == 1:
            return items[0].node
        return Row(tuple(items)) if items else None

    def _chain(self, scope: Scope | None) -> Node | None:
        parts = [self._operand(scope)]
        while self._kind() is Kind.AND:
            self._at += 1
            parts.append(self._operand(scope))
        present = tuple(part for part in parts if part is not None)
        if len(present) > 1:
            return All(present)
        return present[0] if present else None

    def _operand(self, scope: Scope | None) -> Node | None:
        without = False
        while self._kind() is Kind.NOT:
            without = not without
            self._at += 1
        node = self._primary(scope)
        if not without or node is None:
            return node
        return node.part if isinstance(node, Without) else Without(node)

    def _primary(self, scope: Scope | None) -> Node | None:
        """A word, a phrase or a bracket; None, with nothing read, where an operator or the end stands."""
        if self._at == len(self._pieces):
            return None
        piece = self._pieces[self._at]
        if isinstance(piece, Leaf):
            self._at += 1
            if not piece.forms:
                return None
            return piece if piece.scope or scope is None else replace(piece, scope=scope)
        if piece.kind is not Kind.OPEN:
            return None
        self._at += 1
        node = self.row(piece.scope or scope)
        self._at += 1
        return node

    def _kind(self) -> Kind | None:
        if self._at == len(self._pieces):
            return None
        piece = self._pieces[self._at]
        return Kind.WORD if isinstance(piece, Leaf) else piece.kind


def _spliced(node: Node | None, joined: bool) -> list[Item]:
    """A bracket in a row is part of the row, unless something in it holds only inside it."""
    if node is None:
        return []
    if isinstance(node, Row) and not any(_holds_inside(item.node) for item in node.items):
        return [Item(item.node, item.joined or joined, item.after_or or joined) for item in node.items]
    return [Item(node, joined, joined)]


def _holds_inside(node: Node) -> bool:
    """Whether a member of a row says something of all of the row: an exclusion, a name, a date."""
    if isinstance(node, Leaf):
        return node.scope is not None and node.field is None
    parts = [item.node for item in node.items] if isinstance(node, Row) else node.parts if isinstance(node, All) else ()
    return isinstance(node, Without) or any(map(_holds_inside, parts))
