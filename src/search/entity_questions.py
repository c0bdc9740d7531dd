"""Questions about who is who, a part of what an archive answers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from .config import Settings
from .errors import EntityNotFound, QueryError
from .identity import Overrides
from .identity.profiles import profile
from .model import Filters, Kind, Sort
from .model_entities import EntityList, EntityProfile, Listed
from .newest import NewestState
from .searching import question


class EntityQuestions:
    """Asked of the newest state of an archive."""

    settings: Settings
    _newest: NewestState

    def entities(
        self, q: str = "", *, kind: Kind | str | None = None, page: int = 1, per_page: int | None = None
    ) -> EntityList:
        """One page of the people, organizations and places of the archive (of one `kind` only), most frequent first.

        With `q`, those that have a name of which words begin with its words; case and diacritics say nothing. Raises
        QueryError, which names the parameter, where a value is outside its limits.
        """
        asked = question(self.settings, q, Filters(), Sort.RELEVANCE, page, per_page)
        if len(q) > self.settings.query_length:
            raise QueryError(f"the text has {len(q)} characters; at most {self.settings.query_length} are taken")
        of = None if kind is None else _kind(kind)
        with self._newest.hold() as held:
            return held.derived.directory.find(held.derived.registry, q, of, asked.page, asked.per_page)

    def most_named(self, start: int, limit: int, releases: int = 1) -> tuple[Listed, ...]:
        """The entities that at least so many `releases` name, most frequent first, from place `start` on; unlike
        `entities` however far it reaches. An id takes some 0.2 ms."""
        with self._newest.hold() as held:
            return held.derived.directory.most_named(held.derived.registry, start, limit, releases)

    def count_named(self, releases: int = 1) -> int:
        """How many entities at least so many releases name."""
        with self._newest.hold() as held:
            return held.derived.directory.count_named(releases)

    def entity(self, kind: Kind | str, entity_id: str) -> EntityProfile:
        """The person, organization or place with this id (or of this name), and what the releases that name it say.

        Raises EntityNotFound.
        """
        with self._newest.hold() as held:
            return profile(held.snapshot, held.derived.registry, _kind(kind), entity_id)

    def entities_with(self, entity_id: str, kind: Kind | str | None = None) -> list[EntityProfile]:
        """The entities of this id or name, of one kind or of all, most frequent first.

        Raises EntityNotFound where there is none.
        """
        found = []
        for of in Kind if kind is None else (_kind(kind),):
            with suppress(EntityNotFound):
                found.append(self.entity(of, entity_id))
        if not found:
            raise EntityNotFound(str(kind or "person, organization or place"), entity_id)
        return sorted(found, key=lambda profile: -profile.releases)

    def check_overrides(self, overrides: Overrides) -> None:
        """Raises EntitiesUnusable where the operator's file names somebody whom no release has."""
        with self._newest.hold() as held:
            held.derived.registry.check(overrides)

    def entity_ids(self, names: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], str]:
        """The id of the entity that each of these names is one of."""
        with self._newest.hold() as held:
            return {(kind, name): held.derived.registry.id_of(kind, name) for kind, name in names}

    def speaker_ids(self, names: Iterable[str | None]) -> dict[str, str | None]:
        """The ids of people who are quoted, or else of organizations, by name; None where nobody is known by it."""
        return {name: found[1] if found else None for name, found in self.speakers(names).items()}

    def speakers(self, names: Iterable[str | None]) -> dict[str, tuple[Kind, str] | None]:
        """The same with what each is, a person or an organization."""
        with self._newest.hold() as held:
            return {name: held.derived.registry.speaker(name) for name in names if name}

    def names_meant(self, names: Iterable[tuple[Kind, str]]) -> dict[tuple[Kind, str], tuple[str, ...]]:
        """The names, one of each entity, that a filter on each of these texts means, most frequent first; the text
        itself where it stands for nobody."""
        with self._newest.hold() as held:
            return {(kind, text): held.derived.registry.names_meant(kind, text) for kind, text in names}


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise QueryError(f"kind is {str(kind)!r}; it takes one of {', '.join(Kind)}", "kind") from None
