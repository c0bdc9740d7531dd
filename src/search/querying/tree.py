"""The tree of what was typed -> the query that engines are given: flat, without repetitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..language import is_function_word
from ..model import And, Everything, Not, Or, Phrase, Prefix, Query, Term
from .grammar import All, Item, Leaf, Node, Row, Without


def build(row: Row, stem: Callable[[str], str], until: int) -> Query | None:
    """The query of a row, of the first `until` forms of the text. None where no form is left."""
    return _Builder(stem, until).row(row)


def leaves(query: Query) -> Iterator[Term | Phrase | Prefix]:
    """All leaves, in order, excluded ones too."""
    match query:
        case Term() | Phrase() | Prefix():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Everything():
            pass


def wanted(query: Query) -> Iterator[Term | Phrase | Prefix]:
    """The leaves that a match can have, in order: all but those under a Not."""
    match query:
        case Term() | Phrase() | Prefix():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Not() | Everything():
            pass


def words(query: Query) -> int:
    """How many words the query holds; a phrase counts as many as it has forms."""
    return sum(len(leaf.forms) if isinstance(leaf, Phrase) else 1 for leaf in leaves(query))


class _Builder:
    def __init__(self, stem: Callable[[str], str], until: int) -> None:
        self._stem = stem
        self._until = until

    def row(self, row: Row) -> Query | None:
        kept: list[Query] = []
        function_words: list[Query] = []
        order: list[Query] = []
        excluded: list[Query] = []
        for item in row.items:
            for part, droppable in self._item(item):
                if _excludes(part):
                    excluded.append(part)
                    continue
                order.append(part)
                (function_words if droppable else kept).append(part)
        return _and([_or(kept if kept else order), *excluded])

    def _item(self, item: Item) -> Iterator[tuple[Query, bool]]:
        """The queries of a member of a row, and which of them is a function word that may be left out."""
        node = item.node
        if not isinstance(node, Leaf) or node.quoted:
            query = self._node(node)
            if query is not None:
                yield query, False
            return
        stays = item.joined or node.field is not None
        for query in self._words(node):
            yield query, not stays and isinstance(query, Term) and is_function_word(query.form)

    def _node(self, node: Node) -> Query | None:
        match node:
            case Leaf():
                return _and(self._words(node))
            case Row():
                return self.row(node)
            case All(parts):
                return _and(self._node(part) for part in parts)
            case Without(part):
                return _not(self._excluded(part))

    def _excluded(self, node: Node) -> Query | None:
        if isinstance(node, Leaf) and not node.prefix and len(node.forms) > 1:
            return self._phrase(node)
        return self._node(node)

    def _words(self, leaf: Leaf) -> list[Query]:
        if leaf.quoted:
            phrase = self._phrase(leaf)
            return [phrase] if phrase is not None else []
        forms = self._kept(leaf)
        queries: list[Query] = [Term(form, self._stem(form), leaf.field) for form in forms]
        if leaf.prefix and len(forms) == len(leaf.forms):
            queries[-1] = Prefix(forms[-1], leaf.field)
        return queries

    def _phrase(self, leaf: Leaf) -> Phrase | None:
        forms = self._kept(leaf)
        return Phrase(forms, leaf.field) if forms else None

    def _kept(self, leaf: Leaf) -> tuple[str, ...]:
        return leaf.forms[: max(0, self._until - leaf.first)]


def _excludes(query: Query) -> bool:
    """Whether the query says only what a match must not have."""
    return isinstance(query, Not) or (isinstance(query, And) and all(map(_excludes, query.parts)))


def _not(query: Query | None) -> Query | None:
    if query is None:
        return None
    if isinstance(query, Not):
        return query.part
    if isinstance(query, And) and all(isinstance(part, Not) for part in query.parts):
        return _or(_not(part) for part in query.parts)
    return Not(query)


def _and(parts: Iterable[Query | None]) -> Query | None:
    flat: list[Query] = []
    for part in parts:
        if part is not None:
            flat.extend(part.parts if isinstance(part, And) else (part,))
    distinct = _distinct(flat)
    if len(distinct) > 1:
        return And(distinct)
    return distinct[0] if distinct else None


def _or(parts: Iterable[Query | None]) -> Query | None:
    flat: list[Query] = []
    for part in parts:
        if part is not None:
            flat.extend(part.parts if isinstance(part, Or) else (part,))
    distinct = _distinct(flat)
    if len(distinct) > 1:
        return Or(distinct)
    return distinct[0] if distinct else None


def _distinct(parts: Iterable[Query]) -> tuple[Query, ...]:
    """Without repetitions, the first ones kept. Words of one stem match and score alike: they count once."""
    first: dict[object, Query] = {}
    for part in parts:
        first.setdefault((part.stem, part.field) if isinstance(part, Term) else part, part)
    return tuple(first.values())
