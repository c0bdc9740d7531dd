"""What speaks for each kind of name: the words inside a stretch and around it, in points.

Points of all stretches with the same words are added up over the text by `resolving`; `ENOUGH` makes a name. The
weights are few and round on purpose: a learned model is to take this module's place behind the same function.
"""

from __future__ import annotations

from ..model import Kind
from . import lexicon
from .gazetteers import bodies, body_starts, english, is_common, names
from .lexicon import Cue
from .spans import Span, is_age, match_body, match_place, speaks
from .traits import is_roman
from .words import Words

ENOUGH = 2.0
_SPEAKS = lexicon.SPEECH | lexicon.SPEECH_VERBS


def weigh(words: Words, span: Span) -> dict[Kind, float]:
    """Points by kind for one stretch. A stretch whose words say the kind has enough from the start."""
    if span.kind is not None:
        weak = span.place is not None and span.place.weak
        return {span.kind: _weak_place(words, span) if weak else 3.0}
    before = words.key[span.first - 1] if span.first else ""
    after = words.key[span.last] if span.last < words.count else ""
    letters = words.acronym[span.first] and (span.last == span.first + 1 or words.acronym[span.first + 1])
    if letters and before in lexicon.WITH_PEOPLE:
        return {Kind.PERSON: 3.0}
    if letters and span.acronym is None and not span.title:
        return {Kind.ORGANIZATION: _letters(words, span, before, after)}
    return {
        Kind.PERSON: _person(words, span, before),
        Kind.PLACE: _place(words, span, before, after),
        Kind.ORGANIZATION: _organization(words, span, before),
    }


def _weak_place(words: Words, span: Span) -> float:
    """Bandung, Paris: a place beside `di`, a comma with a region, or a date; inside a sentence as it stands."""
    before = words.key[span.first - 1] if span.first else ""
    cued = before in lexicon.TOWARDS or span.last - span.first > 1
    return 3.0 if cued or not words.initial[span.first] or _dateline(words, span) else 0.5


def _dateline(words: Words, span: Span) -> bool:
    """`Jakarta - ` and `Jakarta, 3 September` at the beginning of a line."""
    at_start = span.first == 0 or words.surface[span.first - 1] == "\n"
    following = words.surface[span.last] if span.last < words.count else ""
    spaced = span.last < words.count and words.start[span.last] > words.end[span.last - 1]
    return at_start and ((following in "-–—" and spaced and following != "") or _date_in_brackets(words, span.last))


def _date_in_brackets(words: Words, i: int) -> bool:
    return i + 1 < words.count and words.surface[i] == "(" and "/" in words.surface[i + 1]


def _letters(words: Words, span: Span, before: str, after: str) -> float:
    """Points for a bare acronym as a body: bodies act, speak, and have members and offices; programmes do not."""
    if words.key[span.first] in lexicon.NOT_BODIES:
        return 0.0
    points = 0.5 if len(words.surface[span.first]) > 2 else 0.0
    if (known := match_body(words, span.first)) is not None and known >= span.last:
        points += 3
    if words.key[span.last - 1] == "ri" and span.last - span.first > 1:
        points += 3
    elif span.last - span.first > 1:
        points += 1
    if (span.office and before != "(") or before in lexicon.OF_BODIES:
        points += 2
    if before in lexicon.SOURCES:
        points += 2
    if before in lexicon.OF_THINGS or (before == "(" and after == ")"):
        points -= 2.5
    if before in lexicon.BY:
        points += 1
    if after in _SPEAKS or (after.startswith("me") and len(after) > 6):
        points += 1.5
    return points


def _person(words: Words, span: Span, before: str) -> float:
    every = range(span.first, span.last)
    inside = [words.key[n] for n in every if words.cap[n]] or [words.key[n] for n in every]
    return _as_person(words, span, inside) + _beside_person(words, span, inside, before)


def _as_person(words: Words, span: Span, inside: list[str]) -> float:
    """Points for what the words themselves are, and for title and office."""
    unusual = len([key for key in inside if key in lexicon.NAME_STARTS or not is_common(key)])
    known = sum(map(names().__contains__, inside))
    points = 0.0
    if not span.title and not english().isdisjoint(inside):
        points -= 2
    if span.title:
        points += 3
    elif span.office:
        points += 2 if unusual or known else 0.5
    if inside[0] == "the" or (len(inside) == 1 and (len(inside[0]) == 1 or is_roman(inside[0].upper()))):
        points -= 2
    if inside[0] in names() or (len(inside) > 1 and inside[0] in lexicon.NAME_STARTS):
        points += 1
    if known > 1 or (known and len(inside) > 1 and unusual):
        points += 1
    if not (unusual or known or span.title):
        points -= 1
    if len(inside) > 1 and unusual == len(inside):
        points += 1 if len(inside) < 5 and not words.initial[span.first] else 0.5
        if _in_list(words, span.first):
            points += 0.5
    return points


def _beside_person(words: Words, span: Span, inside: list[str], before: str) -> float:
    """Points for the neighbours: verbs of speech, degrees, an age."""
    points = 0.0
    if before in lexicon.WITH_PEOPLE or _degree_follows(words, span.last):
        points += 4
    if speaks(words, span.first, span.last):
        alone = len(inside) == 1 and not words.initial[span.first]
        points += 2 if alone or any(not is_common(key) or key in names() for key in inside) else 1
    if before in lexicon.OF_PEOPLE:
        points += 1.5
    if before == "-" and span.first > 1 and words.cap[span.first - 2] and not words.acronym[span.first - 2]:
        points += 2  # the second of Budiman-Hartono
    if span.last + 1 < words.count and words.surface[span.last] == "-" and words.cap[span.last + 1]:
        points += 1
    if is_age(words, span.last):
        points += 4
    if before in lexicon.BY:
        points += 0.5
    return points


def _in_list(words: Words, i: int) -> bool:
    """Whether word `i` is one of several, or is what a `yakni` announced."""
    return i > 0 and words.key[i - 1] in ("yakni", "yaitu", "adalah", "dan", ",")


def _degree_follows(words: Words, i: int) -> bool:
    if not (i + 1 < words.count and words.surface[i] == ","):
        return False
    surface = words.surface[i + 1]
    return (
        bool(words.cue[i + 1] & Cue.DEGREE)
        and words.cap[i + 1]
        and ("." in surface or surface.isupper() or surface[1:] != surface[1:].lower())
    )


def _place(words: Words, span: Span, before: str, after: str) -> float:
    if span.title or span.office:
        return 0.0
    inside = range(span.first, span.last)
    unusual = any(not is_common(words.key[n]) for n in inside)
    points = 0.0
    if before == "di":
        points += 2.5 if unusual else 1
    elif before == "ke" and unusual:
        points += 1.5
    elif before == "dari" and unusual:
        points += 1
    elif before in lexicon.OF_PLACES and unusual:
        points += 2
    if after == "," and span.last + 1 < words.count and (found := match_place(words, span.last + 1)) is not None:
        points += 1.5 if found[1].kind in ("region", "country") else 0.5
    if _dateline(words, span):
        points += 3
    return points


def _organization(words: Words, span: Span, before: str) -> float:
    points = 0.0
    quoted = before == "dari" and span.first > 1 and words.key[span.first - 2] in lexicon.SOURCES
    if before in lexicon.SOURCES or quoted:
        points += 3
    if words.key[span.first] in lexicon.OF_THINGS:
        points -= 2
    key = words.key[span.first : span.last]
    if key[0] in body_starts() and (body := bodies().get(" ".join(key))) is not None and body.weak:
        points += 1.5 if span.office or before in lexicon.OF_BODIES else 1
    if before in lexicon.NAMING_BODIES:
        points += 2.5
    if span.acronym is not None and not (span.title or span.office):
        points += 1
    if before in lexicon.OF_BODIES and not span.office:
        points += 0.5
    return points
