"""Invented releases, one for each way in which speech is written: every quote, every speaker, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.quotes import find_quotes
from search.quotes.evaluation import marked_entities

RELEASES = [json.loads(line) for line in (Path(__file__).parent / "releases.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("release", RELEASES, ids=[release["id"] for release in RELEASES])
def test_each_way_of_quoting_is_read(release: dict[str, Any]) -> None:
    quotes = find_quotes(release["body"], marked_entities(release, release))
    keys = ("text", "speaker", "words", "verb", "role", "indirect")
    expected = [
        tuple(quote.get(key, False if key == "indirect" else None) for key in keys) for quote in release["quotes"]
    ]
    assert [tuple(getattr(quote, key) for key in keys) for quote in quotes] == expected, release["covers"]
    for quote in quotes:
        assert release["body"][quote.start : quote.end] == quote.text
