"""Where the text says that somebody speaks: `X mengatakan`, `kata X`, `menurut X`, `disampaikan oleh X`, `ujarnya`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..language.places import whole
from . import lexicon
from .cast import Cast
from .subjects import NEXT_WORD, Reference, Subject, subject_after, subject_before
from .text import Text

_GLUED = re.compile(r"[A-Z](?<=[a-z].)(?=[a-z])")
"""Where a name begins whose space was forgotten, as it is where links were taken out of a page: `kataWira`."""
_LAST_LETTERS = re.compile(r"(?<![^\W_])[a-z]+\Z")
_RUN = re.compile(r"[^\W_]+")
_LONGEST_FORM = 14


_FORMS: dict[str, str] = (
    dict.fromkeys(lexicon.ROOTS, "root")
    | {root + "nya": "root" for root in lexicon.ROOTS}
    | dict.fromkeys(lexicon.SAYING, "saying")
    | dict.fromkeys(lexicon.STANCE, "stance")
    | dict.fromkeys(lexicon.PASSIVE, "passive")
    | {"menurut": "according", "menurutnya": "according"}
)

Verb = tuple[int, str, str]
"""Where a verb of saying stands: start, form, kind."""


class Clause(NamedTuple):
    """A verb of saying with its subject. `form` is the verb without -nya; `end` is behind verb and subject."""

    verb_start: int
    verb_end: int
    end: int
    form: str
    kind: str
    subject: Subject


def may_say(word: str) -> bool:
    """Whether a form of a verb of saying may stand in a word, or be glued to the name in it."""
    return any(run in _FORMS for run in _RUN.findall(word.lower())) or _GLUED.search(word) is not None


def verbs_of_saying(text: Text, places: Sequence[tuple[int, int]] | None = None) -> list[Verb]:
    """The verbs of saying, ascending. `places` are those of all words that `may_say` picks, None to look everywhere."""
    body, lowered = text.body, text.lower
    found: list[Verb] = []
    for start, end in whole(lowered, places):
        if (kind := _FORMS.get(lowered[start:end])) is not None and body[start + 1 : end].islower():  # nearly always
            found.append((start, lowered[start:end], kind))
            continue
        found += [
            (run.start(), run[0], _FORMS[run[0]]) for run in _RUN.finditer(lowered, start, end) if run[0] in _FORMS
        ]
        for glued in _GLUED.finditer(body, start, end):
            at = max(0, glued.start() - _LONGEST_FORM)
            if (word := _LAST_LETTERS.search(lowered, at, glued.start())) and _FORMS.get(word[0], "stance") != "stance":
                found.append((word.start(), word[0], _FORMS[word[0]]))
    found.sort()
    return found


def read_clause(text: Text, cast: Cast, place: Verb, bound: int, border: int) -> Clause | None:
    """The clause of the verb at `place`, or None where nobody is said to speak.

    `bound` and `border`: the subject stands between them (the ends of the quotes around).
    """
    start, form, kind = place
    end = start + len(form)
    body = text.body
    if body[start].isupper() and kind != "according" and start != _first_letter(text, start):
        return None  # a headline: `Gubernur Ungkap Kendala`
    if kind in {"saying", "stance"}:
        subject = subject_before(text, cast, start, max(bound, text.sentence_start(start)))
        return None if subject is None else Clause(start, end, end, form, kind, subject)
    if form.endswith("nya") and form not in lexicon.ROOTS:
        subject = Subject(end - 3, end, Reference.PRONOUN)
        return Clause(start, end, end, form[:-3], kind, subject)
    after = end
    if kind == "passive":
        for filler in ("langsung", "oleh", "langsung"):
            word = NEXT_WORD.match(text.lower, after)
            if word and word[1] == filler:
                after = word.end()
    subject = subject_after(text, cast, after, min(border, text.sentence_end(end)))
    if subject is None:
        return None
    return Clause(start, end, subject.end, form, kind, subject)


def _first_letter(text: Text, start: int) -> int:
    """Where the first word of the sentence begins that `start` is in."""
    at = text.sentence_start(start)
    while at < start and not text.body[at].isalnum():
        at += 1
    return at
