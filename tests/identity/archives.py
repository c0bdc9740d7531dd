"""Archives for these tests: releases that name entities, and the registry of a set of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from search.engines.base import Snapshot
from search.identity import Identity, Overrides, Registry
from search.model import Entity, Kind, Release

OPEN: list[Registry] = []


@dataclass(frozen=True)
class FakeSnapshot:
    """All of a snapshot that this companion asks for."""

    state: str


def at(state: str) -> Snapshot:
    return cast(Snapshot, FakeSnapshot(state))


def person(name: str, *aliases: str, titles: Sequence[str] = (), roles: Sequence[str] = ()) -> Entity:
    return Entity(Kind.PERSON, name, tuple(aliases), (), tuple(titles), tuple(roles))


def body(name: str, *aliases: str) -> Entity:
    return Entity(Kind.ORGANIZATION, name, tuple(aliases))


def place(name: str, *aliases: str) -> Entity:
    return Entity(Kind.PLACE, name, tuple(aliases))


def release(release_id: str, *entities: Entity, day: str | None = "2020-09-03") -> Release:
    return Release(release_id, "", date=date.fromisoformat(day) if day else None, entities=entities)


def archive(*of: Entity | Sequence[Entity]) -> list[Release]:
    """A release for each entity, or for several together."""
    groups = [each if isinstance(each, tuple | list) else (each,) for each in of]
    return [release(str(number), *entities) for number, entities in enumerate(groups)]


def commit(identity: Identity, add: Iterable[Release] = (), remove: Iterable[Release] = (), *, anew: bool) -> None:
    identity.begin(anew=anew)
    identity.remove(list(remove))
    identity.add(list(add))
    identity.commit(at("state"))


def registry(folder: Path, releases: Iterable[Release], overrides: Overrides | None = None) -> Registry:
    commit(Identity(folder), releases, anew=True)
    return opened(folder, overrides)


def opened(folder: Path, overrides: Overrides | None = None) -> Registry:
    """What a folder knows; closed with the test (`conftest.py`)."""
    found = Registry.load(folder, overrides)
    OPEN.append(found)
    return found


def one(registry: Registry, kind: Kind, *names: str) -> bool:
    """Whether all these names are one entity's."""
    found = [registry.named(kind, name) for name in names]
    assert None not in found, f"no release has one of {names}"
    return len({group.members[0].node for group in found if group}) == 1
