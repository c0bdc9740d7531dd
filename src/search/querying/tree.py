"""The tree of what was typed -> the query that engines are given: flat, without repetitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..language import is_function_word
from ..leaves import leaves
from ..model import And, Condition, Dated, Named, Near, Not, Or, Phrase, Prefix, Query, Term
from .grammar import All, Item, Leaf, Node, Row, Without
from .scopes import NameFilter, Time, days


def build(row: Row, stem: Callable[[str], str], until: int) -> Query | None:
    """The query of a row, of the first `until` forms of the text. None where no form is left."""
    return _Builder(stem, until).row(row)


def words(query: Query) -> int:
    """How many words the query holds; a phrase counts as many as it has forms, a name and a date are one."""
    return sum(len(leaf.forms) if isinstance(leaf, Phrase | Near) else 1 for leaf in leaves(query))


_GLUED = re.compile(r"^\W+|\W+$")
"""What stands around a word without being of it: `person:ani,`."""


class _Builder:
    def __init__(self, stem: Callable[[str], str], until: int) -> None:
        self._stem = stem
        self._until = until

    def row(self, row: Row) -> Query | None:
        kept: list[Query] = []
        order: list[Query] = []
        excluded: list[Query] = []
        conditions: dict[object, list[Query]] = {}
        for chain in _chains(row):
            built = [pair for item in chain for pair in self._item(item)]
            excluded += [part for part, _ in built if _excludes(part)]
            built = [(part, droppable) for part, droppable in built if not _excludes(part)]
            if all(_is_condition(part) for part, _ in built):
                condition = _or(part for part, _ in built)
                if condition is not None:
                    conditions.setdefault(_asks_about(condition), []).append(condition)
                continue
            order += [part for part, _ in built]
            kept += [part for part, droppable in built if not droppable]
        return _and([_or(kept if kept else order), *map(_or, conditions.values()), *excluded])

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
        if isinstance(node, Leaf) and not node.prefix and len(node.forms) > 1 and not self._conditions(node):
            return self._phrase(node)
        return self._node(node)

    def _words(self, leaf: Leaf) -> Sequence[Query]:
        conditions = self._conditions(leaf)
        if conditions:
            return conditions
        if leaf.quoted:
            phrase = self._phrase(leaf)
            return [phrase] if phrase is not None else []
        forms = self._kept(leaf)
        queries: list[Query] = [Term(form, self._stem(form), leaf.field) for form in forms]
        if leaf.prefix and len(forms) == len(leaf.forms):
            queries[-1] = Prefix(forms[-1], leaf.field)
        return queries

    def _conditions(self, leaf: Leaf) -> list[Condition]:
        """The name or the days that a leaf stands for; nothing where it stands for words."""
        if isinstance(leaf.scope, NameFilter) and self._kept(leaf):
            text = leaf.text if leaf.quoted else _GLUED.sub("", leaf.text)
            return [Named(leaf.scope.value, " ".join(text.split()))]
        dated = days(leaf.text) if leaf.scope is Time.DATE and self._kept(leaf) else None
        return [dated] if dated is not None else []

    def _phrase(self, leaf: Leaf) -> Phrase | Near | None:
        forms = self._kept(leaf)
        if leaf.distance is not None and len(forms) > 1:
            return Near(forms, leaf.distance, leaf.field)
        return Phrase(forms, leaf.field) if forms else None

    def _kept(self, leaf: Leaf) -> tuple[str, ...]:
        return leaf.forms[: max(0, self._until - leaf.first)]


def _chains(row: Row) -> Iterator[list[Item]]:
    """The members of a row, those together between which OR was typed."""
    chain: list[Item] = []
    for item in row.items:
        if chain and not item.after_or:
            yield chain
            chain = []
        chain.append(item)
    yield chain


def _is_condition(query: Query) -> bool:
    """Whether it says nothing of the words of a match."""
    return all(isinstance(leaf, Named | Dated) for leaf in leaves(query))


def _asks_about(condition: Query) -> object:
    """Conditions about the same thing are alternatives, as the values of a filter are; others hold together."""
    if isinstance(condition, Named):
        return condition.facet
    return Dated if isinstance(condition, Dated) else condition


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
