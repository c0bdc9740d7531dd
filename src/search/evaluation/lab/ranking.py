"""Questions through a scorer: what the lab gives to the measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...language import Analyzer, is_function_word
from ..searching import DEPTH
from ..trec import Run
from .collection import Collection, Floats, Question

Scorer = Callable[[Collection, Question], Floats]
"""The score of every release for a question; 0 where it does not match."""


def question(text: str, analyzer: Analyzer) -> Question:
    """The words of a text without query syntax."""
    sequence = tuple((token.form, analyzer.stem(token.form)) for token in analyzer.tokens(text))
    content = [word for word in sequence if not is_function_word(word[0])] or sequence
    return Question(tuple({stem: (form, stem) for form, stem in reversed(content)}.values())[::-1], sequence)


def rank(collection: Collection, questions: Mapping[str, Question], scorer: Scorer) -> Run:
    """The run of a scorer over a collection."""
    return {name: collection.best(scorer(collection, each), DEPTH) for name, each in questions.items()}
