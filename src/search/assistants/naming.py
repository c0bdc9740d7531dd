"""Who or what is this: what the archive knows of a name."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import quote

from ..archive import Archive
from ..errors import EntityNotFound
from ..model import Kind
from ..model_entities import EntityProfile, Listed, Standing
from .quoting import NAME, NOTICE, Whole

KNOWN = 20
"""Most other names, offices and years of an entity."""

BESIDE = 8
"""Most entities of each kind that are named beside it, and of similar names."""


def entity(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """The entities of this name or id, and others whose names begin so. Raises EntityNotFound where there are none."""
    name, kind = values["name"], values.get("kind")
    found: list[EntityProfile] = []
    with suppress(EntityNotFound):
        found = archive.entities_with(name, kind)
    known = {(each.entity.kind, each.entity.id) for each in found}
    # A name may be longer than a query; no entity's words begin with more than its own.
    begun = archive.entities(
        name[: archive.settings.query_length], kind=kind, per_page=min(BESIDE, archive.settings.per_page_limit)
    )
    similar = [each for each in begun.entities if (each.kind, each.id) not in known]
    more = begun.total > len(begun.entities)
    if not found and not similar:
        raise EntityNotFound(str(kind or "person, organization or place"), name)
    whole = Whole()
    return {
        "notice": NOTICE,
        "entities": [_profile(each, archive.settings.public_url) for each in found],
        "similar": [{"kind": each.kind.value, **_listed(each, "similar", whole)} for each in similar],
        "cut": [*whole.cut, *(["similar"] if more and "similar" not in whole.cut else [])],
    }


def _profile(profile: EntityProfile, public_url: str) -> dict[str, Any]:
    each, ours, whole = profile.entity, public_url.rstrip("/"), Whole()
    return {
        "kind": each.kind.value,
        "id": each.id,
        "name": whole.text("name", each.name, NAME),
        "page": f"{ours}/entities/{each.kind.value}/{quote(each.id, safe='')}" if ours else None,
        "other_names": [
            {"name": whole.text("other_names", n.name, NAME), "count": n.releases}
            for n in whole.first("other_names", each.names, KNOWN)
        ],
        "titles": [_standing(standing, "titles", whole) for standing in whole.first("titles", each.titles, KNOWN)],
        "roles": [_standing(standing, "roles", whole) for standing in whole.first("roles", each.roles, KNOWN)],
        "releases": profile.releases,
        "from": profile.date_from.isoformat() if profile.date_from else None,
        "to": profile.date_to.isoformat() if profile.date_to else None,
        "years": [{"period": year.value, "count": year.count} for year in whole.first("years", profile.years, KNOWN)],
        "beside": {
            k.value: [
                _listed(other, "beside", whole)
                for other in whole.first("beside", profile.beside.get(k.value, ()), BESIDE)
            ]
            for k in Kind
        },
        "cut": whole.cut,
    }


def _listed(each: Listed, key: str, whole: Whole) -> dict[str, Any]:
    return {"id": each.id, "name": whole.text(key, each.name, NAME), "count": each.releases}


def _standing(standing: Standing, key: str, whole: Whole) -> dict[str, Any]:
    years = {"from": standing.first, "to": standing.last}
    return {"text": whole.text(key, standing.text, NAME), "count": standing.releases, **years}
