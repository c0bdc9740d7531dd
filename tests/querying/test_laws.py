"""Laws of the query language, for any text and any formula."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import Analyzer, is_function_word
from search.leaves import wanted
from search.model import And, Dated, Everything, Named, Near, Not, Or, Phrase, Prefix, Query, Term
from search.querying import MAX_DEPTH, correctable, parse


class Unstemmed:
    fingerprint = "none"

    def stem(self, word: str) -> str:
        return word


ANALYZER = Analyzer(Unstemmed())

SYNTAX = [
    "(",
    ")",
    '"',
    "-",
    "*",
    ":",
    " ",
    "AND ",
    " OR ",
    "NOT ",
    " DAN ",
    "title:",
    "judul:",
    "tokoh:",
    "date:",
    "2020",
    "..",
    "-13",
    "=",
    "~",
    "~5",
    "bom",
    "bali",
    "\u200b",
]
QUERIES = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(SYNTAX), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=3)), max_size=30).map("".join),
)


def nodes(query: Query, depth: int = 1) -> list[tuple[Query, int]]:
    match query:
        case And(parts) | Or(parts):
            below = [pair for part in parts for pair in nodes(part, depth + 1)]
        case Not(part):
            below = nodes(part, depth + 1)
        case _:
            below = []
    return [(query, depth), *below]


@given(QUERIES)
@settings(max_examples=300, deadline=None)
def test_every_text_is_a_query_and_its_tree_is_flat(q: str) -> None:
    parsed = parse(q, ANALYZER, max_words=8)
    if parsed.query == Or(()):
        assert parsed.hint
        return
    everything = nodes(parsed.query)
    for node, _ in everything:
        match node:
            case And(parts) | Or(parts):
                assert len(parts) == len(set(parts)) > 1
                assert not any(isinstance(part, type(node)) for part in parts)
            case Not(part):
                assert not isinstance(part, Not)
            case Phrase(forms):
                assert forms
                assert all(forms)
            case Near(forms, distance):
                assert len(forms) > 1
                assert distance >= 0
            case Named(facet, name):
                assert facet in ("person", "organization", "place", "source")
                assert name.strip()
            case Dated(first, last):
                assert first or last
                assert not (first and last) or first <= last
            case Term(form, stem):
                assert form
                assert stem
            case Prefix(text):
                assert text
            case Everything():
                assert len(everything) == 1
    leaves = [node for node, _ in everything if isinstance(node, Term | Phrase | Prefix | Near | Named | Dated)]
    assert sum(len(leaf.forms) if isinstance(leaf, Phrase | Near) else 1 for leaf in leaves) <= 8


@given(QUERIES)
@settings(max_examples=200, deadline=None)
def test_what_may_be_corrected_stands_in_the_query(q: str) -> None:
    text, tokens = correctable(q, ANALYZER)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert ANALYZER.tokens(text[token.start : token.end])
        end = token.end


@given(QUERIES)
@settings(max_examples=100, deadline=None)
def test_the_plain_characters_of_a_query_mean_the_same(q: str) -> None:
    assert parse(correctable(q, ANALYZER)[0], ANALYZER) == parse(q, ANALYZER)


WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12).filter(
    lambda word: not is_function_word(word)
)


@given(st.lists(WORDS, min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_plain_words_become_their_stems(words: list[str]) -> None:
    analyzer = Analyzer(Unstemmed())
    stems = [leaf.stem for leaf in wanted(parse(" ".join(words), analyzer).query) if isinstance(leaf, Term)]
    assert stems == list(dict.fromkeys(words))


@given(QUERIES)
@settings(max_examples=100, deadline=None)
def test_white_space_at_the_ends_changes_nothing(q: str) -> None:
    assert parse(f" \t{q}\u3000", ANALYZER) == parse(q, ANALYZER)


# --- Formulas: printed with every bracket, read, and compared by truth table.

LETTERS = "pqrst"


@dataclass(frozen=True)
class Formula:
    """`kind` is a letter, "and" or "or"; of a conjunction, the parts from `positive` on are negated."""

    kind: str
    parts: tuple[Formula, ...] = ()
    positive: int = 0


def _conjunction(parts: list[Formula], positive: int) -> Formula:
    return Formula("and", tuple(parts), min(positive, len(parts)))


FORMULAS = st.recursive(
    st.sampled_from(LETTERS).map(Formula),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: Formula("or", tuple(parts))),
        st.builds(_conjunction, st.lists(inner, min_size=2, max_size=4), st.integers(1, 4)),
    ),
    max_leaves=12,
)


def printed(formula: Formula, either: str, no: str) -> str:
    if not formula.parts:
        return formula.kind
    parts = [printed(part, either, no) for part in formula.parts]
    parts = [f"({part})" if len(part) > 1 else part for part in parts]
    if formula.kind == "or":
        return either.join(parts)
    return " AND ".join(part if place < formula.positive else f"{no}{part}" for place, part in enumerate(parts))


def holds(formula: Formula, present: set[str]) -> bool:
    if not formula.parts:
        return formula.kind in present
    values = [holds(part, present) for part in formula.parts]
    if formula.kind == "or":
        return any(values)
    return all(values[: formula.positive]) and not any(values[formula.positive :])


def matches(query: Query, present: set[str]) -> bool:
    match query:
        case Term(form):
            return form in present
        case And(parts):
            return all(matches(part, present) for part in parts)
        case Or(parts):
            return any(matches(part, present) for part in parts)
        case Not(part):
            return not matches(part, present)
        case _:
            raise AssertionError(query)


@given(FORMULAS, st.sampled_from([" OR ", " ATAU ", " "]), st.sampled_from(["NOT ", "BUKAN ", "-"]))
@settings(max_examples=150, deadline=None)
def test_a_formula_means_what_logic_says(formula: Formula, either: str, no: str) -> None:
    query = parse(printed(formula, either, no), ANALYZER, max_length=5000).query
    for values in product((False, True), repeat=len(LETTERS)):
        present = {letter for letter, value in zip(LETTERS, values, strict=True) if value}
        assert matches(query, present) == holds(formula, present)


# --- Depth


@pytest.mark.parametrize("depth", [1, 16, 17, 249])
def test_brackets_around_brackets_change_nothing(depth: int) -> None:
    q = "(" * depth + "a AND b" + ")" * depth
    assert parse(q, ANALYZER, max_length=600).query == parse("a AND b", ANALYZER).query


@pytest.mark.parametrize(
    "q",
    [
        "(" * 500,
        ")" * 500,
        "(" * 250 + ")" * 250,
        "-(a " * 100 + ")" * 100,
        "a (b AND " * 1000 + "x" + ")" * 1000,
        "((a)(" * 1000 + "))" * 1000,
        "NOT " * 2500 + "a",
        '"' * 9999,
        "-" * 9999,
    ],
)
def test_deep_nesting_stays_shallow(q: str) -> None:
    query = parse(q, ANALYZER, max_length=10_001).query
    assert max(depth for _, depth in nodes(query)) <= 3 * (MAX_DEPTH + 2)
