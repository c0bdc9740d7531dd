"""A stretch of words that may be a name, and what can be asked about words on the way to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ..model import Kind
from .clues import Clue
from .gazetteers import (
    Place,
    bodies,
    body_starts,
    longest_place,
    place_key,
    place_starts,
    places,
)
from .lexicon import CONNECTORS, COUNTRY_LETTERS, SOURCES, SPEECH, SPEECH_VERBS, Cue
from .words import Words

PERSONAL = Cue.TITLE | Cue.RANK
BREAKS = Cue.STOP | PERSONAL | Cue.OFFICE | Cue.BODY | Cue.PLACE


@dataclass(slots=True)
class Span:
    """Words `first` to `last` (exclusive) that may be a name.

    `kind` is given where the words themselves say it. `title` and `office` say what stands before: a person's title,
    or a function with at most a body's name between. `acronym` is the index of the acronym in the brackets after.
    `key` is the name (`naming.name_key`) once its words are certain.
    """

    first: int
    last: int
    kind: Kind | None = None
    place: Place | None = None
    title: bool = False
    office: bool = False
    acronym: int | None = None
    key: tuple[str, ...] = ()
    scores: dict[Kind, float] = field(default_factory=dict)


def match_place(words: Words, i: int) -> tuple[int, Place] | None:
    """The longest place of the gazetteer that begins at word `i`, and the index after it."""
    if not words.look[i] & Clue.PLACED:
        return None
    phrase, place, begins = _place_of_word(words.key[i], words.acronym[i])
    found = None if place is None else (i + 1, place)
    if begins:
        known, j = places(), i + 1
        while j < words.count and j - i < longest_place() and (words.cap[j] or words.key[j] in CONNECTORS):
            phrase += " " + words.key[j]
            j += 1
            if (place := known.get(phrase)) is not None:
                found = (j, place)
    return found


@lru_cache(maxsize=1 << 16)
def _place_of_word(key: str, letters: int) -> tuple[str, Place | None, bool]:
    """A word as places have it, the place that it names by itself, and whether it begins one of more words."""
    key = place_key(key)
    country = COUNTRY_LETTERS.get(key) if letters else None
    place = places().get(country or key)
    return key, place if len(key) > 3 or letters else None, key in place_starts()


def match_body(words: Words, i: int) -> int | None:
    """The index after the longest well-known organization that begins at word `i`, if one does.

    One word counts only as it is usually written: letters as capitals, others with a capital that is no sentence's.
    """
    if not words.look[i] & Clue.BODIED:
        return i + 1 if words.medium[i] else None
    longest = body_starts()[words.key[i]]
    known, phrase, found = bodies(), "", None
    for j in range(i, min(i + longest, words.count)):
        phrase += (" " if phrase else "") + words.key[j]
        body = known.get(phrase)
        if body is not None and not body.weak and (j > i or words.acronym[i] or len(phrase) > 4):
            found = j + 1
    return found


def is_source(words: Words, i: int) -> bool:
    """Whether a word without a capital is a medium: `kepada detikcom`, `dilansir dari healthline`."""
    if words.medium[i]:
        return True
    before = words.key[i - 1] if i else ""
    if before == "dari" and i > 1:
        before = words.key[i - 2]
    key = words.key[i]
    return before in SOURCES and len(key) > 4 and key.isalpha() and not (words.cue[i] or words.look[i] & Clue.COMMON)


def is_plain(words: Words, i: int) -> bool:
    """Whether a word is an ordinary one and begins no place of the gazetteer."""
    return words.look[i] & Clue.COMMON != 0 and match_place(words, i) is None


def speaks(words: Words, first: int, last: int) -> bool:
    """Whether a verb of speech stands beside the words `first` to `last`."""
    before = words.key[first - 1] if first else ""
    after = words.key[last] if last < words.count else ""
    if after == "," and last + 1 < words.count and words.key[last + 1] in SPEECH:
        return True
    return before in SPEECH or after in SPEECH or after in SPEECH_VERBS


def is_age(words: Words, i: int) -> bool:
    """Whether an age in brackets stands at word `i`: `(45)`."""
    return (
        i + 2 < words.count
        and words.surface[i] == "("
        and words.surface[i + 1].isdigit()
        and len(words.surface[i + 1]) <= 2
        and words.surface[i + 2] == ")"
    )
