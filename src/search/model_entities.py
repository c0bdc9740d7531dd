"""The domain, continued: a person, organization or place as the whole archive knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .model import Facet, Kind


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of an entity and how many releases use it.

    `reason` says why it is the same one: `alias` where a release that names the entity also calls it so and no release
    has it as a name by itself, else a word of `search.identity`, `operator` for the operator's own file.
    """

    name: str
    releases: int
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A title or an office, how many releases give it, and the years of the first and the last of them that has a
    date."""

    text: str
    releases: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Identified:
    """An entity: its id is an address's last part, unique among its kind. Lists are most frequent first."""

    kind: Kind
    id: str
    name: str
    names: tuple[OtherName, ...] = ()
    titles: tuple[Standing, ...] = ()
    roles: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity in a list, with the number of releases that name it."""

    kind: Kind
    id: str
    name: str
    releases: int


@dataclass(frozen=True, slots=True)
class EntityList:
    """One page of entities, most frequent first."""

    q: str
    kind: Kind | None
    page: int
    per_page: int
    total: int
    entities: tuple[Listed, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """An entity with what the releases that name it say: how many, from when to when, in which years, and who is named
    beside it (by the name of the facet)."""

    entity: Identified
    releases: int
    date_from: date | None = None
    date_to: date | None = None
    years: tuple[Facet, ...] = ()
    beside: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
