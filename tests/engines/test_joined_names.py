"""Names that are put together over a snapshot are one value, in every engine alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from analysed import make_batch, make_release
from asking import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Engine, Request, Snapshot
from search.engines.memory import MemoryEngine
from search.engines.names import Group, Names
from search.engines.whoosh import WhooshEngine
from search.model import And, Everything, Facet, Filters, Kind, Named, Not, Release, Term

BNPT = Names({"organization": [Group(("BNPT", "Badan Nasional"))]})


@contextmanager
def joined(engine: Engine, names: Names) -> Iterator[Snapshot]:
    with closing(engine.snapshot().joining(names)) as snapshot:
        yield snapshot


@pytest.fixture
def agency(engine: Engine) -> Engine:
    write(
        engine,
        make_release("a", "kota", organization=["BNPT", "Badan Nasional", "Polri"]),
        make_release("b", "kota", organization=["badan nasional"]),
        make_release("c", "desa", organization=["Polri"], place=["Badan Nasional"]),
    )
    return engine


@pytest.mark.parametrize("name", ["BNPT", "bnpt", "Badan Nasional", "BADAN NASIONAL"])
def test_any_name_of_a_group_finds_what_has_any_other(agency: Engine, name: str) -> None:
    with joined(agency, BNPT) as snapshot:
        filtered = snapshot.search(Request(Everything(), Filters(organization=(name,))))
        asked = snapshot.search(Request(And((Term("kota", "kota"), Named("organization", name)))))
        without = snapshot.search(Request(Not(Named("organization", name))))
    assert [match.release.id for match in filtered.matches] == ["a", "b"]
    assert [(match.release.id, match.score > 0) for match in asked.matches] == [("a", True), ("b", True)]
    assert [match.release.id for match in without.matches] == ["c"]


def test_a_facet_counts_a_release_once_for_a_group_under_its_first_name(agency: Engine) -> None:
    with joined(agency, BNPT) as snapshot:
        facets = snapshot.search(Request(Everything())).facets
    assert facets["organization"] == (Facet("BNPT", 2), Facet("Polri", 2))
    assert facets["place"] == (Facet("Badan Nasional", 1),)


def test_the_first_name_is_shown_even_where_no_release_has_it(agency: Engine) -> None:
    names = Names({"organization": [Group(("Kepolisian", "Polri")), Group(("Nobody", "No one"))]})
    with joined(agency, names) as snapshot:
        facet = snapshot.search(Request(Everything())).facets["organization"]
    assert facet == (Facet("Badan Nasional", 2), Facet("Kepolisian", 2), Facet("BNPT", 1))


def test_what_begins_like_any_name_of_a_group_is_completed_to_its_first(agency: Engine) -> None:
    names = Names({"organization": [Group(("BNPT", "Badan Nasional"), most=3)]})
    with joined(agency, names) as snapshot:
        assert snapshot.names_beginning(Kind.ORGANIZATION, "nas", 3) == [Facet("BNPT", 2)]
        assert snapshot.names_beginning(Kind.ORGANIZATION, "po", 3) == [Facet("Polri", 2)]
        assert snapshot.names_beginning(Kind.PLACE, "nas", 3) == [Facet("Badan Nasional", 1)]


def test_single_names_are_still_listed_each_for_itself(agency: Engine) -> None:
    with joined(agency, BNPT) as snapshot:
        values = {facet.value.casefold() for facet in snapshot.values(Kind.ORGANIZATION)}
    assert values == {"bnpt", "badan nasional", "polri"}


NAMES = ("Ani", "ANI", "Budi", "Boy Rafli", "boy", "Śri", "東京")
people = st.lists(st.sampled_from(NAMES), max_size=4, unique=True)
releases = st.builds(lambda key, names: make_release(key, "kota", person=names), st.sampled_from("abcdef"), people)
groups = st.lists(st.sampled_from(["Ani", "Budi", "Boy Rafli", "BOY", "Śri", "Siapa"]), unique=True, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(releases, max_size=4), min_size=1, max_size=3), groups, st.integers(1, 5), st.booleans())
def test_engines_agree_on_joined_names(commits: list[list[Release]], grouped: list[str], cut: int, known: bool) -> None:
    most = 6 if known else None
    parts = [tuple(grouped[:cut]), tuple(grouped[cut:])]
    names = Names({"person": [Group(part, most) for part in parts if part]})
    with tempfile.TemporaryDirectory() as folder:
        engines: list[Engine] = [MemoryEngine("test"), WhooshEngine.create(Path(folder) / "index", "test")]
        answers = []
        for engine in engines:
            for commit in commits:
                with engine.writer() as writer:
                    writer.add(make_batch(*{release.id: release for release in commit}.values()))
                    writer.commit()
            with joined(engine, names) as snapshot:
                found = snapshot.search(Request(Everything(), facet_values=9))
                some = [snapshot.search(Request(Everything(), Filters(person=(name,)))) for name in NAMES]
                begun = [snapshot.names_beginning(Kind.PERSON, start, 3) for start in ("", "b", "r", "śr", "s")]
            answers.append((found.facets, [one.total for one in some], [one.facets for one in some], begun))
            engine.close()
    assert answers[0] == answers[1]
