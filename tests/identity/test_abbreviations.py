"""What releases explain in brackets is searched both ways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from search.analysis import analyse
from search.archive import Archive
from search.engines.memory import MemoryEngine
from search.identity import Identity, Registry
from search.identity.abbreviations import explained
from search.language import Analyzer
from search.model import Entity, Kind, Release
from search.querying import parse

ANALYZER = Analyzer()
LONG = ("forum", "pemuda", "penjaga", "damai")
RELEASES = [
    Release(
        "a",
        "Forum Pemuda Penjaga Damai (FPPD) dibentuk.",
        "Satu",
        entities=(Entity(Kind.ORGANIZATION, "Forum Pemuda Penjaga Damai", ("FPPD", "Forum Pemuda", "Panitia")),),
    ),
    Release("b", "FPPD rapat.", "Dua", entities=(Entity(Kind.ORGANIZATION, "FPPD"),)),
    Release("c", "Forum Pemuda Penjaga Damai rapat.", "Tiga"),
    Release("d", "Forum lain.", "Empat"),
]


@pytest.fixture(scope="module")
def registry() -> Iterator[Registry]:
    with closing(Registry(Identity.in_memory(RELEASES))) as registry:
        yield registry


def test_a_body_is_known_by_its_abbreviation_and_back(registry: Registry) -> None:
    assert explained(registry, parse("rapat fppd", ANALYZER).query, ANALYZER).longs("fppd") == (LONG,)
    found = explained(registry, parse("rapat forum pemuda penjaga damai", ANALYZER).query, ANALYZER)
    assert found.shorts(LONG) == ("fppd",)


def test_what_only_stands_for_a_body_is_no_abbreviation_of_it(registry: Registry) -> None:
    assert explained(registry, parse("panitia", ANALYZER).query, ANALYZER).longs("panitia") == ()


def test_an_archive_without_names_explains_nothing() -> None:
    assert explained(Registry(), parse("fppd", ANALYZER).query, ANALYZER).longs("fppd") == ()


def test_the_archive_searches_both() -> None:
    engine = MemoryEngine("test")
    with engine.writer() as writer:
        writer.add(analyse(RELEASES, [release.id for release in RELEASES], ANALYZER, lambda _: {}))
        writer.commit()
    with Archive(engine, ANALYZER) as archive:
        assert {hit.release.id for hit in archive.search("FPPD").hits} == {"a", "b", "c"}
        assert [hit.release.id for hit in archive.search('"FPPD"').hits] in (["a", "b"], ["b", "a"])
        assert "b" in {hit.release.id for hit in archive.search("Forum Pemuda Penjaga Damai").hits}
