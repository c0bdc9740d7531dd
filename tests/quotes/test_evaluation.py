"""The score on real articles where they are, and the seed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from search.entities import annotate
from search.quotes import find_quotes
from search.quotes.evaluation import Names, Score, evaluate, main, marked_entities

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("SIARAN_DATA", ROOT.parent / "shared" / "data"))
ARTICLES, ANNOTATIONS = DATA / "news" / "releases.jsonl", DATA / "annotated" / "articles.jsonl"
real_articles = pytest.mark.skipif(
    not ANNOTATIONS.is_file(), reason="the marked articles are not here; name their folder in SIARAN_DATA"
)


@real_articles
def test_quotes_of_real_articles_reach_the_floors_with_the_marked_entities() -> None:
    score = evaluate(ARTICLES, ANNOTATIONS, marked_entities)
    assert score.marked == 168
    assert score.found >= 0.99 * score.marked, score.missed
    assert len(score.false) <= 0.01 * score.marked, score.false
    assert score.right >= 0.99 * score.marked, score.wrong


@real_articles
def test_quotes_of_real_articles_reach_the_floors_with_the_entities_found() -> None:
    score = evaluate(ARTICLES, ANNOTATIONS)
    assert score.found >= 0.98 * score.marked, score.missed
    assert len(score.false) <= 0.03 * score.marked, score.false
    assert score.right >= 0.85 * score.marked, score.wrong


def test_both_quotes_of_the_seed_have_their_speakers() -> None:
    body = next((ROOT / "seeds").glob("*.txt")).read_text("utf-8")
    first, second = find_quotes(body, annotate(body))
    assert (first.speaker, first.words, first.verb) == ("Oliver Chambard", "Oliver Chambard", "ungkap")
    assert first.role == "Duta Besar Perancis untuk Indonesia dan Timor Leste"
    assert (second.speaker, second.words, second.verb) == ("Boy Rafli Amar", "Kepala BNPT", "ujar")
    assert first.text.startswith("Indonesia memiliki pengalaman") and first.text.endswith("dengan Indonesia,")
    assert second.text.startswith("Kita kedatangan") and second.text.endswith("penanganan aksi terorisme,")


def test_a_score_tells_missed_false_and_wrong_apart() -> None:
    body = '"Satu dua tiga empat," kata Wira. "Lima enam tujuh delapan," kata Wira.'
    record = {"body": body, "entities": [{"kind": "person", "name": "Wira", "mentions": ["Wira"]}]}
    entities = marked_entities(record, record)
    marked = [{"text": "Satu dua tiga empat,", "speaker": None}, {"text": "Tidak ada di sini.", "speaker": "Wira"}]
    score = Score()
    score.add("a", marked, find_quotes(body, entities), Names(record["entities"], entities))
    assert (score.marked, score.found, score.right) == (2, 1, 0)
    assert score.missed == ["a: Tidak ada di sini."]
    assert score.false == ["a: Lima enam tujuh delapan,"]
    assert score.wrong == ["a: Wira for None: Satu dua tiga empat,"]


def test_the_command_prints_scores_and_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = [json.loads(line) for line in (Path(__file__).parent / "releases.jsonl").read_text("utf-8").splitlines()]
    for record in records:
        record["quotes"] = [quote for quote in record["quotes"] if len(quote["text"].split()) >= 4]
    path = tmp_path / "invented.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert main([str(path), str(path), "--given", "--errors"]) == 0
    printed = capsys.readouterr().out
    count = sum(len(record["quotes"]) for record in records)
    assert f"{count} quotes: {count} found, 0 found that are none, {count} with the right speaker (1.000)" in printed
    assert "missed" not in printed
