"""How a query was understood: the tree in words, and the forms that each of its words was searched in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .language import Analyzer
from .leaves import leaves
from .model import And, Dated, Everything, Field, Leaf, Named, Near, Not, Or, Phrase, Prefix, Query, Term
from .querying import Parsed, exactly
from .reasons import Reason, ReasonKind

FORMS = 12
"""Forms of a word that are listed, the most frequent ones; a root may have a hundred."""


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word that was matched by its stem, with the forms of it that the archive has, the most frequent first. What it
    was searched as besides is in `term.variants`; a word of less weight than 1 was added to what was typed.

    `others` is how many forms more there are. `exactly` is the query narrowed to the form that was typed, where that
    can be said and more is searched.
    """

    term: Term
    forms: tuple[str, ...]
    others: int
    exactly: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of the query `q`; `hint` is a code of `querying`."""

    q: str
    query: Query
    words: tuple[SearchedWord, ...]
    hint: str | None = None

    @property
    def understood(self) -> str:
        """The query in English words."""
        return in_words(self.query)


def explain(
    q: str,
    parsed: Parsed,
    analyzer: Analyzer,
    forms_of: Callable[[str], Iterable[str]],
    counts_of: Callable[[Iterable[str]], Mapping[str, int]],
) -> Explanation:
    """Explain a query. `forms_of` gives the forms that are indexed under a stem, `counts_of` how frequent
    each of some forms is."""
    words = []
    for term in dict.fromkeys(leaf for leaf in leaves(parsed.query) if isinstance(leaf, Term)):
        forms = tuple(forms_of(term.stem))
        counts = counts_of(forms)
        ranked = sorted(forms, key=lambda form: (-counts.get(form, 0), form))
        narrower = exactly(q, term.form, analyzer) if (forms and forms != (term.form,)) or term.variants else None
        words.append(SearchedWord(term, tuple(ranked[:FORMS]), len(ranked[FORMS:]), narrower))
    return Explanation(q, parsed.query, tuple(words), parsed.hint)


def in_words(query: Query) -> str:
    """A query in English words."""
    match query:
        case Everything():
            return "everything"
        case Term(form, _, field):
            also = "".join(f' or "{" ".join(variant.forms)}"' for variant in query.variants)
            added = ", which was added" if query.weight < 1 else ""
            return f"{form} in any form{also}{_where(field)}{added}"
        case Phrase(forms, field):
            return f'exactly "{" ".join(forms)}"{_where(field)}'
        case Prefix(text, field):
            return f"words that begin with {text}{_where(field)}"
        case Near(forms, distance, field):
            return f"{', '.join(forms)} with at most {distance} other words among them{_where(field)}"
        case Named(facet, name):
            return f'{facet} "{name}"'
        case Dated():
            return _dated(query)
        case Not(part):
            return f"not {_inside(part)}"
        case And(parts):
            return " and ".join(map(_inside, parts))
        case Or(()):
            return "nothing"
        case Or(parts):
            return " or ".join(map(_inside, parts))


def reason_in_words(reason: Reason) -> str:
    """Why a hit scored, in English words: `"teroris" in any form (teror): 1 of 8 words of the title`."""
    words = " ".join(f'"{typed(leaf)}"' for leaf in reason.leaves)
    where = ", ".join(f"{count.count} of {count.words} words of the {count.field}" for count in reason.fields)
    match reason.kind:
        case ReasonKind.STEM:
            return f"{words} in any form ({reason.word}): {where}"
        case ReasonKind.FORM:
            same = words == f'"{reason.word}"'
            return f"{words} exactly so: {where}" if same else f"{reason.word} of {words}: {where}"
        case ReasonKind.PREFIX:
            return f"a word that begins with {words}"
        case ReasonKind.NEIGHBOURS:
            return f"{words} side by side"


def typed(leaf: Leaf) -> str:
    """The words of a leaf, as they were typed but folded."""
    match leaf:
        case Term(form):
            return form
        case Phrase(forms) | Near(forms):
            return " ".join(forms)
        case Prefix(text):
            return text
        case _:
            return in_words(leaf)


def _inside(query: Query) -> str:
    words = in_words(query)
    return f"({words})" if isinstance(query, And | Or) and len(query.parts) > 1 else words


def _where(field: Field | None) -> str:
    return f" in the {field.value}" if field else ""


def _dated(days: Dated) -> str:
    if days.date_from and days.date_from == days.date_to:
        return f"of {days.date_from}"
    ends = [("from", days.date_from), ("to", days.date_to)]
    return "dated " + " ".join(f"{end} {day}" for end, day in ends if day)
