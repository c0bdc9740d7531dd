"""Speech without quotation marks: `Menurut X, ...` and `X mengatakan bahwa ...`.

Only these two: here it is plain where the speaker's words begin. They end with the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from ..model import Quote
from .attribution import Walk
from .clauses import Clause
from .speech import word_count
from .text import Text, trimmed

_THAT = re.compile(r"[^.!?\n\"“”„]{0,80}?\bbahwa\b[\s,]*")
_FEWEST_WORDS = 3


def find_indirect(text: Text, walk: Walk) -> list[Quote]:
    """The clauses that give somebody's words, ascending and disjoint, none inside or across direct speech."""
    direct = [(said.pair.opened, said.pair.closed) for said in walk.said]
    found: list[Quote] = []
    done = 0
    for clause, who in zip(walk.clauses, walk.speakers, strict=True):
        if who is None or clause.verb_start < done:
            continue
        span = _words_of(text, clause)
        if span is None:
            continue
        start, end = span
        index = bisect_left(direct, (start, start))
        if (index and direct[index - 1][1] > start) or (index < len(direct) and direct[index][0] < end):
            continue
        found.append(walk.quote(start, end, who, walk.naming(clause.subject), clause.form, start, indirect=True))
        done = end
    return found


def _words_of(text: Text, clause: Clause) -> tuple[int, int] | None:
    """Where the words begin and end that `clause` gives."""
    end = text.sentence_end(clause.verb_end)
    if clause.kind == "according":
        start = clause.end
        if start < end and text.body[start] not in ", \n":
            return None
    elif clause.kind in {"saying", "stance"} and (that := _THAT.match(text.lower, clause.end, end)):
        start = that.end()
    else:
        return None
    while start < end and text.body[start] in " ,\t":
        start += 1
    start, end = trimmed(text.body, start, end)
    while end > start and (text.body[end - 1] in ".!?…" or text.body[end - 1].isspace()):
        end -= 1
    return (start, end) if word_count(text.body[start:end], _FEWEST_WORDS) == _FEWEST_WORDS else None
