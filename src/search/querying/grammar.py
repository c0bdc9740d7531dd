"""Lexemes -> a tree of what was typed: rows of alternatives, chains of AND, exclusions. Never fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Field
from .scan import Kind


@dataclass(frozen=True, slots=True)
class Leaf:
    """One analysed word or phrase. `first` is the place of its first form among all forms of the query.

    Of a `prefix` only the last form is one.
    """

    forms: tuple[str, ...]
    first: int
    field: Field | None = None
    quoted: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket or operator; an opening bracket may have a field before it."""

    kind: Kind
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a row; `joined` where OR was typed next to it."""

    node: Node
    joined: bool = False


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

    def row(self, field: Field | None) -> Node | None:
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
                node = self._chain(field)
                items.extend(_spliced(node, after_or))
                after_or = False
        if len(items) == 1:
            return items[0].node
        return Row(tuple(items)) if items else None

    def _chain(self, field: Field | None) -> Node | None:
        parts = [self._operand(field)]
        while self._kind() is Kind.AND:
            self._at += 1
            parts.append(self._operand(field))
        present = tuple(part for part in parts if part is not None)
        if len(present) > 1:
            return All(present)
        return present[0] if present else None

    def _operand(self, field: Field | None) -> Node | None:
        without = False
        while self._kind() is Kind.NOT:
            without = not without
            self._at += 1
        node = self._primary(field)
        if not without or node is None:
            return node
        return node.part if isinstance(node, Without) else Without(node)

    def _primary(self, field: Field | None) -> Node | None:
        """A word, a phrase or a bracket; None, with nothing read, where an operator or the end stands."""
        if self._at == len(self._pieces):
            return None
        piece = self._pieces[self._at]
        if isinstance(piece, Leaf):
            self._at += 1
            if not piece.forms:
                return None
            return piece if piece.field or field is None else replace(piece, field=field)
        if piece.kind is not Kind.OPEN:
            return None
        self._at += 1
        node = self.row(piece.field or field)
        self._at += 1
        return node

    def _kind(self) -> Kind | None:
        if self._at == len(self._pieces):
            return None
        piece = self._pieces[self._at]
        return Kind.WORD if isinstance(piece, Leaf) else piece.kind


def _spliced(node: Node | None, joined: bool) -> list[Item]:
    """A bracket in a row is part of the row, unless its exclusions hold only inside it."""
    if node is None:
        return []
    if isinstance(node, Row) and not any(isinstance(item.node, Without) for item in node.items):
        return [replace(item, joined=item.joined or joined) for item in node.items]
    return [Item(node, joined)]
