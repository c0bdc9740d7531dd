"""Answers stay short, whatever releases hold: here all is longer than readers let it be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from search.analysis import analyse
from search.archive import Archive
from search.assistants.comparing import PASSAGE
from search.assistants.quoting import ADDRESS, TITLE
from search.assistants.quoting import NAME as NAME_LENGTH
from search.assistants.results import QUOTE, SNIPPET
from search.assistants.tables import MOST
from search.assistants.tools import TOOLS, call
from search.config import Settings
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Entity, EventDate, Kind, Quote, Release

SAID = "Perkataan \U0001f600 panjang " * 50
NAME = "Ani \U0001f600 " + "wijaya" * 60


def parts(number: int) -> list[str]:
    """Of no other release's text, so that none is a version of another."""
    return [SAID, *(f"Kata unik{number}x{other}. " for other in range(400))]


def crowd(number: int) -> Release:
    texts = parts(number)
    starts = [sum(map(len, texts[:part])) for part in range(len(texts))]
    return Release(
        id=f"{number}-" + "é" * 200,
        body="".join(texts),
        title="Judul \U0001f600 " * 1_000,
        date=date(1900 + number, 1 + number % 12, 1),
        source="s" * 2_000,
        url=f"https://contoh.go.id/{'a' * 1_900}",
        entities=tuple(
            Entity(kind, f"{NAME} {kind} {other}", titles=("t" * 999,), roles=tuple(f"r{n}" * 500 for n in range(3)))
            for kind in Kind
            for other in range(12)
        ),
        quotes=tuple(Quote(a, a + len(p), p, NAME, "w" * 999, "r" * 999) for a, p in zip(starts, texts, strict=True)),
        event_dates=tuple(EventDate(a, a + 4, "Kata" * 500, date(2020, 1, 1)) for a in starts),
    )


@pytest.fixture(scope="module")
def crowded() -> Iterator[Archive]:
    releases, analyzer = [crowd(number) for number in range(MOST + 1)], Analyzer()
    engine = MemoryEngine(analyzer.fingerprint)
    with engine.writer() as writer:
        writer.add(analyse(releases, [release.id for release in releases], analyzer, lambda _forms: {}))
        writer.commit()
    with Archive(engine, analyzer, Settings(public_url="https://contoh.go.id")) as archive:
        yield archive


QUESTIONS = pytest.mark.parametrize(
    ("name", "arguments", "kilobytes"),
    [
        ("search", {"limit": MOST, "q": "perkataan"}, 250),
        ("search", {}, 100),
        ("release", {"id": crowd(0).id}, 150),
        ("quotes", {"limit": MOST, "q": "kata"}, 150),
        ("timeline", {"unit": "month"}, 20),
        ("entity", {"name": f"{NAME} person 1"}, 100),
        ("entity", {"name": "ani"}, 100),
        ("overlap", {"text": crowd(3).body, "limit": MOST}, 350),
    ],
    ids=lambda value: str(value)[:30],
)


@QUESTIONS
def test_an_answer_stays_short(crowded: Archive, name: str, arguments: dict[str, Any], kilobytes: int) -> None:
    answer = call(crowded, TOOLS[name], arguments)
    assert len(json.dumps(answer, ensure_ascii=False).encode()) < kilobytes * 1_000
    for results in ("releases", "quotes", "counts", "entities"):
        if "limit" in arguments and results in answer and name != "overlap":
            assert len(answer[results]) == MOST


def ends_early(value: Any) -> bool:
    """Whether a text in it, not in an object that speaks for itself, was shortened."""
    if isinstance(value, str):
        return value.endswith("…") and len(value) in (TITLE, NAME_LENGTH, ADDRESS, SNIPPET, QUOTE, PASSAGE)
    if isinstance(value, dict):
        return "cut" not in value and any(map(ends_early, value.values()))
    return isinstance(value, list) and any(map(ends_early, value))


def unsaid(value: Any) -> Iterator[str]:
    """The keys of what was shortened and is not said to be."""
    if isinstance(value, dict):
        if "cut" in value:
            assert set(value["cut"]) <= set(value)
            assert len(set(value["cut"])) == len(value["cut"])
            yield from (key for key, held in value.items() if ends_early(held) and key not in value["cut"])
        for held in value.values():
            yield from unsaid(held)
    elif isinstance(value, list):
        for held in value:
            yield from unsaid(held)


@QUESTIONS
def test_what_is_shortened_is_said_to_be(
    crowded: Archive, name: str, arguments: dict[str, Any], kilobytes: int
) -> None:
    assert kilobytes
    answer = call(crowded, TOOLS[name], arguments)
    assert list(unsaid(answer)) == []
    assert "cut" in answer


def test_lists_that_have_more_are_said_to_and_whole_ones_are_not(crowded: Archive) -> None:
    hit = call(crowded, TOOLS["search"], {"q": "perkataan"})["releases"][0]
    assert hit["cut"] == ["title", "source", "snippet", "people", "organizations", "places"]
    read = call(crowded, TOOLS["release"], {"id": crowd(0).id})
    assert {"quotes", "event_dates", "people"} <= set(read["cut"])
    assert "other_versions" not in read["cut"]
    entity = call(crowded, TOOLS["entity"], {"name": f"{NAME} person 1"})["entities"][0]
    assert {"name", "years", "beside", "titles", "roles"} <= set(entity["cut"])
    repeated = call(crowded, TOOLS["overlap"], {"text": crowd(3).body, "limit": 1})
    assert "in_no_release" not in repeated["cut"]
