"""Seeded edits of real texts are found, and nothing is joined that was not edited from one text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from invented import edited

from search.duplicates.companion import groups_of
from search.model import Release

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SIARAN_DATA") or ROOT.parent / "shared" / "data") / "news" / "releases.jsonl"
SHARES = (0.01, 0.05, 0.1, 0.15)


@pytest.mark.skipif(not DATA.exists(), reason=f"no real texts in {DATA}; name their folder in SIARAN_DATA")
def test_edits_of_1_to_15_percent_of_the_words_of_real_texts_are_found() -> None:
    rows = [json.loads(line) for line in DATA.read_text("utf-8").split("\n") if line][::4]
    releases = [Release(row["id"], row["body"], row["title"]) for row in rows if len(row["body"].split()) >= 20]
    versions = [
        Release(f"{release.id} {share}", edited(release.body, share, i), release.title)
        for i, release in enumerate(releases)
        for share in SHARES
    ]
    groups = groups_of([*releases, *versions])
    found = [version.id in groups.of(version.id.split()[0]) for version in versions]
    assert sum(found) / len(found) >= 0.995
    # Some of these articles are versions of one another by themselves; edits join no others.
    alone = groups_of(releases)
    for release in releases:
        others = {each.split()[0] for each in groups.of(release.id)} - {release.id}
        assert others == set(alone.others(release.id))
