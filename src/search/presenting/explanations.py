"""How a query was understood and why hits scored, as plain data."""

from __future__ import annotations

from typing import Any

from ..explaining import Explanation, SearchedWord, typed
from ..model import And, Dated, Everything, Named, Near, Not, Or, Phrase, Prefix, Query, Term
from ..reasons import Reason


def present_explanation(explanation: Explanation) -> dict[str, Any]:
    """How a query was understood: in English, as a tree, and the forms that its words were searched in."""
    return {
        "q": explanation.q,
        "understood": explanation.understood,
        "tree": _tree(explanation.query),
        "words": [_word(word) for word in explanation.words],
        "hint": explanation.hint,
    }


def present_reason(reason: Reason) -> dict[str, Any]:
    """A part of a hit's score: what was counted, for which words of the query, and where."""
    return {
        "match": reason.kind.value,
        "word": reason.word,
        "for": [typed(leaf) for leaf in reason.leaves],
        "score": reason.score,
        "idf": reason.idf,
        "fields": [{"field": each.field.value, "count": each.count, "words": each.words} for each in reason.fields],
    }


def _word(word: SearchedWord) -> dict[str, Any]:
    return {
        "word": word.term.form,
        "stem": word.term.stem,
        "in": word.term.field.value if word.term.field else None,
        "forms": list(word.forms),
        "others": word.others,
        "exactly": word.exactly,
        "also": _also(word.term),
        "added": word.term.weight < 1,
    }


def _also(term: Term) -> list[str]:
    """What the word was searched as besides: an abbreviation in what it stands for."""
    return [" ".join(variant.forms) for variant in term.variants]


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
            leaf |= {"also": _also(query)} if query.variants else {}
        case Phrase(forms):
            leaf = {"match": "phrase", "words": list(forms)}
        case Prefix(text):
            leaf = {"match": "prefix", "begins": text}
        case Near(forms, distance):
            leaf = {"match": "near", "words": list(forms), "distance": distance}
    return {**leaf, "in": query.field.value if query.field else None}
