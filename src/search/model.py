"""The domain: what a release is, what can be asked, what comes back. No I/O, no types of any library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What an entity is. The value is also the name of the filter and of the facet."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a release's body where an entity is named: `body[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization or place that a release names. `name` is how it is shown.

    Of a person, `titles` are honorifics, ranks and degrees as written (`Komjen Pol.`, `M.H.`), `roles` the offices that
    the release gives (`Kepala BNPT`).
    """

    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody is quoted with: `body[start:end] == text`, without the marks around it.

    `speaker` is the name of an entity of the release, or None where nobody can be named for sure; `words` is how the
    text names the speaker (`dia`, `Kepala BNPT`); `role` is the office that the text gives the speaker; `verb` is
    the verb of saying. `indirect` marks what stands without quotation marks (`menurut X`).
    """

    start: int
    end: int
    text: str
    speaker: str | None = None
    words: str | None = None
    role: str | None = None
    verb: str | None = None
    indirect: bool = False


@dataclass(frozen=True, slots=True)
class EventDate:
    """A day that a release's body names: `body[start:end] == text`. `last` is set where it names a span of days."""

    start: int
    end: int
    text: str
    day: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One press release.

    `title` is never empty in the index: where the agency gave none it is the lead sentence, and
    `title_derived` says so. `origin` is the path or address that the release was read from; indexing the same
    origin again replaces the release.
    """

    id: str
    body: str
    title: str = ""
    title_derived: bool = False
    date: date | None = None
    source: str | None = None
    url: str | None = None
    origin: str = ""
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    event_dates: tuple[EventDate, ...] = ()

    def names(self, kind: Kind) -> tuple[str, ...]:
        """The names of this release's entities of one kind, in order of appearance."""
        return tuple(entity.name for entity in self.entities if entity.kind is kind)


class Field(StrEnum):
    """A part of a release whose words can be searched."""

    TITLE = "title"
    BODY = "body"


# --- The query: a small tree, already analysed (folded forms and stems), the only thing that engines are given.


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every release, each with score 0."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, matched by its stem. `form` is the folded word that was typed. `field` None means any field.

    `variants` are other ways to write it, each as good as its stem for a match (`menkeu`: `menteri keuangan`).
    `weight` is what its score counts; a word of less than 1 was added to what was typed. `surface` is how much of its
    own score `form` adds, None for what the engines find best.
    """

    form: str
    stem: str
    field: Field | None = None
    variants: tuple[Phrase, ...] = ()
    weight: float = 1.0
    surface: float | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded forms that stand side by side, in this order, exactly so."""

    forms: tuple[str, ...]
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any form that begins with these (folded) letters."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Folded forms that stand near each other, in any order: with at most `distance` other words among them."""

    forms: tuple[str, ...]
    distance: int
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Releases that name this person, organization or place, or have this source, without regard to case.

    `facet` is the name of a filter: person, organization, place or source.
    """

    facet: str
    name: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Releases of these days, both included; None is no bound. A release without a date never matches."""

    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class And:
    """Matches where every part matches. Without parts: everything."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Matches where any part matches; the more, the better the score. Without parts: nothing."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Matches where its part does not; adds nothing to the score."""

    part: Query


Query = Everything | Term | Phrase | Prefix | Near | Named | Dated | And | Or | Not

Words = Term | Phrase | Prefix | Near
"""A leaf that stands for words of a text."""

Condition = Named | Dated
"""A leaf that stands for what is known of a release beside its text."""

Leaf = Words | Condition
"""A node without parts that asks for something."""


# --- What narrows, orders and pages a search.


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


FACETS = ("year", "person", "organization", "place", "source")
"""Names of the facets, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions beside the query. Values of one filter are alternatives; different filters all hold.

    `date_from` and `date_to` are inclusive. A release without a date passes only where neither is given.
    `event_from` and `event_to`, inclusive too, let those pass whose body names a day between them (`EventDate`).
    Names are compared without regard to case. `changed` lets those pass whose text was changed after it was first
    indexed (`history/`).
    """

    date_from: date | None = None
    date_to: date | None = None
    person: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    event_from: date | None = None
    event_to: date | None = None
    changed: bool = False


# --- What comes back.


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet and how many releases of the result have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a release as it stands there. `marks` are (start, end) in `text`, ascending, disjoint.

    `start` is where the passage begins in the body. `cut_before` and `cut_after` say that the passage begins or
    ends inside a sentence. Escaped and marked only when rendered.
    """

    text: str
    start: int = 0
    marks: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One release of a result. `versions` are the ids of its other versions, the best first; `changed` is when its
    text was changed last after it was first indexed."""

    release: Release
    score: float
    snippets: tuple[Snippet, ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    versions: tuple[str, ...] = ()
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a result. `total` counts all matching releases, `facets` count over all of them."""

    q: str
    filters: Filters
    sort: Sort
    page: int
    per_page: int
    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    took_ms: float = 0.0
    hint: str | None = None

    @property
    def pages(self) -> int:
        """How many pages the result has."""
        return -(-self.total // self.per_page)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of what is being typed. `kind` is an entity kind, "title" or "word".

    `id` is that of the release of a title, None where several releases have it or it is no title.
    """

    text: str
    kind: str
    count: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds. `bytes` is its size on disk."""

    releases: int
    date_from: date | None
    date_to: date | None
    bytes: int
    words: int = 0
