"""The score by name in each article."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from search.entities.evaluation import Score, compare, evaluate, main
from search.model import Kind

DATA = Path(os.environ.get("SIARAN_DATA", Path(__file__).parents[3] / "shared" / "data"))
MARKED = DATA / "annotated" / "articles.jsonl"
MARKED_HASH = "0b481a006e414d92"
"""The floors hold for these marks only."""
FLOOR = {Kind.PERSON: 0.91, Kind.ORGANIZATION: 0.88, Kind.PLACE: 0.92}
FLOOR_OF_RULES = {Kind.PERSON: 0.87, Kind.ORGANIZATION: 0.86, Kind.PLACE: 0.90}


def test_each_marked_entity_is_paired_with_one_given_that_shares_a_form() -> None:
    score = Score()
    marked = [frozenset({"bnpl", "badan"}), frozenset({"dewan"})]
    compare(marked, [frozenset({"bnpl"}), frozenset({"badan"})], score)
    assert (score.found, score.missed, score.wrong) == (1, ["dewan"], ["badan"])
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_nothing_marked_and_nothing_given_is_perfect() -> None:
    assert Score().f1 == 1.0


def test_nothing_right_scores_zero() -> None:
    assert Score(missed=["a"], wrong=["b"]).f1 == 0.0


def test_the_command_prints_scores_and_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles, annotations = tmp_path / "articles.jsonl", tmp_path / "marked.jsonl"
    articles.write_text(json.dumps({"id": "1", "body": "Bapak Wirya Sentanu tiba di Jepang."}) + "\n")
    marks = [{"kind": "person", "name": "Wirya Sentanu", "mentions": ["Wirya Sentanu"]}]
    annotations.write_text(json.dumps({"id": "1", "entities": marks}) + "\n")
    assert main([str(articles), str(annotations), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "person        precision 1.000  recall 1.000  F1 1.000" in printed
    assert "place, wrong: jepang" in printed


@pytest.mark.skipif(not MARKED.is_file(), reason=f"the marked articles are not in {DATA}")
@pytest.mark.parametrize(("rules", "floor"), [(False, FLOOR), (True, FLOOR_OF_RULES)], ids=["model", "rules alone"])
def test_the_marked_articles_are_read_as_well_as_before(rules: bool, floor: dict[Kind, float]) -> None:
    if hashlib.sha256(MARKED.read_bytes()).hexdigest()[:16] != MARKED_HASH:
        pytest.skip(f"{MARKED.name} is not the file that the floors were measured on")
    scores, _ = evaluate(DATA / "news" / "releases.jsonl", MARKED, rules=rules)
    assert {kind: score.f1 >= floor[kind] for kind, score in scores.items()} == dict.fromkeys(floor, True)
