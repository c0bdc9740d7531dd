"""Who is said to speak: the name, pronoun, office or description before or behind a verb of saying."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from . import lexicon
from .cast import Cast, Named
from .offices import NAMES_OWN, key, office_before
from .text import Text

NEXT_WORD = re.compile(r"[ \t]*([^\W\d_]+)")
_SUBJECT_PIECE = re.compile(r"[^\W_]++(?:[.'’&/-][^\W_]++)*+\.?|[(),:;\"“”„\n]")
_SUBJECT_ENDS = frozenset(',:;"“”„\n')
_DESCRIPTION = re.compile(
    r"(?:pria|wanita|perempuan|lelaki|laki-laki|politikus|politisi|jenderal|mantan|eks|alumnus|lulusan|bos|perwira|ibu|"
    r"ayah|bapak|sosok|tokoh|legislator|senator|ekonom|pemain|pelatih|aktor|aktris|penyanyi|putra|putri|adik|kakak)\b"
    r"[^,.;:!?\n\"“”]{0,100}?\b(?:ini|itu|tersebut)\b"
)
"""Takes the name's place: `pria kelahiran X ini`."""
_INITIALS = re.compile(r"[A-Z]{1,3}")
_LONGEST_SUBJECT = 220  # characters


class Reference(Enum):
    """How a speaker is named."""

    NAME = auto()
    PRONOUN = auto()  # dia, ia, beliau, -nya, and descriptions such as `pria ini`: the last speaker
    OFFICE = auto()  # an office without a name
    UNKNOWN = auto()  # words that lead to nobody


class Subject(NamedTuple):
    """Who is said to speak: the words in `start..end`, and the index of the entity where they name one."""

    start: int
    end: int
    reference: Reference
    who: int | None = None


# --- A subject behind the verb.


def subject_after(text: Text, cast: Cast, start: int, border: int) -> Subject | None:
    """Who is named right behind a verb such as `kata`; None where no name, pronoun or description stands there."""
    body, lowered = text.body, text.lower
    border = min(border, start + _LONGEST_SUBJECT)
    while start < border and body[start] in " \t\xa0":
        start += 1
    if start >= border or body[start] == "\n":
        return None
    word = NEXT_WORD.match(lowered, start)
    while word and word[1] in lexicon.FILLERS and (following := NEXT_WORD.match(lowered, word.end())):
        start, word = following.start(1), following
    if word and word[1] in lexicon.PRONOUNS:
        return Subject(start, word.end(), Reference.PRONOUN)
    if word and word[1] in lexicon.OTHER_PEOPLE:
        return Subject(start, word.end(), Reference.UNKNOWN)
    if (person := cast.person_from(start)) is not None and not _is_genitive(text, start):
        return Subject(start, person.end, Reference.NAME, person.who)  # nearly always: `kata X`
    description = _DESCRIPTION.match(body, start, border)
    if description and not cast.people_in(start, description.end()) and not cast.office_at(start):
        return Subject(start, description.end(), Reference.PRONOUN)
    described = _description_end(text, cast, start, border)
    person = next(iter(cast.people_in(start, min(border, described + 1))), None) or _apposed(
        text, cast, described, border
    )
    if person is not None:
        person = _apposed(text, cast, person.end, border) or person if _is_genitive(text, start) else person
        return Subject(start, person.end, Reference.NAME, person.who)
    if office := cast.office_at(start):
        who = cast.holder(*office)
        following = NEXT_WORD.match(lowered, office[1])
        if who is None and following and following[1] in lexicon.DEMONSTRATIVES:
            return Subject(start, following.end(), Reference.PRONOUN)  # `mantan bupati itu`
        return Subject(*office, Reference.OFFICE, who)
    if (organization := cast.body_at(start)) and organization.start == start:
        return Subject(start, organization.end, Reference.NAME, organization.who)
    return _plain_subject(text, cast, start, described)


def _plain_subject(text: Text, cast: Cast, start: int, end: int) -> Subject | None:
    """A description (`pria kelahiran Jawa Tengah ini`) or a name that is no entity."""
    words = text.body[start:end].split()
    if not words or words[0].lower().strip(",.") in lexicon.BORDERS:
        return None
    if (who := cast.entity_called(words)) is not None:
        return Subject(start, end, Reference.NAME, who)
    if words[-1].lower().strip(",.") in lexicon.DEMONSTRATIVES and len(words) > 1:
        return Subject(start, end, Reference.UNKNOWN)  # `dokumen tersebut`, `sumber itu`
    if words[0][0].isupper() and (who := cast.holder(start, start + len(words[0]))) is not None:
        return Subject(start, start + len(words[0]), Reference.OFFICE, who)  # an abbreviation that a role explains
    capital = [word.strip(",.") for word in words if word[0].isupper()]
    if capital:
        known = {one for word in capital if (one := cast.person_called(word)) is not None}
        return Subject(start, end, *((Reference.NAME, known.pop()) if len(known) == 1 else (Reference.UNKNOWN, None)))
    return None


def _description_end(text: Text, cast: Cast, start: int, border: int) -> int:
    """Where the words end that may describe the speaker: before a border word, a comma or a quotation mark."""
    end = start
    for piece in _SUBJECT_PIECE.finditer(text.body, start, border):
        written = piece[0]
        if written in _SUBJECT_ENDS:
            break
        word = key(written)
        if word in lexicon.BORDERS and piece.start() > start:
            weak = word in lexicon.WEAK_BORDERS and (written[0].isupper() or cast.office_at(start) is not None)
            if not weak:
                break
        end = piece.end()
        if word in lexicon.DEMONSTRATIVES:
            break
    return end - 1 if text.body[end - 1] == "." and end > start else end


def _apposed(text: Text, cast: Cast, end: int, border: int) -> Named | None:
    """The person behind a comma: `kata Kepala BNPT, Komjen Pol. X`."""
    if text.body[end : end + 1] != ",":
        return None
    for person in cast.people_in(end, border):
        between = [key(word) for word in text.body[end : person.start].replace(",", " ").split()]
        ok = all(word in NAMES_OWN for word in between)
        return person if ok else None
    return None


def _is_genitive(text: Text, start: int) -> bool:
    """Whether the office at `start` is held for somebody whose name follows: `pengacara X, Y`: Y speaks."""
    word = NEXT_WORD.match(text.lower, start)
    return word is not None and word[1] in lexicon.OFFICES_OF_PEOPLE


# --- A subject before the verb.


def subject_before(text: Text, cast: Cast, verb: int, bound: int) -> Subject | None:
    """Who is named before a verb such as `mengatakan`, in the sentence that begins at `bound`."""
    body, lowered = text.body, text.lower
    bound = max(bound, verb - 2 * _LONGEST_SUBJECT)
    end = _without_adverbs(lowered, bound, verb)
    word_start = _word_start(lowered, bound, end)
    word = lowered[word_start:end]
    if word in lexicon.PRONOUNS:
        return Subject(word_start, end, Reference.PRONOUN)
    if word in lexicon.OTHER_PEOPLE:
        return Subject(word_start, end, Reference.UNKNOWN) if word == "mereka" else None
    people = cast.people_in(bound, verb)
    if people and people[-1].end <= end and _only_degrees(body[people[-1].end : end]):
        return _named(text, cast, people[-1], bound)
    if word in lexicon.DEMONSTRATIVES:
        return _described_before(text, cast, bound, word_start, end)
    if (office := office_before(body, end, bound, cast.inside)) and office[1] == end:
        return Subject(*office, Reference.OFFICE, cast.holder(*office))
    organization = cast.body_at(end - 1) if end > bound else None
    if organization is None and _INITIALS.fullmatch(body, word_start, end):
        return Subject(word_start, end, Reference.UNKNOWN)  # `HM mengaku`: somebody who is no entity
    if organization and organization.end == end and not _is_object(lowered, bound, organization.start):
        return Subject(organization.start, end, Reference.NAME, organization.who)
    for person in reversed(people[-3:]):
        if not _is_object(lowered, bound, _title_start(body, bound, person.start)):
            return _named(text, cast, person, bound) if _may_interrupt(lowered[person.end : verb]) else None
    return None


def _without_adverbs(lowered: str, bound: int, end: int) -> int:
    """`end` moved back over adverbs, commas and spaces."""
    while True:
        while end > bound and not lowered[end - 1].isalnum() and lowered[end - 1] != ")":
            end -= 1
        start = _word_start(lowered, bound, end)
        if start == end or lowered[start:end] not in lexicon.ADVERBS:
            return end
        end = start


def _word_start(lowered: str, bound: int, end: int) -> int:
    start = end
    while start > bound and (lowered[start - 1].isalnum() or lowered[start - 1] in "-'’"):
        start -= 1
    return start


def _named(text: Text, cast: Cast, person: Named, bound: int) -> Subject:
    office = office_before(text.body, person.start, bound, cast.inside)
    return Subject(office[0] if office else person.start, person.end, Reference.NAME, person.who)


def _only_degrees(between: str) -> bool:
    """Whether only degrees and brackets stand between a name and its verb: `X, M.H. (52)`."""
    return all(len(word.strip("(),.")) <= 6 and not word.strip("(),.").islower() for word in between.split())


def _described_before(text: Text, cast: Cast, bound: int, word_start: int, end: int) -> Subject | None:
    """`Politikus senior itu mengatakan`, `Mantan Kepala LPS itu menegaskan`; not `hal itu menegaskan`."""
    start = max(bound, text.sentence_start(word_start))
    while start < end and not text.body[start].isalnum():
        start += 1
    words = text.body[start:end].split()
    if len(words) < 2 or words[-2].lower() in {"hal", "kondisi", "data", "langkah", "program", "capaian"}:
        return None
    if office := cast.office_at(start):
        who = cast.holder(*office)
        return Subject(start, end, Reference.OFFICE if who is not None else Reference.PRONOUN, who)
    return None


def _title_start(body: str, bound: int, start: int) -> int:
    """`start` of a name, moved back over titles and ranks."""
    while start > bound:
        end = start
        while end > bound and body[end - 1] in " .":
            end -= 1
        begin = _word_start(body, bound, end)
        if begin == end or key(body[begin:end]) not in NAMES_OWN:
            return start
        start = begin
    return start


def _is_object(lowered: str, bound: int, start: int) -> bool:
    """Whether the word before a name makes it an object: `bersama X`."""
    end = start
    while end > bound and lowered[end - 1] == " ":
        end -= 1
    return lowered[_word_start(lowered, bound, end) : end] in lexicon.BEFORE_OBJECTS


def _may_interrupt(between: str) -> bool:
    """Whether what stands between a name and a verb leaves the name the subject of it."""
    words = between.split()
    if not words:  # the verb follows at once
        return False
    first = words[0].strip(",.()")
    return between.lstrip().startswith((",", "(")) or first in lexicon.BORDERS or words[-1] in lexicon.CO_VERBS
