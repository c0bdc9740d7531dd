"""Seeded copies of real articles: what was kept is found, of the right release, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from measuring import DATA, articles, false_alarms, rows
from sample_releases import archive_of

from search.archive import Archive
from search.model import Release

pytestmark = pytest.mark.skipif(
    not (DATA / "news").exists(), reason=f"no real texts in {DATA}; name their folder in SIARAN_DATA"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    releases = [Release(release_id, body) for release_id, body in articles("news").items()]
    with archive_of(releases, tmp_path_factory.mktemp("real") / "index") as archive:
        yield archive


def test_copies_are_found_however_they_were_edited(archive: Archive) -> None:
    for name, row in rows(archive, seed=2026, size=12).items():
        least = 0.99 if name == "edited 0%" else 0.9 if "sentences" in name else 0.95
        assert row.score.recall >= least, name
        assert row.score.precision >= 0.995, name
        assert row.first >= (0.75 if "sentences" in name else 1) * row.texts, name


def test_texts_of_another_publisher_repeat_nothing(archive: Archive) -> None:
    _, alarms, which = false_alarms(archive, seed=2026, size=20)
    assert alarms == 0, which
