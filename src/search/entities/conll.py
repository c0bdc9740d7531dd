"""Texts tagged word by word: reads CoNLL columns, and turns one set's habits into ours.

A line is a word and, in its last column, a tag (`O`, `B-PER`, `I-ORG`, ...); an empty line ends a sentence. The sets
that we know of differ in what they call a name. `ours` turns their tags into what this package marks:

- an acronym in brackets is a name of its own (one set has it inside the name before);
- `X-Y` for two people is two names; titles, ranks and the small word of an area (`kota X`, `wilayah X`) are no part
  of one;
- a place that the gazetteer knows is a place where it acts or belongs to an office, too (one set leaves it out);
- `Kantor X` names the body X; schools, courts and the like are bodies wherever they are (one set has them as places).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..model import Kind
from .clues import Clue
from .cutting import Cutter
from .gazetteers import names
from .lexicon import Cue
from .words import Words, read_words

KINDS = {"PER": Kind.PERSON, "ORG": Kind.ORGANIZATION, "LOC": Kind.PLACE}
KINDS |= {
    "PERSON": Kind.PERSON,
    "ORGANISATION": Kind.ORGANIZATION,
    "ORGANIZATION": Kind.ORGANIZATION,
    "PLACE": Kind.PLACE,
}
_TIGHT = frozenset(",.;:)?!%")
_LEGAL = frozenset({"persero", "tbk", "perseroda"})
_AREAS = frozenset({"kawasan", "wilayah", "daerah", "negara"})
_TAUGHT = frozenset("sma smp smk sman sd sdn tk sekolah smpn man mts smea smu gereja".split())

Name = tuple[int, int, Kind]
"""First word, last word (exclusive), kind."""


class BadColumns(ValueError):
    """A line that has no word and tag; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tagged sentence: its text as it might have been written, our words of it, and the set's own names."""

    words: Words
    marked: tuple[Name, ...]


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a file. Raises BadColumns where a line has no tag that we know."""
    columns: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            parts = line.split()
            if not parts:
                if columns:
                    yield _sentence(columns)
                columns = []
                continue
            tag = parts[-1]
            if len(parts) < 2 or not (tag == "O" or (tag[:2] in ("B-", "I-") and tag[2:] in KINDS)):
                raise BadColumns(
                    f"{path.name}, line {number}: expected a word and a tag such as O, B-PER, I-ORG or I-LOC"
                )
            columns.append((parts[0], tag))
    if columns:
        yield _sentence(columns)


def _sentence(columns: list[tuple[str, str]]) -> Sentence:
    text, spans, before = "", [], ""
    for word, _ in columns:
        text += "" if not text or word in _TIGHT or before == "(" else " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        before = word
    words = read_words(text)
    marked: list[Name] = []
    for first, last, kind in _runs([tag for _, tag in columns]):
        start, end = spans[first][0], spans[last - 1][1]
        inside = [i for i in range(len(words)) if words.start[i] < end and words.end[i] > start]
        while inside and not words.surface[inside[0]][0].isalnum():
            del inside[0]
        opened = any(words.surface[i] == "(" for i in inside)
        while (
            inside and not words.surface[inside[-1]][0].isalnum() and not (opened and words.surface[inside[-1]] == ")")
        ):
            del inside[-1]
        if inside:
            marked.append((inside[0], inside[-1] + 1, kind))
    return Sentence(words, tuple(marked))


def _runs(tags: list[str]) -> Iterator[Name]:
    start = 0
    for i in range(1, len(tags) + 1):
        ends = i == len(tags) or tags[i][0] != "I" or tags[i][2:] != tags[start][2:] or tags[start] == "O"
        if ends:
            if tags[start] != "O":
                yield start, i, KINDS[tags[start][2:]]
            start = i


def ours(sentence: Sentence, *, acting: bool = True) -> list[Name]:
    """The names of a sentence as this package would mark them. `acting` adds places that the set has left out."""
    words = sentence.words
    found: list[Name] = []
    for first, last, kind in sentence.marked:
        found += _renamed(words, first, last, kind)
    taken = {i for first, last, _ in found for i in range(first, last)}
    if acting:
        for span in Cutter(words).cut():
            place = span.place
            known = place is not None and (place.kind in ("country", "region") or not place.weak)
            if span.kind is Kind.PLACE and known and taken.isdisjoint(range(span.first, span.last)):
                found.append((span.first, span.last, Kind.PLACE))
    return sorted(set(found))


def _renamed(words: Words, first: int, last: int, kind: Kind) -> list[Name]:
    found: list[Name] = []
    if kind is Kind.PLACE and words.key[first] in _TAUGHT:
        kind = Kind.ORGANIZATION
    if kind is Kind.PLACE and words.key[first] == "kantor" and last - first > 1 and _is_body(words, first + 1):
        first, kind = first + 1, Kind.ORGANIZATION
    while last - first > 1 and _apart(words, first, kind):
        first += 1
    if last - first > 3 and words.surface[last - 1] == ")" and words.surface[last - 3] == "(":
        if words.key[last - 2] not in _LEGAL:
            found.append((last - 2, last - 1, kind))
            last -= 3
    elif words.surface[last - 1] == ")" and "(" not in words.surface[first:last]:
        last -= 1
    if kind is Kind.PERSON:
        for i in range(first + 1, last - 1):
            if words.surface[i] == "-" and words.start[i] == words.end[i - 1]:
                return [*found, (first, i, kind), (i + 1, last, kind)]
    if last > first:
        found.append((first, last, kind))
    return found


def _is_body(words: Words, i: int) -> bool:
    return bool(words.cue[i] & Cue.BODY or words.acronym[i] or words.look[i] & Clue.WHOLE)


def _apart(words: Words, i: int, kind: Kind) -> bool:
    """Whether a name's first word is a title, or an area's small word."""
    if kind is Kind.PERSON:
        title = words.cue[i] & (Cue.TITLE | Cue.RANK) and words.key[i] not in names()
        return bool(title) or words.surface[i] == "."
    head = words.cue[i] & Cue.PLACE or words.key[i] in _AREAS
    return kind is Kind.PLACE and bool(head) and words.surface[i].islower()
