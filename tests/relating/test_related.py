"""Related releases share telling words, names and time, and say what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date

import pytest

from search.analysis import analyse
from search.engines.base import Snapshot
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, Kind, Release
from search.relating import Related, related

ANALYZER = Analyzer()


def release(release_id: str, body: str, day: str | None = "2020-09-03", person: str = "", place: str = "") -> Release:
    named = ((Kind.PERSON, person), (Kind.PLACE, place))
    entities = tuple(Entity(kind, name) for kind, name in named if name)
    return Release(
        release_id, body, f"Judul {release_id}", date=date.fromisoformat(day) if day else None, entities=entities
    )


RELEASES = [
    release("one", "Nelayan pesisir mendapat pelatihan mesin kapal dari dinas perikanan", person="Budi Santoso"),
    release("near", "Dinas perikanan membagikan mesin kapal kepada nelayan pesisir", person="Budi Santoso"),
    release("far", "Dinas perikanan membagikan mesin kapal kepada nelayan pesisir lagi", "2012-01-01", "Budi Santoso"),
    release("undated", "Kapal nelayan pesisir kini memakai mesin baru dinas perikanan", None),
    release("other", "Guru sekolah dasar belajar kurikulum terbaru tentang matematika", place="Bandung"),
    release("alike", "Nelayan pesisir mendapat pelatihan mesin kapal dari dinas perikanan.", person="Budi Santoso"),
]


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    engine = MemoryEngine(ANALYZER.fingerprint)
    with engine.writer() as writer:
        writer.add(analyse(RELEASES, [each.id for each in RELEASES], ANALYZER, lambda _: {}))
        writer.commit()
    with closing(engine.snapshot()) as snapshot:
        yield snapshot


def counts(forms: Iterable[str]) -> dict[str, int]:
    found = Counter(form for each in RELEASES for form in set(ANALYZER.forms(f"{each.title} {each.body}")))
    return {form: found[form] for form in forms}


def relatives(snapshot: Snapshot, release_id: str, **how: object) -> tuple[Related, ...]:
    return related(snapshot.release(release_id), snapshot, ANALYZER, counts, **how)  # type: ignore[arg-type]


def test_releases_that_share_names_and_words_are_related_the_nearest_in_time_first(snapshot: Snapshot) -> None:
    found = [each.release.id for each in relatives(snapshot, "one", versions=["alike"])]
    assert found[:2] == ["near", "far"]
    assert "other" not in found


def test_a_related_release_says_which_names_and_words_it_shares_and_how_near_it_is(snapshot: Snapshot) -> None:
    near = relatives(snapshot, "one", versions=["alike"])[0]
    assert near.names == ((Kind.PERSON, "Budi Santoso"),)
    assert set(near.words) <= {"nelayan", "pesisir", "mesin", "kapal", "dinas", "perikanan", "pelatihan"}
    assert near.words
    assert near.days == 0


def test_a_release_without_a_date_is_near_to_none(snapshot: Snapshot) -> None:
    found = {each.release.id: each.days for each in relatives(snapshot, "one")}
    assert found["undated"] is None
    assert found["far"] == (date(2020, 9, 3) - date(2012, 1, 1)).days


def test_neither_the_release_itself_nor_its_versions_are_related(snapshot: Snapshot) -> None:
    found = [each.release.id for each in relatives(snapshot, "one", versions=["alike"])]
    assert not {"one", "alike"} & set(found)
    assert "alike" in [each.release.id for each in relatives(snapshot, "one")]


def test_no_more_are_given_than_are_asked_for(snapshot: Snapshot) -> None:
    assert len(relatives(snapshot, "one", limit=2)) == 2
    assert relatives(snapshot, "one", limit=0) == ()


def test_what_shares_too_little_with_any_has_no_relatives(snapshot: Snapshot) -> None:
    assert relatives(snapshot, "other") == ()


def test_a_release_without_words_has_no_relatives() -> None:
    engine = MemoryEngine(ANALYZER.fingerprint)
    empty = Release("empty", "")
    with engine.writer() as writer:
        writer.add(analyse([empty], [""], ANALYZER, lambda _: {}))
        writer.commit()
    with closing(engine.snapshot()) as snapshot:
        assert related(empty, snapshot, ANALYZER, lambda _: {}) == ()
