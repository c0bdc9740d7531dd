"""Who says what: the walk through a text that keeps in mind who spoke last.

A pronoun (`dia`, `ia`, `beliau`, `-nya`) is the last speaker and not the last person named: people in stories are
named between a speaker's sentences all the time. The last speaker changes with every clause of saying that names
one, and is forgotten where a clause names somebody who is no entity.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from ..model import Kind, Quote
from . import lexicon
from .cast import Cast
from .clauses import Clause, Verb, read_clause
from .marks import Pair
from .speech import introduces, is_speech
from .subjects import Reference, Subject, subject_after
from .text import Text, trimmed

_AFTER_MARK = re.compile(r"[\s,.)–—-]{0,6}([^\W\d_]+)")
_ENDS_WITH_COMMA = re.compile(r"[,!?…]\s*\Z")

_FARTHEST = 500  # characters between somebody's words and a quote that goes on with them


@dataclass(slots=True)
class Said:
    """A quote with its speaker, an index of the entities. `until` is behind its verb of saying."""

    pair: Pair
    until: int
    who: int | None = None
    words: str | None = None
    verb: str | None = None

    @property
    def attributed(self) -> bool:
        """Whether the text says who speaks, though it may be somebody unknown."""
        return self.words is not None or self.who is not None


class Walk:
    """One walk through a text. Afterwards `speakers` has who spoke in each of `clauses`."""

    def __init__(self, text: Text, cast: Cast, pairs: list[Pair], verbs: list[Verb]) -> None:
        self._text = text
        self._cast = cast
        self._pairs = pairs
        self._verbs = {verb[0]: verb for verb in verbs}
        self.clauses = self._read_clauses()
        self.speakers: list[int | None] = []
        self._last: int | None = None
        self._last_person: int | None = None
        self._begun = False  # whether anybody has spoken, known or not
        self._spoken: set[int] = set()
        self._governing: Clause | None = None
        self.said = self._walk()

    def _read_clauses(self) -> list[Clause]:
        """The clauses of saying outside of the marks, ascending."""
        clauses: list[Clause] = []
        at = bound = 0
        for place in self._verbs.values():
            while at < len(self._pairs) and self._pairs[at].closed <= place[0]:
                if self._text.body[self._pairs[at].start : self._pairs[at].end].endswith((",", ".", "!", "?", "…")):
                    bound = self._pairs[at].closed  # else a title or scare quote, which may stand inside a clause
                at += 1
            if at < len(self._pairs) and self._pairs[at].opened <= place[0]:
                continue
            border = self._pairs[at].opened if at < len(self._pairs) else len(self._text.body)
            if clause := read_clause(self._text, self._cast, place, bound, border):
                clauses.append(clause)
        return clauses

    def _walk(self) -> list[Said]:
        found: list[Said] = []
        chain: list[Said] = []
        heard = 0
        for pair in self._pairs:
            while heard < len(self.clauses) and self.clauses[heard].verb_start < pair.opened:
                self._hear(self.clauses[heard])
                heard += 1
            before = self.clauses[heard - 1] if heard else None
            said = self._listen(pair, before, found[-1] if found else None)
            if said is None:
                chain.clear()
                continue
            found.append(said)
            chain.append(said)
            if not pair.continued:
                _join(chain)
                chain = []
            self._note(said.who)  # a quote of nobody known, too: a pronoun behind it means nobody else
        for clause in self.clauses[heard:]:
            self._hear(clause)
        return found

    def _hear(self, clause: Clause) -> None:
        """Notes who speaks in `clause`, and whether they keep the floor."""
        who = self._resolve(clause.subject, clause.verb_start)
        self.speakers.append(who)
        if self._keeps_floor(clause, who):
            self._note(who)

    def _note(self, who: int | None) -> None:
        self._last, self._begun = who, True
        self._last_person = who if who is None or self._is_person(who) else self._last_person
        if who is not None:
            self._spoken.add(who)

    def _keeps_floor(self, clause: Clause, who: int | None) -> bool:
        """Whether a pronoun after `clause` means its subject."""
        if clause.subject.reference is Reference.PRONOUN and who == self._last:
            self._governing = clause
            return False
        governing, self._governing = self._governing, clause
        if governing and not self._text.stops_between(governing.verb_end, clause.verb_start):
            # `Menurutnya, X menyampaikan maaf`: told by the one who speaks in the sentence.
            opening = self._text.lower[self._text.sentence_start(governing.verb_start) :][:20].split()
            if not (opening and opening[0].strip(",") in lexicon.SUBORDINATORS):
                self._governing = governing
                return False
        if who is not None and not self._is_person(who) and (clause.kind == "stance" or self._is_person(self._last)):
            return False  # `KPK menyebut ...`: its spokesman goes on
        if clause.kind != "stance":
            return True
        if who is None:
            return False  # `pemain itu berharap`: need not be who speaks next
        if clause.form in lexicon.DEEDS and self._cast.inside[clause.verb_end + 1]:
            return False  # `X meminta Y berdiri`
        if clause.form not in lexicon.DEEDS or not self._begun or who in self._spoken:
            return True
        return self._cast.role_of(who, clause.verb_end) is not None

    def _resolve(self, subject: Subject, position: int) -> int | None:
        if subject.reference is Reference.OFFICE and subject.who is None and self._last is not None:
            # An office that the text gives nobody: the one who spoke last, if they have no other office and nobody
            # else is named up to here.
            only = self._cast.only_person_before(position)
            sure = only is not None and only.who == self._last and self._cast.role_of(only.who, position) is None
            return self._last if sure else None
        if subject.reference is not Reference.PRONOUN:
            return subject.who
        if not self._begun and (only := self._cast.only_person_before(position)):
            return only.who
        alive = self._text.lower[subject.start : subject.end] in lexicon.PRONOUNS  # `dia` is no organization
        return self._last_person if alive and self._last is not None else self._last

    def _is_person(self, who: int | None) -> bool:
        return who is not None and self._cast.entities[who].kind is Kind.PERSON

    def _listen(self, pair: Pair, before: Clause | None, previous: Said | None) -> Said | None:
        """The quote in `pair`, or None where nobody says it."""
        text = self._text
        introduced = before if before and introduces(text, before, pair) else None
        tag = None if pair.continued else self._tag(pair)
        carried = self._carried(pair, before, previous)
        if not is_speech(text, pair, introduced, tag is not None, carried is not None):
            return None
        if tag is not None:
            until, verb, subject = tag
            return Said(pair, until, self._resolve(subject, pair.opened), self.naming(subject), verb)
        if introduced is not None:
            who = self.speakers[-1]
            return Said(pair, pair.closed, who, self.naming(introduced.subject), introduced.form)
        return Said(pair, pair.closed, carried)

    def naming(self, subject: Subject) -> str:
        """How the text names the subject; `-nya` where it is no word of its own."""
        words = self._text.body[subject.start : subject.end]
        return f"-{words}" if words.lower() == "nya" else words

    # --- The verb behind a quote.

    def _tag(self, pair: Pair) -> tuple[int, str, Subject] | None:
        """Verb and subject behind a quote and where they end: `," kata X`, `," X menambahkan`, `," demikian Y`."""
        text = self._text
        word = _AFTER_MARK.match(text.lower, pair.closed)
        if word is None:
            return None
        lead = word[1] in lexicon.LEADS
        if lead:
            word = _AFTER_MARK.match(text.lower, word.end()) or word
        start = word.start(1)
        comma = _ENDS_WITH_COMMA.search(text.body, max(pair.start, pair.end - 3), pair.end) is not None
        comma = comma or text.body[pair.closed : start].lstrip().startswith(",")
        if not text.same_paragraph(pair.closed, start) and not (comma and text.body[start].islower()):
            return None
        if text.stops_between(pair.closed, start):
            return None
        if (index := self._clause_at(start)) is not None:
            clause = self.clauses[index]
            return clause.end, clause.form, clause.subject
        if start in self._verbs and self._verbs[start][2] in {"root", "passive"}:
            return self._tag_of_nobody(self._verbs[start], pair, comma)
        if word[1] in lexicon.PRONOUNS and text.body[start].islower():
            verb = _AFTER_MARK.match(text.lower, word.end())
            return word.end(), verb[1] if verb else "", Subject(start, word.end(), Reference.PRONOUN)
        if lead and (subject := subject_after(text, self._cast, start, text.sentence_end(start))):
            return subject.end, "demikian", subject
        return self._inverted(start) if comma and not lead else None

    def _clause_at(self, verb_start: int) -> int | None:
        index = bisect_left(self.clauses, verb_start, key=lambda clause: clause.verb_start)
        found = index < len(self.clauses) and self.clauses[index].verb_start == verb_start
        return index if found else None

    def _tag_of_nobody(self, place: tuple[int, str, str], pair: Pair, comma: bool) -> tuple[int, str, Subject] | None:
        """`," kata warga`: somebody speaks who is not named. Not `"..." jelas bukan`, where nobody does."""
        start, form, _ = place
        ended = comma or self._text.body[pair.end - 1] in ".!?"
        if not ended or (form in lexicon.PLAIN_ROOTS and not comma):
            return None
        end = start + len(form)
        stop = min(self._text.sentence_end(end), end + 60)
        words = re.match(r"\s*([^,.\n]*)", self._text.body[end:stop])
        size = words.end() if words else 0
        return end, form, Subject(end + (words.start(1) if words else 0), end + size, Reference.UNKNOWN)

    def _inverted(self, start: int) -> tuple[int, str, Subject] | None:
        """`," X menambahkan` and verbs that no list has: `," selorohnya`, `," seloroh X`."""
        text = self._text
        index = bisect_left(self.clauses, start, key=lambda clause: clause.verb_start)
        if index < len(self.clauses):
            clause = self.clauses[index]
            if clause.subject.start <= start + 1 and clause.verb_start < text.sentence_end(start):
                return clause.end, clause.form, clause.subject
        word = _AFTER_MARK.match(text.lower, start)
        if word is None or not text.body[start].islower() or word[1] in lexicon.BORDERS:
            return None
        end = word.end()
        if word[1].endswith("nya") and len(word[1]) > 6:
            return end, word[1][:-3], Subject(end - 3, end, Reference.PRONOUN)
        subject = subject_after(text, self._cast, end, text.sentence_end(end))
        if subject is None or subject.reference is Reference.UNKNOWN:
            return None
        return subject.end, word[1], subject

    # --- Quotes without a verb.

    def _carried(self, pair: Pair, before: Clause | None, previous: Said | None) -> int | None:
        """Whose sentence or quote goes on in a quote that has no verb of its own; None where it is not certain."""
        text = self._text
        anchor = max(before.end if before else 0, previous.until if previous else 0)
        if not anchor:
            return None
        if pair.opened - anchor > _FARTHEST:
            return None
        gap = text.body[anchor : pair.opened]
        if "\n" in (gap.rstrip() if gap.rstrip().endswith(":") else gap):
            return None  # another paragraph, which no colon leads into
        if previous and anchor == previous.until:
            return previous.who
        return self.speakers[-1] if text.stops_between(anchor, pair.opened) <= 1 else None

    # --- What comes out.

    def quotes(self) -> list[Quote]:
        """The quotes, ascending and disjoint."""
        found: list[Quote] = []
        for said in self.said:
            start, end = trimmed(self._text.body, said.pair.start, said.pair.end)
            found.append(self.quote(start, end, said.who, said.words, said.verb, said.until))
        return found

    def quote(
        self,
        start: int,
        end: int,
        who: int | None,
        words: str | None,
        verb: str | None,
        until: int,
        indirect: bool = False,
    ) -> Quote:
        """A quote of the text with what is known of its speaker."""
        name = None if who is None else self._cast.entities[who].name
        role = None if who is None else self._cast.role_of(who, max(until, end))
        return Quote(start, end, self._text.body[start:end], name, words, role, verb, indirect)


def _join(chain: list[Said]) -> None:
    """The paragraphs of one quote have one speaker, told before the first or behind the last."""
    if len(chain) < 2:
        return
    told = next((said for said in (chain[-1], chain[0]) if said.attributed), None)
    if told is not None:
        for said in chain:
            said.who, said.words, said.verb = told.who, told.words, told.verb
