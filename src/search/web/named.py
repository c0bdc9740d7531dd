"""Who is named on a page: how a filter's names are shown, and where the pages of names are."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Facet, Kind, Release
from .address import Address
from .current import archive
from .views import Meant

KINDS = {kind.value: kind for kind in Kind} | {"speaker": Kind.PERSON}
"""What the names of a filter are."""

Ids = dict[tuple[str, str], str]
"""Ids of entities by kind and name."""


def names_shown(address: Address, filters: Iterable[str]) -> Meant:
    """The names of the search's filters as the archive knows them, whatever was given: an id, another name. What stands
    for several stays as it is."""
    given = [(name, value) for name in filters if name in KINDS for value in address.values(name)]
    meant = archive().names_meant((KINDS[name], value) for name, value in given)
    found = {(name, value): meant[KINDS[name], value] for name, value in given}
    return {key: names[0] for key, names in found.items() if len(names) == 1}


def ids_in(release: Release) -> Ids:
    """The ids of all that a release names."""
    return _ids((entity.kind, entity.name) for entity in release.entities)


def ids_of(facets: dict[str, tuple[Facet, ...]]) -> Ids:
    """The ids of the values of facets."""
    return _ids((Kind(kind), facet.value) for kind, found in facets.items() for facet in found)


def _ids(names: Iterable[tuple[Kind, str]]) -> Ids:
    return {(kind.value, name): found for (kind, name), found in archive().entity_ids(names).items()}
