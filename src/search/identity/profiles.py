"""An entity with what the releases say that name it."""

from __future__ import annotations

from ..engines.base import Request, Snapshot
from ..errors import EntityNotFound
from ..model import Kind, Named, Sort
from ..model_entities import EntityProfile, Identified, Listed
from .registry import Registry

BESIDE = 20
"""Entities of each kind that are named beside it."""

YEARS = 10_000
"""Years that are listed: all that a date can have."""


def profile(snapshot: Snapshot, registry: Registry, kind: Kind, text: str) -> EntityProfile:
    """The entity of this kind that has this id, or else the only one that `text` means.

    `snapshot` has the registry's names joined. Raises EntityNotFound, also where no release of the snapshot names it.
    """
    group = registry.by_id(kind, text) or registry.only_meant(kind, text)
    name = group.name if group else text
    # As a part of the query: a facet would leave its own filter out of its counts.
    query = Named(kind.value, name)
    kinds = tuple(each.value for each in Kind)
    newest = snapshot.search(Request(query, sort=Sort.NEWEST, limit=1, facets=kinds, facet_values=BESIDE + 1))
    if not newest.total:
        raise EntityNotFound(kind, text)
    entity = registry.identified(group) if group else Identified(kind, registry.id_of(kind, name), name)
    beside = {}
    for each in Kind:
        found = newest.facets[each]
        others = [f for f in found if each is not kind or f.value.casefold() != name.casefold()][:BESIDE]
        beside[each.value] = tuple(Listed(each, registry.id_of(each, f.value), f.value, f.count) for f in others)
    oldest = snapshot.search(Request(query, sort=Sort.OLDEST, limit=1, facets=("year",), facet_values=YEARS))
    return EntityProfile(
        entity,
        newest.total,
        oldest.matches[0].release.date,
        newest.matches[0].release.date,
        oldest.facets["year"],
        beside,
    )
