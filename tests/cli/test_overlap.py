"""`siaran overlap`: which releases a text repeats."""

from __future__ import annotations

import json
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_seed_is_found_in_a_copy_with_a_changed_word(run, seeded, tmp_path) -> None:
    found = run("search", "terorisme", "--index", seeded, "--json")
    release_id = json.loads(found.stdout)["hits"][0]["id"]
    body = json.loads(run("show", release_id, "--index", seeded, "--json").stdout)["body"]
    copy = tmp_path / "copy.txt"
    copy.write_text(body.replace("kunjungan", "lawatan", 1), "utf-8")
    told = run("overlap", copy, "--index", seeded)
    assert told.returncode == 0, told.stderr
    assert "[-kunjungan-]" in told.stdout
    assert "{+lawatan+}" in told.stdout
    (release,) = json.loads(run("overlap", copy, "--index", seeded, "--json").stdout)["releases"]
    assert (release["id"], release["page"]) == (release_id, None)
    assert release["share"] > 0.99


def test_a_text_over_the_limit_or_a_missing_file_is_a_wrong_call(run, seeded, tmp_path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("kata " * 5000, "utf-8")
    refused = run("overlap", long, "--index", seeded)
    assert refused.returncode == 2
    assert "at most 20000" in refused.stderr
    assert run("overlap", tmp_path / "none.txt", "--index", seeded).returncode == 2


def test_a_text_that_repeats_nothing_says_so(run, seeded, tmp_path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Resep kue: dua telur.", "utf-8")
    assert "in no release: Resep kue: dua telur" in run("overlap", other, "--index", seeded).stdout
