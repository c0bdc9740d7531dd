"""What is known of names is a function of the releases that are there, whatever came and went before."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from archives import body, commit, person, place, release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.identity import Identity, Registry
from search.identity.groups import Group, grouped
from search.identity.kept import Kept, noted_groups
from search.identity.overrides import Overrides
from search.identity.store import FILE, Store
from search.model import Entity, Kind, Release

PEOPLE = (
    "Boy|Boy Rafli|Boy Rafli Amar|boy rafli amar|Rafli|Ani Boy|Muhammad Nuh|Mohamad Nuh|M. Nuh|Nuh|Olivier Chambard|"
    "Oliver Chambard|Oliver|Ma'ruf Amin|Maruf Amin|Amin"
).split("|")
BODIES = (
    "BUX|Badan Umum Xenon|Badan Usaha Xilofon|Badan Umum Xenon RI|PT Angin|Angin|KPK|BSU|Komisi Pemberantasan Korupsi|"
    "Kementerian BUX|Kejati Angin|Kejaksaan Tinggi Angin|Bux"
).split("|")
PLACES = "Medan|Kota Medan|Kabupaten Medan|Perancis|Prancis|AS|Amerika Serikat".split("|")


def some(texts: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(texts.split("|")), max_size=2, unique=True)


people = st.builds(
    lambda name, aliases, titles, roles: person(name, *aliases, titles=titles, roles=roles),
    st.sampled_from(PEOPLE),
    some("Boy|Rafli|Nuh|Olivier|Boy Rafli|Amin"),
    some("Komjen Pol.|Pak|Dr."),
    some("Kepala BNPT|Menteri Agama|Ketua"),
)
bodies = st.builds(
    lambda name, aliases: body(name, *aliases),
    st.sampled_from(BODIES),
    some("BUX|Badan Umum Xenon|Badan Usaha Xilofon|BSU|Kejati Angin|Kementerian BUX"),
)
towns = st.builds(lambda name, aliases: place(name, *aliases), st.sampled_from(PLACES), some("Medan|Kota Medan|AS|RI"))


def distinct(entities: list[Entity]) -> list[Entity]:
    return list({(entity.kind, entity.name): entity for entity in entities}.values())


entities = st.lists(people | bodies | towns, max_size=4).map(distinct)
steps = st.lists(
    st.tuples(st.lists(st.integers(0, 7), max_size=3), st.lists(st.tuples(st.integers(0, 7), entities), max_size=3)),
    min_size=1,
    max_size=5,
)


def contents(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return {table: set(connection.execute(f"SELECT * FROM {table}")) for table in ("fact", "found", "joined")}


def noted(folder: Path) -> dict[int, Group]:
    with closing(Store.read(folder)) as store:
        kept = noted_groups(store)
    assert kept is not None
    return all_of(kept)


def worked_out(folder: Path) -> dict[int, Group]:
    with closing(Store.read(folder)) as store:
        return all_of(Kept.of(grouped(store.joins(), store.spellings_of_joined(), Overrides(), lambda *_: None)))


def all_of(kept: Kept) -> dict[int, Group]:
    return {node: group for node in kept.nodes if (group := kept.group(node)) is not None}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.randoms(use_true_random=False))
def test_any_history_of_changes_leaves_what_the_last_releases_alone_would_make(steps, random) -> None:  # type: ignore[no-untyped-def]
    there: dict[int, Release] = {}
    with tempfile.TemporaryDirectory() as name:
        folder, fresh = Path(name) / "grown", Path(name) / "fresh"
        grown = Identity(folder)
        for number, (gone, come) in enumerate(steps):
            new = {key: release(str(key), *named, day=f"20{10 + key}-01-01") for key, named in come}
            removed = [there.pop(key) for key in {*gone, *new} if key in there]
            commit(grown, new.values(), removed, anew=number == 0)
            there |= new
        left = list(there.values())
        random.shuffle(left)
        commit(Identity(fresh), left, anew=True)
        assert contents(folder) == contents(fresh)
        assert noted(folder) == noted(fresh) == worked_out(fresh)
        with closing(Registry.load(folder)) as one, closing(Registry.load(fresh)) as other:
            names = {(entity.kind, entity.name) for each in left for entity in each.entities}
            for kind, spelt in names:
                group = one.named(kind, spelt)
                assert group is not None
                assert one.identified(group) == other.identified(other.named(kind, spelt))  # type: ignore[arg-type]
                assert one.by_id(kind, one.id_of(kind, spelt)) == group
            ids = {(kind, one.id_of(kind, spelt)) for kind, spelt in names}
            groups = {one.named(kind, spelt).members[0].node for kind, spelt in names}  # type: ignore[union-attr]
            assert len(ids) == len(groups)


def test_kinds_are_apart(tmp_path: Path) -> None:
    commit(Identity(tmp_path), [release("a", person("Medan"), place("Medan"))], anew=True)
    with closing(Registry.load(tmp_path)) as registry:
        found = [registry.named(kind, "medan") for kind in Kind]
    assert [group.kind if group else None for group in found] == [Kind.PERSON, None, Kind.PLACE]
