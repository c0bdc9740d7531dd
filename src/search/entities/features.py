"""What the learned tagger sees of each word: itself, its neighbours, and what the rules say of it.

Attributes are short strings; the model has a row of weights for each that it was trained with. Training and reading
share this module, so that they can't disagree. Only open words get attributes: those that may belong to a name at all,
a third of a text. The others are always outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from ..model import Kind
from . import lexicon
from .clues import Clue, clues_of, is_roman
from .gazetteers import bodies, place_key, place_starts, places
from .spans import Span, is_source
from .words import Words

VERSION = 1
"""Raised with every change of what attributes are made: a model trained before no longer fits."""

_SIGNS = frozenset('.,()/-"“”:;')
_LISTS = tuple(
    (name.lower(), getattr(lexicon, name))
    for name in (
        "WITH_PEOPLE", "TOWARDS", "NOT_BODIES", "OF_PEOPLE", "BY", "SOURCES", "SERVICES", "OF_BODIES", "OF_THINGS",
        "OF_REGIONS", "NAME_STARTS", "DIRECTIONS", "PARTICLES", "NAMING_BODIES", "SPEECH", "SPEECH_VERBS",
    )
)  # fmt: skip
_LABELS: dict[str, list[str]] = {}
for _name, _words in _LISTS:
    for _word in _words:
        _LABELS.setdefault(_word, []).append("l=" + _name)
REACH = 2
"""How many words to either side are seen."""
RUN = 4
"""Up to how many capitalised words back and ahead a run of them is measured."""


def open_words(words: Words) -> list[bool]:
    """Which words may belong to a name: capitalised ones, and what stands between two of them."""
    count, cap = len(words), words.cap
    following = [count + 9] * (count + 1)
    for i in range(count - 1, -1, -1):
        following[i] = i if cap[i] else following[i + 1]
    found, last = [False] * count, -9
    for i, surface in enumerate(words.surface):
        if cap[i]:
            found[i], last = True, i
        elif i - last <= 2 and following[i] - i <= 2:
            found[i] = surface not in ("\n", ".")
        elif i - last == 1:
            found[i] = surface == ")" or surface.isdigit()
        elif is_source(words, i):
            found[i] = True
    return found


SHAPES = ("E", "A.", "A", "R", "AA", "a", "Aa", "A-a", "aA", "d", "d/", *sorted(_SIGNS), "*")
"""Every outline that `shape` gives."""


@lru_cache(maxsize=1 << 16)
def shape(surface: str) -> str:
    """A word's outline: `Aa`, `AA`, `a`, `d`; signs as they are; the end of a line as the end of the text."""
    first = surface[0]
    if first == "\n":
        return "E"
    if first.isalpha():
        if "." in surface:
            return "A."
        if surface.isupper():
            return "A" if len(surface) == 1 else "R" if is_roman(surface) else "AA"
        if surface.islower():
            return "a"
        if first.isupper():
            return "Aa" if surface[1:].islower() else "A-a" if "-" in surface else "aA"
        return "aA"
    if first.isdigit():
        return "d" if surface.isdigit() else "d/"
    return surface if surface in _SIGNS else "*"


def rule_codes(spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
    """What the rules say of words: begins or continues a name, its likeliest kind, how sure, and why.

    By their places; of those without one they say nothing, which is `NO_CODE`.
    """
    for span in spans:
        scores = span.scores
        if not scores:
            continue
        if len(scores) == 1:
            [(kind, points)] = scores.items()
        else:
            kind = max(scores, key=scores.__getitem__)
            points = scores[kind]
        level = 0 if points < 1 else 1 if points < 2 else 2 if points < 3 else 3
        begins, continues, letters = _span_codes(
            kind, level, span.title, span.office, span.place is not None, span.kind is not None
        )
        first = span.first
        yield first, begins
        for i in range(first + 1, span.last):
            yield i, continues
        if span.acronym is not None:
            yield span.acronym, letters


NO_CODE = "-"


@cache
def _span_codes(kind: Kind, level: int, title: bool, office: bool, known: bool, given: bool) -> tuple[str, str, str]:
    """The codes of a stretch's first word, of the others, and of the letters in brackets behind it."""
    code = f"{kind.value[:2]}{level}" + "t" * title + "o" * office + "g" * known + "k" * given
    return "B" + code, "I" + code, "B" + code + "a"


def _affixes(surface: str, key: str) -> list[str]:
    found = []
    if surface[0].isalpha():
        if len(key) > 2:
            found.append("s2=" + key[-2:])
        if len(key) > 3:
            found += ["s3=" + key[-3:], "p3=" + key[:3]]
        if len(key) > 4:
            found.append("s4=" + key[-4:])
    return found


def _known(surface: str, key: str, cap: bool, clues: int) -> list[str]:
    """What dictionaries and gazetteers know of a word."""
    known = f"{clues & Clue.COMMON != 0:d}{clues & Clue.ROOT != 0:d}{clues & Clue.NAME != 0:d}"
    kind, begins = "-", False
    if clues & Clue.PLACED:
        place, begins = places().get(place_key(key)), place_key(key) in place_starts()
        kind = "-" if place is None else place.kind[0] + "~" * place.weak
    found = [f"d={known}{kind}{begins:d}"]
    if cap:
        found.append(f"D={shape(surface)}{known[0]}{known[2]}")
    found += _LABELS.get(key, ())
    if clues & Clue.WHOLE:
        found.append("whole")
    if clues & Clue.ENGLISH:
        found.append("eng")
    if clues & Clue.BODIED:
        body = bodies().get(key)
        found.append("bodyst" if body is None or body.weak else "body")
    return found


def word_attributes(surface: str, key: str, cue: int, cap: bool, clues: int) -> list[str]:
    """A word's own attributes. Its neighbours see those too that `reach` so far, with the way to the word before them:
    `-2w=kata` is an attribute of the word two behind `kata`."""
    if surface == "\n":
        return ["END"]
    found = ["w=" + key, "sh=" + shape(surface)]
    if cue:
        found += [f"c={1 << bit}" for bit in range(11) if cue >> bit & 1]
    if surface[0].isalpha():
        found += _affixes(surface, key)
        found += _known(surface, key, cap, clues)
    return found


def reach(attribute: str) -> int:
    """How many words off an attribute of a word is seen."""
    if attribute.startswith(("w=", "sh=", "c=", "END")) or attribute in ("l=speech", "l=speech_verbs"):
        return REACH
    return 0 if attribute.startswith(("p3=", "s4=")) else 1


def beside(words: Words, codes: Sequence[str], shapes: Sequence[str], i: int) -> list[str]:
    """The attributes of word `i` that depend on its place: rules' codes, shapes around, the run it stands in."""
    count = len(words)

    def code(j: int) -> str:
        return codes[j] if 0 <= j < count and words.surface[j] != "\n" else "E"

    def around(j: int) -> str:
        return shapes[j] if 0 <= j < count else "E"

    before, here, after = code(i - 1), codes[i], code(i + 1)
    one, two, own, four, five = around(i - 2), around(i - 1), shapes[i], around(i + 1), around(i + 2)
    first = last = i
    while first > 0 and words.cap[first - 1] and i - first < RUN:
        first -= 1
    while last + 1 < count and words.cap[last + 1] and last - i < RUN:
        last += 1
    found = [
        "bias",
        "r=" + here,
        "q=" + here[:3],
        "r-=" + before,
        "q-=" + before[:3],
        "r+=" + after,
        "q+=" + after[:3],
        f"S={two}|{own}|{four}",
        f"T={one}|{two}|{own}",
        f"U={own}|{four}|{five}",
        f"run={i - first},{last - i}",
        "rh=" + words.key[first],
        f"rc={words.cue[first]}",
        "rb=" + (words.key[first - 1] if first and words.key[first - 1] != "\n" else "E"),
        "ra=" + (words.key[last + 1] if last + 1 < count and words.key[last + 1] != "\n" else "E"),
    ]
    if words.initial[i]:
        found += ["init", "init" + own]
    if i < REACH or i >= count - REACH:
        found += [f"{at}END" for at in range(-REACH, REACH + 1) if not 0 <= i + at < count]
    return found


def attributes(words: Words, spans: Sequence[Span]) -> list[list[str]]:
    """Each word's attributes, an empty list for those that can't belong to a name. For training; slow."""
    codes, shapes = [NO_CODE] * len(words), [shape(surface) for surface in words.surface]
    for i, code in rule_codes(spans):
        codes[i] = code
    found: list[list[str]] = []
    for i, is_open in enumerate(open_words(words)):
        if not is_open:
            found.append([])
            continue
        its = beside(words, codes, shapes, i)
        for at in range(-REACH, REACH + 1):
            if 0 <= (j := i + at) < len(words):
                surface, key, cue = words.surface[j], words.key[j], words.cue[j]
                seen = word_attributes(surface, key, cue, bool(words.cap[j]), clues_of(surface, key, cue))
                its += [f"{at}{name}" for name in seen if reach(name) >= abs(at)]
        found.append(its)
    return found
