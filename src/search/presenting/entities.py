"""Entities as plain data: lists of them, and one with all that is known of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from ..model import Kind
from ..model_entities import EntityList, EntityProfile, Listed, Standing
from .results import NO_LINKS, Links

API = "/api/v1"


def present_entities(page: EntityList, links: Links | None = None) -> dict[str, Any]:
    """A page of entities. `links` are the addresses of this page and its neighbours; None where there are none."""
    return {
        "query": {"q": page.q, "kind": page.kind.value if page.kind else None},
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "entities": [{"kind": entity.kind.value, **_listed(entity)} for entity in page.entities],
        "links": dict(NO_LINKS if links is None else links),
    }


def present_entity(profile: EntityProfile, root: str | None = None) -> dict[str, Any]:
    """One entity. `root` is where the application is mounted; without it there are no links.

    `aliases` are all other names, most frequent first; `names` say of each how many releases have it and why it is the
    same entity's.
    """
    entity = profile.entity
    links: Links = {"self": None, "releases": None}
    if root is not None:
        api = f"{root}{API}"
        links["self"] = f"{api}/entities/{entity.kind.value}/{quote(entity.id, safe='')}"
        links["releases"] = f"{api}/search?{urlencode({entity.kind.value: entity.id})}"
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": [other.name for other in entity.names],
        "names": [{"name": n.name, "count": n.releases, "reason": n.reason} for n in entity.names],
        "titles": [_standing(standing) for standing in entity.titles],
        "roles": [_standing(standing) for standing in entity.roles],
        "releases": profile.releases,
        "from": profile.date_from.isoformat() if profile.date_from else None,
        "to": profile.date_to.isoformat() if profile.date_to else None,
        "years": [{"value": year.value, "count": year.count} for year in profile.years],
        "beside": {kind.value: [_listed(other) for other in profile.beside.get(kind.value, ())] for kind in Kind},
        "links": links,
    }


def _listed(entity: Listed) -> dict[str, Any]:
    return {"id": entity.id, "name": entity.name, "count": entity.releases}


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "text": standing.text,
        "count": standing.releases,
        "from": f"{standing.first:04d}" if standing.first else None,
        "to": f"{standing.last:04d}" if standing.last else None,
    }
