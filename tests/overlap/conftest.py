"""Archives of invented releases, over every engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `copies` and `sample_releases`, for all tests of this folder

from sample_releases import MakeArchive, archive_of


@pytest.fixture(params=["memory", "whoosh"])
def make_archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeArchive]:
    """Makes an archive; it closes when the test ends."""
    with ExitStack() as opened:
        folder = tmp_path / "index" if request.param == "whoosh" else None
        yield lambda releases: opened.enter_context(archive_of(releases, folder))
