"""The command line, from end to end on the own set."""

import subprocess
import sys

import pytest

from search.evaluation.commands import main

pytest.importorskip("ir_measures", reason="measuring needs ir-measures, of the dev group")


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def data(tmp_path, own, own_folder):
    """The own set without the questions that the seed answers."""
    folder = tmp_path / "data"
    folder.mkdir()
    seed = {name for name, grades in own.judgements.items() if not any(key.startswith("own") for key in grades)}
    for name in ("releases.jsonl", "queries.tsv", "qrels.tsv"):
        lines = (own_folder / name).read_text("utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(line for line in lines if line.split("\t")[0] not in seed), "utf-8")
    return folder


def test_a_run_is_written_and_its_measures_are_printed(data, tmp_path, capsys):
    assert main(["run", str(data), "-o", str(tmp_path / "a.run"), "--name", "test"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].split() == ["group", "questions", "MRR@10", "nDCG@10", "recall@100", "success@1"]
    assert {line.split()[0] for line in printed.splitlines()[1:]} >= {"name", "form", "near"}
    assert (tmp_path / "a.run").read_text().splitlines()[0].endswith(" test")


def test_two_runs_are_compared(data, tmp_path, capsys):
    main(["run", str(data), "-o", str(tmp_path / "a.run")])
    main(["run", str(data), "--fields", "title", "-o", str(tmp_path / "b.run")])
    capsys.readouterr()
    runs = [str(tmp_path / name) for name in ("a.run", "b.run")]
    assert main(["compare", *runs, str(data / "qrels.tsv"), "--questions", str(data / "queries.tsv")]) == 0
    printed = capsys.readouterr().out
    form = next(line for line in printed.splitlines() if line.startswith("form"))
    assert " -0." in form
    assert "MRR@10 lost: " in printed
    assert main(["compare", runs[0], runs[0], str(data / "qrels.tsv")]) == 0
    assert "lost:" not in capsys.readouterr().out


def test_half_of_the_questions_can_be_asked(data, tmp_path):
    for half in ("tune", "check"):
        main(["run", str(data), "--half", half, "-o", str(tmp_path / half)])
    asked = [{line.split()[0] for line in (tmp_path / half).read_text().splitlines()} for half in ("tune", "check")]
    assert all(asked)
    assert not asked[0] & asked[1]


def test_an_index_can_be_kept_and_made_again(data, tmp_path, capsys):
    arguments = ["run", str(data), "--index", str(tmp_path / "index")]
    assert [main(arguments), main(arguments)] == [0, 0]
    once, again = capsys.readouterr().out.split("group", 2)[1:]
    assert once.strip() == again.strip()


def test_questions_are_rewritten_and_asked(data, tmp_path, capsys):
    rewritten = str(tmp_path / "forms.tsv")
    assert main(["forms", str(data), "--group", "title", "-o", rewritten]) == 0
    assert "words replaced" in capsys.readouterr().out
    assert main(["run", str(data), "--questions", rewritten]) == 0


def test_recipes_are_tried(data, capsys):
    assert main(["lab", str(data), "--set", "title=1,4", "--set", "combination=bm25f", "--all"]) == 0
    names = [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["recipe", "baseline", "title=1 combination=bm25f", "title=4 combination=bm25f"]


def test_typos_are_given_to_the_archive(data, capsys):
    assert main(["typos", str(data), "--count", "20"]) == 0
    assert "of 20 slips; real words left alone" in capsys.readouterr().out


def test_word_forms_are_judged(tmp_path, capsys):
    (tmp_path / "families.tsv").write_text("ajar\tajar belajar\n")
    (tmp_path / "apart.tsv").write_text("bali\tbal\n")
    assert main(["wordforms", str(tmp_path), "--stemmer", "none", "--failures"]) == 0
    assert "strangers (families): ajar belajar" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [
    ["run", "gone"],
    ["run", "--fields", "lead", "."],
    ["lab", ".", "--set", "boost=1"],
    ["nothing"],
])  # fmt: skip
def test_a_wrong_call_ends_with_2_and_a_reason(arguments, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "search.evaluation", "--help"], capture_output=True, text=True, check=True
    )
    assert "wordforms" in done.stdout
