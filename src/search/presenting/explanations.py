"""How a query was understood, as plain data."""

from __future__ import annotations

from typing import Any

from ..explaining import Explanation, SearchedWord
from ..model import And, Dated, Everything, Named, Near, Not, Or, Phrase, Prefix, Query, Term


def present_explanation(explanation: Explanation) -> dict[str, Any]:
    """How a query was understood: in English, as a tree, and the forms that its words were searched in."""
    return {
        "q": explanation.q,
        "understood": explanation.understood,
        "tree": _tree(explanation.query),
        "words": [_word(word) for word in explanation.words],
        "hint": explanation.hint,
    }


def _word(word: SearchedWord) -> dict[str, Any]:
    return {
        "word": word.term.form,
        "stem": word.term.stem,
        "in": word.term.field.value if word.term.field else None,
        "forms": list(word.forms),
        "others": word.others,
        "exactly": word.exactly,
    }


def _tree(query: Query) -> dict[str, Any]:
    """A node by the key `match`; `of` holds what is inside it."""
    match query:
        case Everything():
            return {"match": "everything"}
        case And(parts) | Or(parts):
            return {"match": "all" if isinstance(query, And) else "any", "of": [_tree(part) for part in parts]}
        case Not(part):
            return {"match": "not", "of": [_tree(part)]}
        case Named(facet, name):
            return {"match": "name", "filter": facet, "name": name}
        case Dated(first, last):
            ends = {"from": first, "to": last}
            return {"match": "date", **{end: day.isoformat() if day else None for end, day in ends.items()}}
        case Term(form, stem):
            leaf: dict[str, Any] = {"match": "word", "word": form, "stem": stem}
        case Phrase(forms):
            leaf = {"match": "phrase", "words": list(forms)}
        case Prefix(text):
            leaf = {"match": "prefix", "begins": text}
        case Near(forms, distance):
            leaf = {"match": "near", "words": list(forms), "distance": distance}
    return {**leaf, "in": query.field.value if query.field else None}
